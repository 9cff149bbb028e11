"""The files of a submission, and what was refused because another content had come under its id."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from tasvir.foundation.models import StoredFile
from tasvir.rooms.reports import choices
from tasvir.rooms.reports.models.submission import Submission


class Attachment(models.Model):
    """A file as it came, under a name that is safe to show."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=choices.pairs(choices.ATTACHMENT_KINDS), default=choices.REPORT)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "name"], name="one_attachment_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def file(self) -> str:
        """The name under which its sources are told."""
        return f"{self.submission.number}/{self.name}"


class Conflict(models.Model):
    """Another content that came under an id already used; kept, never merged."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="conflicts")
    content_hash = models.CharField(max_length=64)
    content = models.JSONField()  # everything but the bytes, those by their hash
    files = models.ManyToManyField(StoredFile, related_name="+")
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-received_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "content_hash"], name="one_conflict_of_a_content"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.content_hash[:12]}"
