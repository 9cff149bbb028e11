"""Pictures as they were made, and those that somebody has kept."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models

from tasvir.core.calendars.periods import Period, parse_period
from tasvir.foundation.models import StoredFile
from tasvir.rooms.people.models import Body
from tasvir.rooms.picture import choices
from tasvir.rooms.picture.models.snapshot import Snapshot


class MadePicture(models.Model):
    """The picture of a body and a period in one language; its JSON is kept by hash and never changed."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    group = models.CharField(max_length=60, blank=True)  # a working group's code; empty: the whole
    period_name = models.CharField(max_length=40)
    period_start = models.DateField()
    period_end = models.DateField()
    comparisons = models.CharField(max_length=120)  # names joined by |
    lang = models.CharField(max_length=2)
    state = models.CharField(max_length=8, choices=choices.pairs(choices.STATES), default=choices.MAKING)
    snapshot = models.ForeignKey(Snapshot, models.SET_NULL, null=True, related_name="+")
    work_id = models.PositiveBigIntegerField(null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    headline = models.JSONField(default=dict)  # the first number and its name, for lists
    submissions = models.JSONField(default=list)  # the numbers of those that it is made of
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["body", "period_start", "period_end", "lang", "state", "-id"], name="newest_picture")
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.period_name} {self.lang}"

    @property
    def period(self) -> Period:
        """The period that it shows."""
        return parse_period(self.period_name)

    @property
    def compared_with(self) -> tuple[str, ...]:
        """The names of its comparisons."""
        return tuple(name for name in self.comparisons.split("|") if name)

    @property
    def comparison_codes(self) -> list[str]:
        """The codes of the texts that name its comparisons."""
        return [f"picture.comparison.{name}" for name in self.compared_with]

    @property
    def folder(self) -> Path:
        """Where its pages and all its sources lie; they can be made again."""
        return Path(settings.TASVIR_WAREHOUSE) / "pictures" / str(self.pk)

    @property
    def pairs(self) -> Path:
        """The file of all sources of all its numbers, shared by the languages that were made together."""
        return Path(settings.TASVIR_WAREHOUSE) / "sources" / f"{self.work_id}.parquet"


class KeptPicture(models.Model):
    """A picture that somebody has kept as it stood: by hand, or because a report was issued from it."""

    made = models.ForeignKey(MadePicture, models.PROTECT, related_name="kept")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    period_start = models.DateField()
    period_end = models.DateField()
    label = models.CharField(max_length=200)  # what it was kept as: the number of a report, an occasion
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-kept_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["body", "period_start", "period_end"], name="kept_of_a_period")]

    def __str__(self) -> str:
        return self.label
