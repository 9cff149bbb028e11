"""An office's own Word templates; every version is kept, since issued bulletins were written with it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from tasvir.foundation.models import StoredFile
from tasvir.rooms.people.models import Body


class WordTemplate(models.Model):
    """A Word template of an office, for one language or for any."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    lang = models.CharField(max_length=2)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["body", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "name"], name="one_template_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def newest(self) -> TemplateVersion:
        """The version that new bulletins use."""
        found = self.versions.order_by("-number").first()
        if found is None:
            raise ValueError(f"the template {self.pk} has no version")
        return found


class TemplateVersion(models.Model):
    """One version of a template, as it was handed in."""

    template = models.ForeignKey(WordTemplate, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    fields = models.JSONField(default=list)  # the fields that it asks for
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["template", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.template_id} v{self.number}"
