"""What a body handed in for a period, and how far it has come."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tasvir.core.calendars.periods import Period, parse_period
from tasvir.foundation.sensitivity import MEMBERS, SENSITIVITIES
from tasvir.rooms.people.models import Body, WorkingGroup
from tasvir.rooms.reports import choices


def _both_or_none(name: str) -> models.CheckConstraint:
    """A time without a person, or a person without a time, says nothing."""
    none = Q(**{f"{name}_by__isnull": True, f"{name}_at__isnull": True})
    both = Q(**{f"{name}_by__isnull": False, f"{name}_at__isnull": False})
    return models.CheckConstraint(condition=none | both, name=f"submission_{name}_by_and_at")


class ReceiptCounter(models.Model):
    """The one row that is locked to give out the next receipt number."""

    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last)


class Submission(models.Model):
    """One version of one report; what was received in it stays as it came."""

    number = models.CharField(max_length=20, unique=True)  # "000123-7", on the receipt
    client_id = models.UUIDField(unique=True)  # made by the sender: a retry finds the same receipt
    content_hash = models.CharField(max_length=64)  # of everything that the sender sent under that id
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    working_group = models.ForeignKey(WorkingGroup, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=choices.pairs(choices.KINDS))
    period_name = models.CharField(max_length=30)  # "1404-Q2"
    period_start = models.DateField()
    period_end = models.DateField()
    entry = models.CharField(max_length=8, choices=choices.pairs(choices.ENTRIES))
    rows = models.JSONField(null=True, blank=True)  # of a form, a zero report or the interface: [{"goods": …}]
    sensitivity = models.CharField(max_length=10, choices=choices.pairs(SENSITIVITIES), default=MEMBERS)

    letter_number = models.CharField(max_length=60, blank=True)
    letter_date = models.DateField(null=True, blank=True)
    signatory = models.CharField(max_length=150, blank=True)

    state = models.CharField(max_length=10, choices=choices.pairs(choices.STATES), default=choices.DRAFT)
    revision = models.PositiveIntegerField(default=1)  # grows with every change: an older tab is told so
    version = models.PositiveIntegerField(default=1)  # 2 corrects 1
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    reason = models.CharField(max_length=500, blank=True)  # why it corrects, or why it was returned

    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reported_on = models.DateField(null=True, blank=True)  # day on which the first version was submitted

    reading = models.CharField(max_length=8, choices=choices.pairs(choices.READINGS), default=choices.WAITING)
    reading_work = models.PositiveBigIntegerField(null=True, blank=True)  # the Work that reads a large one
    read_at = models.DateTimeField(null=True, blank=True)
    held_kinds = models.CharField(max_length=40, blank=True)  # "figures|incidents": what its reading found
    answer = models.JSONField(null=True, blank=True)  # row by row, without a language: see queries.answer_in

    class Meta:
        ordering: ClassVar = ["-received_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["body", "kind", "period_start"]),
            models.Index(fields=["state", "-received_at"]),
            models.Index(fields=["period_end", "period_start"]),
            models.Index(fields=["-received_at", "-id"]),
        ]
        constraints: ClassVar = [
            *(_both_or_none(name) for name in ("submitted", "approved", "accepted", "returned", "locked")),
            models.CheckConstraint(
                condition=~Q(state__in=choices.COUNTED_STATES) | Q(accepted_at__isnull=False),
                name="submission_counted_is_accepted",
            ),
            models.CheckConstraint(
                condition=~Q(state=choices.LOCKED) | Q(locked_at__isnull=False), name="submission_locked_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=models.F("period_start")), name="submission_period_runs_forward"
            ),
            models.CheckConstraint(
                condition=Q(version=1, corrects__isnull=True) | Q(version__gt=1, corrects__isnull=False),
                name="submission_later_version_corrects",
            ),
            models.UniqueConstraint(
                fields=["corrects"], condition=~Q(state=choices.SUPERSEDED), name="submission_corrected_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def period(self) -> Period:
        """The period that it reports on."""
        return parse_period(self.period_name)

    @property
    def counted(self) -> bool:
        """Whether its rows stand in totals."""
        return self.state in choices.COUNTED_STATES
