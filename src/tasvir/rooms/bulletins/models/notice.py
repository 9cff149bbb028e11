"""What is published about a violation that has been decided."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tasvir.rooms.bulletins import choices
from tasvir.rooms.people.models import Body


class ViolationNotice(models.Model):
    """A notice about a firm's violation by the number of its decision; it comes down on a day."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    firm = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    violation = models.CharField(max_length=60)  # code of lists/violations
    goods = models.CharField(max_length=60, blank=True)  # code of lists/goods
    outcome = models.CharField(max_length=500)
    decision_number = models.CharField(max_length=80)
    decided_on = models.DateField()
    publish_on = models.DateField()
    take_down_on = models.DateField()
    state = models.CharField(max_length=10, choices=choices.pairs(choices.NOTICE_STATES), default=choices.DRAFT)
    reason = models.CharField(max_length=500, blank=True)  # why it was taken down early
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-publish_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "decision_number"], name="one_notice_a_decision"),
            models.CheckConstraint(condition=Q(take_down_on__gt=F("publish_on")), name="notice_comes_down_later"),
        ]

    def __str__(self) -> str:
        return self.decision_number
