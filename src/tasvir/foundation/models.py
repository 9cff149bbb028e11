"""Stored files, long work and notices; persons are known by their number only, since they live in a room above."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class StoredFile(models.Model):
    """Bytes kept as they came, under their SHA-256; the same bytes are kept once."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256


class Work(models.Model):
    """A piece of long work in the background: how far it is, and where its result is."""

    WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"

    kind = models.CharField(max_length=60)
    state = models.CharField(max_length=10, default=WAITING)
    step = models.CharField(max_length=80, blank=True)  # a code of the texts
    values = models.JSONField(default=dict)  # the values of the step's text
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    result = models.JSONField(default=dict)
    problem = models.CharField(max_length=500, blank=True)  # a sentence for the person who waits
    asked_by = models.PositiveBigIntegerField(null=True)  # the person's number
    asked_at = models.DateTimeField()
    alive_at = models.DateTimeField(null=True)  # the worker's last sign of life
    tries = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["asked_by", "-id"]), models.Index(fields=["state", "alive_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def share(self) -> int:
        """How far it is, in percent."""
        return min(100, round(100 * self.done / self.total)) if self.total else 0


class Notice(models.Model):
    """A line in a person's bell: what happened and where to look."""

    for_person = models.PositiveBigIntegerField(db_index=True)
    code = models.CharField(max_length=80)  # a code of the texts
    values = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.code
