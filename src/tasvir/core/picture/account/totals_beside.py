"""Whose reported totals are not in a number that is counted from lists: told beside the number, never added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Entry = Mapping[str, Any]


def add_totals_beside(numbers: Sequence[dict[str, Any]], reconciliation: Sequence[Entry]) -> None:
    """Note `not_included` on each whole number from events: agencies that reported a total and sent no list."""
    for number in numbers:
        if number["by"] or number["basis"] != "events" or number["value"] is None:
            continue
        told: dict[str, dict[str, Any]] = {}
        for one in (*_reported(number, numbers), *_written(number, numbers, reconciliation)):
            told.setdefault(one["agency"], one)
        number["not_included"] = [told[agency] for agency in sorted(told)]


def _reported(number: Entry, numbers: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    for one in numbers:
        alike = (one["measure"], one["unit"], list(one["by"])) == (number["measure"], number["unit"], ["agency"])
        if alike and one["basis"] == "reported" and one["value"]:
            yield {"agency": one["by"]["agency"], "value": one["value"], "unit": one["unit"], "basis": "reported"}


def _written(number: Entry, numbers: Sequence[Entry], reconciliation: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    """Totals of letters that no list of their agency stands against."""
    listing = {one["by"]["agency"] for one in numbers if list(one["by"]) == ["agency"] and one["basis"] == "events"}
    for one in reconciliation:
        alike = (one["measure"], one["unit"], one["by"]) == (number["measure"], number["unit"], {})
        silent = one["from_events"] is None and one["agency"] not in listing
        if alike and silent and one["basis"] == "written" and one["reported_total"]:
            kept = {key: one[key] for key in ("agency", "unit", "basis")}
            yield {**kept, "value": one["reported_total"]}
