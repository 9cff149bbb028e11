"""Axes of events: a route that moved is told with its surge, steady ones are not, too few are withheld."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from tasvir.core.picture.analysis.axes import analyse
from tasvir.core.picture.analysis.entries import Entry
from tasvir.core.picture.analysis.tests.evidence import evidence_of, said

AREAS = ["IR-15-01", "IR-15-02", "IR-15-03", "IR-15-04"]
AXES = ["محور خرم‌آباد – پلدختر", "محور بروجرد – اراک", "محور دورود – ازنا", "محور الیگودرز – خمین"]


def events(seed: int, *, moves: bool) -> list[dict[str, Any]]:
    """Two years of events on four axes; in the last quarter those of the first go to the second."""
    random = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    for _ in range(1200):
        day = date(2023, 1, 1) + timedelta(days=int(random.integers(731)))
        at = int(random.choice(4, p=[0.35, 0.25, 0.2, 0.2]))
        if moves and at == 0 and day >= date(2024, 10, 1) and random.random() < 0.85:
            at = 1
        ends = {"origin": "اهواز", "destination": "تهران" if random.random() < 0.5 else "قم"}
        rows.append({"occurred_on": day, "area": AREAS[at], "axis": AXES[at], **ends})
    return rows


def effort() -> list[dict[str, Any]]:
    """Inspections by month: three times as many in the first area from October 2024."""
    return [
        {
            "area": area,
            "period_start": date(2024, month, 1),
            "period_end": date(2024, month, 28),
            "inspections": 300.0 if area == AREAS[0] and month >= 10 else 100.0 + month % 2,
        }
        for area in AREAS
        for month in range(1, 13)
    ]


def kinds(entries: Sequence[Entry]) -> list[str]:
    """What the entries tell."""
    return [str(one.numbers["kind"]) for one in entries]


def test_a_displaced_route_is_told_first_in_three_languages() -> None:
    found = analyse(evidence_of(events(1, moves=True), effort=effort()))["axes"].entries

    shift, surge = found[:2]
    assert (shift.numbers["basis"], surge.numbers["basis"]) == ("shift", "surge")  # like with like comes first
    assert (surge.numbers["kind"], surge.numbers["verdict"]) == ("displacement", "displacement")
    assert surge.subject == {"area": "IR-15-02"}
    assert "traffic may have moved" in said(surge)
    assert all(said(one, lang) and "{" not in said(one, lang) for one in found for lang in ("fa", "vi", "en"))


def test_a_shift_is_told_without_any_surge() -> None:
    found = analyse(evidence_of(events(1, moves=True)))["axes"].entries

    (shift,) = [one for one in found if one.numbers.get("basis") == "shift"]
    assert (shift.numbers["place"], shift.numbers["to"]) == (AXES[0], AXES[1])
    assert shift.sources


@pytest.mark.parametrize("seed", range(5))
def test_steady_routes_are_not_said_to_have_moved(seed: int) -> None:
    found = analyse(evidence_of(events(seed, moves=False), effort=effort()))["axes"].entries

    assert "displacement" not in kinds(found)
    assert "busiest" in kinds(found)


def test_too_few_events_are_withheld_with_what_is_needed() -> None:
    (one,) = analyse(evidence_of(events(1, moves=True)[:10]))["axes"].withheld

    assert one.code == "too_few"
    assert "30" in said(one)
