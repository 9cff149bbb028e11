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
_SHARED_REACH = 8


@dataclass(frozen=True, slots=True)
class Kind:
    """amount, change, share or rate; a change goes up or down."""

    name: str
    direction: str | None = None


def kinds_of(measured: Sequence[Measured], tokens: Sequence[Token], grammar: Grammar) -> list[Kind]:
    """The kinds of a block's figures; a number listed with the next one is of its kind («۸۰ تا ۹۰ لیتر در روز»)."""
    kinds: list[Kind] = []
    for one in reversed(measured):
        if one.listed and kinds:
            kinds.append(kinds[-1])
        else:
            kinds.append(kind_of(one, tokens, grammar, [other for other in measured if other is not one]))
    return _shared_changes(measured, kinds[::-1], [token.text for token in tokens], grammar)


def _shared_changes(
    measured: Sequence[Measured], kinds: list[Kind], words: Sequence[str], grammar: Grammar
) -> list[Kind]:
    """Percents of one clause share its word for a rise or fall («۴۵ درصد و از نظر ارزش ۱۰ درصد رشد»)."""
    for index, (one, other) in enumerate(zip(measured, measured[1:], strict=False)):
        pair = (kinds[index].name, kinds[index + 1].name)
        both_percent = one.unit.code == other.unit.code == "percent"
        between = words[one.last : other.first]
        if not both_percent or set(pair) != {"share", "change"} or len(between) > _SHARED_REACH:
            continue
        joined = any(word in grammar.connectors or word in grammar.joiners for word in between)
        share = one if pair[0] == "share" else other
        parted = share.last < len(words) and words[share.last] in grammar.parts_of
        if joined and not parted and not any(word in CLAUSE_ENDS for word in between):
            kinds[index] = kinds[index + 1] = kinds[index] if pair[0] == "change" else kinds[index + 1]
    return kinds


def kind_of(measured: Measured, tokens: Sequence[Token], grammar: Grammar, others: Sequence[Measured]) -> Kind:
    """The kind of a figure from the cues in its clause; `others` are the figures beside it, which cues do not cross."""
    words = [token.text for token in tokens]
    start, end = bounds(tokens, measured.first, measured.last, CLAUSE_ENDS)
    start = max([start, *(o.last for o in others if o.last <= measured.first)])
    end = min([end, *(o.first for o in others if o.first >= measured.last)])
    if measured.unit.code == "times":
        return _times(measured, words, start, end, grammar)
    if measured.unit.code != "percent" and _is_rate(words, measured, start, end, grammar):
        return Kind("rate")
    direction = _direction(words, measured, start, end, grammar)
    if measured.unit.code == "percent":
        is_change = direction and (not measured.numeral.fraction or _is_difference(words, measured, grammar))
        return Kind("change", direction) if is_change else Kind("share")
    return Kind("change", direction) if direction and _is_difference(words, measured, grammar) else Kind("amount")


def _is_rate(words: Sequence[str], measured: Measured, start: int, end: int, grammar: Grammar) -> bool:
    """Whether it is said per day or per unit; the price of a unit may stand further off."""
    if _near(words, measured, start, end, grammar.rate_cues, _AFTER - 1):
        return True
    before = range(max(start, measured.first - _AFTER), measured.first)
    if any(grammar.each_words.at(words, position) for position in (*before, measured.last)):
        return True
    priced = any(grammar.price_cues.at(words, position) for position in range(start, measured.first))
    return measured.is_money and priced


def _times(measured: Measured, words: Sequence[str], start: int, end: int, grammar: Grammar) -> Kind:
    direction = _direction(words, measured, start, end, grammar)
    compared = _near(words, measured, start, end, grammar.period_cues, _AFTER)
    standing = measured.numeral.last == measured.last
    becomes = grammar.become.at(words, measured.last) is not None
    if direction or compared or standing or becomes:
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
        inside = measured.first <= position < measured.last
        if not hit or inside or _is_part_of_cue(words, position, grammar):
            continue
        distance = measured.first - position if position < measured.first else position - measured.last + 1
        if best is None or distance < best[0]:
            best = (distance, hit[0])
    return best[1] if best else None


def _is_part_of_cue(words: Sequence[str], position: int, grammar: Grammar) -> bool:
    """Whether a word that could mean a rise or fall only hedges a number ("more than 5") or shares ("made up")."""
    share = grammar.share_cues.at(words, position - 1) if position else None
    if share and share[1] > 1:
        return True
    hedge = grammar.hedges.at(words, position)
    if not hedge or position + hedge[1] >= len(words):
        return False
    following = words[position + hedge[1]]
    return following[0].isdigit() or following in grammar.numbers or following in grammar.currency_marks


def _is_difference(words: Sequence[str], measured: Measured, grammar: Grammar) -> bool:
    """Whether a count or sum stands right beside the word for a rise or fall («tăng 35 vụ», "up by 35")."""
    first, last = measured.first, measured.last
    if first >= 1 and grammar.changes.at(words, first - 1):
        return not grammar.hedges.at(words, first - 1)
    if first >= 2 and grammar.changes.at(words, first - 2):
        return words[first - 1] in grammar.by_words
    return bool(last < len(words) and grammar.changes.at(words, last) and grammar.lang == "fa")
