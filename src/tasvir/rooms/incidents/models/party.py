"""Persons, vehicles and companies of the long form; they leave the house only with a right of their own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tasvir.rooms.incidents.choices import PARTY_KINDS, PARTY_ROLES
from tasvir.rooms.incidents.models.incident import Incident


class Party(models.Model):
    """A person, vehicle or company of one incident, in its own script; never merged with another."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="parties")
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in PARTY_KINDS])
    name = models.CharField(max_length=200, blank=True)
    identifier = models.CharField(max_length=60, blank=True)  # identity number, plate, registration
    role = models.CharField(max_length=10, blank=True, choices=[(role, role) for role in PARTY_ROLES])
    name_key = models.CharField(max_length=200, blank=True, db_index=True)
    identifier_key = models.CharField(max_length=60, blank=True, db_index=True)

    class Meta:
        ordering: ClassVar = ["kind", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
