"""The linear programs behind small cells: what an attacker can bound, and the cheapest further cells that stop it.

Everything is said in deviations from the truth: an attacker who knows every published cell and every relation holds a
set of possible deviations of the hidden ones, and nought (the truth) is always one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

Terms = tuple[tuple[float, int], ...]  # coefficient and variable
_Columns = dict[int, tuple[int, int | None]]  # variable: its column, or one up and one down
_Bounds = list[tuple[float, float | None]]
_NOTHING = 1e-7  # of the margin asked for
_AS_FAR = 0.95  # of what can still be reached for a target that earlier editions give away


class Known(Enum):
    """What the public knows of a variable."""

    FIXED = "fixed"  # published for good, or nought
    OPEN = "open"  # would be published now, and may be hidden at a loss
    HIDDEN = "hidden"


@dataclass
class Variable:
    """A cell, or a stretch of days within one line of cells."""

    truth: float
    known: Known
    loss: float = 1.0


@dataclass(frozen=True)
class Target:
    """A sum of variables that must not be bounded more closely than by its margins."""

    terms: Terms
    above: float
    below: float
    earlier: bool = False  # it concerns what earlier editions left unsaid


@dataclass
class Program:
    """The variables of one measure, what ties them together, and what must stay unknown.

    Where parts overlap, the attacker is granted by how much, which nobody knows; that no part exceeds the whole then
    counts only against lying too high, or both together would say more than anybody can.
    """

    variables: list[Variable] = field(default_factory=list)
    equal: list[Terms] = field(default_factory=list)  # each keeps the sum that it has in truth
    at_most: list[tuple[int, int]] = field(default_factory=list)  # the first never exceeds the second
    at_most_upward: list[tuple[int, int]] = field(default_factory=list)  # the same, where parts overlap: see below
    targets: list[Target] = field(default_factory=list)

    def add(self, truth: float, known: Known, loss: float = 1.0) -> int:
        """A new variable; its number."""
        self.variables.append(Variable(truth, known if truth or known is Known.HIDDEN else Known.FIXED, loss))
        return len(self.variables) - 1

    def hide(self, places: Iterable[int]) -> None:
        """Take variables out of what is published."""
        for place in places:
            self.variables[place].known = Known.HIDDEN


@dataclass(frozen=True)
class Protection:
    """The further cells to hide, and the targets that no hiding can protect: they are public already."""

    partners: Mapping[int, int]  # each with the target for whose sake it was taken first
    exposed: tuple[int, ...]


def protect(program: Program) -> Protection:
    """Hide open variables until no target can be bounded, at little loss; `program` is left with them hidden.

    Each side of each target costs at most one linear program: the least loss of open cells that must move if the
    target is to move by its margin (what stands in a published table cannot move, so those cells are hidden). A second
    pass publishes every partner that turned out not to be needed.
    """
    solver = _Solver(program)
    exposed: set[int] = set()
    reached: list[_Side] = []
    partners: dict[int, int] = {}
    for place in _hardest_first(program):
        for side in _sides(program.targets[place]):
            asked, found = _moved(solver, side)
            if asked.margin < side.margin:
                exposed.add(place)
            reached.append(asked)
            partners |= dict.fromkeys(found, place)
            program.hide(found)
    needed = _needed(program, solver, tuple(partners), reached)
    return Protection({partner: partners[partner] for partner in needed}, tuple(sorted(exposed)))


@dataclass(frozen=True)
class _Side:
    """One direction in which a target must be able to lie off its value, and how far."""

    terms: Terms
    sign: float
    margin: float


def _sides(target: Target) -> list[_Side]:
    sides = (_Side(target.terms, 1.0, target.above), _Side(target.terms, -1.0, target.below))
    return [side for side in sides if side.margin > 0]


def _moved(solver: _Solver, side: _Side) -> tuple[_Side, list[int]]:
    """The open cells to hide for a side; where what is public bounds it already, as far as it can still move."""
    if solver.witnessed(side):
        return side, []
    found = solver.moves(side)
    if found is not None:
        return side, found
    less = replace(side, margin=_AS_FAR * solver.reach(side))
    if less.margin <= _NOTHING * side.margin or solver.witnessed(less):
        return less, []
    return less, solver.moves(less) or []


def _hardest_first(program: Program) -> list[int]:
    return sorted(range(len(program.targets)), key=lambda place: -program.targets[place].above)


def _needed(program: Program, solver: _Solver, partners: Sequence[int], sides: Sequence[_Side]) -> list[int]:
    """The partners without those that can be published after all, the dearest tried first."""
    kept = set(partners)
    for partner in sorted(kept, key=lambda place: (-program.variables[place].loss, place)):
        program.variables[partner].known = Known.FIXED
        before = list(solver.witnesses)
        solver.witnesses = [one for one in before if not one[1].get(partner)]
        if all(solver.witnessed(side) or solver.moves(side, open_too=False) is not None for side in sides):
            kept.discard(partner)
            program.variables[partner].known = Known.OPEN
        else:
            program.hide([partner])
            solver.witnesses = before
    return sorted(kept)


class _Solver:
    """Solves for deviations, and remembers the ones found: each proves every target that it moves far enough."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.witnesses: list[tuple[float, Mapping[int, float]]] = []  # each with the side it was found for

    def witnessed(self, side: _Side) -> bool:
        """Whether a deviation already found moves the target by its margin."""
        return any(
            side.sign * sum(c * one.get(v, 0.0) for c, v in side.terms) >= side.margin
            for sign, one in self.witnesses
            if sign > 0 or side.sign < 0
        )

    def moves(self, side: _Side, *, open_too: bool = True) -> list[int] | None:
        """The open cells that must move for the target to move by its margin, least loss first; None if none can."""
        columns, costs, bounds = self._columns(open_too)
        if side.margin <= 0 or not any(v in columns for _, v in side.terms):
            return None if side.margin > 0 else []
        limits = self._limits(columns, len(costs), side.sign)
        # A tenth of a per cent more than asked, so that rounding in the solver never falls short.
        limits.add([(-side.sign * c, v) for c, v in side.terms], -side.margin * 1.001)
        answer = self._solve(costs, columns, bounds, limits, side.margin)
        return self._read(answer, columns, side) if answer.status == 0 else None

    def reach(self, side: _Side) -> float:
        """How far the target can move at all, up to its margin."""
        columns, costs, bounds = self._columns(open_too=True)
        if not any(v in columns for _, v in side.terms):
            return 0.0
        aim = _Rows(columns, len(costs))
        aim.add([(-side.sign * c, v) for c, v in side.terms], 0.0)
        limits = self._limits(columns, len(costs), side.sign)
        limits.add([(side.sign * c, v) for c, v in side.terms], side.margin)
        answer = self._solve(aim.matrix().toarray()[0], columns, bounds, limits, side.margin)
        return float(-answer.fun * side.margin) if answer.status == 0 else 0.0

    def _limits(self, columns: _Columns, width: int, sign: float) -> _Rows:
        rows = _Rows(columns, width)
        for first, second in [*self.program.at_most, *(self.program.at_most_upward if sign > 0 else ())]:
            room = self.program.variables[second].truth - self.program.variables[first].truth
            rows.add([(1.0, first), (-1.0, second)], room)
        return rows

    def _solve(self, aim: Any, columns: _Columns, bounds: _Bounds, limits: _Rows, scale: float) -> Any:
        tied = _Rows(columns, len(bounds))
        for equal in self.program.equal:
            tied.add(equal, 0.0)
        return linprog(
            aim,
            A_ub=limits.matrix(),
            b_ub=np.array(limits.right) / scale,
            A_eq=tied.matrix() if tied.right else None,
            b_eq=np.zeros(len(tied.right)) if tied.right else None,
            bounds=[(low / scale, None if high is None else high / scale) for low, high in bounds],
            method="highs",
        )

    def _columns(self, open_too: bool) -> tuple[_Columns, list[float], _Bounds]:
        """Hidden variables take one column, open ones two (up and down), each at its loss."""
        columns: _Columns = {}
        costs: list[float] = []
        bounds: _Bounds = []
        for place, one in enumerate(self.program.variables):
            if one.known is Known.HIDDEN:
                columns[place] = (len(costs), None)
                costs.append(0.0)
                bounds.append((-one.truth, None))
            elif one.known is Known.OPEN and open_too:
                columns[place] = (len(costs), len(costs) + 1)
                costs += [one.loss, one.loss]
                bounds += [(0.0, None), (0.0, one.truth)]
        return columns, costs, bounds

    def _read(self, answer: Any, columns: _Columns, side: _Side) -> list[int]:
        moved: dict[int, float] = {}
        for place, (up, down) in columns.items():
            by = answer.x[up] - (answer.x[down] if down is not None else 0.0)
            if abs(by) > _NOTHING:
                moved[place] = float(by * side.margin)
        self.witnesses.append((side.sign, moved))
        return [place for place in moved if self.program.variables[place].known is Known.OPEN]


class _Rows:
    """The rows of a sparse matrix over the columns of the variables that can move."""

    def __init__(self, columns: _Columns, width: int) -> None:
        self.columns, self.width = columns, width
        self.right: list[float] = []
        self._entries: list[tuple[float, int, int]] = []

    def add(self, terms: Iterable[tuple[float, int]], right: float) -> None:
        """A row, unless nothing in it can move."""
        entries = []
        for coefficient, variable in terms:
            if variable in self.columns:
                up, down = self.columns[variable]
                entries.append((coefficient, len(self.right), up))
                if down is not None:
                    entries.append((-coefficient, len(self.right), down))
        if entries:
            self._entries += entries
            self.right.append(right)

    def matrix(self) -> Any:
        """The rows as a sparse matrix."""
        data, rows, columns = zip(*self._entries) if self._entries else ((), (), ())
        return csr_array((data, (rows, columns)), shape=(len(self.right), self.width))
