"""The findings of a picture in sentences: made by rules from patterns, each with its evidence and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tasvir.core.calendars.periods import Period
from tasvir.core.picture.findings.draft import Draft
from tasvir.core.picture.findings.from_account import account_findings
from tasvir.core.picture.findings.from_numbers import number_findings
from tasvir.core.picture.wording import Wording

_WORDS = ("high", "medium", "low")


def build_findings(picture: Mapping[str, Any], period: Period, voices: Sequence[Wording]) -> list[dict[str, Any]]:
    """The findings in the order in which a secretary would write them: numbers, completeness, what was stated."""
    drafts = [*number_findings(picture, period, voices[0].lists), *account_findings(picture)]
    return [_finding(draft, voices) for draft in drafts]


def _finding(draft: Draft, voices: Sequence[Wording]) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "text": {voice.lang: draft.say(voice) for voice in voices},
        "evidence": list(draft.evidence),
        "confidence": draft.confidence,
        "confidence_label": {voice.lang: voice.word(f"confidence.{draft.confidence}") for voice in voices},
        "confidence_reason": {voice.lang: draft.because(voice) for voice in voices},
    }
