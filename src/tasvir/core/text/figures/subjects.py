"""Units that a bare number takes from elsewhere: its list, the whole it is part of, its sentence's subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tasvir.core.text.figures.clauses import SENTENCE_ENDS, bounds
from tasvir.core.text.figures.grammar import Grammar, Unit
from tasvir.core.text.figures.measured import Measured, may_be_year
from tasvir.core.text.figures.numerals import Numeral
from tasvir.core.text.figures.tokens import Token

_LISTING_MARKS = frozenset(",،/-–;")
_DASHES = frozenset("-–")
_PART_REACH = 6
_LONGEST = Decimal(10) ** 8  # bare digits beyond it are codes
_VALUE_REACH = 4
_SURE = 0.9


def complete(
    tokens: Sequence[Token], numerals: Sequence[Numeral], found: list[Measured | None], grammar: Grammar
) -> None:
    """Give units to the numbers in `found` that have none of their own, where the text around them does."""
    words = [token.text for token in tokens]
    _from_licences(words, found, tokens, grammar)
    _from_list(words, numerals, found, grammar)
    _from_mark(words, numerals, found, grammar)
    _from_size(words, numerals, found, grammar)
    _from_whole(words, numerals, found, grammar)
    _from_subject(tokens, words, numerals, found, grammar)
    _from_list(words, numerals, found, grammar)


def _from_list(
    words: Sequence[str], numerals: Sequence[Numeral], found: list[Measured | None], grammar: Grammar
) -> None:
    """A number in a list or range without a unit of its own takes the unit of the next («94, 18 và 395 vụ»)."""
    joining = _LISTING_MARKS | grammar.range_words | grammar.connectors | grammar.joiners
    for index in range(len(numerals) - 2, -1, -1):
        following = found[index + 1]
        if found[index] is not None or following is None or following.unit.code == "times":
            continue
        between = words[numerals[index].last : following.first]
        aside = len(between) > 1 and between[0] in _DASHES  # "81,000 - or 32 per cent"
        if between and len(between) <= 2 and not aside and all(word in joining for word in between):
            numeral = numerals[index]
            if following.numeral.scaled and not numeral.scaled and between[0] in grammar.range_words:
                numeral = _scaled_like(numeral, following.numeral)
            found[index] = replace(
                following, numeral=numeral, first=numeral.first, last=numeral.last, certainty=0.8, listed=True
            )


def _from_mark(
    words: Sequence[str], numerals: Sequence[Numeral], found: list[Measured | None], grammar: Grammar
) -> None:
    """The second end of a range takes the mark before the first ("Rs 40-50", "$5 to 6 million")."""
    for index in range(1, len(numerals)):
        before, one, numeral = found[index - 1], found[index], numerals[index]
        if before is None or not before.is_money or before.first == before.numeral.first:
            continue
        between = words[before.last : numeral.first]
        ranged = len(between) == 1 and between[0] in grammar.range_words
        if ranged and (one is None or one.certainty < _SURE) and numeral.value > before.numeral.value:
            found[index] = Measured(numeral, before.unit, numeral.first, numeral.last, 0.85)
            if numeral.scaled and not before.numeral.scaled:
                found[index - 1] = replace(before, numeral=_scaled_like(before.numeral, numeral))


def _scaled_like(numeral: Numeral, other: Numeral) -> Numeral:
    """«۸۰ تا ۹۰ میلیارد»: the first end of a range takes the scale of the second where that keeps them in order."""
    scaled = numeral.value * other.scale
    return replace(numeral, value=scaled, scaled=True) if scaled <= other.value else numeral


def _from_licences(
    words: Sequence[str], found: list[Measured | None], tokens: Sequence[Token], grammar: Grammar
) -> None:
    """A bare counter counts the licences and papers that its sentence speaks of («پروانه‌ها … با ۱۵۴ فقره»)."""
    for index, one in enumerate(found):
        if one is None or one.unit.code != "case" or not one.unit.classifier:
            continue
        start, _ = bounds(tokens, one.first, one.last, SENTENCE_ENDS)
        nouns = [hit for hit, _, _ in grammar.unit_phrases.find_all(words[start : one.first]) if hit.counted]
        named = [hit for hit in nouns if not (hit.place or hit.abstract or (hit.classifier and hit.code == "case"))]
        if not named:
            continue
        said = one.last < len(words) and words[one.last] in grammar.change_verbs  # «بازرسی‌ها … ۴ هزار فقره بود»
        if named[-1].code == "item" and not named[-1].classifier or (said and named[-1].code == "inspection"):
            found[index] = replace(one, unit=named[-1])


def _from_size(
    words: Sequence[str], numerals: Sequence[Numeral], found: list[Measured | None], grammar: Grammar
) -> None:
    """A number before a size counts the noun after it ("358 50kg bags")."""
    for index, numeral in enumerate(numerals[:-1]):
        size = found[index + 1]
        if found[index] is not None or size is None or size.first != numeral.last or size.unit.counted:
            continue
        hit = None if size.is_money or size.unit.code in ("percent", "times") else grammar.unit_at(words, size.last)
        if hit and hit[0].counted:
            found[index] = Measured(numeral, hit[0], numeral.first, numeral.last, 0.8)


def _from_whole(
    words: Sequence[str], numerals: Sequence[Numeral], found: list[Measured | None], grammar: Grammar
) -> None:
    """A part counts what its whole counts ("18 of the 76 mattresses", "50 of the latter seizures")."""
    for index, numeral in enumerate(numerals):
        last = numeral.last
        lone = numeral.words_only and numeral.value == 1  # "one of the largest networks"
        if found[index] is not None or lone or last >= len(words) or words[last] not in grammar.parts_of:
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        if following and following.unit.counted and following.first - last <= _PART_REACH:
            found[index] = Measured(numeral, following.unit, numeral.first, last, 0.75)
            continue
        for position in range(last + 1, min(last + _PART_REACH, len(words))):
            hit = grammar.unit_at(words, position)
            if hit and hit[0].counted and not hit[0].place:
                found[index] = Measured(numeral, hit[0], numeral.first, last, 0.7)
                break


def _from_subject(
    tokens: Sequence[Token],
    words: Sequence[str],
    numerals: Sequence[Numeral],
    found: list[Measured | None],
    grammar: Grammar,
) -> None:
    """A bare number counts what its sentence or the one before spoke of ("seizures rose to 1,450")."""
    for index, numeral in enumerate(numerals):
        bare_code = not numeral.scaled and numeral.value >= _LONGEST
        if found[index] is not None or bare_code or may_be_year(numeral, grammar.lang):
            continue
        start, _ = bounds(tokens, numeral.first, numeral.last, SENTENCE_ENDS)
        if numeral.words_only and not _goes_on(words, numeral, start, found[:index], grammar):
            continue
        if not (_is_part(words, numeral.last, grammar) or _is_led(words, numeral.first, start, grammar)):
            continue
        if any(word in grammar.value_words for word in words[max(start, numeral.first - _VALUE_REACH) : numeral.first]):
            continue  # a sum without its currency
        unit = _subject(words, start, numeral.first, found[:index], grammar)
        if unit:
            found[index] = Measured(numeral, unit, numeral.first, numeral.last, 0.6)


def _goes_on(
    words: Sequence[str], numeral: Numeral, start: int, earlier: Sequence[Measured | None], grammar: Grammar
) -> bool:
    """Whether a small number in words goes on with what its sentence counts ("16 for theft and four for fraud")."""
    last = earlier[-1] if earlier else None
    counted = last is not None and last.unit.counted and last.first >= start
    joined = words[numeral.first - 1] in grammar.joiners | _LISTING_MARKS | grammar.subject_leads
    follows = numeral.last < len(words) and words[numeral.last] in grammar.continuations
    follows = follows or words[numeral.first - 1] in grammar.anaphors  # "of which nine led to charges"
    return counted and joined and follows and numeral.value > 1 and not numeral.fraction


def _is_part(words: Sequence[str], last: int, grammar: Grammar) -> bool:
    """Whether the words after a number say that it counts what was spoken of ("seizing 995 **of them**")."""
    following = words[last : last + 2]
    return len(following) > 1 and following[0] in grammar.parts_of and following[1] in grammar.anaphors


def _is_led(words: Sequence[str], first: int, start: int, grammar: Grammar) -> bool:
    """Whether the words before a number let it stand for a count ("rose **to** 1,450") and not for a name."""
    at = first - 1
    while at >= start and (words[at] in grammar.determiners or _ends_hedge(words, at, grammar)):
        at -= 1
    return at < start or at < first - 1 or words[at] in grammar.subject_leads


def _ends_hedge(words: Sequence[str], at: int, grammar: Grammar) -> bool:
    return any((hit := grammar.hedges.at(words, at - n)) and hit[1] == n + 1 for n in range(min(3, at + 1)))


def _subject(
    words: Sequence[str], start: int, first: int, earlier: Sequence[Measured | None], grammar: Grammar
) -> Unit | None:
    """What a sentence counted before a number, else what the figure before it counted ("Of these, 236,000 were …")."""
    counted = [m.unit for m in earlier if m and m.first >= start and m.unit.counted]
    said = grammar.unit_phrases.find_all(words[start:first])
    nouns = [hit for hit, _, _ in said if hit.counted and not (hit.place or hit.abstract or hit.none)]
    if counted or nouns:
        return (counted or nouns)[-1]
    before = [m.unit for m in earlier if m]
    return before[-1] if before and before[-1].counted and not before[-1].place else None
