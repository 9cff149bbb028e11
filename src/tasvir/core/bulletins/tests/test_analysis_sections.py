"""The analyses in the document: sentences that open to their rows, charts, what is withheld."""

from __future__ import annotations

from typing import Any

import pytest

from tasvir.core.bulletins.analysis_sections import analysis_sections
from tasvir.core.bulletins.document import pages_of
from tasvir.core.bulletins.evidence import evidence_entry
from tasvir.core.bulletins.tree import Bullets, Chart, Section
from tasvir.core.vocabulary.messages import LANGUAGES

TITLE = {"fa": "روند", "vi": "Xu hướng", "en": "Trend"}


def entry(chart: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "text": {lang: f"A finding in {lang}." for lang in LANGUAGES}, "goods": "diesel",
        "confidence_label": dict.fromkeys(LANGUAGES, "high"), "confidence_reason": dict.fromkeys(LANGUAGES, "because"),
        "sources": {"count": 2, "examples": ["a.csv#A2", "a.csv#A3"]}, "chart": chart,
    }  # fmt: skip


MAP = {
    "kind": "map", "start": "2025-08-01", "end": "2025-08-31",
    "areas": [{"code": "IR-15-01", "value": 3, "marked": False}, {"code": "IR-15-07", "value": 12, "marked": True}],
}  # fmt: skip
BARS = {"kind": "bars", "title": TITLE, "unit": "case", "bars": [{"label": TITLE, "value": 4}]}


def pages(lang: str, analysis: dict[str, Any]) -> Any:
    picture = {
        "commission": {"name": {"en": "Office"}, "area": "IR-15"}, "analysis": analysis, "numbers": [],
        "period": {"name": "1404-Q2", "calendar": "jalali", "start": "2025-06-22", "end": "2025-09-22"},
        "source_texts": {"a.csv#A2": "diesel; 900 L"},
    }  # fmt: skip
    return pages_of(picture, lang)


def sections(found: Any) -> list[Any]:
    whole = list(analysis_sections(found, None))
    return [part for part in whole[0].parts if isinstance(part, Section)] if whole else []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_method_has_its_sentences_and_charts(lang: str) -> None:
    hotspots, axes = sections(pages(lang, {"axes": [entry(BARS)], "hotspots": [entry(MAP)], "trends": []}))

    for part in (hotspots, axes):
        note, bullets, chart = part.parts
        assert "high" in note.runs[0].text.lower()
        assert isinstance(bullets, Bullets)
        assert bullets.items[0][0].text == f"A finding in {lang}."
        assert isinstance(chart, Chart)


def test_a_sentence_opens_to_the_rows_behind_it() -> None:
    found = pages("en", {"hotspots": [entry()]})
    run = sections(found)[0].parts[1].items[0][0]

    assert run.evidence == "analysis/hotspots/0"
    opened = evidence_entry(found, run.evidence)
    assert opened is not None
    assert opened.count == 2
    assert opened.sources[0] == ("a.csv#A2", "diesel; 900 L")


def test_at_most_two_charts_and_eight_sentences_stand_on_paper() -> None:
    part = sections(pages("en", {"hotspots": [entry(MAP) for _ in range(11)]}))[0]

    assert len(part.parts[1].items) == 8
    assert sum(isinstance(one, Chart) for one in part.parts) == 2
    assert "3" in part.parts[2].runs[0].text


def test_what_is_withheld_stands_with_its_reason() -> None:
    reason = {"analysis": "trends", "code": "short", "subject": {}, "text": {"en": "Only 5 months."}}

    assert sections(pages("en", {"withheld": [reason]}))[0].parts[0].items[0][0].text == "Trends: Only 5 months."


def test_nothing_found_makes_no_section() -> None:
    assert sections(pages("en", {"trends": [], "withheld": []})) == []
