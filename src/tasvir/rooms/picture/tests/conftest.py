"""Fixtures of this room."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def at_once(django_capture_on_commit_callbacks: Any) -> Any:
    """Tasks that wait for the commit run at the end of the block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
