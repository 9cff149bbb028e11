"""What a figure is about: measure, goods, period, area and agency, from its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tasvir.core.calendars.finding import find_period, find_periods_in_key
from tasvir.core.characters.folding import fold
from tasvir.core.text.extracted import Block
from tasvir.core.text.figures.clauses import CLAUSE_ENDS, SENTENCE_ENDS, bounds
from tasvir.core.text.figures.grammar import Grammar, load_grammar
from tasvir.core.text.figures.measured import Measured
from tasvir.core.text.figures.phrases import Phrases
from tasvir.core.text.figures.tokens import Token, tokenise
from tasvir.core.vocabulary.lists import load_lists

_BY_UNIT = {
    **dict.fromkeys(("kg", "L", "m", "m2", "item"), "quantity"),
    "person": "persons",
    "vehicle": "vehicles",
    "inspection": "inspections",
    "unit": "units",
    "case": "cases_detected",
}
_GOODS_REACH = 4
_ANY_GOODS = "smuggled_goods"
_TRADED = ("exports", "imports", "production")
_QUANTITIES = ("kg", "L", "m", "m2")
_YEAR = re.compile(r"(?<!\d)(?:1[2-4]|19|20)\d\d(?!\d)")  # a period without a year proves nothing
_COMPARISON_REACH = 6


@dataclass(frozen=True, slots=True)
class About:
    """The subject of a figure as codes of the reference lists; None where the text does not say."""

    measure: str | None = None
    goods: str | None = None
    period: str | None = None
    area: str | None = None
    agency: str | None = None


@lru_cache(maxsize=12)
def _list_phrases(name: str, lang: str) -> Phrases[str]:
    """The labels and synonyms of a reference list as phrases of a language."""
    lists = load_lists()
    if name not in lists.by_name:
        return Phrases((), lang)
    pairs = [
        (spelling, entry.code)
        for entry in lists.rows(name)
        for spelling in entry.spellings()
        if len(spelling) > 2 and spelling not in entry.columns.get("not_in_text", "").split("|")
    ]
    return Phrases(pairs, lang)


Hit = tuple[str, int, int]


def _measure_hits(words: Sequence[str], grammar: Grammar) -> list[Hit]:
    """The measures that words speak of: the grammar's cues first, then the spellings of the list."""
    cues = grammar.measures.find_all(words)
    taken = {position for _, first, last in cues for position in range(first, last)}
    listed = _list_phrases("measures", grammar.lang).find_all(words)
    return cues + [hit for hit in listed if not taken.intersection(range(hit[1], hit[2]))]


@lru_cache(maxsize=1)
def _counted_in() -> dict[str, str]:
    """What each measure is counted in, by its code."""
    return {entry.code: entry.columns.get("unit", "") for entry in load_lists().rows("measures")}


def _fits(measure: str, measured: Measured) -> bool:
    """Whether a figure's unit can count a measure; shares and multiples can be of any."""
    unit = "money" if measured.is_money else measured.unit.code
    if unit in ("percent", "times"):
        return measure != "quantity"
    if measure in _TRADED:
        return unit in ("money", "item", *_QUANTITIES)
    counted_in = _counted_in().get(measure, "other")
    if counted_in == "quantity":
        return unit in ("item", *_QUANTITIES)
    return unit == counted_in


def _near_goods(words: Sequence[str], grammar: Grammar, listed: Sequence[Hit]) -> list[Hit]:
    """Words that mean goods only beside certain others («سنگ» in a quarry's report, not in a name)."""
    taken = {position for _, first, last in listed for position in range(first, last)}
    return [
        hit
        for word, near in grammar.near_goods
        for hit in word.find_all(words)
        if hit[1] not in taken and near.find_all(words)
    ]


def _nearest(hits: Sequence[Hit], measured: Measured, start: int, end: int) -> str | None:
    """The hit closest to the figure inside `start`..`end`."""
    best: tuple[int, str] | None = None
    for value, first, last in hits:
        if first < start or last > end:
            continue
        distance = measured.first - last if last <= measured.first else max(0, first - measured.last)
        if best is None or distance < best[0]:
            best = (distance, value)
    return best[1] if best else None


def _is_unit_word(hit: Hit, measured: Measured) -> bool:
    """Whether the hit is the word of the figure's own unit, which counts places or people and not goods."""
    inside = measured.first <= hit[1] and hit[2] <= measured.last
    return inside and measured.unit.code in ("unit", "person", "case", "inspection")


class BlockContext:
    """The cues of one block, ready to be asked about each of its figures."""

    def __init__(self, tokens: Sequence[Token], key: str, block: Block, grammar: Grammar) -> None:
        words = [token.text for token in tokens]
        self._periods = _periods(tokens, words, key, grammar)
        self._tokens = tokens
        self._measures = _measure_hits(words, grammar)
        goods = _list_phrases("goods", grammar.lang).find_all(words)
        self._goods = [hit for hit in goods if hit[0] != _ANY_GOODS] + _near_goods(words, grammar, goods)
        self._areas = [
            hit for name in ("areas", "countries") for hit in _list_phrases(name, grammar.lang).find_all(words)
        ]
        self._agencies = _list_phrases("agencies", grammar.lang).find_all(words)
        self._headings = _headings_about(block.row_heading, block.column_heading, grammar.lang)

    def of(self, measured: Measured) -> About:
        """What one figure is about: its clause first, then its sentence, then the headings of its cell."""
        clause = bounds(self._tokens, measured.first, measured.last, CLAUSE_ENDS)
        sentence = bounds(self._tokens, measured.first, measured.last, SENTENCE_ENDS)
        fitting = [hit for hit in self._measures if _fits(hit[0], measured)]
        if measured.unit.code == "times":  # "imports were five times exports" speaks of imports
            fitting = [hit for hit in fitting if hit[2] <= measured.first] or fitting
        measure = _nearest(fitting, measured, *clause) or _nearest(fitting, measured, *sentence)
        after = (measured.first, min(clause[1], measured.last + _GOODS_REACH))
        named = [hit for hit in self._goods if not _is_unit_word(hit, measured)]
        goods = _nearest(named, measured, *after) or _nearest(named, measured, *clause)
        headings = self._headings
        return About(
            measure=headings.measure or measure or _BY_UNIT.get(measured.unit.code),
            goods=goods or headings.goods,
            period=_nearest(self._periods, measured, *sentence) or headings.period,
            area=_nearest(self._areas, measured, *sentence) or headings.area,
            agency=_nearest(self._agencies, measured, *sentence) or headings.agency,
        )


def _periods(tokens: Sequence[Token], words: Sequence[str], key: str, grammar: Grammar) -> list[Hit]:
    """The periods named in a block, without those that figures are only compared with."""
    found: list[Hit] = []
    if not _YEAR.search(key):
        return found
    for named in find_periods_in_key(key):
        if named.period.kind == "day":
            continue
        first = next((i for i, token in enumerate(tokens) if token.end > named.start), len(tokens))
        last = next((i for i, token in enumerate(tokens) if token.start >= named.end), len(tokens))
        before = range(max(0, first - _COMPARISON_REACH), first)
        if not any(grammar.compared.at(words, position) for position in before):
            found.append((named.period.label, first, last))
    return found


def _headings_about(row: str | None, column: str | None, lang: str) -> About:
    return _about_heading(f"{row or ''} . {column or ''}", lang) if row or column else About()


@lru_cache(maxsize=1024)
def counted_in_heading(heading: str, lang: str) -> str | None:
    """What the measure that a heading names is counted in («تعداد کشف»: case); None where it names no measure."""
    hits = _measure_hits([token.text for token in tokenise(fold(heading).key)], load_grammar(lang))
    return _counted_in().get(hits[0][0]) if hits else None


@lru_cache(maxsize=1024)
def _about_heading(heading: str, lang: str) -> About:
    """What the headings of a table's row and column say about the cell between them."""
    words = [token.text for token in tokenise(fold(heading).key)]

    def first(name: str) -> str | None:
        hits = _list_phrases(name, lang).find_all(words)
        return hits[0][0] if hits else None

    measures = _measure_hits(words, load_grammar(lang))
    return About(
        measure=measures[0][0] if measures else None,
        goods=first("goods"),
        area=first("areas"),
        agency=first("agencies"),
        period=period.label if (period := find_period(heading)) else None,
    )
