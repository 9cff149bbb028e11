"""Amount, change, share or rate: what the words round a figure make of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasvir.core.text.figures.clauses import CLAUSE_ENDS, SENTENCE_ENDS, bounds
from tasvir.core.text.figures.grammar import Grammar
from tasvir.core.text.figures.measured import Measured
from tasvir.core.text.figures.phrases import Phrases
from tasvir.core.text.figures.sharing import share_kinds
from tasvir.core.text.figures.tokens import Token

_BEFORE = 5
_AFTER = 4
_AFTER_COMPARED = 12
_PERIOD_REACH = 8
_VERB_REACH = 12
_GROWTH_REACH = 9
_OPENING = 6
_DASHES = frozenset("-–")
_SIGNS = {"+": "up", "-": "down", "−": "down"}


@dataclass(frozen=True, slots=True)
class Kind:
    """amount, change, share or rate; a change goes up or down."""

    name: str
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure among its words, with the half-open row of words whose cues are its own."""

    measured: Measured
    words: Sequence[str]
    start: int
    end: int
    clause_end: int


def kinds_of(measured: Sequence[Measured], tokens: Sequence[Token], grammar: Grammar) -> list[Kind]:
    """The kinds of a block's figures; numbers listed with the next one are of its kind («۸۰ تا ۹۰ لیتر در روز»)."""
    words = [token.text for token in tokens]
    kinds: list[Kind] = []
    index = 0
    while index < len(measured):
        last = index
        while measured[last].listed and last + 1 < len(measured):
            last += 1
        group = replace(measured[last], first=measured[index].first)
        others = [*measured[:index], *measured[last + 1 :]]
        kinds += [kind_of(group, tokens, words, grammar, others)] * (last + 1 - index)
        index = last + 1
    names = [(kind.name, kind.direction) for kind in kinds]
    return [Kind(*name) for name in share_kinds(measured, names, words, grammar)]


def kind_of(
    measured: Measured, tokens: Sequence[Token], words: Sequence[str], grammar: Grammar, others: Sequence[Measured]
) -> Kind:
    """The kind of a figure from the cues in its clause; `others` are the figures beside it, which cues do not cross."""
    start, end = bounds(tokens, measured.first, measured.last, CLAUSE_ENDS)
    clause_end = end
    start = max([start, *(o.last for o in others if o.last <= measured.first)])
    end = min([end, *(o.first for o in others if o.first >= measured.last)])
    if _stands_in_brackets(measured, tokens, start, end):  # "nearly doubled (48%)"
        start = bounds(tokens, start - 2, start - 1, CLAUSE_ENDS)[0]
    if start == measured.first - 1 and start > 1 and tokens[start].text in grammar.by_words:  # "grew, by 13%,"
        start = bounds(tokens, start - 2, start - 1, CLAUSE_ENDS)[0]
    place = _Place(measured, words, start, end, clause_end)
    if measured.unit.code == "times":
        return _times(place, grammar)
    direction = _direction(place, tokens, grammar)
    if measured.unit.code != "percent" and direction and _is_difference(place, grammar):
        return Kind("change", direction)
    if measured.unit.code != "percent":
        return Kind("rate" if _is_rate(place, grammar) or _opens_with_rate(place, tokens, grammar) else "amount")
    planned = grammar.share_cues.at(words, measured.last)  # «đạt 57,8% kế hoạch và tăng 10%»
    if planned and not grammar.changes.at(words, measured.first - 1):
        return Kind("share")
    is_change = direction and (not measured.numeral.fraction or _is_difference(place, grammar))
    return Kind("change", direction) if is_change else Kind("share")


def _stands_in_brackets(measured: Measured, tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a percent alone in brackets explains the word before them."""
    alone = measured.unit.code == "percent" and (start, end) == (measured.first, measured.last)
    return alone and start > 1 and tokens[start - 1].text == "("


def _is_divisor(word: str, grammar: Grammar) -> bool:
    """Whether the word after a slash is what a rate is told for; a plural only names a second thing."""
    plural = grammar.plural_ending and word.endswith(grammar.plural_ending)
    return not word[0].isdigit() and not plural


def _says_each(words: Sequence[str], position: int, grammar: Grammar, *, of_all: bool) -> bool:
    """Whether a word for "each" stands at a place; with `of_all` also where it speaks of a known whole."""
    hit = grammar.each_words.at(words, position)
    return hit is not None and (of_all or words[position + hit[1]] not in grammar.parts_of)


def _is_size(place: _Place, grammar: Grammar) -> bool:
    """Whether it is what one piece holds («loại 150ml»)."""
    first = place.measured.first
    return first > 0 and not place.measured.unit.counted and place.words[first - 1] in grammar.size_words


def _is_rate(place: _Place, grammar: Grammar) -> bool:
    """Whether it is said per day or per unit; the price of a unit may stand further off."""
    words, measured = place.words, place.measured
    cued = _near(place, grammar.rate_cues, _AFTER - 1, grammar.no_rates)
    if cued or _is_periodic(place, grammar) or _is_size(place, grammar):
        return True
    after = measured.last
    if after + 1 < place.end and words[after] in "/" and _is_divisor(words[after + 1], grammar):
        return True
    led = after < len(words) and words[after] in grammar.continuations  # "nine arrests in each country"
    if after < len(words) and grammar.each_words.at(words, after + led):
        return True
    before = range(max(place.start, measured.first - _AFTER), measured.first)
    counted = measured.unit.counted  # "each of the four charges" counts the charges
    if any(_says_each(words, position, grammar, of_all=not counted) for position in before):
        return True
    if any(words[at] in grammar.each_prefixes and grammar.unit_at(words, at + 1) for at in before):
        return True
    said = range(place.start, measured.first)
    priced = any(grammar.price_cues.at(words, at) or grammar.each_words.at(words, at) for at in said)
    return measured.is_money and priced


def _opens_with_rate(place: _Place, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """Whether the sentence opens with a few words that say how often («Mỗi tháng, kho này bán …»)."""
    first, _ = bounds(tokens, place.measured.first, place.measured.last, SENTENCE_ENDS)
    _, end = bounds(tokens, first, first, CLAUSE_ENDS)
    short = end < place.measured.first and end - first <= _OPENING
    return short and any(grammar.rates_before.at(place.words, at) for at in range(first, end))


def _is_periodic(place: _Place, grammar: Grammar) -> bool:
    """Whether words some way before or after a figure say per day, month or year."""
    words, measured = place.words, place.measured
    own = place.start + (place.start > 0)  # the word next to the figure before may be that one's
    before = range(max(own, measured.first - _PERIOD_REACH), measured.first)
    after = range(measured.last, min(place.end, measured.last + _PERIOD_REACH))
    return any(grammar.rates_before.at(words, at) for at in before) or any(
        grammar.rates_after.at(words, at) and not grammar.no_rates.at(words, at) for at in after
    )


def _times(place: _Place, grammar: Grammar) -> Kind:
    direction = _direction(place, (), grammar)
    compared = _near(place, grammar.period_cues, _AFTER)
    standing = place.measured.numeral.last == place.measured.last
    becomes = grammar.become.at(place.words, place.measured.last) is not None
    if direction or compared or standing or becomes:
        return Kind("change", direction or "up")
    return Kind("amount")


def _near(place: _Place, cues: Phrases[bool], reach: int, but: Phrases[bool] | None = None) -> bool:
    """Whether a cue stands within `reach` words of a figure and is not the beginning of a phrase of `but`."""
    measured = place.measured
    low, high = max(place.start, measured.first - reach), min(place.end, measured.last + reach)
    for position in range(low, high):
        hit = None if but and but.at(place.words, position) else cues.at(place.words, position)
        outside = position + (hit[1] if hit else 0) <= measured.first or position >= measured.last
        if hit and outside and position + hit[1] <= high + 1:
            return True
    return False


def _direction(place: _Place, tokens: Sequence[Token], grammar: Grammar) -> str | None:
    """The way of the rise or fall that a figure is the size of; None where it is the level reached."""
    words, measured = place.words, place.measured
    sign = measured.first - 1
    if tokens and sign >= 0 and words[sign] in _SIGNS and tokens[measured.first].glued and not tokens[sign].glued:
        return _SIGNS[words[sign]]
    leading = _leading(place, grammar)
    if leading >= place.start and words[leading] in grammar.to_words and not _is_dashed(place):
        return None
    compared = _near(place, grammar.compared, _AFTER)
    reach = _AFTER_COMPARED if compared else _AFTER
    best: tuple[int, str] | None = None
    for position in range(max(place.start, leading + 1 - _BEFORE), min(place.end, measured.last + reach)):
        hit = grammar.changes.at(words, position)
        inside = measured.first <= position < measured.last
        if not hit or inside or _is_part_of_cue(words, position, grammar):
            continue
        distance = measured.first - position if position < measured.first else position - measured.last + 1
        if best is None or distance < best[0]:
            best = (distance, hit[0])
    return best[1] if best else _said_far(place, grammar) or _said_last(place, grammar)


def _leading(place: _Place, grammar: Grammar) -> int:
    """The word that leads a figure, before its hedges and articles ("fell **to** just over 3%")."""
    at = place.measured.first - 1
    while at >= place.start:
        if place.words[at] in grammar.determiners:
            at -= 1
            continue
        lengths = [n for n in (3, 2, 1) if (h := grammar.hedges.at(place.words, at + 1 - n)) and h[1] == n]
        if not lengths or at + 1 - lengths[0] < place.start:
            break
        at -= lengths[0]
    return at


def _is_dashed(place: _Place) -> bool:
    """Whether it is a range with a dash, so that "from" belongs to the range («giảm từ 9-15%»)."""
    measured = place.measured
    return any(word in _DASHES for word in place.words[measured.first : measured.numeral.first])


def _said_far(place: _Place, grammar: Grammar) -> str | None:
    """The growth that a percent is of, said some words before it («tăng trưởng xuất khẩu dệt may ở mức 3,3%»)."""
    first = place.measured.first
    if place.measured.unit.code != "percent" or place.measured.numeral.fraction:
        return None
    for position in range(first - 1, max(place.start, first - _GROWTH_REACH) - 1, -1):
        if grammar.share_cues.at(place.words, position) or place.words[position] in grammar.to_words:
            return None
        hit = grammar.growth_nouns.at(place.words, position)
        if hit:
            return hit[0]
    return None


def _said_last(place: _Place, grammar: Grammar) -> str | None:
    """The rise or fall that ends a percent's clause with its verb («۶۷ درصد صادرات … بیشتر شده است»)."""
    if place.measured.unit.code != "percent" or not grammar.change_verbs:
        return None
    compares = grammar.compared.at(place.words, place.measured.last) is not None  # «۱۶ درصد نسبت به ۳ هزار … افزایش»
    end, reach = (place.clause_end, _VERB_REACH * 2) if compares else (place.end, _VERB_REACH)
    for position in range(place.measured.last, min(end - 1, place.measured.last + reach)):
        hit = grammar.changes.at(place.words, position)
        after = position + hit[1] if hit else 0
        if hit and after < end and place.words[after] in grammar.change_verbs:
            return hit[0]
    return None


def _is_part_of_cue(words: Sequence[str], position: int, grammar: Grammar) -> bool:
    """Whether a word that could mean a rise or fall only hedges a number ("more than 5") or shares ("made up")."""
    cues = (grammar.share_cues, grammar.no_changes)
    before = [found for cue in cues if position and (found := cue.at(words, position - 1))]
    if any(found[1] > 1 for found in before) or grammar.no_changes.at(words, position):
        return True
    hedge = grammar.hedges.at(words, position)
    if not hedge or position + hedge[1] >= len(words):
        return False
    following = words[position + hedge[1]]
    return following[0].isdigit() or following in grammar.numbers or following in grammar.currency_marks


def _is_difference(place: _Place, grammar: Grammar) -> bool:
    """Whether a count or sum stands right beside the word for a rise or fall («tăng 35 vụ», "up by 35")."""
    words, last = place.words, place.measured.last
    first = _leading(place, grammar) + 1
    if first >= 1 and grammar.changes.at(words, first - 1) and not grammar.no_changes.at(words, first - 2):
        return not grammar.hedges.at(words, first - 1)
    if first >= 2 and grammar.changes.at(words, first - 2):
        return words[first - 1] in grammar.by_words
    if last < len(words) and words[last] in grammar.difference_words:
        return True
    further = last + 1 < place.end and not place.measured.unit.counted and words[last] not in grammar.stop_words
    return further and words[last + 1] in grammar.difference_words  # "a 25-million-ton annual decline"
