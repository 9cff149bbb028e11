"""Run every analysis on the evidence of a picture; one that cannot answer says why instead."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tasvir.core.errors import UserError
from tasvir.core.picture.analysis.entries import (
    Analysed,
    Analyses,
    Entry,
    Withheld,
    entry_json,
    refusal,
    withheld_json,
)
from tasvir.core.picture.analysis.evidence import Evidence
from tasvir.core.picture.wording import Wording

# The order of the document. Each module offers `analyse(evidence) -> {kind: Analysed}`, and is loaded when it runs.
METHODS: Mapping[str, tuple[str, ...]] = {
    "trends": ("trends",),
    "alerts": ("alerts",),
    "hotspots": ("hotspots",),
    "axes": ("axes",),
    "patterns": ("patterns", "contexts"),
    "new_methods": ("new_methods",),
    "effects": ("effects",),
    "roots": ("roots",),
}
KINDS = ("trends", "alerts", "hotspots", "axes", "contexts", "patterns", "new_methods", "effects", "roots")
LEAST_COMPLETE = 0.6  # share of due reports; below it nothing is told that a late report could undo

Tell = Callable[[str], None]


def run_analyses(evidence: Evidence, tell: Tell | None = None) -> Analyses:
    """The answers of all methods; what rests on the period's own counts is withheld where too few reports are in."""
    found: dict[str, Analysed] = {}
    for method, kinds in METHODS.items():
        if tell:
            tell(f"progress.{method}")
        module = importlib.import_module(f"tasvir.core.picture.analysis.{method}")
        try:
            answers: Mapping[str, Analysed] = module.analyse(evidence)
        except UserError as error:
            answers = {kinds[0]: Analysed(withheld=[_refused(error)])}
        found |= {kind: _complete_enough(answers.get(kind, Analysed()), evidence) for kind in kinds}
    return Analyses(found)


def _refused(error: UserError) -> Withheld:
    return Withheld(error.code, {}, lambda voice: refusal(error, voice))


def _complete_enough(analysed: Analysed, evidence: Evidence) -> Analysed:
    share = evidence.completeness
    if share is None or share >= LEAST_COMPLETE:
        return analysed
    kept = [one for one in analysed.entries if not one.counts_on_reports]
    moved = [_incomplete(one, share) for one in analysed.entries if one.counts_on_reports]
    return replace(analysed, entries=kept, withheld=[*analysed.withheld, *moved])


def _incomplete(entry: Entry, share: float) -> Withheld:
    def say(voice: Wording) -> str:
        return voice.say(
            "withheld.incomplete",
            subject=voice.cell(entry.subject) or voice.word("withheld.whole"),
            share=voice.percent(share * 100),
            least=voice.percent(LEAST_COMPLETE * 100),
        )

    return Withheld("incomplete", entry.subject, say)


def analyses_json(analyses: Analyses, voices: Sequence[Wording]) -> dict[str, Any]:
    """`analysis` of picture.json: the entries of each kind, and what is withheld."""
    told: dict[str, Any] = {kind: [] for kind in KINDS}
    told["withheld"] = []
    for kind, analysed in analyses.by_kind.items():
        told[kind] = [entry_json(one, voices) for one in analysed.entries]
        told["withheld"] += [withheld_json(kind, one, voices) for one in analysed.withheld]
    return told
