"""The public edition of a picture: an allow-list of what may leave the house, small cells taken out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tasvir.core.calendars.periods import Period, parse_period
from tasvir.core.disclosure.cell_relations import Rules
from tasvir.core.disclosure.cells import CellValue, Why
from tasvir.core.disclosure.picture_cells import Compared, Told, distinct_cells, told_numbers
from tasvir.core.disclosure.public_cells import CellPlan, plan_cells
from tasvir.core.picture.analysis.run import KINDS
from tasvir.core.picture.findings.draft import Draft
from tasvir.core.picture.findings.from_numbers import number_findings
from tasvir.core.picture.wording import Wording
from tasvir.core.vocabulary.messages import LANGUAGES

HIDDEN = "hidden"
_PERIOD = ("label", "name", "calendar", "kind", "start", "end", "start_label", "end_label", "range_label")
_NUMBER = ("measure", "by", "unit", "label", "basis")
_COMPARISON = (
    *("name", "start", "end", "value", "change_percent", "current_start", "current_end", "current_value"),
    *("periods", "of", "basis", "percent_of_plan", "label", "range_label", "period_label"),
)
_MOST_FINDINGS = 10
_KINDS = ("total", "plan", "change", "effort", "top")  # of findings that rest on published numbers alone

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class HiddenNumber:
    """One number that the public does not see, and why; for those who approve the edition, never for the public."""

    place: int  # in the picture
    why: Why


@dataclass(frozen=True)
class PublicEdition:
    """The picture for the public, what it hides and why, and the cells to remember for the next edition."""

    picture: dict[str, Any]
    hidden: tuple[HiddenNumber, ...]
    without_base: int  # how many comparisons it leaves out beside the hidden numbers
    cells: tuple[CellValue, ...]
    exposed: int  # protected cells that earlier editions give away already


def make_public(
    picture: Entry, earlier: Sequence[Sequence[CellValue]], *, rules: Rules, voices: Mapping[str, Wording]
) -> PublicEdition:
    """The public edition of a picture, guarded against every earlier one of the same body (newest first).

    Only what is named here is copied: codes, labels and values of published numbers. Files, rows, sentences, agencies
    that did not report, contradictions and evidence never are; the findings are written anew from what is published.
    `voices` say the labels in fa, vi and en.
    """
    told = told_numbers(picture, rules.measures)
    plan = plan_cells(distinct_cells(told), earlier, rules)
    public = _frame(picture, rules)
    public["numbers"], without = _numbers(picture, told, plan, voices[picture["lang"]])
    hidden = tuple(HiddenNumber(one.place, plan.why[one.own.cell]) for one in told if plan.hides(one.own.cell))
    public["public"]["hidden"] = len(hidden)
    public["findings"] = _findings(public, parse_period(picture["period"]["name"]), voices)
    return PublicEdition(public, hidden, without, plan.cells, len(plan.exposed))


def _frame(picture: Entry, rules: Rules) -> dict[str, Any]:
    """Everything but numbers and findings: the office, the period, and empty places where rows and quotes stood."""
    reporting = picture["reporting"]
    counts = {name: reporting[name] for name in ("expected", "received", "on_time")}
    zero = dict.fromkeys(("reported", "distinct"), 0)
    return {
        "lang": picture["lang"],
        "commission": {"name": dict(picture["commission"]["name"]), "area": picture["commission"]["area"]},
        "made_on": picture["made_on"],
        "period": {name: picture["period"][name] for name in _PERIOD},
        "comparisons": list(picture["comparisons"]),
        "public": {"threshold": rules.thresholds.cases, "threshold_persons": rules.thresholds.persons},
        "sources": [],
        "counted_once": {**zero, "groups": [], "doubtful": []},
        "reporting": {**counts, "missing": [], "reports": []},
        "reconciliation": [],
        "analysis": {name: [] for name in (*KINDS, "withheld")},
        "statements": [],
        "written": [],
        "unplaced": [],
        "source_texts": {},
    }


def _numbers(picture: Entry, told: Sequence[Told], plan: CellPlan, voice: Wording) -> tuple[list[dict[str, Any]], int]:
    """The numbers by code, so that their order says nothing of hidden values; how many comparisons fell away."""
    first: dict[str, int] = {}
    for one in told:
        first.setdefault(one.own.cell.measure, len(first))
    ordered = sorted(told, key=lambda one: (first[one.own.cell.measure], sorted(_by(picture, one).items())))
    numbers, without = [], 0
    for one in ordered:
        number, dropped = _number(picture["numbers"][one.place], one, plan, voice)
        numbers.append(number)
        without += dropped
    return numbers, without


def _by(picture: Entry, one: Told) -> dict[str, str]:
    return dict(picture["numbers"][one.place]["by"])


def _number(source: Entry, told: Told, plan: CellPlan, voice: Wording) -> tuple[dict[str, Any], int]:
    number: dict[str, Any] = {name: source[name] for name in _NUMBER}
    number |= {"confirmed": True, "rows_used": 0, "rows_ignored": []}
    number["sources"] = {"count": 0, "examples": [], "key": ""}
    if plan.hides(told.own.cell):
        word = voice.word(f"state.{HIDDEN}")
        return number | {"value": None, "state": HIDDEN, "value_label": word, "comparisons": []}, 0
    kept = [one for one in told.compared if _may_compare(source, one, plan)]
    comparisons = [_comparison(source["comparisons"][one.place]) for one in kept]
    number |= {name: source[name] for name in ("value", "state", "value_label")}
    return number | {"comparisons": comparisons}, len(told.compared) - len(kept)


def _may_compare(source: Entry, compared: Compared, plan: CellPlan) -> bool:
    if any(plan.hides(one.cell) for one in compared.cells):
        return False
    entry = source["comparisons"][compared.place]
    if entry["name"] == "plan":
        return True
    # A mean over some of its periods is none of the cells that were examined.
    return entry["value"] is None or bool(entry.get("periods", 1) == entry.get("of", 1))


def _comparison(source: Entry) -> dict[str, Any]:
    return {name: source[name] for name in _COMPARISON if name in source}


def _findings(public: Entry, period: Period, voices: Mapping[str, Wording]) -> list[dict[str, Any]]:
    """Findings made from the published numbers alone; they cite nothing."""
    told = {**public, "numbers": [one for one in public["numbers"] if one["value"] is not None]}
    lists = next(iter(voices.values())).lists
    drafts = [draft for draft in number_findings(told, period, lists) if draft.kind in _KINDS]
    return [_finding(draft, voices) for draft in drafts[:_MOST_FINDINGS]]


def _finding(draft: Draft, voices: Mapping[str, Wording]) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "group": "where" if draft.kind == "top" else "changes",
        "first_page": True,
        "text": {lang: draft.say(voices[lang]) for lang in LANGUAGES},
        "evidence": [],
        "confidence": draft.confidence,
        "confidence_label": {lang: voices[lang].word(f"confidence.{draft.confidence}") for lang in LANGUAGES},
        "confidence_reason": {lang: draft.because(voices[lang]) for lang in LANGUAGES},
    }
