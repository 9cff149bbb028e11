"""Plan targets and totals of past years, loaded once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tasvir.core.calendars.periods import Period, parse_period
from tasvir.rooms.people.models import Body
from tasvir.rooms.reports.models.submission import Submission


class _Declared(models.Model):
    """A value for a measure, a breakdown and a period, as a body declares it."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    measure = models.CharField(max_length=60)
    breakdown = models.CharField(max_length=300, blank=True)  # "goods=cigarettes|channel=post", keys sorted
    period_name = models.CharField(max_length=30)
    period_start = models.DateField()
    period_end = models.DateField()
    value = models.FloatField()
    unit = models.CharField(max_length=30)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.body_id} {self.measure} {self.period_name}"

    @property
    def period(self) -> Period:
        """The period that it is about."""
        return parse_period(self.period_name)

    @property
    def by(self) -> dict[str, str]:
        """Its breakdown by key."""
        return dict(part.split("=", 1) for part in self.breakdown.split("|") if part)


class PlanTarget(_Declared):
    """What a plan wants to be reached."""

    class Meta:
        ordering: ClassVar = ["period_start", "measure", "breakdown"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "measure", "breakdown", "period_start", "period_end", "unit"], name="one_target_a_cell"
            )
        ]


class PastTotal(_Declared):
    """A total of a time before this platform; loaded once, replaced only with a reason."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="past_totals")
    source = models.CharField(max_length=500)
    reason = models.CharField(max_length=500, blank=True)  # why it replaced an earlier one
    replaced_at = models.DateTimeField(null=True, blank=True)  # an earlier one stays readable

    class Meta:
        ordering: ClassVar = ["period_start", "measure", "breakdown"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "measure", "breakdown", "period_start", "period_end", "unit"],
                condition=models.Q(replaced_at__isnull=True),
                name="one_past_total_a_cell",
            )
        ]
