"""From what the reports gave to the picture: count once, add up, place, reconcile, compose."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tasvir.core.calendars.periods import Period
from tasvir.core.disclosure.names import redact
from tasvir.core.errors import UserError
from tasvir.core.intake.tables import EFFORT, FIGURES, INCIDENTS, SourceAnswer
from tasvir.core.linkage.model import Decision, Linked, repeats_of
from tasvir.core.linkage.records import Tree
from tasvir.core.picture.account.arrivals import find_arrivals
from tasvir.core.picture.account.reconciliation import reconcile, reported_totals, written_totals
from tasvir.core.picture.account.reporting import account_reports
from tasvir.core.picture.analysis.entries import Analyses
from tasvir.core.picture.analysis.evidence import Evidence
from tasvir.core.picture.analysis.run import run_analyses
from tasvir.core.picture.compose import Parts, compose
from tasvir.core.picture.numbers.breakdowns import By
from tasvir.core.picture.numbers.comparisons import PastTotals, comparisons_for
from tasvir.core.picture.numbers.counting import count_numbers
from tasvir.core.picture.numbers.number import Number
from tasvir.core.picture.numbers.reported import LeftOver, Reported, left_over, read_reported
from tasvir.core.picture.numbers.reporters import Reporters
from tasvir.core.picture.numbers.sources import PAIRS, Sources
from tasvir.core.picture.office.commission import Commission, Declared
from tasvir.core.picture.written.numbers import count_written
from tasvir.core.picture.written.placing import Placement, place_figures
from tasvir.core.picture.written.statements import merge_statements
from tasvir.core.vocabulary.lists import Lists
from tasvir.foundation.reading import Reading
from tasvir.warehouse.linkage import link
from tasvir.warehouse.snapshot import Warehouse

_SCHEMAS = {"incidents": INCIDENTS, "figures": FIGURES, "effort": EFFORT}
PLAN = "plan"
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What the user asked for."""

    period: Period
    comparisons: tuple[str, ...]
    lang: str
    today: date
    analysed: bool = True  # without: numbers and account alone


def check_plan(commission: Commission, order: Order) -> None:
    """Refuse a comparison with a plan that nobody declared."""
    if PLAN in order.comparisons and not _targets(commission, order.period):
        code = "comparison.no_plan_for_period" if commission.targets else "comparison.no_plan"
        raise UserError(code, period=order.period.label, file="commission.yaml")


def _targets(commission: Commission, period: Period) -> dict[tuple[str, By], int | float]:
    return {
        (one.measure, tuple(sorted(one.by.items()))): one.value for one in commission.targets if _same_days(one, period)
    }


def _same_days(one: Declared, period: Period) -> bool:
    return (one.period.start, one.period.end) == (period.start, period.end)


@dataclass(frozen=True)
class Material:
    """What pictures of any period are made of: events counted once, reported totals, effort, and how they came."""

    linked: Linked
    figures: pa.Table
    effort: pa.Table
    reading: Reading

    def tables(self) -> dict[str, pa.Table]:
        """The tables that the warehouse counts in."""
        return {"events": self.linked.events, "figures": self.figures, "effort": self.effort}


def make_picture(
    reading: Reading, commission: Commission, lists: Lists, order: Order, tell: Tell, pairs: Path
) -> dict[str, Any]:
    """The picture of what was read; every source of every number goes into the Parquet file `pairs`."""
    tell("progress.counting")
    material = count_once(reading, commission, lists)
    tell("progress.numbers")
    return picture_of(material, commission, lists, order, pairs, tell)


def count_once(
    reading: Reading,
    commission: Commission,
    lists: Lists,
    decisions: Sequence[Decision] = (),
    incidents: pa.Table | None = None,
) -> Material:
    """Join what tells the same event, as the rules and people's decisions have it.

    `incidents` are the rows of the lists where they are kept apart from their answers.
    """
    answers = [with_body(answer, commission) for answer in reading.answers]
    tables = {kind: _table(answers, kind) for kind in _SCHEMAS}
    if incidents is not None:
        tables["incidents"] = incidents
    linked = link(tables["incidents"], decisions=decisions, repeats=repeats_of(answers), lists=lists)
    return Material(linked, tables["figures"], tables["effort"], replace(reading, answers=answers))


def reported_tables(reading: Reading, commission: Commission) -> tuple[pa.Table, pa.Table]:
    """The reported totals and the effort of all lists, each row with the agency whose list it is."""
    answers = [with_body(answer, commission) for answer in reading.answers]
    return _table(answers, "figures"), _table(answers, "effort")


def of_group(material: Material, group: str) -> Material:
    """What a working group is concerned with: the events that carry its name, and no totals of whole agencies."""
    events = material.linked.events
    own = events.filter(pc.equal(events["working_group"], group))
    distinct = int(pc.count_distinct(own.filter(own["used"])["incident"]).as_py())
    linked = replace(material.linked, events=own, reported=own.num_rows, distinct=distinct)
    reading = replace(material.reading, written=[])
    return Material(linked, material.figures.slice(0, 0), material.effort.slice(0, 0), reading)


def picture_of(
    material: Material, commission: Commission, lists: Lists, order: Order, pairs: Path, tell: Tell | None = None
) -> dict[str, Any]:
    """The picture of one period; every source of every number goes into the Parquet file `pairs`."""
    return compose(parts_of(material, commission, lists, order, pairs, tell))


def parts_of(
    material: Material, commission: Commission, lists: Lists, order: Order, pairs: Path, tell: Tell | None = None
) -> Parts:
    """All that a picture of one period says; composed in one language after another it is counted once."""
    reading, linked = material.reading, material.linked
    placement = place_figures(reading.written, period=order.period, commission=commission, lists=lists)
    numbers, left, apart = _numbers(material.tables(), placement, commission, lists, order, pairs)
    totals = [*reported_totals(_without(material.figures, apart), order.period), *written_totals(placement.placed)]
    arrivals = find_arrivals(reading.answers, reading.written, commission, commission.calendar_for(order.period))
    reporting = account_reports(commission, order.period, arrivals)
    stated = merge_statements(reading.written)
    evidence = Evidence(
        linked=linked.events,
        effort=material.effort,
        figures=material.figures,
        period=order.period,
        lists=lists,
        commission=commission,
        reporting=reporting,
        stated=stated,
        drivers=reading.drivers,
        redact=redact,
    )
    return Parts(
        period=order.period,
        today=order.today,
        lang=order.lang,
        lists=lists,
        commission=commission,
        linked=linked,
        numbers=numbers,
        placement=placement,
        left_over=left,
        reporting=reporting,
        answers=reading.answers,
        refused=reading.refused,
        written=reading.written,
        stated=stated,
        reconciled=reconcile(totals, linked.events, order.period, agency_parents(commission, lists)),
        comparisons=order.comparisons,
        analyses=run_analyses(evidence, tell) if order.analysed else Analyses(),
    )


def with_body(answer: SourceAnswer, commission: Commission) -> SourceAnswer:
    """A list of totals or effort that does not say whose it is belongs to the body whose file it is."""
    body = commission.body_of_file(answer.file)
    if body is None or answer.kind not in ("figures", "effort"):
        return answer
    table = answer.table
    for name, value in (("agency", body.agency), ("area", body.area or commission.area)):
        place = table.schema.get_field_index(name)
        if value:
            table = table.set_column(place, table.schema.field(name), pc.fill_null(table[name], value))
    return replace(answer, table=table)


def _table(answers: Sequence[SourceAnswer], kind: str) -> pa.Table:
    tables = [answer.table for answer in answers if answer.kind == kind]
    return pa.concat_tables([_SCHEMAS[kind].empty_table(), *tables])


def _numbers(
    tables: Mapping[str, pa.Table],
    placement: Placement,
    commission: Commission,
    lists: Lists,
    order: Order,
    pairs: Path,
) -> tuple[list[Number], list[LeftOver], set[str]]:
    """The numbers, the reported rows that stand in none, and those that no list can be held against."""
    parents = agency_parents(commission, lists)
    with Warehouse.in_memory() as warehouse:
        for name in ("events", "figures", "effort"):
            warehouse.load(name, tables[name])
        counted = count_numbers(
            warehouse.frame("events"),
            warehouse.frame("figures"),
            warehouse.frame("effort"),
            period=order.period,
            comparisons=comparisons_for(order.period, order.comparisons),
            lists=lists,
            targets=_targets(commission, order.period),
            parents=parents,
            commission=commission,
            past=_past_totals(commission),
        )
        sources = Sources(warehouse.frame("events"), order.period, lists)
        counted = sources.with_examples(counted)
        totals = read_reported(warehouse.frame("figures"), warehouse.frame("effort"), lists)
        reported = Reported(totals, Reporters(Tree.of(lists, "areas"), Tree(parents), commission))
        left = left_over(reported, totals, counted, order.period)
        written = count_written(placement.placed, counted, order.period, lists=lists, agencies=Tree(parents))
        _write_pairs(sources, [*counted, *written], pairs)
    return [*counted, *written], left, reported.not_to_reconcile(order.period)


def _without(figures: pa.Table, sources: set[str]) -> pa.Table:
    apart = pc.is_in(figures["source"], value_set=pa.array(sorted(sources), pa.string()))
    return figures.filter(pc.invert(apart))


def _past_totals(commission: Commission) -> PastTotals:
    return {
        (one.measure, tuple(sorted(one.by.items())), one.unit, one.period.start, one.period.end): one.value
        for one in commission.past_totals
    }


def _write_pairs(sources: Sources, numbers: Sequence[Number], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    as_reported = [replace(one, basis="reported") if one.basis == "written" else one for one in numbers]
    with pq.ParquetWriter(path, PAIRS, compression="zstd") as writer:
        for table in sources.pairs(as_reported):
            writer.write_table(table)


def agency_parents(commission: Commission, lists: Lists) -> dict[str, str | None]:
    """The tree of agencies: the office's tree of bodies over that of the list."""
    parents: dict[str, str | None] = {entry.code: entry.parent for entry in lists.rows("agencies")}
    told: dict[str, set[str]] = {}
    for body in commission.bodies:
        above = commission.body_by_code.get(body.parent or "")
        if above and above.agency != body.agency:
            told.setdefault(body.agency, set()).add(above.agency)
    # Where two provinces each have a police, "police" lies under neither.
    parents |= {agency: next(iter(above)) for agency, above in told.items() if len(above) == 1}
    return parents
