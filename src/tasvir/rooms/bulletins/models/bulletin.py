"""Official reports: drafted from a picture, approved, issued under a number, replaced only by a further one."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tasvir.foundation.models import StoredFile
from tasvir.rooms.bulletins import choices
from tasvir.rooms.bulletins.models.template import TemplateVersion
from tasvir.rooms.people.models import Body

_ISSUED = [choices.ISSUED, choices.WITHDRAWN]


class Series(models.Model):
    """The row of numbers of a body in a year; its last number is taken under a lock, so that none is missed."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "year"], name="one_series_a_year")]

    def __str__(self) -> str:
        return f"{self.body_id} {self.year}: {self.last}"


class Bulletin(models.Model):
    """One report of a body for a period in a language; the picture that it shows is kept by hash from the draft on."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    lang = models.CharField(max_length=2)
    period_name = models.CharField(max_length=40)
    period_start = models.DateField()
    period_end = models.DateField()
    state = models.CharField(max_length=10, choices=choices.pairs(choices.STATES), default=choices.DRAFT)
    picture = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    made_id = models.PositiveBigIntegerField(null=True)  # the picture room's number of it
    template = models.ForeignKey(TemplateVersion, models.PROTECT, null=True, blank=True, related_name="+")
    year = models.PositiveIntegerField(null=True)  # of the body's own calendar
    number = models.PositiveIntegerField(null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    reason = models.CharField(max_length=500, blank=True)  # why it replaces another, or was returned or withdrawn
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    work_id = models.PositiveBigIntegerField(null=True)  # the writing of its files

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["body", "state", "-id"], name="bulletins_of_a_body")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "year", "number"], name="one_bulletin_a_number"),
            models.CheckConstraint(
                condition=Q(state__in=_ISSUED, number__isnull=False, year__isnull=False, issued_at__isnull=False)
                | (~Q(state__in=_ISSUED) & Q(number=None, year=None, issued_at=None)),
                name="numbered_when_issued",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="bulletin_approved_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.label or f"{self.body_id} {self.period_name}"

    @property
    def label(self) -> str:
        """Its number as it is printed: the year and its place in the row; nothing before it is issued."""
        return f"{self.year}/{self.number}" if self.number else ""

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the picture behind it, printed in every file of it."""
        return self.picture.sha256


class IssuedFile(models.Model):
    """One file of an issued bulletin, written once."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="files")
    form = models.CharField(max_length=4, choices=choices.pairs(choices.FORMATS))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["bulletin", "form"], name="one_file_a_form")]

    def __str__(self) -> str:
        return f"{self.bulletin_id}.{self.form}"
