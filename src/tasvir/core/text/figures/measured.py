"""Give each numeral its unit: the mark before it, the word after it, or that of the number it is listed with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tasvir.core.characters.folding import fold
from tasvir.core.text.figures.clauses import SENTENCE_ENDS, bounds
from tasvir.core.text.figures.grammar import Grammar, Unit
from tasvir.core.text.figures.numerals import Numeral
from tasvir.core.text.figures.tokens import Token, tokenise

TIMES = Unit("times", Decimal(1), counted=False)
PERCENT = Unit("percent", Decimal(1), counted=False)
ITEM = Unit("item", Decimal(1), counted=True)
_LISTING_MARKS = frozenset(",،/-–;")
_MONEY_LENGTH = 3
_SMALL = 10
_SHORT_MARK = 1
_GUESSED = 0.6


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


def _may_be_year(numeral: Numeral, lang: str) -> bool:
    """Whether bare digits could be a Jalali or Gregorian year."""
    jalali = lang == "fa" and 1300 <= numeral.value <= 1450
    return not numeral.scaled and (jalali or 1900 <= numeral.value <= 2100)


def _is_remainder(last: Measured, one: Measured) -> bool:
    """Whether `one` can be the smaller rest of the quantity `last`."""
    same = last.unit.code == one.unit.code and not last.unit.counted and last.unit.factor > one.unit.factor
    return same and one.value() < last.unit.factor


class UnitFinder:
    """Finds units of one language beside numerals."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def measure_all(
        self, tokens: Sequence[Token], numerals: Sequence[Numeral], heading: Unit | None = None
    ) -> list[Measured]:
        """The numerals that count or measure something, in order; `heading` is the unit given by a table."""
        words = [token.text for token in tokens]
        found: list[Measured | None] = [self._measure(tokens, words, numeral) for numeral in numerals]
        self._inherit(words, numerals, found)
        self._from_subject(tokens, words, numerals, found)
        if heading:
            found = [
                m if m and m.certainty > _GUESSED else Measured(n, heading, n.first, n.last, 0.85)
                for n, m in zip(numerals, found, strict=True)
            ]
        return self._joined(words, [measured for measured in found if measured])

    def heading_unit(self, row: str | None, column: str | None) -> Unit | None:
        """The unit in the headings of a table's cell, with a scale such as «(میلیون ریال)», or a plain count.

        None where the column only numbers the rows or names them.
        """
        if fold(column or "").key.strip(" .:#") in self.grammar.index_headings:
            return None
        for heading in (column, row):
            words = [token.text for token in tokenise(fold(heading or "").key)]
            for position in range(len(words)):
                scale = Decimal(self.grammar.scales.get(words[position], 1))
                hit = self.grammar.units.at(words, position + (scale > 1))
                if hit and (scale == 1 or not hit[0].counted):
                    return replace(hit[0], factor=hit[0].factor * scale)
        return ITEM if row or column else None

    def _measure(self, tokens: Sequence[Token], words: Sequence[str], numeral: Numeral) -> Measured | None:
        if numeral.fraction:
            return Measured(numeral, PERCENT, numeral.first, numeral.last, 0.85)
        mark = self._mark_before(tokens, numeral.first)
        if mark:
            code, start = mark
            return Measured(numeral, Unit(code, Decimal(1), counted=False), start, numeral.last, 0.97)
        if self.grammar.times_words.at(words, numeral.last):
            hit = self.grammar.times_words.at(words, numeral.last)
            return Measured(numeral, TIMES, numeral.first, numeral.last + (hit[1] if hit else 0), 0.9)
        return self._unit_after(tokens, words, numeral)

    def _mark_before(self, tokens: Sequence[Token], first: int) -> tuple[str, int] | None:
        for length in (2, 1):
            start = first - length
            if start < 0:
                continue
            mark = "".join(token.text for token in tokens[start:first])
            loose = length == 2 or not mark.isalpha() or len(mark) > _SHORT_MARK or tokens[first].glued
            if mark in self.grammar.currency_marks and loose:
                return self.grammar.currency_marks[mark], start
        return None

    def _unit_after(self, tokens: Sequence[Token], words: Sequence[str], numeral: Numeral) -> Measured | None:
        hit = self.grammar.units.at(words, numeral.last)
        small_word = numeral.words_only and not numeral.scaled and numeral.value <= _SMALL
        if hit:
            unit, length = hit
            last = numeral.last + length
            if unit.classifier:
                unit, last = self._classified(words, unit, last)
            return Measured(numeral, unit, numeral.first, last, 0.95)
        ahead = self._noun_ahead(tokens, words, numeral.last)
        if ahead and not (small_word and self.grammar.lang != "en"):
            return Measured(numeral, ahead[0], numeral.first, ahead[1], 0.75)
        if small_word:
            return None
        if self._is_noun(tokens, numeral.last):
            return Measured(numeral, ITEM, numeral.first, numeral.last + 1, 0.55)
        return None

    def _classified(self, words: Sequence[str], unit: Unit, last: int) -> tuple[Unit, int]:
        """The noun after a classifier («دستگاه خودرو») where it is counted as something of its own."""
        position = last
        while position < len(words) and words[position] in self.grammar.passing:
            position += 1
        hit = self.grammar.units.at(words, position)
        if hit and hit[0].counted and not hit[0].classifier and hit[0].code in ("vehicle", "person", "unit"):
            return hit[0], position + hit[1]
        return unit, last

    def _noun_ahead(self, tokens: Sequence[Token], words: Sequence[str], last: int) -> tuple[Unit, int] | None:
        reach = 3 if self.grammar.lang != "vi" else 1
        for position in range(last, min(last + reach, len(words))):
            if tokens[position].kind != "word" or words[position] in self.grammar.stop_words:
                return None
            hit = self.grammar.units.at(words, position + 1)
            if hit and hit[0].counted:
                return hit[0], position + 1 + hit[1]
        return None

    def _is_noun(self, tokens: Sequence[Token], position: int) -> bool:
        if position >= len(tokens) or tokens[position].kind != "word":
            return False
        return tokens[position].text not in self.grammar.stop_words

    def _inherit(self, words: Sequence[str], numerals: Sequence[Numeral], found: list[Measured | None]) -> None:
        """A number in a list or range without a unit of its own takes the unit of the next («94, 18 và 395 vụ»)."""
        joining = _LISTING_MARKS | self.grammar.range_words | self.grammar.connectors | self.grammar.joiners
        for index in range(len(numerals) - 2, -1, -1):
            following = found[index + 1]
            if found[index] is not None or following is None or following.unit.code == "times":
                continue
            between = words[numerals[index].last : following.first]
            if between and len(between) <= 2 and all(word in joining for word in between):
                numeral = numerals[index]
                if following.numeral.scaled and not numeral.scaled and between[0] in self.grammar.range_words:
                    numeral = self._scaled_like(numeral, following.numeral)
                found[index] = replace(
                    following, numeral=numeral, first=numeral.first, last=numeral.last, certainty=0.8, listed=True
                )

    def _from_subject(
        self, tokens: Sequence[Token], words: Sequence[str], numerals: Sequence[Numeral], found: list[Measured | None]
    ) -> None:
        """A bare number counts what its sentence spoke of before ("seizures rose to 1,450")."""
        for index, numeral in enumerate(numerals):
            if found[index] is not None or numeral.words_only or _may_be_year(numeral, self.grammar.lang):
                continue
            start, _ = bounds(tokens, numeral.first, numeral.last, SENTENCE_ENDS)
            if any(word in self.grammar.value_words for word in words[max(start, numeral.first - 4) : numeral.first]):
                continue  # a sum without its currency
            nouns = [hit for hit, _, _ in self.grammar.units.find_all(words[start : numeral.first]) if hit.counted]
            counted = [m.unit for m in found[:index] if m and m.first >= start and m.unit.counted]
            if counted or nouns:
                found[index] = Measured(numeral, (counted or nouns)[-1], numeral.first, numeral.last, 0.6)

    def _joined(self, words: Sequence[str], found: list[Measured]) -> list[Measured]:
        """Two parts of one quantity as one («یک تن و ۵۷۰ کیلوگرم», "2 tấn 300 kg")."""
        joined: list[Measured] = []
        for one in found:
            last = joined[-1] if joined else None
            if last and _is_remainder(last, one) and self._adjoins(words, last, one):
                total = replace(last.numeral, value=last.value() + one.value(), grouped=None, last=one.numeral.last)
                joined[-1] = replace(last, numeral=total, unit=replace(one.unit, factor=Decimal(1)), last=one.last)
            else:
                joined.append(one)
        return joined

    def _adjoins(self, words: Sequence[str], last: Measured, one: Measured) -> bool:
        between = words[last.last : one.first]
        return not between or (len(between) == 1 and between[0] in self.grammar.connectors)

    def _scaled_like(self, numeral: Numeral, other: Numeral) -> Numeral:
        """«۸۰ تا ۹۰ میلیارد»: the first end of a range takes the scale of the second where that keeps them in order."""
        scaled = numeral.value * other.scale
        return replace(numeral, value=scaled, scaled=True) if scaled <= other.value else numeral
