"""The document of a picture: every number cites evidence that exists, in three languages, without raw codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pytest

from tasvir.core.bulletins.boundaries import load_boundaries
from tasvir.core.bulletins.document import build_document
from tasvir.core.bulletins.pages import MOST_ROWS
from tasvir.core.bulletins.tree import Bullets, Chart, Document, Heading, KeyFigures, Paragraph, Part, Section, Table
from tasvir.core.calendars.periods import parse_period
from tasvir.core.picture.findings.ordering import build_findings
from tasvir.core.picture.office.commission import Commission
from tasvir.core.picture.tests.test_findings import compared, number, picture
from tasvir.core.picture.wording import Wording
from tasvir.core.vocabulary.lists import load_lists
from tasvir.core.vocabulary.messages import LANGUAGES

QUARTER = parse_period("1404-Q2")
OFFICE = Commission(names={"en": "Office"}, country="IR", area="IR-15", calendar="jalali")
SOURCES = {"count": 2, "examples": ["a.csv#A2", "list.xlsx#Sheet!A7"], "key": "k"}
CODE = re.compile(r"[a-z]_[a-z]")


def told(**changes: Any) -> dict[str, Any]:
    """A picture with a total, two goods, two counties, three months, a joined incident, a statement."""
    cells = [{"goods": "e_cigarettes"}, {"goods": "home_appliances"}, {"area": "IR-15-01"}, {"area": "IR-15-02"}]
    cells += [{"month": f"1404-0{month}"} for month in (4, 5, 6)]
    numbers = [number(12, compared(12, 9)), *(number(n, compared(n, 2), by=by) for n, by in enumerate(cells, 3))]
    for one in numbers:
        one |= {"rows_used": 2, "rows_ignored": [{"reason": "duplicate", "rows": 1}], "sources": SOURCES}
    found = picture(*numbers) | {
        "lang": "en", "made_on": "2025-10-01", "commission": {"name": OFFICE.names}, "written": [],
        "period": {"name": "1404-Q2", "calendar": "jalali", "start": "2025-06-22", "end": "2025-09-22"},
        "source_texts": {"a.csv#A2": "tea; 5 kg"}, **changes,
    }  # fmt: skip
    found["reporting"] |= {"reports": []}
    voices = [Wording(lang, load_lists(), OFFICE, "jalali") for lang in LANGUAGES]
    return found | {"findings": build_findings(found, QUARTER, voices)}


def document(lang: str = "en", *, paper: bool = False, **changes: Any) -> Document:
    boundaries = load_boundaries("IR", "IR-15", QUARTER.end)
    return build_document(told(**changes), lang, commission=OFFICE, boundaries=boundaries, paper=paper)


def parts_of(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        yield part
        if isinstance(part, Section):
            yield part.heading
            yield from parts_of(part.parts)


def keys(found: Document) -> set[str]:
    cited = set()
    for part in parts_of(found.parts):
        if isinstance(part, KeyFigures):
            cited |= {figure.evidence for figure in part.figures}
        cited |= {run.evidence for run in runs_of(part)}
    return {key for key in cited if key}


def runs_of(part: Part) -> Iterator[Any]:
    if isinstance(part, Paragraph):
        yield from part.runs
    elif isinstance(part, Bullets):
        yield from (run for item in part.items for run in item)
    elif isinstance(part, Table):
        yield from (run for row in (part.header, *part.rows) for cell in row for run in cell.runs)


@pytest.mark.parametrize("paper", [False, True])
def test_every_cited_key_has_its_evidence(paper: bool) -> None:
    found = document(paper=paper)

    assert keys(found) == {entry.key for entry in found.evidence}


def test_screen_opens_every_number_and_paper_those_of_the_first_pages() -> None:
    assert keys(document()) >= {f"numbers/{place}" for place in range(8)}
    assert "numbers/5" not in keys(document(paper=True))


def test_evidence_tells_rows_used_left_out_and_both_ranges() -> None:
    entry = next(one for one in document().evidence if one.key == "numbers/0")

    assert dict(entry.facts) == {
        "Days counted": "2025-06-22 to 2025-09-22",
        "Rows used": "2",
        "Rows left out": "1 (repeats another row)",
        "Compared with": "same period last year (2024-06-21 to 2024-09-21): 9\u00a0cases; up 33.3%",
        "Basis": "listed incidents",
    }
    assert entry.sources == [("a.csv#A2", "tea; 5 kg"), ("list.xlsx#Sheet!A7", "list.xlsx, sheet Sheet, row 7")]
    assert entry.count == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_document_shows_no_codes_and_speaks_one_language(lang: str) -> None:
    found = document(lang)
    words = [run.text for part in parts_of(found.parts) for run in runs_of(part)]
    words += [part.text for part in parts_of(found.parts) if isinstance(part, Heading)]
    words += [part.caption for part in parts_of(found.parts) if isinstance(part, Table | Chart)]

    assert found.direction == ("rtl" if lang == "fa" else "ltr")
    assert [word for word in words if CODE.search(word)] == []
    if lang == "fa":
        assert [word for word in words if re.search(r"\d", word, re.ASCII)] == []


def test_document_draws_bars_months_and_the_province() -> None:
    captions = [part.caption.split(" — ")[0] for part in parts_of(document().parts) if isinstance(part, Chart)]

    assert len(captions) == 4


def test_long_tables_are_cut_and_say_so() -> None:
    entry = {"value": 1, "unit": "case", "reason": "period", "period": None, "body": None,
             "sentences": ["One case."], "sources": ["a.txt#chars=0-1"]}  # fmt: skip
    found = document(unplaced=[entry] * (MOST_ROWS + 4))
    table = next(p for p in parts_of(found.parts) if isinstance(p, Table) and p.name == "Figures that enter no total")

    assert (len(table.rows), (table.note or "").split(". ")[1][:6]) == (MOST_ROWS, "4 more")


def test_a_picture_without_numbers_says_so() -> None:
    found = build_document({**told(), "numbers": [], "findings": []}, "en", commission=OFFICE)

    assert "The reports received hold no number that belongs to this period." in [
        run.text for part in parts_of(found.parts) for run in runs_of(part)
    ]


def test_boundaries_follow_country_area_and_day() -> None:
    one, before, after = (
        load_boundaries(country, area, day)
        for country, area, day in (
            ("IR", "IR-15", date(2025, 1, 1)),
            ("VN", None, date(2025, 6, 30)),
            ("VN", None, date(2025, 7, 1)),
        )
    )

    assert one is not None
    assert before is not None
    assert after is not None
    assert [feature["properties"]["code"] for feature in one["features"]] == ["IR-15"]
    assert len(before["features"]) > len(after["features"])
    assert load_boundaries("BR", None, date(2025, 1, 1)) is None


def test_findings_say_once_for_a_group_how_sure_they_are() -> None:
    section = next(
        part for part in parts_of(document().parts) if isinstance(part, Section) and part.heading.anchor == "findings"
    )
    told = [run.text for part in section.parts for run in runs_of(part)]

    assert sum("counted from listed incidents, all expected reports in" in words for words in told) == 2  # two groups


def test_reported_totals_outside_a_total_stand_beside_it_and_in_its_evidence() -> None:
    whole = told()["numbers"][0] | {
        "not_included": [{"agency": "police", "value": 100, "unit": "case", "basis": "reported"}]
    }
    found = document(numbers=[whole, *told()["numbers"][1:]])
    table = next(part for part in parts_of(found.parts) if isinstance(part, Table))
    facts = dict(next(one for one in found.evidence if one.key == "numbers/0").facts)

    assert (table.note or "").endswith("cases detected: police (100\u00a0cases).")
    assert facts["Reported totals that are not in it"] == "police (100\u00a0cases)"
