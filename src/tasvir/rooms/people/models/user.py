"""The person who signs in."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person; what the person may do comes from appointments, never from flags here."""

    full_name = models.CharField(max_length=150, blank=True)
    lang = models.CharField(max_length=2, blank=True)
    telephone = models.CharField(max_length=30, blank=True)

    def __str__(self) -> str:
        return self.full_name or self.username
