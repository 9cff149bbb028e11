"""Two reports that may be one event."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.matching.choices import OPEN, STATES
from tasvir.rooms.matching.models.decision import Decision


class DoubtfulPair(models.Model):
    """A pair that a person has to look at; its sources name it, whatever the linkage says next time."""

    left = models.ForeignKey(Incident, models.CASCADE, related_name="+")
    right = models.ForeignKey(Incident, models.CASCADE, related_name="+")
    left_source = models.CharField(max_length=600)
    right_source = models.CharField(max_length=600)
    probability = models.FloatField()
    reasons = models.JSONField(default=list)  # codes of core's messages
    state = models.CharField(max_length=8, choices=[(state, state) for state in STATES], default=OPEN)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="pairs")
    found_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-probability", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["left_source", "right_source"], name="one_pair_of_sources")
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-probability", "id"], name="pair_by_state")]

    def __str__(self) -> str:
        return f"{self.left_source} | {self.right_source}"
