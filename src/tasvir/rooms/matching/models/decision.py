"""A person's word on rows; it is never deleted, only undone."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tasvir.rooms.incidents.models import Incident


class Decision(models.Model):
    """Rows that are one event or are not, by their sources, so that the word holds through every linking."""

    members = models.JSONField()
    same = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    rows: list[Incident]  # filled by the queries that show decisions

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="undone_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {'same' if self.same else 'apart'}"
