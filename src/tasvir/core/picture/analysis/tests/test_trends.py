"""Trends of events: a planted one is told raw and per effort, a level series is not, too short is withheld."""

from __future__ import annotations

import calendar
import random
from datetime import date

from tasvir.core.picture.analysis.tests.evidence import evidence_of, said
from tasvir.core.picture.analysis.trends import analyse


def events(last: float, years: int = 4) -> list[dict[str, object]]:
    """Events by month, from 12 a month to `last` times as many."""
    draw, months = random.Random(3), years * 12
    return [
        {"occurred_on": date(2025 - years + at // 12, at % 12 + 1, draw.randint(1, 28)), "goods": "diesel"}
        for at in range(months)
        for _ in range(round(12 * last ** (at / months) + draw.gauss(0, 2)))
    ]


def effort(last: float) -> list[dict[str, object]]:
    rows = []
    for at in range(48):
        year, month = 2021 + at // 12, at % 12 + 1
        end = date(year, month, calendar.monthrange(year, month)[1])
        rows.append({"period_start": date(year, month, 1), "period_end": end, "inspections": 100 * last ** (at / 48)})
    return rows


def test_trend_that_effort_explains_is_told_beside_the_adjusted_one() -> None:
    found = analyse(evidence_of(events(3), effort=effort(3)))["trends"].entries[0]

    assert found.numbers["raw"]["ratio_per_year"]["value"] > 1.2
    assert 0.9 < found.numbers["adjusted"]["ratio_per_year"]["value"] < 1.1
    assert found.confidence == "low"
    assert "per unit of effort" in said(found)


def test_trend_without_effort_says_so() -> None:
    found = analyse(evidence_of(events(3)))["trends"].entries[0]

    assert "effort not counted" in said(found)
    assert "90" not in said(found, "fa")


def test_level_series_has_no_trend_and_a_short_one_is_withheld() -> None:
    assert analyse(evidence_of(events(1)))["trends"].entries == []
    assert "24" in said(analyse(evidence_of(events(3, years=1)))["trends"].withheld[0])
