"""By what numbers are broken down: the columns of the events behind each breakdown."""

from __future__ import annotations

from dataclasses import dataclass

TOTAL = "total"
MONTH = "month"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One breakdown: its name, the column of the events, and what holds for it.

    `shared`: all rows of one incident agree on it. `by_goods`: quantities are also told per goods within it.
    """

    name: str
    column: str | None
    shared: bool = False
    by_goods: bool = False


BREAKDOWNS: tuple[Breakdown, ...] = (
    Breakdown(TOTAL, None, shared=True, by_goods=True),
    Breakdown("agency", "lead_agency", shared=True, by_goods=True),
    Breakdown("working_group", "working_group"),
    Breakdown("area", "area", shared=True, by_goods=True),
    Breakdown("goods", "goods"),
    Breakdown("channel", "channel"),
    Breakdown("carrier", "carrier"),
    Breakdown("platform", "platform"),
    Breakdown("conveyance", "conveyance"),
    Breakdown("detection", "detection"),
    Breakdown("violation", "violation"),
    Breakdown(MONTH, None, shared=True, by_goods=True),
)

NAMES = tuple(breakdown.name for breakdown in BREAKDOWNS if breakdown.name != TOTAL)

By = tuple[tuple[str, str], ...]


def by_text(by: By) -> str:
    """A breakdown cell as text, keys sorted: `area=IR-15|goods=tea`; the whole is empty."""
    return "|".join(f"{key}={value}" for key, value in sorted(by))


def by_of(text: str | None) -> By:
    """The cell that a text names; the reverse of `by_text`."""
    pairs = [pair.partition("=") for pair in (text or "").split("|") if pair]
    return tuple(sorted((key.strip(), value.strip()) for key, _, value in pairs))


def cell_key(measure: str, by: By, unit: str) -> str:
    """The key of one number into the sources: measure, cell and unit."""
    return f"{measure};{by_text(by)};{unit}"
