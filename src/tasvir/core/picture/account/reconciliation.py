"""Totals beside events: what an agency reported as a sum, what its listed incidents add up to, and the difference."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.calendars.periods import Period
from tasvir.core.picture.written.placing import WrittenFigure

_FROM_EVENTS = ("cases_detected", "persons", "vehicles", "goods_value", "quantity")
_IN_UNITS = {"goods_value": ("value", "currency"), "quantity": ("quantity_base", "unit_base")}
_COLUMNS = frozenset(
    (
        "agency",
        "area",
        "goods",
        "channel",
        "carrier",
        "platform",
        "conveyance",
        "detection",
        "violation",
        "working_group",
    )
)
_COLUMN_OF = {"agency": "lead_agency"}


@dataclass(frozen=True)
class ReportedTotal:
    """A total that an agency reported for the whole period; `values` holds more than one where reports contradict."""

    agency: str
    measure: str
    by: Mapping[str, str]
    unit: str
    values: tuple[int | float, ...]
    basis: str
    sources: tuple[str, ...]
    confirmed: bool


@dataclass(frozen=True)
class Reconciled:
    """A reported total beside the events of the same agency, measure and breakdown."""

    total: ReportedTotal
    from_events: int | float | None
    as_partner: int
    event_sources: tuple[str, ...]
    event_count: int

    @property
    def difference(self) -> int | float | None:
        """Reported less counted; None where either is not there or the reports contradict each other."""
        if len(self.total.values) != 1 or self.from_events is None:
            return None
        return self.total.values[0] - self.from_events


def reported_totals(figures: pa.Table, period: Period) -> list[ReportedTotal]:
    """The totals of figures tables for a period: stated for it, or made up of its parts where these cover it."""
    rows = [row for row in figures.to_pylist() if _counts(row, period)]
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        key = (row["agency"], row["measure"], row["breakdown"] or "", row["unit"] or "", row["area"] or "")
        groups[key].append(row)
    totals = [_total(key, members, period) for key, members in groups.items()]
    return [total for total in totals if total is not None]


def _counts(row: Mapping[str, Any], period: Period) -> bool:
    if row["state"] not in ("number", "zero") or row["period_start"] is None or row["period_end"] is None:
        return False
    return bool(row["agency"] and period.start <= row["period_start"] and row["period_end"] <= period.end)


def _total(key: tuple[Any, ...], rows: Sequence[Mapping[str, Any]], period: Period) -> ReportedTotal | None:
    whole = [row for row in rows if (row["period_start"], row["period_end"]) == (period.start, period.end)]
    parts = whole or rows
    values = tuple(dict.fromkeys(row["value"] or 0 for row in whole)) if whole else _sum_of_parts(rows, period)
    if not values:
        return None
    agency, measure, breakdown, unit, area = key
    by = dict(part.split("=", 1) for part in breakdown.split("|") if "=" in part)
    sources = tuple(row["source"] for row in parts)
    return ReportedTotal(agency, measure, by, unit, tuple(map(_plain, values)), "reported", sources, True)


def _sum_of_parts(rows: Sequence[Mapping[str, Any]], period: Period) -> tuple[float, ...]:
    """The sum of months or quarters that cover the period without a gap or an overlap; nothing otherwise."""
    by_span: dict[tuple[date, date], set[float]] = defaultdict(set)
    for row in rows:
        by_span[row["period_start"], row["period_end"]].add(row["value"] or 0)
    at, total = period.start, 0.0
    for (start, end), values in sorted(by_span.items()):
        if start != at or len(values) != 1:
            return ()
        total, at = total + next(iter(values)), end + timedelta(days=1)
    return (total,) if at == period.end + timedelta(days=1) else ()


def _plain(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


def written_totals(placed: Iterable[WrittenFigure]) -> list[ReportedTotal]:
    """The figures of letters as totals that nobody has confirmed."""
    return [
        ReportedTotal(
            one.agency,
            one.measure,
            one.by,
            one.unit,
            tuple(value.value for value in one.values),
            "written",
            tuple(quote.source for value in one.values for quote in value.quotes),
            one.confirmed,
        )
        for one in placed
        if one.agency and (one.by or one.measure != "quantity")  # so many "items" of no goods in particular say nothing
    ]


def reconcile(
    totals: Iterable[ReportedTotal], events: pa.Table, period: Period, parents: Mapping[str, str | None] | None = None
) -> list[Reconciled]:
    """Each reported total beside the events of the agency's own list, each counted once; never added to one another.

    Own is every row that the agency, or one under it, has written, whoever leads the event; that others name it as a
    partner is told apart. `parents` is the tree of agencies.
    """
    inside = pc.and_(
        pc.greater_equal(events["occurred_on"], pa.scalar(period.start)),
        pc.less_equal(events["occurred_on"], pa.scalar(period.end)),
    )
    told = pc.or_(events["used"], pc.equal(pc.fill_null(events["ignored"], ""), "partner_report"))
    live = events.filter(pc.and_(inside, told))
    listing = set(pc.unique(events["lead_agency"]).to_pylist())
    found = list(totals)
    own = {agency: _OwnList.of(agency, live, listing, parents or {}) for agency in {one.agency for one in found}}
    return [_reconciled(total, own[total.agency]) for total in found]


@dataclass(frozen=True)
class _OwnList:
    """What an agency and those under it wrote: one report an event; and the events in which others name them."""

    rows: pa.Table
    named: pa.Table
    listed: bool  # whether any of them has ever sent a list

    @classmethod
    def of(cls, agency: str, live: pa.Table, listing: set[str | None], parents: Mapping[str, str | None]) -> _OwnList:
        tree = _subtree(agency, parents)
        leads = pc.is_in(live["lead_agency"], value_set=pa.array(sorted(tree), pa.string()))
        own, others = live.filter(leads), live.filter(pc.and_(pc.invert(leads), live["used"]))
        names = "|".join(re.escape(name) for name in sorted(tree))
        named = others.filter(pc.match_substring_regex(pc.fill_null(others["partners"], ""), rf"(^|\|)({names})(\||$)"))
        missing = pc.invert(pc.is_in(named["incident"], value_set=own["incident"].combine_chunks()))
        return cls(_one_report_an_event(own), named.filter(missing), bool(tree & listing))


def _one_report_an_event(own: pa.Table) -> pa.Table:
    """Of each incident the rows of one report: the leading one's, else the first in the order of the rows."""
    used = own.filter(own["used"])
    beside = own.filter(pc.invert(pc.is_in(own["incident"], value_set=used["incident"].combine_chunks())))
    chosen: dict[int, tuple[str, str]] = {}
    keep = []
    for row in beside.select(["incident", "lead_agency", "ref", "source"]).to_pylist():
        report = (row["lead_agency"], row["ref"] or row["source"])
        keep.append(chosen.setdefault(row["incident"], report) == report)
    return pa.concat_tables([used, beside.filter(pa.array(keep, pa.bool_()))])


def _subtree(agency: str, parents: Mapping[str, str | None]) -> set[str]:
    """An agency and all under it."""
    found, grown = {agency}, True
    while grown:
        below = {child for child, parent in parents.items() if parent in found} - found
        found, grown = found | below, bool(below)
    return found


def _reconciled(total: ReportedTotal, own: _OwnList) -> Reconciled:
    """One total; where none of its agencies ever sent a list there is nothing to hold it against."""
    if not own.listed or total.measure not in _FROM_EVENTS or not set(total.by) <= _COLUMNS:
        return Reconciled(total, None, 0, (), 0)
    rows, named = own.rows, own.named
    for key, code in total.by.items():
        column = _COLUMN_OF.get(key, key)
        rows, named = rows.filter(pc.equal(rows[column], code)), named.filter(pc.equal(named[column], code))
    partner = int(pc.count_distinct(named["incident"]).as_py())
    value = _from_events(total, rows) if _all_tell(total.measure, own.rows) else None
    return Reconciled(total, value, partner, tuple(rows["source"][:20].to_pylist()), rows.num_rows)


def _all_tell(measure: str, own: pa.Table) -> bool:
    """Whether every agency with rows tells the measure in some of them: a list without the column has no sum."""
    if measure == "cases_detected":
        return True
    column = _IN_UNITS[measure][0] if measure in _IN_UNITS else measure
    telling = own.filter(pc.is_valid(own[column]))
    return set(pc.unique(own["lead_agency"]).to_pylist()) == set(pc.unique(telling["lead_agency"]).to_pylist())


def _from_events(total: ReportedTotal, own: pa.Table) -> int | float | None:
    if total.measure == "cases_detected":
        return int(pc.count_distinct(own["incident"]).as_py())
    if total.measure in _IN_UNITS:
        value, unit = _IN_UNITS[total.measure]
        told = own.filter(pc.is_valid(own[value]))
        same = told.filter(pc.equal(told[unit], total.unit))
        # Rows in other units only: there is nothing to hold the total against.
        return None if told.num_rows and not same.num_rows else _plain(pc.sum(same[value]).as_py() or 0)
    once = own.group_by("incident").aggregate([(total.measure, "max")])
    return int(pc.sum(once[f"{total.measure}_max"]).as_py() or 0)
