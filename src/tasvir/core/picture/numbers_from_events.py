"""Counts, sums and quantities of events, one pass over the events per breakdown for all periods at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.calendars.periods import Period
from tasvir.core.linkage.records import Tree
from tasvir.core.picture.breakdowns import BREAKDOWNS, MONTH, TOTAL, Breakdown, By
from tasvir.core.picture.cube import Cube
from tasvir.core.picture.groups import Groups, big_numbers, coded, constant, whole_numbers
from tasvir.core.picture.measures import CountedOutcome
from tasvir.core.picture.segments import Segments

Frame = nw.LazyFrame[Any]

_CELL, _SEGMENT, _WHY = "cell", "segment", "ignored"


@dataclass(frozen=True)
class Plan:
    """What is counted: the periods' segments, the months told apart, areas that roll up, measures by outcome."""

    segments: Segments
    months: Sequence[Period]
    fine: Segments
    areas: Tree
    outcomes: Sequence[CountedOutcome]


def count_events(events: Frame, plan: Plan) -> tuple[Cube, Cube]:
    """The cube of all breakdowns over `plan.segments`, and that of the months over `plan.fine`."""
    coarse, fine = Cube(len(plan.segments.cuts)), Cube(len(plan.fine.cuts))
    base = _prepared(events, plan)
    several = _has_several_lines(base)
    for breakdown in BREAKDOWNS:
        if breakdown.name == MONTH:
            continue
        frame = _with_cell(base, breakdown)
        _fill(coarse, frame, breakdown, plan, several)
        if breakdown.name == "agency":
            _credit_partners(coarse, base, plan)
    if plan.months:
        _fill(fine, _fine(events, plan), Breakdown(MONTH, None, shared=True, by_goods=True), plan, several)
    return coarse, fine


def _prepared(events: Frame, plan: Plan) -> Frame:
    day = nw.col("occurred_on")
    return events.filter(plan.segments.covers(day)).with_columns(plan.segments.expression(day).alias(_SEGMENT))


def _fine(events: Frame, plan: Plan) -> Frame:
    day = nw.col("occurred_on")
    cut = events.filter(plan.fine.covers(day)).with_columns(plan.fine.expression(day).alias(_SEGMENT))
    return cut.with_columns(nw.lit("").alias(_CELL))


def _with_cell(base: Frame, breakdown: Breakdown) -> Frame:
    if breakdown.column is None:
        return base.with_columns(nw.lit("").alias(_CELL))
    return base.filter(~nw.col(breakdown.column).is_null()).with_columns(nw.col(breakdown.column).alias(_CELL))


def _has_several_lines(base: Frame) -> bool:
    most = table_of(base.select(nw.col("lines").max()))["lines"].to_pylist()
    return bool(most and (most[0] or 0) > 1)


def _fill(cube: Cube, frame: Frame, breakdown: Breakdown, plan: Plan, several: bool) -> None:
    apart = several and not breakdown.shared
    _fill_counts(cube, frame, breakdown, plan, apart)
    if apart:
        _fill_shared_lines(cube, frame, breakdown, plan)
    _fill_quantities(cube, frame, breakdown, plan)


def _once(apart: bool) -> nw.Expr:
    """Whether a row stands for its incident in its cell; incidents of several lines are counted apart."""
    return (nw.col("lines") == 1) if apart else nw.col("leads")


def _counted(once: nw.Expr, outcomes: Sequence[CountedOutcome]) -> list[nw.Expr]:
    """The columns to sum or count per group for the incidents themselves."""
    columns = [
        once.cast(nw.Int32).alias("incidents"),
        nw.when(once).then(nw.col("event_persons")).alias("persons"),
        nw.when(once).then(nw.col("event_vehicles")).alias("vehicles"),
    ]
    for place, counted in enumerate(outcomes):
        hit = nw.col("outcome").is_in(list(counted.outcomes))
        columns.append(nw.when(once & hit).then(nw.lit(1)).alias(f"outcome_{place}"))
    return columns


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


def _fill_counts(cube: Cube, frame: Frame, breakdown: Breakdown, plan: Plan, apart: bool) -> None:
    grouped = (
        frame.with_columns(*_counted(_once(apart), plan.outcomes))
        .group_by(_CELL, _SEGMENT, _WHY, "currency")
        .agg(*_sums(plan.outcomes), nw.col("value").count().alias("value_known"), nw.col("value").sum())
    )
    groups = Groups(table_of(grouped), _cells(breakdown, plan))
    _put_counts(cube, groups, plan, led=True)
    _put_money(cube, groups, led=True)
    _note_told(cube, groups, breakdown)


def _put_counts(cube: Cube, groups: Groups, plan: Plan, *, led: bool) -> None:
    table = groups.table
    rows = whole_numbers(table, "rows")
    incidents = whole_numbers(table, "incidents")
    groups.put(cube.counts, "cases_detected", constant(groups.rows, "case"), incidents, rows, led=led)
    for measure, unit in (("persons", "person"), ("vehicles", "vehicle")):
        known, value = whole_numbers(table, f"{measure}_known"), whole_numbers(table, measure)
        groups.put(cube.counts, measure, constant(groups.rows, unit), value, known, led=led)
    for place, counted in enumerate(plan.outcomes):
        hits = whole_numbers(table, f"outcome_{place}")
        groups.put(cube.counts, counted.measure, constant(groups.rows, "case"), hits, hits, led=led)


def _put_money(cube: Cube, groups: Groups, *, led: bool) -> None:
    table = groups.table
    known = whole_numbers(table, "value_known")
    groups.put(cube.money, "goods_value", coded(table, "currency"), big_numbers(table, "value"), known, led=led)


def _note_told(cube: Cube, groups: Groups, breakdown: Breakdown) -> None:
    """Who reported when; a partner's ignored report is a report all the same."""
    if breakdown.name in (TOTAL, MONTH):
        cube.told[""].update(groups.segment[groups.why < 0].tolist())
    if breakdown.name == "agency":
        for code, segment in zip(groups.cell.codes.tolist(), groups.segment.tolist()):
            cube.told[groups.cell.names[code]].add(segment)


def _fill_shared_lines(cube: Cube, frame: Frame, breakdown: Breakdown, plan: Plan) -> None:
    """Incidents of several goods lines count once in each cell that any of their lines names."""
    lines = frame.filter(nw.col("lines") > 1, nw.col(_WHY).is_null())
    hits = [
        nw.col("outcome").is_in(list(counted.outcomes)).cast(nw.Int32).max().alias(f"outcome_{place}")
        for place, counted in enumerate(plan.outcomes)
    ]
    once = lines.group_by("incident", _CELL).agg(
        nw.col(_SEGMENT).min(), nw.col("persons").max(), nw.col("vehicles").max(), *hits
    )
    marked = once.with_columns(
        nw.lit(1).alias("incidents"),
        *(
            nw.when(nw.col(f"outcome_{place}") > 0).then(nw.lit(1)).alias(f"outcome_{place}")
            for place in range(len(plan.outcomes))
        ),
    )
    # The rows themselves are counted with the others.
    grouped = marked.group_by(_CELL, _SEGMENT).agg(*_sums(plan.outcomes)).with_columns(nw.lit(0).alias("rows"))
    _put_counts(cube, Groups(table_of(grouped), _cells(breakdown, plan)), plan, led=True)


def _quantified(frame: Frame) -> Frame:
    """Rows that tell a quantity, in the base unit where there is one."""
    based = ~nw.col("quantity_base").is_null() & ~nw.col("unit_base").is_null()
    told = frame.filter(~nw.col("quantity").is_null() | based)
    return told.with_columns(
        nw.when(based).then(nw.col("quantity_base")).otherwise(nw.col("quantity")).alias("amount"),
        nw.when(based).then(nw.col("unit_base")).otherwise(nw.col("unit")).alias("measured_in"),
    )


def _fill_quantities(cube: Cube, frame: Frame, breakdown: Breakdown, plan: Plan, *, led: bool = True) -> None:
    by_goods = breakdown.by_goods and breakdown.name != TOTAL
    keys = [_CELL, _SEGMENT, _WHY, "measured_in", *(["goods"] if by_goods else [])]
    table = table_of(_quantified(frame).group_by(*keys).agg(nw.len().alias("rows"), nw.col("amount").sum()))
    groups, unit = Groups(table, _cells(breakdown, plan)), coded(table, "measured_in")
    amount, rows = np.asarray(pc.fill_null(table["amount"], 0.0)), whole_numbers(table, "rows")
    groups.put(cube.quantities, "quantity", unit, amount, rows, led=led)
    if by_goods:
        groups.put(cube.quantities, "quantity", unit, amount, rows, goods=coded(table, "goods"), led=led)


def _credit_partners(cube: Cube, base: Frame, plan: Plan) -> None:
    """Credit the partners of an incident with it, beside its lead."""
    breakdown = Breakdown("agency", None, shared=True, by_goods=True)
    joint = base.filter(nw.col("used"), ~nw.col("partners").is_null())
    each = joint.with_columns(nw.col("partners").str.split("|").alias(_CELL)).explode(_CELL)
    grouped = (
        each.with_columns(*_counted(nw.col("leads"), plan.outcomes))
        .group_by(_CELL, _SEGMENT, _WHY, "currency")
        .agg(*_sums(plan.outcomes), nw.col("value").count().alias("value_known"), nw.col("value").sum())
    )
    groups = Groups(table_of(grouped), _cells(breakdown, plan))
    _put_counts(cube, groups, plan, led=False)
    _put_money(cube, groups, led=False)
    _note_told(cube, groups, breakdown)
    _fill_quantities(cube, each, breakdown, plan, led=False)


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
