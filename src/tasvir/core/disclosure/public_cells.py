"""Which cells a public edition hides, given everything that earlier public editions of the same body published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tasvir.core.disclosure.cell_programs import protect
from tasvir.core.disclosure.cell_relations import Rules, build_program
from tasvir.core.disclosure.cells import Cell, CellValue, Measures, Number, Thresholds, Why, why_small
from tasvir.core.vocabulary.lists import Lists


@dataclass(frozen=True)
class CellPlan:
    """What is hidden and why; `exposed` cells follow from earlier editions already, whatever this one hides."""

    cells: tuple[CellValue, ...]
    why: Mapping[Cell, Why]
    exposed: tuple[Cell, ...] = ()

    def hides(self, cell: Cell) -> bool:
        """Whether a cell must not be shown."""
        return cell in self.why


def plan_cells(cells: Sequence[CellValue], earlier: Sequence[Sequence[CellValue]], rules: Rules) -> CellPlan:
    """Decide which cells a public edition hides; `earlier` holds the cells of each earlier edition, newest first.

    The guarantee: somebody who has every public edition of the body, who knows every sum and part and even what the
    parts leave over, cannot bound a protected cell within max(5, 20 %) of its value, neither one of this edition nor
    one that an earlier edition hid, nor days that only follow by subtraction. Protected are counts below the threshold
    (5, persons 10) and values that rest on fewer than five incidents. Nought may be published. What earlier editions
    already give away cannot be taken back: it is named in `exposed`.
    """
    revised = _revised(cells, earlier, rules)
    why: dict[Cell, Why] = dict.fromkeys(revised, "revision")
    for one in cells:
        if small := why_small(one, rules.measures, rules.thresholds):
            why[one.cell] = small
    groups: dict[tuple[str, str], list[tuple[int, CellValue]]] = defaultdict(list)
    for age, edition in enumerate([cells, *earlier]):
        for one in edition:
            told = replace(one, hidden=one.cell in why) if age == 0 else one
            groups[one.cell.measure, one.cell.unit].append((age, told))
    exposed: list[Cell] = []
    for group in groups.values():
        found, lost = _complete(group, revised, rules)
        why |= found
        exposed += lost
    return CellPlan(tuple(replace(one, hidden=one.cell in why) for one in cells), why, tuple(exposed))


def _complete(
    group: Sequence[tuple[int, CellValue]], revised: Mapping[Cell, Number], rules: Rules
) -> tuple[dict[Cell, Why], list[Cell]]:
    """The further cells of one measure to hide, and the protected ones that are public already."""
    if all(age for age, _ in group):
        return {}, []
    built = build_program(group, revised, rules)
    if not built.program.targets:
        return {}, []
    protection = protect(built.program)
    cell_of = {one.variable: one.told.cell for one in built.placed}
    targets = built.program.targets
    why: dict[Cell, Why] = {
        cell_of[partner]: "differencing" if targets[place].earlier else "partner"
        for partner, place in protection.partners.items()
    }
    lost = [built.targets[place].told.cell for place in protection.exposed if place < len(built.targets)]
    return why, lost


def _revised(cells: Sequence[CellValue], earlier: Sequence[Sequence[CellValue]], rules: Rules) -> dict[Cell, Number]:
    """The cells that differ by few incidents from what was last published of them, and by how much."""
    published: dict[Cell, CellValue] = {}
    for edition in earlier:
        for one in edition:
            if not one.hidden:
                published.setdefault(one.cell, one)
    found: dict[Cell, Number] = {}
    for one in cells:
        before = published.get(one.cell)
        if before and _few_changed(one, before, rules):
            found[one.cell] = one.value - before.value
    return found


def _few_changed(one: CellValue, before: CellValue, rules: Rules) -> bool:
    change = abs(one.value - before.value)
    if not change:
        return False
    if rules.measures.is_count(one.cell.measure):
        return change < rules.measures.few(one.cell.measure, rules.thresholds)
    if one.support is None or before.support is None:
        return change < rules.thresholds.share * abs(one.value)
    return 0 < abs(one.support - before.support) < rules.thresholds.cases


def rules_of(lists: Lists, thresholds: Thresholds | None = None) -> Rules:
    """The rules that the office's own lists give: what measures count, which areas lie within which."""
    entries = lists["measures"].entries
    measures = Measures(
        unit_of={code: entry.columns.get("unit", "") for code, entry in entries.items()},
        honest=frozenset(code for code, entry in entries.items() if entry.columns.get("group") == "honest"),
    )
    areas = lists["areas"].entries

    def parent(code: str) -> str | None:
        return areas[code].parent if code in areas else None

    return Rules(measures, thresholds or Thresholds(), parent)
