"""Read the figures of an extracted report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from tasvir.core.characters.folding import Folded, fold
from tasvir.core.text.extracted import Block, Extracted
from tasvir.core.text.figures.context import BlockContext
from tasvir.core.text.figures.grammar import Grammar, load_grammar
from tasvir.core.text.figures.kinds import Kind, kinds_of
from tasvir.core.text.figures.measured import ITEM, TIMES, Measured
from tasvir.core.text.figures.model import Figure
from tasvir.core.text.figures.numerals import Numeral, NumeralReader
from tasvir.core.text.figures.reversal import mend_reversed
from tasvir.core.text.figures.tokens import Token, split_glued, split_parts, tokenise
from tasvir.core.text.figures.unit_finder import UnitFinder


def read_figures(extracted: Extracted, *, lang: str | None = None) -> list[Figure]:
    """The figures of a report in the order of its text; `lang` overrides the language found for each block."""
    found: list[Figure] = []
    for block in extracted.blocks:
        found += block_reader(lang or block.lang).read(extracted.text, block)
    return found


@lru_cache(maxsize=3)
def block_reader(lang: str) -> BlockReader:
    """The compiled reader of a language."""
    return BlockReader(load_grammar(lang))


def parse_number(text: str, lang: str) -> int | float | None:
    """The value of a text that is one number, in digits, words or both; None where it is not."""
    grammar = load_grammar(lang)
    key = fold(text).key.strip()
    if key in grammar.quantifiers:
        return grammar.quantifiers[key]
    tokens = tokenise(key)
    reader = NumeralReader(grammar, grammar.lone_scale_letters)
    for numeral in [reader.read(tokens, 0), *reader.read_all(tokens)]:
        if numeral and numeral.first == 0 and numeral.last == len(tokens):
            return plain(numeral.value)
    return None


def plain(value: Decimal) -> int | float:
    """An int where the value is whole, else a float."""
    return int(value) if value == value.to_integral_value() else float(value)


def _as_change(kind: Kind, key: str) -> Kind:
    falls = key.strip().startswith(("-", "−", "(-"))
    return kind if kind.name == "change" else Kind("change", "down" if falls else "up")


def _overlaps(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


class BlockReader:
    """Reads one block (a paragraph or a cell) in one language."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self._numerals = NumeralReader(grammar)
        self._units = UnitFinder(grammar)

    def read(self, text: str, block: Block) -> list[Figure]:
        """The figures of a block, with offsets in the whole text."""
        folded = fold(text[block.start : block.end])
        if not self.grammar.any_number.search(folded.key):
            return []
        tokens = split_glued(tokenise(folded.key), self.grammar.glued_units)
        tokens = self._with_parts(tokens)
        numerals = self._numerals.read_all(tokens)
        heading = self._units.heading_unit(block.row_heading, block.column_heading) if block.kind == "cell" else None
        alone = [(numeral.first, numeral.last) for numeral in numerals] == [(0, len(tokens))]
        if not (heading and heading is not ITEM and alone):  # "2023" under "Cases" is no year
            numerals = self._counting(numerals, tokens, folded.key)
        measured = self._units.measure_all(tokens, numerals, heading)
        if self.grammar.lang == "fa":
            measured = mend_reversed(measured, tokens)
        measured += self._standing_multiples(tokens, measured)
        if not measured:
            return []
        measured.sort(key=lambda m: m.first)
        return list(self._figures(text, block, folded, tokens, measured))

    def _with_parts(self, tokens: list[Token]) -> list[Token]:
        """The tokens with "77/103 shops" cut in two, where a slash is no decimal sign."""
        if self.grammar.slash_is_decimal or not any("/" in token.text for token in tokens):
            return tokens
        words = [token.text for token in tokens]

        def counts(index: int) -> bool:
            hit = self.grammar.unit_at(words, index)
            return hit is not None and hit[0].counted

        return split_parts(tokens, counts)

    def _counting(self, numerals: Sequence[Numeral], tokens: Sequence[Token], key: str) -> list[Numeral]:
        """The numerals that can count something: no date, ordinal, law, telephone or house number."""
        if not numerals:
            return []
        excluded = [m.span() for pattern in self.grammar.excluded for m in pattern.finditer(key)]
        labelled = [m.span() for pattern in self.grammar.labelled for m in pattern.finditer(key)]
        words = [token.text for token in tokens]
        kept = []
        for numeral in numerals:
            span = (tokens[numeral.first].start, tokens[numeral.last - 1].end)
            counts = self.grammar.unit_at(words, numeral.last) is not None
            if not _overlaps(span, excluded) and (counts or not _overlaps(span, labelled)):
                kept.append(numeral)
        return kept

    def _standing_multiples(self, tokens: Sequence[Token], measured: Sequence[Measured]) -> list[Measured]:
        """Words that hold both number and unit ("doubled", «gấp đôi»)."""
        words = [token.text for token in tokens]
        found: list[Measured] = []
        for value, first, last in self.grammar.multiples.find_all(words):
            if not any(m.first < last and first < m.last for m in measured):
                numeral = Numeral(Decimal(str(value)), first, last, words_only=True)
                found.append(Measured(numeral, TIMES, first, last, 0.8))
        return found

    def _figures(
        self, text: str, block: Block, folded: Folded, tokens: Sequence[Token], measured: Sequence[Measured]
    ) -> Iterator[Figure]:
        context = BlockContext(tokens, folded.key, block, self.grammar)
        kinds = kinds_of(measured, tokens, self.grammar)
        if block.kind == "cell" and self._heads_change(block.column_heading):
            kinds = [_as_change(kind, folded.key) for kind in kinds]
        for one, kind in zip(measured, kinds, strict=True):
            start, end = folded.span(tokens[one.first].start, tokens[one.last - 1].end)
            about = context.of(one)
            certainty = one.certainty * (1.0 if one.numeral.certain else 0.85)
            yield Figure(
                value=plain(one.value()),
                unit=one.unit.code,
                kind=kind.name,
                direction=kind.direction,
                approx=self._is_hedged(tokens, one),
                measure=about.measure,
                goods=about.goods,
                period=about.period,
                area=about.area,
                agency=about.agency,
                quote=text[block.start + start : block.start + end],
                start=block.start + start,
                end=block.start + end,
                confidence=round(certainty, 2),
            )

    def _heads_change(self, column: str | None) -> bool:
        """Whether a column holds changes against another period («درصد تغییر», "Tăng/giảm (%)")."""
        words = [token.text for token in tokenise(fold(column or "").key)]
        return bool(self.grammar.change_headings.find_all(words))

    def _is_hedged(self, tokens: Sequence[Token], measured: Measured) -> bool:
        words = [token.text for token in tokens]
        for position in range(max(0, measured.first - 4), measured.first):
            hit = self.grammar.hedges.at(words, position)
            if hit and position + hit[1] == measured.first:
                return True
        return False
