"""Amount, change, share or rate: what the words round a figure make of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasvir.core.text.figures.clauses import CLAUSE_ENDS, bounds
from tasvir.core.text.figures.grammar import Grammar
from tasvir.core.text.figures.measured import Measured
from tasvir.core.text.figures.phrases import Phrases
from tasvir.core.text.figures.tokens import Token

_BEFORE = 5
_AFTER = 4
_AFTER_COMPARED = 12


@dataclass(frozen=True, slots=True)
class Kind:
    """amount, change, share or rate; a change goes up or down."""

    name: str
    direction: str | None = None


def kind_of(measured: Measured, tokens: Sequence[Token], grammar: Grammar, others: Sequence[Measured]) -> Kind:
    """The kind of a figure from the cues in its clause; `others` are the figures beside it, which cues do not cross."""
    words = [token.text for token in tokens]
    start, end = bounds(tokens, measured.first, measured.last, CLAUSE_ENDS)
    start = max([start, *(o.last for o in others if o.last <= measured.first)])
    end = min([end, *(o.first for o in others if o.first >= measured.last)])
    if measured.unit.code == "times":
        return _times(measured, words, start, end, grammar)
    if measured.unit.code != "percent" and _near(words, measured, start, end, grammar.rate_cues, _AFTER - 1):
        return Kind("rate")
    direction = _direction(words, measured, start, end, grammar)
    if measured.unit.code == "percent" and not measured.numeral.fraction:
        return Kind("change", direction) if direction else Kind("share")
    if measured.unit.code == "percent":
        return Kind("share")
    return Kind("change", direction) if direction and _is_difference(words, measured, grammar) else Kind("amount")


def _times(measured: Measured, words: Sequence[str], start: int, end: int, grammar: Grammar) -> Kind:
    direction = _direction(words, measured, start, end, grammar)
    compared = _near(words, measured, start, end, grammar.period_cues, _AFTER)
    standing = measured.numeral.words_only and measured.last - measured.first == 1
    if direction or compared or standing:
        return Kind("change", direction or "up")
    return Kind("amount")


def _near(words: Sequence[str], measured: Measured, start: int, end: int, cues: Phrases[bool], reach: int) -> bool:
    low, high = max(start, measured.first - reach), min(end, measured.last + reach)
    for position in range(low, high):
        hit = cues.at(words, position)
        outside = position + (hit[1] if hit else 0) <= measured.first or position >= measured.last
        if hit and outside and position + hit[1] <= high + 1:
            return True
    return False


def _direction(words: Sequence[str], measured: Measured, start: int, end: int, grammar: Grammar) -> str | None:
    before = measured.first - 1
    if before >= start and words[before] in grammar.to_words:
        return None
    compared = _near(words, measured, start, end, grammar.compared, _AFTER)
    reach = _AFTER_COMPARED if compared else _AFTER
    best: tuple[int, str] | None = None
    for position in range(max(start, measured.first - _BEFORE), min(end, measured.last + reach)):
        hit = grammar.changes.at(words, position)
        if not hit or measured.first <= position < measured.last or grammar.hedges.at(words, position):
            continue
        distance = measured.first - position if position < measured.first else position - measured.last + 1
        if best is None or distance < best[0]:
            best = (distance, hit[0])
    return best[1] if best else None


def _is_difference(words: Sequence[str], measured: Measured, grammar: Grammar) -> bool:
    """Whether a count or sum stands right beside the word for a rise or fall («tăng 35 vụ», "up by 35")."""
    first, last = measured.first, measured.last
    if first >= 1 and grammar.changes.at(words, first - 1):
        return not grammar.hedges.at(words, first - 1)
    if first >= 2 and grammar.changes.at(words, first - 2):
        return words[first - 1] in grammar.by_words
    return bool(last < len(words) and grammar.changes.at(words, last) and grammar.lang == "fa")
