"""A list as a person likes it: its filters and its sort, under a name."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from tasvir.rooms.people.models import Body


class SavedView(models.Model):
    """A named list; with a body it is there for everyone who reads incidents at that body or above it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    query = models.TextField(blank=True)  # "q=…&goods=…", as in the address
    shared_with = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "name"], name="one_view_a_name")]

    def __str__(self) -> str:
        return self.name
