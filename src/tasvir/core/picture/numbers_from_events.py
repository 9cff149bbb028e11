"""Counts, sums and quantities of events, one pass over the events per breakdown for all periods at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from tasvir.core.calendars.periods import Period
from tasvir.core.linkage.records import Tree
from tasvir.core.picture.breakdowns import BREAKDOWNS, MONTH, TOTAL, Breakdown, By
from tasvir.core.picture.cube import Cube
from tasvir.core.picture.measures import CountedOutcome
from tasvir.core.picture.segments import Segments

Frame = nw.LazyFrame[Any]
Row = dict[str, Any]

_CELL, _SEGMENT, _WHY = "cell", "segment", "ignored"
_NO_UNIT = "other"  # a quantity or amount whose unit nobody told


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
    coarse, fine = Cube(), Cube()
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
    answer = rows_of(base.select(nw.col("lines").max()))
    return bool(answer and (answer[0]["lines"] or 0) > 1)


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
    for row in rows_of(grouped):
        for by in _cells(breakdown, row, plan):
            _add_counts(cube, by, row, plan)
            if row["value_known"]:
                _add(cube, ("goods_value", by, row["currency"] or _NO_UNIT), row, "value", "value_known")
        _note_told(cube, breakdown, row)


def _note_told(cube: Cube, breakdown: Breakdown, row: Row) -> None:
    if row[_WHY] is None and breakdown.name in (TOTAL, MONTH):
        cube.told[""].add(row[_SEGMENT])
    if breakdown.name == "agency":  # a partner's ignored report is a report all the same
        cube.told[row[_CELL]].add(row[_SEGMENT])


def _add_counts(cube: Cube, by: By, row: Row, plan: Plan) -> None:
    _add(cube, ("cases_detected", by, "case"), row, "incidents", "rows")
    for measure, unit in (("persons", "person"), ("vehicles", "vehicle")):
        if row[f"{measure}_known"]:
            _add(cube, (measure, by, unit), row, measure, f"{measure}_known")
    for place, counted in enumerate(plan.outcomes):
        if row[f"outcome_{place}"]:
            _add(cube, (counted.measure, by, "case"), row, f"outcome_{place}", f"outcome_{place}")


def _add(cube: Cube, key: tuple[str, By, str], row: Row, value: str, known: str, *, led: bool = True) -> None:
    """Take one group into the cube: used rows give their value, ignored ones only their number."""
    tally = cube.at(key, row[_SEGMENT])
    if row[_WHY] is not None:
        tally.ignored[row[_WHY]] = tally.ignored.get(row[_WHY], 0) + row[known]
        return
    amount = row[value]
    amount = amount if isinstance(amount, float) else int(amount or 0)
    tally.value += amount
    tally.rows += row[known]
    tally.known += row[known]
    if led:
        tally.led += amount


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
    for row in rows_of(marked.group_by(_CELL, _SEGMENT).agg(*_sums(plan.outcomes))):
        for by in _cells(breakdown, row, plan):
            row = row | {_WHY: None, "rows": 0}  # the rows themselves are counted with the others
            _add_counts(cube, by, row, plan)


def _quantified(frame: Frame) -> Frame:
    """Rows that tell a quantity, in the base unit where there is one."""
    based = ~nw.col("quantity_base").is_null() & ~nw.col("unit_base").is_null()
    told = frame.filter(~nw.col("quantity").is_null() | based)
    return told.with_columns(
        nw.when(based).then(nw.col("quantity_base")).otherwise(nw.col("quantity")).alias("amount"),
        nw.when(based).then(nw.col("unit_base")).otherwise(nw.coalesce("unit", nw.lit(_NO_UNIT))).alias("measured_in"),
    )


def _fill_quantities(cube: Cube, frame: Frame, breakdown: Breakdown, plan: Plan, *, led: bool = True) -> None:
    goods = ["goods"] if breakdown.by_goods else []
    grouped = (
        _quantified(frame)
        .group_by(_CELL, _SEGMENT, _WHY, "measured_in", *goods)
        .agg(nw.len().alias("rows"), nw.col("amount").sum())
    )
    for row in rows_of(grouped):
        for by in _cells(breakdown, row, plan):
            _add(cube, ("quantity", by, row["measured_in"]), row, "amount", "rows", led=led)
            if goods and row["goods"] is not None and breakdown.name != TOTAL:
                cell = tuple(sorted((*by, ("goods", row["goods"]))))
                _add(cube, ("quantity", cell, row["measured_in"]), row, "amount", "rows", led=led)


def _credit_partners(cube: Cube, base: Frame, plan: Plan) -> None:
    """Credit the partners of an incident with it, beside its lead."""
    joint = base.filter(nw.col("used"), ~nw.col("partners").is_null())
    each = joint.with_columns(nw.col("partners").str.split("|").alias(_CELL)).explode(_CELL)
    breakdown = Breakdown("agency", None, by_goods=True)
    grouped = (
        each.with_columns(*_counted(nw.col("leads"), plan.outcomes))
        .group_by(_CELL, _SEGMENT, _WHY, "currency")
        .agg(*_sums(plan.outcomes), nw.col("value").count().alias("value_known"), nw.col("value").sum())
    )
    credited = Cube()
    for row in rows_of(grouped):
        by: By = (("agency", row[_CELL]),)
        _add_counts(credited, by, row, plan)
        if row["value_known"]:
            _add(credited, ("goods_value", by, row["currency"] or _NO_UNIT), row, "value", "value_known")
        cube.told[row[_CELL]].add(row[_SEGMENT])
    _fill_quantities(credited, each, breakdown, plan)
    for key, segments in credited.tallies.items():
        for segment, tally in segments.items():
            tally.led = 0
            cube.at(key, segment).add(tally)


def _cells(breakdown: Breakdown, row: Row, plan: Plan) -> Iterator[By]:
    """The cells that a group counts in: its own, and for an area every area above it."""
    if breakdown.column is None and breakdown.name in (TOTAL, MONTH):
        yield ()
    elif breakdown.name == "area":
        yield from ((("area", code),) for code in plan.areas.line(row[_CELL]))
    else:
        yield ((breakdown.name, row[_CELL]),)


def rows_of(frame: Frame) -> list[Row]:
    """Run a frame and answer its rows; only small, grouped frames come here."""
    answer: list[Row] = frame.collect(backend="pyarrow").to_native().to_pylist()
    return answer
