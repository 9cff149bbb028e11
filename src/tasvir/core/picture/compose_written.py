"""What letters say as picture.json holds it: statements, placed figures, figures that enter no total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tasvir.core.picture.wording import Wording
from tasvir.core.picture.written.placing import Quote, Unplaced, WrittenFigure
from tasvir.core.picture.written.statements import Stated


def stated_json(stated: Stated, voice: Wording) -> dict[str, Any]:
    """A statement with everybody who makes it."""
    names = [voice.body(code) for code in stated.bodies] + stated.speakers
    return {
        "kind": stated.kind,
        "topic": stated.topic,
        "stated_by": voice.word("join.comma").join(names) if names else stated.files[0],
        "bodies": stated.bodies,
        "owner": stated.owner,
        "due": stated.due,
        "confidence": stated.confidence,
        "quotes": stated.quotes,
        "sources": stated.sources,
    }


def _quotes(quotes: Sequence[Quote]) -> dict[str, Any]:
    return {
        "quotes": [quote.text for quote in quotes],
        "sentences": [quote.sentence for quote in quotes],
        "sources": [quote.source for quote in quotes],
    }


def written_json(one: WrittenFigure) -> dict[str, Any]:
    """A written figure that has its period and place."""
    values = [{"value": value.value, "approx": value.approx, **_quotes(value.quotes)} for value in one.values]
    return {
        "measure": one.measure,
        "by": dict(one.by),
        "agency": one.agency,
        "body": one.body,
        "area": one.area,
        "unit": one.unit,
        "proof": one.proof,
        "confirmed": one.confirmed,
        "conflict": one.conflicting,
        "values": values,
    }


def unplaced_json(one: Unplaced, voice: Wording) -> dict[str, Any]:
    """A written figure that no total may use, and why."""
    figure: Mapping[str, Any] = one.figure.as_json()
    kept = {name: figure[name] for name in ("value", "unit", "kind", "direction", "approx", "measure", "goods", "area")}
    period = voice.period(one.period) if one.period else ""
    return {
        **kept,
        "agency": figure["agency"],
        "body": one.body,
        "reason": one.why,
        "reason_label": voice.say(f"why.{one.why}", period=period),
        "period": one.period.label if one.period else None,
        **_quotes(one.quotes),
    }
