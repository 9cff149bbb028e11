"""Numbers in digits, in words and in both at once («پنج هزار و ۵۰۰ میلیارد», "2.470 tỷ 62 triệu", "3.75 million")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tasvir.core.text.figures.digits import read_digits
from tasvir.core.text.figures.grammar import Grammar
from tasvir.core.text.figures.tokens import Token

_ONE = Decimal(1)
_HALF = Decimal("0.5")
_LARGEST_WHOLE = 20
_DOZEN = 12
_REST_LENGTH = 3
_REMEMBERED = 50_000  # words


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number written at tokens `first`..`last` (half-open).

    `grouped` is the value where a doubtful separator groups thousands; `words_only` holds no digit; `scaled` holds a
    scale word; `fraction` is said as a part of a whole («یک سوم»).
    """

    value: Decimal
    first: int
    last: int
    grouped: Decimal | None = None
    words_only: bool = False
    scaled: bool = False
    fraction: bool = False
    certain: bool = True
    scale: Decimal = _ONE  # the last scale word from a thousand up


@dataclass(slots=True)
class _Sum:
    """Terms added so far; `room` of the last one says what may still be added to it."""

    terms: list[Decimal] = field(default_factory=list)
    room: Decimal = Decimal(0)
    grouped: Decimal | None = None
    digits: bool = False
    scaled: bool = False
    certain: bool = True
    scale: Decimal = _ONE

    def add(self, value: Decimal, room: Decimal) -> bool:
        """Add a smaller term; False where it cannot belong to the same number."""
        if self.terms and value >= self.room:
            return False
        self.terms.append(value)
        self.room = room
        return True

    def multiply(self, scale: Decimal) -> bool:
        """Apply a scale word to all the terms below it («پنج هزار و ۵۰۰» in front of «میلیارد»)."""
        below = [term for term in self.terms if term < scale or scale == _DOZEN]
        if not below and self.terms and self.room == 1:
            below = self.terms[-1:]
        if not below and self.terms and scale >= self.room:
            return False
        if below and self.grouped is not None:
            self.grouped = self.grouped * scale if len(below) == len(self.terms) == 1 else None
        del self.terms[len(self.terms) - len(below) :]
        self.terms.append(sum(below, Decimal(0)) * scale if below else scale)
        self.room = scale
        if scale >= 1000:
            self.scaled, self.scale = True, scale
        return True

    @property
    def value(self) -> Decimal:
        return sum(self.terms, Decimal(0))


def _room(number: int, lang: str) -> Decimal:
    if number >= 100 and number % 100 == 0:
        return Decimal(100)
    if 20 <= number < 100 and number % 10 == 0:
        return Decimal(10)
    return Decimal(10) if lang == "vi" and number == 10 else _ONE


class NumeralReader:
    """Reads numerals of one language from tokens."""

    def __init__(self, grammar: Grammar, letters: Mapping[str, int] | None = None) -> None:
        self.grammar = grammar
        self._starts: dict[str, bool] = {}  # whether a word can start a numeral, of the words met so far
        self._letters = {**grammar.scale_letters, **(letters or {})}

    def read_all(self, tokens: Sequence[Token]) -> list[Numeral]:
        """The numerals of a row of tokens from left to right, without overlap."""
        words = [token.text for token in tokens]
        found: list[Numeral] = []
        index = 0
        while index < len(tokens):
            if tokens[index].kind != "number" and not self._can_start(words[index]):
                index += 1
                continue
            halved = index > 0 and tokens[index - 1].kind == "number"  # "14 half tablets"
            numeral = (None if halved else self._fraction(words, index)) or self.read(tokens, index)
            if numeral:
                numeral = self._with_repeat(tokens, numeral)
            if numeral and not self._is_vague(words, numeral):
                found.append(numeral)
                index = numeral.last
            else:
                index += 1
        return found

    def _can_start(self, word: str) -> bool:
        known = self._starts.get(word)
        if known is None:
            grammar = self.grammar
            known = word in grammar.numbers or word in grammar.scales or grammar.numerators.can_start(word)
            known = known or bool(grammar.glued_numbers and grammar.glued_numbers.fullmatch(word))
            if len(self._starts) < _REMEMBERED:
                self._starts[word] = known
        return known

    def _with_repeat(self, tokens: Sequence[Token], numeral: Numeral) -> Numeral:
        """The number with its repetition in brackets, as contracts write it («۱۲ (دوازده)», "45 (forty-five)")."""
        opening = numeral.last
        if opening + 2 >= len(tokens) or tokens[opening].text != "(":
            return numeral
        repeat = self.read(tokens, opening + 1)
        closed = repeat and repeat.last < len(tokens) and tokens[repeat.last].text == ")"
        if repeat and closed and repeat.value == numeral.value:
            return replace(numeral, last=repeat.last + 1)
        return numeral

    def _fraction(self, words: Sequence[str], index: int) -> Numeral | None:
        hit = self.grammar.numerators.at(words, index)
        if not hit:
            return self._ratio(words, index)
        after = index + hit[1]
        scale_at = after + (after < len(words) and words[after] in self.grammar.articles)
        scale = self.grammar.scales.get(words[scale_at], 0) if scale_at < len(words) else 0
        if scale < 1000 and words[index] in self.grammar.scaled_halves:
            return None
        if scale >= 1000:
            value = Decimal(hit[0].numerator) * scale / Decimal(hit[0].denominator)
            return Numeral(value, index, scale_at + 1, words_only=True, scaled=True)
        part = Decimal(hit[0].numerator) * 100 / Decimal(hit[0].denominator)
        return Numeral(part, index, index + hit[1], words_only=True, fraction=True)

    def _ratio(self, words: Sequence[str], index: int) -> Numeral | None:
        """A small part of a small whole ("3 in 10", «2/3 số») as a percent."""
        if index + 2 < len(words) and words[index + 1] in self.grammar.ratio_words:
            part, whole, last = self._small(words[index]), self._small(words[index + 2]), index + 3
        elif index + 1 < len(words) and words[index + 1] in self.grammar.parts_of and words[index].count("/") == 1:
            part, whole = (self._small(side) for side in words[index].split("/"))
            last = index + 1
        else:
            return None
        if not 0 < part < whole <= _LARGEST_WHOLE:
            return None
        return Numeral(Decimal(part * 100) / Decimal(whole), index, last, words_only=True, fraction=True)

    def _small(self, word: str) -> int:
        return int(word) if word.isdigit() else self.grammar.numbers.get(word, 0)

    def _is_vague(self, words: Sequence[str], numeral: Numeral) -> bool:
        """A scale word that counts nothing by itself ("millions of", «hàng trăm»)."""
        alone = numeral.last == numeral.first + 1
        if alone and words[numeral.first] in self.grammar.lone_refused:
            return True
        lone = alone and words[numeral.first] in self.grammar.scales
        before = words[numeral.first - 1] if numeral.first else ""
        return before in self.grammar.vague or (lone and before not in self.grammar.lone_scale_after)

    def read(self, tokens: Sequence[Token], index: int) -> Numeral | None:
        """The longest numeral that starts at a token, or None."""
        total = _Sum()
        position = index
        last = index
        while position < len(tokens):
            taken = self._half(tokens, position, total) or self._point(tokens, position, total)
            step = 0
            if not taken:
                step = self._connector(tokens, position, total) if total.terms else 0
                taken = self._term(tokens, position + step, total, joined=step > 0)
            if not taken:
                break
            position += step + taken
            last = position
        if not total.terms:
            return None
        return Numeral(
            total.value, index, last, total.grouped, not total.digits, total.scaled, False, total.certain, total.scale
        )

    def _connector(self, tokens: Sequence[Token], position: int, total: _Sum) -> int:
        token = tokens[position]
        if token.text in self.grammar.connectors and total.room > 1:
            return 1
        hyphen = token.text == "-" and token.glued and position + 1 < len(tokens) and tokens[position + 1].glued
        before_scale = hyphen and tokens[position + 1].text in self.grammar.scales  # "a 25-million-ton decline"
        return 1 if hyphen and (before_scale or not total.digits) else 0

    def _point(self, tokens: Sequence[Token], position: int, total: _Sum) -> int:
        """Decimals said in words ("two point five", «دو ممیز پنج»): how many tokens they took."""
        if not total.terms or tokens[position].text not in self.grammar.points or position + 1 >= len(tokens):
            return 0
        following = tokens[position + 1].text
        decimals = following if following.isdigit() else str(self.grammar.numbers.get(following, ""))
        if not decimals or total.scaled:
            return 0
        total.terms.append(Decimal(f"0.{decimals}"))
        total.room = _ONE
        return 2

    def _half(self, tokens: Sequence[Token], position: int, total: _Sum) -> int:
        """One half of the last unit («هفت و نیم», "two and a half", "2 tỷ rưỡi"): how many tokens it took."""
        if not total.terms:
            return 0
        for phrase in self.grammar.halves:
            if all(position + n < len(tokens) and tokens[position + n].text == word for n, word in enumerate(phrase)):
                total.terms.append(total.room * _HALF)
                return len(phrase)
        return 0

    def _term(self, tokens: Sequence[Token], position: int, total: _Sum, *, joined: bool) -> int:
        """Add the term at a token to the sum; how many tokens it took, 0 for none."""
        if position >= len(tokens):
            return 0
        token = tokens[position]
        if token.kind == "number":
            return self._digits(tokens, position, total, joined=joined)
        if token.kind != "word":
            return 0
        return self._word(token, total, joined=joined) or self._glued_words(token, total)

    def _digits(self, tokens: Sequence[Token], position: int, total: _Sum, *, joined: bool) -> int:
        if total.terms and not joined and not self._continues(tokens, position, total):
            return 0
        if total.terms and not total.scaled:
            return 0
        reading = read_digits(tokens[position].text, self.grammar.lang)
        if reading is None:
            return 0
        grouped = None if total.terms else reading.grouped
        if not total.add(reading.value, _ONE):
            return 0
        total.digits, total.grouped = True, grouped
        total.certain = total.certain and reading.certain
        return 1 + self._scale_letter(tokens, position, total)

    def _scale_letter(self, tokens: Sequence[Token], position: int, total: _Sum) -> int:
        """The letter of "315m", "52.8bn", "100K", glued to its digits."""
        if position + 1 >= len(tokens) or not tokens[position + 1].glued:
            return 0
        scale = self._letters.get(tokens[position + 1].text)
        return 1 if scale and total.multiply(Decimal(scale)) else 0

    def _continues(self, tokens: Sequence[Token], position: int, total: _Sum) -> bool:
        """Whether digits belong to the number before them without a word that joins them («۱۰ هزار ۷۷۸»)."""
        rest = self.grammar.unjoined_rests and len(tokens[position].text) == _REST_LENGTH
        return self._scale_follows(tokens, position) or bool(rest and tokens[position].text.isdigit() and total.scaled)

    def _scale_follows(self, tokens: Sequence[Token], position: int) -> bool:
        return position + 1 < len(tokens) and tokens[position + 1].text in self.grammar.scales

    def _word(self, token: Token, total: _Sum, *, joined: bool) -> int:
        grammar = self.grammar
        if token.text in grammar.scales:
            return 1 if total.multiply(Decimal(grammar.scales[token.text])) else 0
        number = grammar.numbers.get(token.text)
        if number == 0 and total.terms and grammar.lang != "vi":
            return 0
        if number is None or (total.terms and total.digits and not joined):
            return 0
        if total.terms and grammar.lang == "fa" and not joined:
            return 0
        return 1 if total.add(Decimal(number), _room(number, grammar.lang)) else 0

    def _glued_words(self, token: Token, total: _Sum) -> int:
        """Number words written as one («پنجهزار», «بیستوپنج»)."""
        pattern = self.grammar.glued_numbers
        if pattern is None or not pattern.fullmatch(token.text):
            return 0
        parts = _split_glued(token.text, self.grammar)
        if len(parts) < 2:
            return 0
        known = (self._word(Token(part, 0, 0, "word", glued=True), total, joined=True) for part in parts)
        return 1 if all(known) else 0


def _split_glued(text: str, grammar: Grammar) -> list[str]:
    words = sorted({*grammar.numbers, *grammar.scales}, key=len, reverse=True)
    joiners = "|".join(map(re.escape, grammar.connectors))
    return [m.group(1) for m in re.finditer(f"({'|'.join(map(re.escape, words))})(?:{joiners})?", text)]
