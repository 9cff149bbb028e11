"""The frame as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base templates, components and static files."""

    name = "tasvir.web"
    label = "web"
