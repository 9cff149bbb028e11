"""Counts, sums and quantities of events, one pass over the events per breakdown for all periods at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.calendars.periods import Period
from tasvir.core.linkage.records import Tree
from tasvir.core.picture.numbers.breakdowns import BREAKDOWNS, MONTH, TOTAL, Breakdown, By
from tasvir.core.picture.numbers.cube import Cube
from tasvir.core.picture.numbers.groups import Groups, big_numbers, coded, constant, whole_numbers
from tasvir.core.picture.numbers.measures import CountedOutcome
from tasvir.core.picture.numbers.segments import Segments

Frame = nw.LazyFrame[Any]

_CELL, _SEGMENT, _WHY = "cell", "segment", "ignored"
_CELL_COLUMNS = tuple(dict.fromkeys(breakdown.column for breakdown in BREAKDOWNS if breakdown.column))
_BY_MONTH = next(breakdown for breakdown in BREAKDOWNS if breakdown.name == MONTH)
_BY_AGENCY = next(breakdown for breakdown in BREAKDOWNS if breakdown.name == "agency")


@dataclass(frozen=True)
class Plan:
    """What is counted: the periods' segments, the months told apart, areas that roll up, measures by outcome."""

    segments: Segments
    months: Sequence[Period]
    fine: Segments
    areas: Tree
    outcomes: Sequence[CountedOutcome]


@dataclass(frozen=True)
class _Frames:
    """The events with their segment, ready to be grouped by any breakdown.

    `leading` counts an incident on its leading row; `lone` only where it has one line, for cells that its lines may
    disagree on; `lines` holds the lines of the others; `measured` the rows that tell a quantity.
    """

    leading: Frame
    lone: Frame
    lines: Frame | None
    measured: Frame


def count_events(events: Frame, plan: Plan) -> tuple[Cube, Cube]:
    """The cube of all breakdowns over `plan.segments`, and that of the months over `plan.fine`."""
    coarse, fine = Cube(len(plan.segments.cuts)), Cube(len(plan.fine.cuts))
    frames = _frames(events, plan.segments, plan.outcomes)
    for breakdown in BREAKDOWNS:
        if breakdown.name != MONTH:
            _fill(coarse, frames, breakdown, plan)
    _credit_partners(coarse, events, plan)
    if plan.months:
        _fill(fine, _frames(events, plan.fine, plan.outcomes), _BY_MONTH, plan)
    return coarse, fine


def _frames(events: Frame, segments: Segments, outcomes: Sequence[CountedOutcome]) -> _Frames:
    day = nw.col("occurred_on")
    base = events.filter(segments.covers(day)).with_columns(segments.expression(day).alias(_SEGMENT))
    most = table_of(base.select(nw.col("lines").max()))["lines"].to_pylist()
    several = bool(most and (most[0] or 0) > 1)
    return _Frames(
        leading=_counted(base, nw.col("leads"), outcomes),
        lone=_counted(base, nw.col("lines") == 1, outcomes),
        lines=base.filter(nw.col("lines") > 1, nw.col(_WHY).is_null()) if several else None,
        measured=_measured(base),
    )


def _counted(base: Frame, once: nw.Expr, outcomes: Sequence[CountedOutcome]) -> Frame:
    """The columns to sum per group; `once` says on which row an incident counts."""
    hits = (once & nw.col("outcome").is_in(list(counted.outcomes)) for counted in outcomes)
    return base.select(
        *_CELL_COLUMNS,
        *("partners", _SEGMENT, _WHY, "currency", "value"),
        once.cast(nw.Int32).alias("incidents"),
        nw.when(once).then(nw.col("event_persons")).alias("persons"),
        nw.when(once).then(nw.col("event_vehicles")).alias("vehicles"),
        *(nw.when(hit).then(nw.lit(1)).alias(f"outcome_{place}") for place, hit in enumerate(hits)),
    )


def _measured(base: Frame) -> Frame:
    """Rows that tell a quantity, in the base unit where there is one."""
    based = ~nw.col("quantity_base").is_null() & ~nw.col("unit_base").is_null()
    return base.filter(~nw.col("quantity").is_null() | based).select(
        *_CELL_COLUMNS,
        *("partners", _SEGMENT, _WHY),
        nw.when(based).then(nw.col("quantity_base")).otherwise(nw.col("quantity")).alias("amount"),
        nw.when(based).then(nw.col("unit_base")).otherwise(nw.col("unit")).alias("measured_in"),
    )


def _sums(outcomes: Sequence[CountedOutcome]) -> list[nw.Expr]:
    return [
        nw.len().alias("rows"),
        nw.col("incidents").sum(),
        nw.col("persons").count().alias("persons_known"),
        nw.col("persons").sum(),
        nw.col("vehicles").count().alias("vehicles_known"),
        nw.col("vehicles").sum(),
        *(nw.col(f"outcome_{place}").count() for place in range(len(outcomes))),
    ]


def _fill(cube: Cube, frames: _Frames, breakdown: Breakdown, plan: Plan, *, led: bool = True) -> None:
    apart = frames.lines is not None and not breakdown.shared
    _fill_counts(cube, frames.lone if apart else frames.leading, breakdown, plan, led=led)
    if apart and frames.lines is not None:
        _fill_shared_lines(cube, frames.lines, breakdown, plan)
    _fill_quantities(cube, frames.measured, breakdown, plan, led=led)


def _fill_counts(cube: Cube, frame: Frame, breakdown: Breakdown, plan: Plan, *, led: bool) -> None:
    money = (nw.col("value").count().alias("value_known"), nw.col("value").sum())
    table = _grouped(frame, breakdown, (_SEGMENT, _WHY, "currency"), (*_sums(plan.outcomes), *money))
    groups = Groups(table, _cells(breakdown, plan))
    _put_counts(cube, groups, plan, led=led)
    known = whole_numbers(table, "value_known")
    groups.put(cube.money, "goods_value", coded(table, "currency"), big_numbers(table, "value"), known, led=led)
    _note_told(cube, groups, breakdown)


def _put_counts(cube: Cube, groups: Groups, plan: Plan, *, led: bool) -> None:
    table = groups.table
    cases = constant(groups.rows, "case")
    incidents, rows = whole_numbers(table, "incidents"), whole_numbers(table, "rows")
    groups.put(cube.counts, "cases_detected", cases, incidents, rows, led=led)
    for measure, unit in (("persons", "person"), ("vehicles", "vehicle")):
        known, value = whole_numbers(table, f"{measure}_known"), whole_numbers(table, measure)
        groups.put(cube.counts, measure, constant(groups.rows, unit), value, known, led=led)
    for place, counted in enumerate(plan.outcomes):
        hits = whole_numbers(table, f"outcome_{place}")
        groups.put(cube.counts, counted.measure, cases, hits, hits, led=led)


def _note_told(cube: Cube, groups: Groups, breakdown: Breakdown) -> None:
    """Who reported when; a partner's ignored report is a report all the same."""
    if breakdown.name in (TOTAL, MONTH):
        cube.told[""].update(groups.segment[groups.why < 0].tolist())
    if breakdown.name == "agency":
        for code, segment in zip(groups.cell.codes.tolist(), groups.segment.tolist()):
            cube.told[groups.cell.names[code]].add(segment)


def _fill_shared_lines(cube: Cube, lines: Frame, breakdown: Breakdown, plan: Plan) -> None:
    """Incidents of several goods lines count once in each cell that any of their lines names."""
    hits = [
        nw.col("outcome").is_in(list(counted.outcomes)).cast(nw.Int32).max().alias(f"outcome_{place}")
        for place, counted in enumerate(plan.outcomes)
    ]
    once = lines.group_by("incident", breakdown.column or "incident").agg(
        nw.col(_SEGMENT).min(), nw.col("persons").max(), nw.col("vehicles").max(), *hits
    )
    marks = (
        nw.when(nw.col(f"outcome_{place}") > 0).then(nw.lit(1)).alias(f"outcome_{place}")
        for place in range(len(plan.outcomes))
    )
    marked = once.with_columns(nw.lit(1).alias("incidents"), *marks)
    table = _grouped(marked, breakdown, (_SEGMENT,), _sums(plan.outcomes))
    # The rows themselves are counted with the others.
    none = pa.repeat(pa.scalar(0), table.num_rows)
    table = table.set_column(table.column_names.index("rows"), "rows", none)
    _put_counts(cube, Groups(table, _cells(breakdown, plan)), plan, led=True)


def _fill_quantities(cube: Cube, frame: Frame, breakdown: Breakdown, plan: Plan, *, led: bool) -> None:
    by_goods = breakdown.by_goods and breakdown.name != TOTAL
    keys = (_SEGMENT, _WHY, "measured_in", *(("goods",) if by_goods else ()))
    table = _grouped(frame, breakdown, keys, (nw.len().alias("rows"), nw.col("amount").sum()))
    groups, unit = Groups(table, _cells(breakdown, plan)), coded(table, "measured_in")
    amount, rows = np.asarray(pc.fill_null(table["amount"], 0.0)), whole_numbers(table, "rows")
    groups.put(cube.quantities, "quantity", unit, amount, rows, led=led)
    if by_goods:
        groups.put(cube.quantities, "quantity", unit, amount, rows, goods=coded(table, "goods"), led=led)


def _credit_partners(cube: Cube, events: Frame, plan: Plan) -> None:
    """Credit the partners of an incident with it, beside its lead."""
    joint = events.filter(nw.col("used"), ~nw.col("partners").is_null())
    each = joint.with_columns(nw.col("partners").str.split("|")).explode("partners")
    frames = replace(_frames(each, plan.segments, plan.outcomes), lines=None)
    _fill(cube, frames, replace(_BY_AGENCY, column="partners"), plan, led=False)


def _grouped(frame: Frame, breakdown: Breakdown, keys: Sequence[str], sums: Sequence[nw.Expr]) -> pa.Table:
    """The groups of a breakdown, its value in the column `cell`; rows that do not tell it are left out."""
    if breakdown.column is None:
        table = table_of(frame.group_by(*keys).agg(*sums))
        return table.append_column(_CELL, pa.repeat(pa.scalar(""), table.num_rows))
    table = table_of(frame.group_by(breakdown.column, *keys).agg(*sums))
    names = [_CELL if place == 0 else name for place, name in enumerate(table.column_names)]
    return table.filter(pc.is_valid(table[breakdown.column])).rename_columns(names)


def _cells(breakdown: Breakdown, plan: Plan) -> Callable[[str], list[By]]:
    """The cells that a group counts in: its own, and for an area every area above it."""
    if breakdown.name in (TOTAL, MONTH):
        return lambda _: [()]
    if breakdown.name == "area":
        return lambda name: [(("area", code),) for code in plan.areas.line(name)]
    return lambda name: [((breakdown.name, name),)]


def table_of(frame: Frame) -> pa.Table:
    """Run a frame; only small, grouped frames come here."""
    return frame.collect(backend="pyarrow").to_native()
