"""Evidence made by hand for the tests of the analyses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from tasvir.core.calendars.periods import Period, parse_period
from tasvir.core.intake.tables import EFFORT, FIGURES
from tasvir.core.linkage.model import EVENTS
from tasvir.core.picture.account.reporting import Reporting
from tasvir.core.picture.analysis.evidence import Evidence
from tasvir.core.picture.office.commission import Commission
from tasvir.core.picture.wording import Wording
from tasvir.core.vocabulary.lists import load_lists

FULL = Reporting(expected=10, received=10, on_time=10)


def evidence_of(
    rows: Sequence[Mapping[str, Any]],
    period: str = "2024-Q4",
    *,
    effort: Sequence[Mapping[str, Any]] = (),
    figures: Sequence[Mapping[str, Any]] = (),
    commission: Commission | None = None,
    reporting: Reporting = FULL,
) -> Evidence:
    """Evidence whose events are these rows, each an incident of its own unless it says otherwise."""
    told = [
        {"incident": number, "used": True, "leads": True, "source": f"list.csv#A{number + 2}", **row}
        for number, row in enumerate(rows)
    ]
    found: Period = parse_period(period)
    return Evidence(
        linked=pa.Table.from_pylist(told, EVENTS),
        effort=pa.Table.from_pylist(list(effort), EFFORT),
        figures=pa.Table.from_pylist(list(figures), FIGURES),
        period=found,
        lists=load_lists(),
        commission=commission or Commission(area="IR-15", country="IR"),
        reporting=reporting,
        replications=199,
    )


def said(entry: Any, lang: str = "en") -> str:
    """The sentence of an entry or of what is withheld."""
    return str(entry.say(Wording(lang, load_lists(), Commission(), "gregorian")))


def on(day: str) -> date:
    """A day."""
    return date.fromisoformat(day)
