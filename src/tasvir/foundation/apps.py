"""The foundation as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Stored files, long work and notices."""

    name = "tasvir.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"
