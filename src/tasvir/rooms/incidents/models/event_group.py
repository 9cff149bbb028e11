"""Rows of one event: which, why, and who said so."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class EventGroup(models.Model):
    """An event that more than one row tells; its rows carry the same `event_key`."""

    RULE, PERSON = "rule", "person"

    event_key = models.CharField(max_length=20, unique=True)
    members = models.JSONField(default=list)  # the sources, the leading row's first
    reasons = models.JSONField(default=list)  # [[code, {values}], …]
    decided_by = models.CharField(max_length=6, choices=[(RULE, RULE), (PERSON, PERSON)])
    lead_agency = models.TextField(blank=True)
    partners = models.TextField(blank=True)  # codes joined by |
    across = models.BooleanField(default=False)  # more than the goods lines of one report

    class Meta:
        ordering: ClassVar = ["event_key"]

    def __str__(self) -> str:
        return self.event_key
