"""The keys with which an agency's own programs use the HTTP interface."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from tasvir.rooms.people.models.body import Body


class AccessToken(models.Model):
    """A key of one agency; only its hash is kept, so that it can be shown once."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=100)
    beginning = models.CharField(max_length=12)  # enough to recognise it, too little to use it
    hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.body_id} {self.beginning}…"
