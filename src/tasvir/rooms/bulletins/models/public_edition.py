"""What of an issued bulletin the public may see, approved apart from it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tasvir.foundation.models import StoredFile
from tasvir.rooms.bulletins import choices
from tasvir.rooms.bulletins.models.bulletin import Bulletin


class PublicEdition(models.Model):
    """The public edition of a bulletin: its picture for all, and apart the cells that stay here."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="public_editions")
    state = models.CharField(max_length=10, choices=choices.pairs(choices.PUBLIC_STATES), default=choices.DRAFT)
    picture = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    cells = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")  # never published
    hidden = models.JSONField(default=list)  # pairs of label and reason, for those who approve
    without_base = models.PositiveIntegerField(default=0)
    exposed = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    work_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bulletin"], condition=~Q(state=choices.WITHDRAWN), name="one_public_edition_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=choices.PUBLISHED) | Q(published_at__isnull=False), name="published_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.state}"


class PublicFile(models.Model):
    """One file of a published edition, written once."""

    edition = models.ForeignKey(PublicEdition, models.PROTECT, related_name="files")
    form = models.CharField(max_length=4, choices=choices.pairs(choices.FORMATS))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "form"], name="one_public_file_a_form")]

    def __str__(self) -> str:
        return f"{self.edition_id}.{self.form}"
