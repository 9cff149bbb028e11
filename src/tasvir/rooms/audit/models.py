"""The audit's own table: no foreign keys, so that it neither blocks live records nor vanishes with them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tasvir.rooms.audit.rules import chained_hash


class Event(models.Model):
    """One thing that a person (or the house) did, saw or exported; `hash` covers it and the hash before it.

    Triggers of the database refuse to change or remove a row (migrations/_append_only.py).
    """

    number = models.PositiveBigIntegerField(unique=True)  # 1, 2, 3 … without a gap
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)  # "reports.submitted"
    actor = models.CharField(max_length=150, blank=True)  # the user name; empty: the house itself
    actor_id = models.PositiveBigIntegerField(null=True)
    body = models.CharField(max_length=60, blank=True)  # code of the body concerned
    subject = models.CharField(max_length=60, blank=True)  # "submission"
    subject_id = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-number"]
        indexes: ClassVar = [
            models.Index(fields=["subject", "subject_id", "-number"]),
            models.Index(fields=["body", "-number"]),
            models.Index(fields=["actor", "-number"]),
            models.Index(fields=["kind", "-number"]),
            models.Index(fields=["at", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"

    def hash_after(self, previous: str) -> str:
        """The hash that this event has after another."""
        return chained_hash(previous, tuple(getattr(self, name) for name in HASHED))


# What the hash covers, in the order of `rules.chained_hash`.
HASHED = ("number", "at", "kind", "actor", "actor_id", "body", "subject", "subject_id", "reason", "facts")


class Head(models.Model):
    """The one row that is locked to add an event: the last number and hash of the chain."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"
