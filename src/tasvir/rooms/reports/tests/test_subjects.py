"""Every subject of the access tests can be made for every agency of the cast."""

from __future__ import annotations

from typing import Any

import pytest

from tasvir.rooms.reports.tests.subjects import SUBJECTS


@pytest.mark.parametrize("name", SUBJECTS)
@pytest.mark.parametrize("code", ["police", "police_tayninh"])
def test_a_subject_can_be_made(cast: Any, name: str, code: str) -> None:
    assert all(SUBJECTS[name](cast, code).values())
