"""Contexts: what sets one part of the rows apart from the rest, and whether that is more than one agency's roster."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from tasvir.core.errors import UserError
from tasvir.core.picture.patterns.encoding import Items, Words
from tasvir.core.picture.patterns.finding import Itemset, universe
from tasvir.core.picture.patterns.kernels import common, two_sided
from tasvir.core.picture.patterns.mining import adjusted, frequent

_WIDE = 1.959963984540054  # standard errors of a 95 % interval
_HALF = 0.5
Cells = tuple[int, int, int, int]  # target with, target without, rest with, rest without


@dataclass(frozen=True)
class Odds:
    """An odds ratio with its 95 % interval."""

    ratio: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out 1."""
        return self.low > 1 or self.high < 1


@dataclass(frozen=True)
class ByAgency:
    """The difference within agencies and which agency.

    `holds`; `roster`: only who works where; `one_agency`: only one agency's; `unclear`: too few rows to tell.
    """

    verdict: str
    odds: Odds | None
    agency: str | None


@dataclass(frozen=True)
class Context:
    """A combination that is more or less frequent in the target than in the rest."""

    items: Itemset
    cells: Cells
    odds: Odds
    p: float
    q: float
    by_agency: ByAgency | None

    @property
    def expected(self) -> float:
        """Rows of the target that would hold it at the share of all rows."""
        a, b, c, d = self.cells
        return (a + b) * (a + c) / (a + b + c + d)


@dataclass(frozen=True)
class Target:
    """The rows in question and those whose belonging is known; `agency` of each row where it is told."""

    inside: Words
    known: Words
    agency: Sequence[str | None] | None = None


@dataclass(frozen=True)
class Contexts:
    """What was found, best first, among how many tests."""

    contexts: tuple[Context, ...]
    tests: int
    pruned: int


def target_of(values: Sequence[str | None], wanted: str, column: str, agency: Sequence[Any] | None = None) -> Target:
    """The rows whose value is the wanted one; refused where there is none, or nothing else."""
    inside = np.array([value == wanted for value in values])
    known = np.array([value is not None for value in values])
    if not inside.any():
        told = sorted({value for value in values if value is not None})
        raise UserError("patterns.no_target", column=column, value=wanted, expected=", ".join(told[:10]))
    if not (known & ~inside).any():
        raise UserError("patterns.no_rest", column=column, value=wanted)
    return target_from(inside, known, agency)


def target_from(
    inside: npt.NDArray[np.bool_], known: npt.NDArray[np.bool_], agency: Sequence[Any] | None = None
) -> Target:
    """A target from truth values a row."""
    return Target(_packed(inside), _packed(known), agency)


def _packed(flags: npt.NDArray[np.bool_]) -> Words:
    padded = np.zeros((len(flags) + 63) // 64 * 64, bool)
    padded[: len(flags)] = flags
    return np.packbits(padded, bitorder="little").view(np.uint64)


def find_contexts(items: Items, target: Target, least: int, longest: int, alpha: float) -> Contexts:
    """What distinguishes the target from the rest?

    Every itemset with at least `least` rows, alone and in combination: odds ratio (Haldane's half where a cell is
    empty) with Woolf's 95 % interval, Fisher's exact test two-sided among the rows that tell its columns, q after
    Benjamini and Hochberg 1995. Over agencies: Mantel and Haenszel's odds ratio with the interval of Robins, Breslow
    and Greenland 1986. Limits: an association, no cause; rows count as independent of each other.
    """
    every = frequent(items, least, longest)
    sets = [every.items(number) for number in range(len(every.found))]
    tables = [_cells(items, target, own) for own in sets]
    p = [_chance(cells) for cells in tables]
    q = adjusted(p, len(p))
    found = {
        own: Context(own, cells, odds_ratio(cells), one_p, one_q, None)
        for own, cells, one_p, one_q in zip(sets, tables, p, q, strict=True)
        if one_q <= alpha
    }
    kept = _pruned(items, target, found, max((one.p for one in found.values()), default=0.0))
    ranked = sorted(kept, key=lambda one: (one.p, -abs(math.log(one.odds.ratio)), one.items))
    told = tuple(_by_agency(items, target, one) for one in ranked)
    return Contexts(told, len(sets), len(found) - len(kept))


def _cells(items: Items, target: Target, own: Itemset, among: Words | None = None) -> Cells:
    rows = universe(items, own) & target.known
    if among is not None:
        rows = rows & among
    held = rows & np.bitwise_and.reduce(items.bits[list(own)], axis=0)
    inside, a = common(rows, target.inside), common(held, target.inside)
    total, count = common(rows, rows), common(held, held)
    return int(a), int(inside - a), int(count - a), int(total - inside - count + a)


def _chance(cells: Cells) -> float:
    a, b, c, d = cells
    return float(two_sided(a, a + b + c + d, a + b, a + c))


def odds_ratio(cells: Cells) -> Odds:
    """The odds ratio of a table with Woolf's interval; half a row is added to each cell where one is empty."""
    a, b, c, d = (cell + 0.5 for cell in cells) if 0 in cells else cells
    ratio = a * d / (b * c)
    wide = math.exp(_WIDE * math.sqrt(1 / a + 1 / b + 1 / c + 1 / d))
    return Odds(ratio, ratio / wide, ratio * wide)


def _pruned(items: Items, target: Target, found: dict[Itemset, Context], cutoff: float) -> list[Context]:
    """Longer ones that add nothing within a part of theirs, and shorter ones that vanish outside a longer one, go."""
    kept: dict[Itemset, Context] = {}
    told_by: set[Itemset] = set()
    for own in sorted(found, key=lambda one: -len(one)):
        parts = [part for size in range(1, len(own)) for part in combinations(own, size)]
        if own in told_by or not all(_adds(items, target, part, own, cutoff) for part in parts):
            continue
        kept[own] = found[own]
        told_by |= {part for part in parts if part in found and not _stands(items, target, part, own, cutoff)}
    return list(kept.values())


def _adds(items: Items, target: Target, part: Itemset, own: Itemset, cutoff: float) -> bool:
    """Whether the rest of a combination still distinguishes the target among the rows that hold the part."""
    held = np.bitwise_and.reduce(items.bits[list(part)], axis=0)
    rest = tuple(item for item in own if item not in part)
    cells = _cells(items, target, rest, held & universe(items, own))
    if cells[1] + cells[3] == 0:
        return True  # the part never comes without the rest
    return _chance(cells) <= cutoff


def _stands(items: Items, target: Target, part: Itemset, own: Itemset, cutoff: float) -> bool:
    rest = [item for item in own if item not in part]
    outside = ~np.bitwise_and.reduce(items.bits[rest], axis=0) & universe(items, own)
    return _chance(_cells(items, target, part, outside)) <= cutoff


def mantel_haenszel(strata: Sequence[Cells]) -> Odds | None:
    """The common odds ratio of tables (Mantel and Haenszel 1959; interval of Robins, Breslow and Greenland 1986).

    Half a row is added to each cell where one side's products are all nought; None where no table tells anything.
    """
    table = np.array([cells for cells in strata if _tells(cells)], float).reshape(-1, 4)
    a, b, c, d = table.T
    if not (a * d).any() or not (b * c).any():
        table = table + 0.5
    a, b, c, d = table.T
    n = table.sum(axis=1)
    up, down = a * d / n, b * c / n
    over, under = up.sum(), down.sum()
    if not len(table):
        return None
    agree, differ = (a + d) / n, (b + c) / n
    variance = (agree * up).sum() / (2 * over**2) + (differ * down).sum() / (2 * under**2)
    variance += (agree * down + differ * up).sum() / (2 * over * under)
    wide = math.exp(_WIDE * math.sqrt(variance))
    return Odds(float(over / under), float(over / under / wide), float(over / under * wide))


def _tells(cells: Cells) -> bool:
    """Whether a table has both kinds of rows and both answers; others tell nothing of a difference."""
    a, b, c, d = cells
    return min(a + b, c + d, a + c, b + d) > 0


def _by_agency(items: Items, target: Target, found: Context) -> Context:
    if target.agency is None:
        return found
    names = np.array([str(one) if one is not None else "" for one in target.agency])
    strata = {}
    for name in sorted(set(names.tolist()) - {""}):
        cells = _cells(items, target, found.items, _packed(names == name))
        if sum(cells):
            strata[name] = cells
    if not strata:
        return found
    told = _verdict(strata, found)
    return Context(found.items, found.cells, found.odds, found.p, found.q, told)


def _verdict(strata: dict[str, Cells], found: Context) -> ByAgency:
    common_odds = mantel_haenszel(list(strata.values()))
    if not _agrees(common_odds, found.odds):
        if common_odds is not None and _as_strong(common_odds, found.odds):
            return ByAgency("unclear", common_odds, None)
        return ByAgency("roster", common_odds, _overweight(strata))
    strongest = max(strata, key=lambda name: _excess(strata[name], found.odds.ratio > 1))
    others = [cells for name, cells in strata.items() if name != strongest]
    if len(strata) > 1 and not _agrees(mantel_haenszel(others), found.odds):
        return ByAgency("one_agency", common_odds, strongest)
    return ByAgency("holds", common_odds, None)


def _agrees(one: Odds | None, other: Odds) -> bool:
    """Whether a clear difference points the same way; where none can be computed it does not."""
    return one is not None and one.clear and (one.ratio > 1) == (other.ratio > 1)


def _as_strong(one: Odds, other: Odds) -> bool:
    """Whether at least half of a difference (on the scale of logarithms) is left: too few rows, rather than none."""
    return math.log(one.ratio) / math.log(other.ratio) >= _HALF


def _overweight(strata: dict[str, Cells]) -> str:
    """The agency that has the most of the target beyond its share of the rest."""
    inside = sum(cells[0] + cells[1] for cells in strata.values()) or 1
    rest = sum(cells[2] + cells[3] for cells in strata.values()) or 1
    return max(strata, key=lambda name: sum(strata[name][:2]) / inside - sum(strata[name][2:]) / rest)


def _excess(cells: Cells, more: bool) -> float:
    a, b, c, d = cells
    beyond = a - (a + b) * (a + c) / sum(cells)
    return beyond if more else -beyond
