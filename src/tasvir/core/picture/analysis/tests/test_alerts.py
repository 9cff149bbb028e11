"""Alerts on events: a planted run of weeks is found, what every year brings is not, a short past is withheld."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from tasvir.core.picture.analysis.alerts import analyse
from tasvir.core.picture.analysis.tests.evidence import evidence_of, said

END = date(2024, 12, 31)


def ordinary(years: int = 4, *, season: bool = False) -> list[dict[str, object]]:
    """About six events a week; with `season` three times as many every November."""
    draw, rows = random.Random(11), []
    for back in range(years * 365):
        day = END - timedelta(days=back)
        for _ in range(3):
            if draw.random() < (0.9 if season and day.month == 11 else 0.3):
                goods = draw.choice(["diesel", "cigarettes"])
                rows.append({"occurred_on": day, "area": draw.choice(["IR-15-01", "IR-15-02"]), "goods": goods})
    return rows


def planted() -> list[dict[str, object]]:
    days = [date(2024, 11, 13) + timedelta(days=at % 14) for at in range(40)]
    return [{"occurred_on": day, "area": "IR-15-03", "goods": "diesel"} for day in days]


def test_alerts_find_planted_weeks_with_their_rows() -> None:
    found = analyse(evidence_of([*ordinary(), *planted()]))["alerts"].entries

    diesel = next(one for one in found if one.subject == {"goods": "diesel"})
    assert (diesel.numbers["start"], diesel.numbers["end"]) == ("2024-11-13", "2024-11-26")
    assert diesel.numbers["weeks"] == 2
    assert diesel.numbers["count"] > diesel.numbers["upper"] > diesel.numbers["expected"]
    assert len(diesel.sources) >= 40
    assert diesel.chart is not None
    assert len(diesel.chart["labels"]) == len(diesel.chart["lines"][0]["values"]) == 24


@pytest.mark.parametrize("season", [False, True])
def test_alerts_leave_alone_what_every_year_brings(season: bool) -> None:
    assert analyse(evidence_of(ordinary(season=season)))["alerts"].entries == []


@pytest.mark.parametrize("lang", ["fa", "vi", "en"])
def test_alerts_are_said_in_every_language(lang: str) -> None:
    for one in analyse(evidence_of([*ordinary(), *planted()]))["alerts"].entries:
        assert "{" not in said(one, lang)
        assert one.confidence in ("high", "medium")


def test_alerts_of_a_short_past_are_withheld_with_the_number_needed() -> None:
    (one,) = analyse(evidence_of(ordinary(1)))["alerts"].withheld

    assert one.code == "too_short"
    assert "needs 55" in said(one)


def test_alerts_of_few_events_or_none_are_withheld() -> None:
    few = ordinary()[::100]

    assert analyse(evidence_of(few))["alerts"].withheld[0].code == "too_few"
    assert analyse(evidence_of([]))["alerts"].withheld[0].code == "too_short"
