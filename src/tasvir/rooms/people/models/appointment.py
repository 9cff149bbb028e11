"""Which role a person holds at which body, and who is named as a reader of what."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from tasvir.foundation.roles import ROLES
from tasvir.rooms.people.models.body import Body


class Appointment(models.Model):
    """A person's role at a body; it reaches over everything below that body until it ends."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="appointments")
    body = models.ForeignKey(Body, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=[(role, role) for role in ROLES])
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["since", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "body", "role"], condition=models.Q(ended_at=None), name="one_running_appointment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.body_id}"


class NamedReader(models.Model):
    """A person who may read one thing that is kept for named persons only."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)  # "submission", "incident"
    object_id = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "kind", "object_id"], name="named_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.object_id}"
