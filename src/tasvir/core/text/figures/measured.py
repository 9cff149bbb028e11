"""A numeral with its unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tasvir.core.text.figures.grammar import Unit
from tasvir.core.text.figures.numerals import Numeral

TIMES = Unit("times", Decimal(1), counted=False)
PERCENT = Unit("percent", Decimal(1), counted=False)
ITEM = Unit("item", Decimal(1), counted=True)
_MONEY_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """A numeral with its unit; the quote covers tokens `first`..`last`; `certainty` in 0..1 is of the unit."""

    numeral: Numeral
    unit: Unit
    first: int
    last: int
    certainty: float
    listed: bool = False  # shares the unit, and so the kind, of the next number

    @property
    def is_money(self) -> bool:
        return len(self.unit.code) == _MONEY_LENGTH and self.unit.code.isupper()

    def value(self) -> Decimal:
        """The value in the unit's base; a counted unit takes the whole-number reading of a doubtful separator."""
        number = self.numeral.value
        if self.numeral.grouped is not None and self.unit.counted:
            number = self.numeral.grouped
        return number * self.unit.factor


def may_be_year(numeral: Numeral, lang: str) -> bool:
    """Whether bare digits could be a Jalali or Gregorian year."""
    jalali = lang == "fa" and 1300 <= numeral.value <= 1450
    return not numeral.scaled and (jalali or 1900 <= numeral.value <= 2100)
