"""The findings of a picture in sentences: made by rules, ranked, the first page short, each with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tasvir.core.calendars.periods import Period
from tasvir.core.picture.findings.draft import Draft
from tasvir.core.picture.findings.from_account import account_findings
from tasvir.core.picture.findings.from_analysis import analysis_findings
from tasvir.core.picture.findings.from_numbers import number_findings
from tasvir.core.picture.wording import Wording

# The order in which a secretary would write them, and which kinds of finding belong together.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "changes": ("total", "plan", "change", "effort"),
    "where": ("top",),
    "analysis": ("analysis", "withheld"),
    "once": ("joint", "repeats", "doubtful", "not_compared"),
    "completeness": ("completeness", "missing", "late", "refused", "unplaced"),
    "disagreements": ("beside", "agreement", "difference", "conflict"),
    "stated": ("stated",),
}
FIRST_PAGE = 18
# How many of a kind the first page takes before all others, and up to how many where there is room.
_FIRST = {
    **{"total": 2, "change": 2, "effort": 1, "top": 2, "analysis": 6, "joint": 1, "completeness": 1, "missing": 1},
    **{"beside": 1, "difference": 1, "conflict": 1, "stated": 2},
}
_ROOM = {"plan": 1, "total": 3, "repeats": 1, "doubtful": 1, "not_compared": 1, "late": 1, "refused": 2, "unplaced": 1}
_ROOM |= {"analysis": 7, "withheld": 1}


def build_findings(picture: Mapping[str, Any], period: Period, voices: Sequence[Wording]) -> list[dict[str, Any]]:
    """The findings, those of the first page before the further ones, each part in the order of its groups."""
    drafts = [
        *number_findings(picture, period, voices[0].lists),
        *analysis_findings(picture["analysis"]),
        *account_findings(picture),
    ]
    first = _first_page(drafts)
    ranked = sorted(range(len(drafts)), key=lambda place: (place not in first, _group(drafts[place]), place))
    return [_finding(drafts[place], place in first, voices) for place in ranked]


def _group(draft: Draft) -> int:
    return next(place for place, kinds in enumerate(GROUPS.values()) if draft.kind in kinds)


def _first_page(drafts: Sequence[Draft]) -> set[int]:
    """The places of the findings that the first page holds."""
    chosen: list[int] = []
    taken: Counter[str] = Counter()
    for quota in (_FIRST, _ROOM):
        for place, draft in enumerate(drafts):
            if place not in chosen and taken[draft.kind] < quota.get(draft.kind, 0) and len(chosen) < FIRST_PAGE:
                chosen.append(place)
                taken[draft.kind] += 1
    return set(chosen)


def _finding(draft: Draft, first: bool, voices: Sequence[Wording]) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "group": list(GROUPS)[_group(draft)],
        "first_page": first,
        "text": {voice.lang: draft.say(voice) for voice in voices},
        "evidence": list(draft.evidence),
        "confidence": draft.confidence,
        "confidence_label": {voice.lang: voice.word(f"confidence.{draft.confidence}") for voice in voices},
        "confidence_reason": {voice.lang: draft.because(voice) for voice in voices},
    }
