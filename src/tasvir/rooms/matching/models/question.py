"""What an agency is asked about a doubtful pair, and its answer."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.matching.choices import ANSWERS
from tasvir.rooms.matching.models.pair import DoubtfulPair
from tasvir.rooms.people.models import Body


class Question(models.Model):
    """A question to the body of one side of a pair; the answer comes back to the desk, the decision stays there."""

    pair = models.ForeignKey(DoubtfulPair, models.CASCADE, related_name="questions")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    own = models.ForeignKey(Incident, models.CASCADE, related_name="+")  # the side that the body reported
    text = models.CharField(max_length=500, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=8, blank=True, choices=[(one, one) for one in ANSWERS])
    answer_text = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return f"{self.pk} {self.answer or 'open'}"

    @property
    def other(self) -> Incident:
        """The side that another body reported."""
        return self.pair.right if self.own_id == self.pair.left_id else self.pair.left
