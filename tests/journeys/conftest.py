"""Journeys use Debian's own Chromium; nothing is downloaded."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The browser of this machine; without a sandbox, because CI runs as root."""
    chromium = os.environ.get("TASVIR_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        pytest.skip("no Chromium here; once, as root: apt-get install chromium")
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--no-sandbox"]}
