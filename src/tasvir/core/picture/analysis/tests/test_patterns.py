"""Patterns and contexts of events: planted ones are told in three languages, independent codes tell nothing."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from tasvir.core.picture.analysis.patterns import analyse
from tasvir.core.picture.analysis.tests.evidence import evidence_of, said

CODES = {
    "goods": ["diesel", "cigarettes", "tea", "clothing"],
    "channel": ["road", "post", "courier"],
    "conveyance": ["car", "bus", "lorry"],
    "concealment_method": ["none", "cover_load", "relabelling"],
    "area": ["IR-15-01", "IR-15-02", "IR-15-03"],
    "lead_agency": ["police", "customs"],
}
PLANTED = {"goods": "tea", "channel": "post", "concealment_method": "relabelling"}


def ordinary(many: int = 600) -> list[dict[str, Any]]:
    draw = random.Random(4)
    return [
        {
            "occurred_on": date(2023, 9, 1) + timedelta(days=draw.randrange(480)),
            "hour": draw.randrange(24),
            **{name: draw.choice(codes) for name, codes in CODES.items()},
        }
        for _ in range(many)
    ]


def planted() -> list[dict[str, Any]]:
    one = {"area": "IR-15-02", **PLANTED}
    agencies = CODES["lead_agency"]
    return [
        {"occurred_on": date(2024, 10, 5) + timedelta(days=day), "lead_agency": agencies[day % 2], **one}
        for day in range(60)
    ]


@pytest.mark.parametrize("lang", ["fa", "vi", "en"])
def test_planted_pattern_and_context_are_told_with_their_rows(lang: str) -> None:
    found = analyse(evidence_of([*ordinary(), *planted()]))
    best, context = found["patterns"].entries[0], found["contexts"].entries[0]

    assert best.subject == PLANTED
    assert best.numbers["count"] == len(best.sources) >= 60
    assert set(context.numbers["items"].items()) <= set(PLANTED.items())
    assert context.numbers["within_agencies"]["verdict"] == "holds"
    assert len(said(best, lang)) > 40
    assert "{" not in said(best, lang) + said(context, lang)
    assert len(found["patterns"].entries) <= 5
    assert len(found["contexts"].entries) <= 4


def test_independent_codes_tell_nothing() -> None:
    found = analyse(evidence_of(ordinary()))

    assert found["patterns"].entries == []
    assert found["contexts"].entries == []


def test_few_events_are_withheld_with_the_number_needed() -> None:
    told = analyse(evidence_of(planted()[:20]))["patterns"].withheld[0]

    assert "20" in said(told)
    assert "50" in said(told)
