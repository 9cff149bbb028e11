"""Which measures events carry, as the list of measures says it."""

from __future__ import annotations

from dataclasses import dataclass

from tasvir.core.vocabulary.lists import Lists


@dataclass(frozen=True, slots=True)
class CountedOutcome:
    """A measure that counts the incidents whose outcome is one of some codes."""

    measure: str
    outcomes: tuple[str, ...]


def counted_outcomes(lists: Lists) -> tuple[CountedOutcome, ...]:
    """The measures whose `from_events` reads `outcome:a+b`."""
    found = []
    for entry in lists.rows("measures"):
        kind, _, codes = entry.columns.get("from_events", "").partition(":")
        if kind == "outcome" and codes:
            found.append(CountedOutcome(entry.code, tuple(codes.split("+"))))
    return tuple(found)
