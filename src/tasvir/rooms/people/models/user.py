"""The person who signs in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower

from tasvir.core.characters.folding import search_key
from tasvir.rooms.people.models.body import Body


class User(AbstractUser):
    """A person; what the person may do comes from appointments, never from flags here."""

    full_name = models.CharField(max_length=150, blank=True)
    lang = models.CharField(max_length=2, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    # The body that keeps the account: where the person works.
    home = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    search_key = models.CharField(max_length=600, blank=True, editable=False)

    class Meta(AbstractUser.Meta):
        ordering: ClassVar = ["full_name", "username"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("username"), name="one_person_a_user_name"),
            models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="one_person_an_address"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what a search compares beside the names."""
        self.search_key = search_key(f"{self.full_name} {self.username} {self.email}")[:600]
        super().save(*args, **kwargs)
