"""A run of the linkage over all counted rows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Linking(models.Model):
    """When the rows were linked, and what came out; of two that overlap the one that began later is kept."""

    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reported = models.PositiveBigIntegerField(default=0)  # rows
    distinct = models.PositiveBigIntegerField(default=0)  # events
    doubtful = models.PositiveBigIntegerField(default=0)  # pairs
    written = models.PositiveBigIntegerField(default=0)  # rows whose event changed
    not_compared = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk} {self.began_at:%Y-%m-%d %H:%M}"
