"""Give each numeral its unit: the mark before it, the word after it, the headings of its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tasvir.core.characters.folding import fold
from tasvir.core.text.figures.context import counted_in_heading
from tasvir.core.text.figures.grammar import Grammar, Unit
from tasvir.core.text.figures.measured import ITEM, PERCENT, TIMES, Measured, may_be_year
from tasvir.core.text.figures.numerals import Numeral
from tasvir.core.text.figures.subjects import complete
from tasvir.core.text.figures.tokens import Token, tokenise

_SMALL = 10
_SHORT_MARK = 1
_GUESSED = 0.6
_CODE_LENGTH = 9
_PADDED_LENGTH = 4
_NOUN_REACH = 4
_PLURAL_REACH = 3
_SHORT_WORD = 3
_COUNTED = ("case", "person", "vehicle", "inspection", "unit", "item")
_NAMED_BY_NOUN = ("vehicle", "person", "unit")


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
        complete(tokens, numerals, found, self.grammar)
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
            bracket = words.index("(") if "(" in words else len(words)
            for start, end in ((bracket, len(words)), (0, bracket)):  # «Số lượng (lít)» is measured in litres
                unit = self._unit_in(words, start, end)
                if unit:
                    return unit
            measured_in = counted_in_heading(heading, self.grammar.lang) if heading else None
            if measured_in in _COUNTED:
                return Unit(measured_in, Decimal(1), counted=True)
            if measured_in == "money":  # a sum without its currency
                break
        return ITEM if row or column else None

    def _unit_in(self, words: Sequence[str], start: int, end: int) -> Unit | None:
        """The first unit of a heading's words with the scale before or after it («(tỷ đồng)», "(USD million)")."""
        for position in range(start, end):
            hit = self.grammar.unit_at(words, position)
            if hit:
                beside = [
                    *words[max(start, position - 1) : position],
                    *words[position + hit[1] : position + hit[1] + 1],
                ]
                scale = max([Decimal(self.grammar.scales.get(word, 1)) for word in beside] or [Decimal(1)])
                return hit[0] if hit[0].counted else replace(hit[0], factor=hit[0].factor * scale)
        return None

    def _measure(self, tokens: Sequence[Token], words: Sequence[str], numeral: Numeral) -> Measured | None:
        if numeral.fraction:
            return Measured(numeral, PERCENT, numeral.first, numeral.last, 0.85)
        mark = self._mark_before(tokens, numeral.first)
        if mark:
            code, start = mark
            letter = "".join(words[numeral.last : numeral.last + 1])
            scale = self.grammar.mark_letters.get(code, {}).get(letter)
            if scale and tokens[numeral.last].glued:  # "Rs 21L"
                numeral = replace(numeral, value=numeral.value * scale, last=numeral.last + 1, scaled=True)
            return Measured(numeral, Unit(code, Decimal(1), counted=False), start, numeral.last, 0.97)
        after = numeral.last + (words[numeral.last : numeral.last + 1] == ["-"])  # "seven-fold"
        times = self.grammar.times_words.at(words, after)
        if times:
            return Measured(numeral, TIMES, numeral.first, after + times[1], 0.9)
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
        after = numeral.last
        if words[after : after + 1] == [")"] and numeral.first and words[numeral.first - 1] == "(":
            after += 1  # "(172) violations"
        if (
            words[after : after + 1] == ["-"]
            and words[after + 1 : after + 2]
            and words[after + 1] in self.grammar.number_endings
        ):
            after += 2  # "60,000-odd cigarettes"
        hit = self.grammar.unit_at(words, after) or self._unit_aside(tokens, words, after)
        small_word = numeral.words_only and not numeral.scaled and numeral.value <= _SMALL
        if hit and self._counts(words, numeral, hit[0], small=small_word):
            unit, last = self._head(words, hit[0], after + hit[1])
            if unit.classifier:
                unit, last = self._classified(words, unit, last)
            return Measured(numeral, unit, numeral.first, last, 0.95)
        ahead = None if hit else self._noun_ahead(tokens, words, after)
        if ahead and not (small_word and self.grammar.lang != "en"):
            return Measured(numeral, ahead[0], numeral.first, ahead[1], 0.75)
        stands_for = numeral.first > 0 and words[numeral.first - 1] in self.grammar.anaphors  # "of which nine carried"
        if small_word and not hit and numeral.value > 1 and not stands_for:
            return self._plural_ahead(tokens, numeral)
        if small_word or hit or self._is_code(tokens, numeral):
            return None
        if self._is_noun(tokens, after):
            return Measured(numeral, ITEM, numeral.first, after + 1, 0.55)
        return None

    def _unit_aside(self, tokens: Sequence[Token], words: Sequence[str], after: int) -> tuple[Unit, int] | None:
        """A unit of measure after a hyphen or in brackets ("a 17.5-percent fall", "500,000 (USD)")."""
        if after + 1 >= len(words) or words[after] not in "-(":
            return None
        hit = self.grammar.unit_at(words, after + 1)
        if not hit or hit[0].counted:
            return None
        closed = words[after + 1 + hit[1] : after + 2 + hit[1]] == [")"]
        joined = words[after] == "-" and tokens[after].glued and tokens[after + 1].glued
        return (hit[0], hit[1] + 1 + closed) if joined or closed else None

    def _counts(self, words: Sequence[str], numeral: Numeral, unit: Unit, *, small: bool) -> bool:
        """Whether a number counts the noun after it: small words do not count kinds, nor does "one" that means "a"."""
        if small and unit.abstract:
            return False
        lone = numeral.last == numeral.first + 1 and words[numeral.first] in self.grammar.articles
        if not lone or not self.grammar.one_counts.known or not unit.counted:
            return True
        return self.grammar.one_counts.at(words, numeral.last) is not None

    def _head(self, words: Sequence[str], unit: Unit, last: int) -> tuple[Unit, int]:
        """The last noun of a compound, which is what is counted ("inspection visits"), where the language has them."""
        found = (unit, last)
        while self.grammar.compounds and unit.counted and last < len(words):
            if words[last] == "-":  # "weapons-related seizures"
                last += 1
            elif words[last - 1].endswith("s") and words[last - 1] not in self.grammar.compounds:
                break
            hit = self.grammar.unit_at(words, last)
            if not hit and last < len(words) and words[last] not in self.grammar.stop_words:
                last += 1  # "cigarette manufacturing sites"
                hit = self.grammar.unit_at(words, last)
            if not hit or not hit[0].counted:
                return found
            found = unit, last = hit[0], last + hit[1]
        return found

    def _is_code(self, tokens: Sequence[Token], numeral: Numeral) -> bool:
        """Whether bare digits look like a year or a code rather than a count of the word after them."""
        text = tokens[numeral.first].text
        long = len(text) >= _CODE_LENGTH or (len(text) > 1 and text[0] == "0" and text.isdigit())
        bare = text.isdigit() and not numeral.scaled
        return bare and (len(text) > _PADDED_LENGTH and long or may_be_year(numeral, self.grammar.lang))

    def _classified(self, words: Sequence[str], unit: Unit, last: int) -> tuple[Unit, int]:
        """The noun after a classifier («دستگاه خودرو») where it is counted as something of its own."""
        position = last
        while position < len(words) and words[position] in self.grammar.passing:
            position += 1
        hit = self.grammar.unit_at(words, position)
        named = hit and hit[0].counted and not hit[0].classifier
        if hit and named and (unit.code == "case" or hit[0].code in _NAMED_BY_NOUN):
            return hit[0], position + hit[1]
        return unit, last

    def _noun_ahead(self, tokens: Sequence[Token], words: Sequence[str], last: int) -> tuple[Unit, int] | None:
        seen, reach = 0, (1 if self.grammar.lang == "vi" else _NOUN_REACH)
        for position in range(last, len(words)):
            if tokens[position].text == "-" and tokens[position].glued:
                if position == last:
                    return None  # "a 15-officer unit"
                continue  # "drug-related seizures"
            if words[position] in self.grammar.joiners and seen:
                continue  # "direct and indirect job opportunities"
            if words[position] in self.grammar.articles or words[position] in self.grammar.determiners:
                return None
            if seen == reach or tokens[position].kind != "word" or words[position] in self.grammar.stop_words:
                return None
            seen += 1
            hit = self.grammar.unit_at(words, position + 1)
            if hit and hit[0].counted:
                return self._head(words, hit[0], position + 1 + hit[1])
        return None

    def _plural_ahead(self, tokens: Sequence[Token], numeral: Numeral) -> Measured | None:
        """Any plural noun that a small number in words counts ("eight assembly lines"), where plurals show."""
        ending = self.grammar.plural_ending
        for position in range(numeral.last, min(numeral.last + _PLURAL_REACH, len(tokens))):
            if not ending or not self._is_noun(tokens, position):
                return None
            text = tokens[position].text
            if text.endswith(ending) and not text.endswith(ending * 2) and len(text) > _SHORT_WORD:
                unit = self.grammar.unit_at([text], 0)
                plain = unit is None and self.grammar.unit_phrases.at([text], 0) is None
                return Measured(numeral, ITEM, numeral.first, position + 1, 0.5) if plain else None
        return None

    def _is_noun(self, tokens: Sequence[Token], position: int) -> bool:
        if position >= len(tokens) or tokens[position].kind != "word":
            return False
        text = tokens[position].text
        grammar = self.grammar
        known = text in grammar.stop_words or text in grammar.determiners or text in grammar.articles
        return not known and grammar.changes.at([text], 0) is None

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
