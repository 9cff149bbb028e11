"""Persian decimals whose halves changed places in copying («2/27» for 27.2), where the other numbers prove it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tasvir.core.text.figures.measured import Measured
from tasvir.core.text.figures.tokens import Token

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,3})")
_ROUNDING = Decimal("0.06")
_WHOLE = Decimal(100)


def mend_reversed(measured: Sequence[Measured], tokens: Sequence[Token]) -> list[Measured]:
    """The same figures, slashed percents turned round where arithmetic or a proven neighbour of that shape says so."""
    reversals = {index: turned for index, one in enumerate(measured) if (turned := _turned(one, tokens)) is not None}
    if not reversals:
        return list(measured)
    proven = {index for index in reversals if _is_growth(measured, index, reversals[index])}
    if _is_division(measured, reversals):
        proven |= set(reversals)
    if not proven:
        return list(measured)
    shapes = {_shape(measured[index], tokens) for index in proven}
    return [
        replace(one, numeral=replace(one.numeral, value=reversals[index], certain=False))
        if index in reversals and _shape(one, tokens) in shapes
        else one
        for index, one in enumerate(measured)
    ]


def _written(one: Measured, tokens: Sequence[Token]) -> re.Match[str] | None:
    return _SLASHED.fullmatch(tokens[one.numeral.first].text) if one.unit.code == "percent" else None


def _turned(one: Measured, tokens: Sequence[Token]) -> Decimal | None:
    match = _written(one, tokens)
    return Decimal(f"{match[2]}.{match[1]}") if match and match[1] != match[2] else None


def _shape(one: Measured, tokens: Sequence[Token]) -> tuple[int, int]:
    match = _written(one, tokens)
    return (len(match[1]), len(match[2])) if match else (0, 0)


def _is_growth(measured: Sequence[Measured], index: int, turned: Decimal) -> bool:
    """Whether two amounts of one unit differ by the turned percentage, and not by the written one."""
    written = measured[index].numeral.value
    amounts = [one for one in measured if one.unit.code not in ("percent", "times")]
    for old, new in ((a, b) for a in amounts for b in amounts if a is not b and a.unit.code == b.unit.code):
        if old.value() == 0:
            continue
        growth = abs(new.value() / old.value() - 1) * _WHOLE
        if abs(growth - turned) <= _ROUNDING and abs(growth - written) > _ROUNDING:
            return True
    return False


def _is_division(measured: Sequence[Measured], reversals: dict[int, Decimal]) -> bool:
    """Whether the percents of a block make up a whole once turned, and do not as written."""
    percents = [index for index, one in enumerate(measured) if one.unit.code == "percent"]
    if len(percents) < 2:
        return False
    written = sum((measured[index].numeral.value for index in percents), Decimal(0))
    turned = sum((reversals.get(index, measured[index].numeral.value) for index in percents), Decimal(0))
    slack = _ROUNDING * len(percents)
    return abs(turned - _WHOLE) <= slack and abs(written - _WHOLE) > slack
