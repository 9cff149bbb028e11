"""Findings of the analyses: best first, each thing told once, a few of each kind, what is withheld named."""

from __future__ import annotations

from typing import Any

from tasvir.core.picture.findings.from_analysis import analysis_findings
from tasvir.core.picture.office.commission import Commission
from tasvir.core.picture.wording import Wording
from tasvir.core.vocabulary.lists import load_lists

VOICE = Wording("en", load_lists(), Commission(), "gregorian")


def entry(text: str, weight: float, *, start: str = "2025-08-01", end: str = "2025-08-31", **subject: str) -> Any:
    """An entry as picture.json has it."""
    return {
        "text": {"en": text}, "confidence": "high", "confidence_reason": {"en": "because"}, "weight": weight,
        "subject": subject, "start": start, "end": end,
    }  # fmt: skip


def told(analysis: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    return [(draft.say(VOICE), draft.evidence) for draft in analysis_findings(analysis)]


def test_findings_are_told_by_weight() -> None:
    found = told({"trends": [entry("weak", 0.2)], "hotspots": [entry("strong", 0.9)]})

    assert [text for text, _ in found] == ["strong", "weak"]


def test_what_two_methods_see_is_told_once_with_both_as_evidence() -> None:
    hotspot = entry("hotspot", 0.9, goods="diesel", area="IR-15-07")
    alert = entry("alert", 0.5, goods="diesel")

    assert told({"alerts": [alert], "hotspots": [hotspot]}) == [
        ("hotspot", ("analysis/hotspots/0", "analysis/alerts/0"))
    ]


def test_other_days_or_another_subject_are_another_finding() -> None:
    hotspot = entry("hotspot", 0.9, goods="diesel")
    later = entry("later", 0.5, goods="diesel", start="2025-09-01", end="2025-09-09")
    other = entry("other", 0.4, goods="tea")

    assert len(told({"alerts": [later, other], "hotspots": [hotspot]})) == 3


def test_one_kind_does_not_crowd_out_the_others() -> None:
    many = [entry(f"alert {number}", 0.9 - number / 100, goods=f"g{number}") for number in range(9)]

    assert len(told({"alerts": many, "trends": [entry("trend", 0.1)]})) == 4


def test_what_is_withheld_is_counted() -> None:
    assert told({"withheld": [{}, {}]})[0][0] == "2 analyses are withheld; the reason stands beside each of them."
