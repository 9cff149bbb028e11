"""Totals and effort as submissions state them, in the columns of core's tables."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tasvir.rooms.reports.models.submission import Submission


class _Row(models.Model):
    """A row of a list with its place."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="%(class)ss")
    source = models.CharField(max_length=500, unique=True)  # <number>/<file>#Sheet1!A7
    file = models.CharField(max_length=160)
    sheet = models.TextField(null=True)  # null as in core's tables: a text has none
    row = models.PositiveIntegerField()
    agency = models.TextField(null=True)
    area = models.TextField(null=True)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    period_label = models.TextField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.source


class ReportedFigure(_Row):
    """One total: a value, an explicit zero, not applicable or not reported."""

    measure = models.TextField(null=True)
    breakdown = models.TextField(null=True)
    value = models.FloatField(null=True)
    unit = models.TextField(null=True)
    state = models.CharField(max_length=20, null=True)

    class Meta:
        ordering: ClassVar = ["id"]


class ReportedEffort(_Row):
    """What was done to find something: inspections, patrols, parcels screened, checks."""

    inspections = models.FloatField(null=True)
    patrol_hours = models.FloatField(null=True)
    parcels_screened = models.FloatField(null=True)
    checks = models.FloatField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
