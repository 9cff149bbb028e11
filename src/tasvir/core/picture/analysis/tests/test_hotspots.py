"""Hotspots of events: a planted one is found, an area that always has many is not, too few are withheld."""

from __future__ import annotations

import random
from datetime import date, timedelta

from tasvir.core.picture.account.reporting import Reporting
from tasvir.core.picture.analysis.entries import Entry
from tasvir.core.picture.analysis.hotspots import analyse
from tasvir.core.picture.analysis.run import run_analyses
from tasvir.core.picture.analysis.tests.evidence import evidence_of, said

AREAS = ["IR-15-01", "IR-15-02", "IR-15-03", "IR-15-04", "IR-15-05", "IR-15-06"]


def ordinary(many: int = 300) -> list[dict[str, object]]:
    """Events over a year, half of them always in one area."""
    draw = random.Random(4)
    weights = [5, 1, 1, 1, 1, 1]
    return [
        {
            "occurred_on": date(2024, 1, 1) + timedelta(days=draw.randrange(366)),
            "area": draw.choices(AREAS, weights)[0],
            "goods": "diesel",
        }
        for _ in range(many)
    ]


def planted() -> list[dict[str, object]]:
    days = (date(2024, 11, 4) + timedelta(days=day) for day in range(18))
    return [{"occurred_on": day, "area": "IR-15-03", "goods": "diesel"} for day in days]


def test_hotspots_find_a_planted_cluster_with_its_rows() -> None:
    found = analyse(evidence_of([*ordinary(), *planted()]))["hotspots"].entries

    assert found[0].numbers["places"] == ["IR-15-03"]
    assert found[0].subject["area"] == "IR-15-03"
    assert found[0].numbers["observed"] == len(found[0].sources) >= 18
    assert "where" in said(found[0])


def test_hotspots_leave_an_area_alone_that_always_has_many() -> None:
    assert analyse(evidence_of(ordinary()))["hotspots"].entries == []


def test_hotspots_of_few_events_are_withheld_with_the_number_needed() -> None:
    answer = analyse(evidence_of(ordinary(12)))["hotspots"]

    assert answer.entries == ()
    assert "12 incidents" in said(answer.withheld[0])
    assert "30" in said(answer.withheld[0])


def test_hotspots_name_events_that_have_no_coordinates() -> None:
    rows = [*ordinary(), {"occurred_on": date(2024, 11, 5), "area": "nowhere", "goods": "diesel"}]

    assert analyse(evidence_of(rows))["hotspots"].withheld[0].code == "without_place"


def test_findings_that_late_reports_could_undo_are_withheld_where_few_are_in() -> None:
    few = Reporting(expected=10, received=3, on_time=3)
    rows = [*ordinary(), *planted()]
    whole, part = (run_analyses(evidence_of(rows, reporting=one)) for one in (evidence_of([]).reporting, few))

    def undone(entries: list[Entry]) -> int:
        return sum(entry.counts_on_reports for entry in entries)

    kept = [entry for analysed in part.by_kind.values() for entry in analysed.entries]
    all_told = [entry for analysed in whole.by_kind.values() for entry in analysed.entries]
    assert undone(kept) == 0
    assert len(all_told) - len(kept) == undone(all_told)
