"""The warehouse of one body: its counted rows joined into events, as files that can be made again."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models

from tasvir.rooms.people.models import Body
from tasvir.rooms.picture import choices


class Snapshot(models.Model):
    """What a body's counted submissions held at one moment; the newest ready one is what pictures are made of."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=choices.pairs(choices.STATES), default=choices.MAKING)
    fingerprint = models.CharField(max_length=64)  # of all that it holds
    events_mark = models.CharField(max_length=64)  # of the rows and decisions behind its events
    rows = models.PositiveBigIntegerField(default=0)
    events = models.PositiveBigIntegerField(default=0)
    figures = models.PositiveBigIntegerField(default=0)
    begun_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["body", "state", "-id"], name="newest_snapshot")]

    def __str__(self) -> str:
        return f"{self.body_id} {self.fingerprint[:12]}"

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return Path(settings.TASVIR_WAREHOUSE) / "snapshots" / str(self.pk)
