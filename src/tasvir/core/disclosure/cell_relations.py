"""What ties the cells of one measure together: wholes and their parts, areas within areas, periods within periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasvir.core.disclosure.cell_programs import Known, Program, Target, Terms
from tasvir.core.disclosure.cell_times import Timeline, timeline
from tasvir.core.disclosure.cells import Cell, CellValue, Measures, Number, Thresholds, why_small

AREA = "area"
# Hiding a whole loses more than hiding a part; the base of a comparison is missed least.
_LOSS_WHOLE, _LOSS_PARENT, _LOSS_PART, _LOSS_BASE = 60.0, 6.0, 1.0, 0.4


@dataclass(frozen=True)
class Placed:
    """A cell of one edition and its variable; `age` 0 is the edition being made."""

    told: CellValue
    variable: int
    age: int
    revised_by: Number = 0


@dataclass(frozen=True)
class Rules:
    """What the relations need to know beside the cells."""

    measures: Measures
    thresholds: Thresholds
    parent_area: Callable[[str], str | None]


@dataclass(frozen=True)
class Built:
    """A program, its cells, and which cell each of its first targets is."""

    program: Program
    placed: list[Placed]
    targets: list[Placed]


def build_program(cells: Sequence[tuple[int, CellValue]], revised: Mapping[Cell, Number], rules: Rules) -> Built:
    """The program of the cells of one measure and unit, each with the age of its edition."""
    program = Program()
    middle = _typical([one.value for _, one in cells])
    placed: list[Placed] = []
    for age, one in cells:
        change = revised.get(one.cell, 0) if age == 0 else 0
        known = Known.HIDDEN if one.hidden else (Known.OPEN if age == 0 else Known.FIXED)
        variable = program.add(float(one.value), known, _loss(one, cells, middle))
        placed.append(Placed(one, variable, age, change))
    _tie_parts(program, placed, rules)
    _tie_days(program, placed, rules)
    targets = _target_cells(program, placed, rules)
    return Built(program, placed, targets)


def _typical(values: Sequence[Number]) -> float:
    told = sorted(abs(float(one)) for one in values if one)
    return told[len(told) // 2] if told else 1.0


def _loss(one: CellValue, cells: Sequence[tuple[int, CellValue]], middle: float) -> float:
    """What the reader loses by not seeing a cell."""
    latest = max(other.cell.end for age, other in cells if age == 0) if any(not age for age, _ in cells) else None
    level = _LOSS_WHOLE if not one.cell.dimension else _LOSS_PART
    if one.cell.end != latest and one.cell.dimension:
        level = _LOSS_BASE
    return level * (0.1 + min(abs(float(one.value)) / middle, 100.0))


def _tie_parts(program: Program, placed: Sequence[Placed], rules: Rules) -> None:
    """Parts against their whole, per edition and days."""
    groups: dict[tuple[int, object, object], list[Placed]] = defaultdict(list)
    for one in placed:
        groups[one.age, one.told.cell.start, one.told.cell.end].append(one)
    for group in groups.values():
        whole = next((one for one in group if not one.told.cell.dimension), None)
        for parent, children in _families(group, whole, rules):
            parts = [(-1.0, child.variable) for child in children]
            program.equal.append(((1.0, parent.variable), *parts, *_left_over(program, parent, children, rules)))
            overlap = sum(float(child.told.value) for child in children) > float(parent.told.value)
            limits = program.at_most_upward if overlap else program.at_most
            limits += [(child.variable, parent.variable) for child in children if child.told.value <= parent.told.value]


def _left_over(program: Program, parent: Placed, children: Sequence[Placed], rules: Rules) -> Terms:
    """What the parts leave over, or count twice: the attacker is granted it, unless it is too much to be guessed."""
    rest = float(parent.told.value) - sum(float(child.told.value) for child in children)
    if abs(rest) < rules.thresholds.margin(parent.told.value):
        return ()
    return ((-1.0 if rest > 0 else 1.0, program.add(abs(rest), Known.HIDDEN)),)


def _families(group: Sequence[Placed], whole: Placed | None, rules: Rules) -> Iterator[tuple[Placed, Sequence[Placed]]]:
    by_dimension: dict[str, list[Placed]] = defaultdict(list)
    for one in group:
        if one.told.cell.dimension:
            by_dimension[one.told.cell.dimension].append(one)
    for dimension, members in by_dimension.items():
        if dimension == AREA:
            yield from _areas(members, whole, rules)
        elif whole:
            yield whole, members


def _areas(members: Sequence[Placed], whole: Placed | None, rules: Rules) -> Iterator[tuple[Placed, Sequence[Placed]]]:
    """Each area with those directly within it."""
    by_code = {one.told.cell.code: one for one in members}
    families: dict[str, list[Placed]] = defaultdict(list)
    for code, one in by_code.items():
        above = rules.parent_area(code)
        while above and above not in by_code:
            above = rules.parent_area(above)
        families[above or ""].append(one)
    for code, children in families.items():
        parent = by_code.get(code, whole)
        if parent:
            yield parent, children


def _tie_days(program: Program, placed: Sequence[Placed], rules: Rules) -> None:
    """Periods against the periods within them: within each edition, and across all of them."""
    lines: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for one in placed:
        lines[one.told.cell.dimension, one.told.cell.code].append(one)
    for line in lines.values():
        ages = sorted({one.age for one in line})
        for age in ages:
            _tie_line(program, [one for one in line if one.age == age], rules)
        if len(ages) > 1:
            # A cell revised since an earlier edition is no longer the one that stands there.
            _tie_line(program, [one for one in line if not one.revised_by], rules)


def _tie_line(program: Program, line: Sequence[Placed], rules: Rules) -> None:
    times = timeline([one.told for one in line], [one.age for one in line]) if len(line) > 1 else None
    if times is None:
        return
    stretches = [program.add(float(value), Known.HIDDEN) for value in times.values]
    for place, one in enumerate(line):
        # An attacker who knew of no revision would be wrong by this much: too much to be told anything.
        if abs(times.rests[place]) < rules.thresholds.margin(one.told.value):
            parts = [(-1.0, stretches[at]) for at in times.stretches_of(place)]
            program.equal.append(((1.0, one.variable), *parts))
    _target_runs(program, times, stretches, rules)


def _target_runs(program: Program, times: Timeline, stretches: Sequence[int], rules: Rules) -> None:
    """Days that no edition names, and that follow from those it names, are protected as if it named them."""
    cell = times.cells[0].cell
    for run in times.runs():
        named = Cell(cell.measure, cell.unit, cell.dimension, cell.code, run.start, run.end)
        value = round(run.value) if rules.measures.is_count(cell.measure) else run.value
        if run.support is None and not rules.measures.is_count(cell.measure):
            continue
        if why_small(CellValue(named, value, run.support), rules.measures, rules.thresholds):
            terms: Terms = tuple((1.0, stretches[at]) for at in run.stretches)
            program.targets.append(_target(terms, run.value, rules.thresholds, earlier=True))


def _target_cells(program: Program, placed: Sequence[Placed], rules: Rules) -> list[Placed]:
    """The hidden cells that must stay unknown stand first among the targets."""
    found = [one for one in placed if one.told.hidden and one.told.value]
    small = [one for one in found if one.revised_by or why_small(one.told, rules.measures, rules.thresholds)]
    targets = [_revision(one, rules) if one.revised_by else _cell_target(one, rules) for one in small]
    program.targets[:0] = targets
    return small


def _cell_target(one: Placed, rules: Rules) -> Target:
    return _target(((1.0, one.variable),), float(one.told.value), rules.thresholds, earlier=one.age > 0)


def _revision(one: Placed, rules: Rules) -> Target:
    """Of a revised cell only the revision is to stay unknown; about where the cell lies is public."""
    by = max(abs(float(one.revised_by)), float(rules.thresholds.cases))
    return Target(((1.0, one.variable),), by, 0.0)


def _target(terms: Terms, value: float, thresholds: Thresholds, *, earlier: bool) -> Target:
    margin = thresholds.margin(value)
    return Target(terms, margin, margin if value > margin else 0.0, earlier)
