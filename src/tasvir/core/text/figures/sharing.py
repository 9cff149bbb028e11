"""Figures that share one kind because they are listed together: percents that rise, ends of a range."""

from __future__ import annotations

from collections.abc import Sequence

from tasvir.core.text.figures.clauses import CLAUSE_ENDS, SENTENCE_ENDS
from tasvir.core.text.figures.grammar import Grammar
from tasvir.core.text.figures.measured import Measured

_LISTING = frozenset(",،")
_SHARED_REACH = 8
_SHORT_CLAUSE = 4
NamedKind = tuple[str, str | None]


def share_kinds(
    measured: Sequence[Measured], kinds: Sequence[NamedKind], words: Sequence[str], grammar: Grammar
) -> list[NamedKind]:
    """The kinds with those percents made changes whose cue stands with a neighbour of their list."""
    shared = list(kinds)
    for index in range(len(measured) - 2, -1, -1):
        if shared[index + 1][0] == "change" and _joined(measured, index, words, grammar):
            shared[index] = _taken(shared[index], shared[index + 1], measured[index], words, grammar)
    for index in range(len(measured) - 2, -1, -1):
        if shared[index + 1][0] == "rate" and _is_range(measured, index, words, grammar):
            shared[index] = shared[index + 1]
    for index in range(len(measured) - 1):
        both = measured[index].unit.code == measured[index + 1].unit.code == "percent"
        if not both or shared[index][0] != "change":
            continue
        if _joined(measured, index, words, grammar) or _follows_shortly(measured, index, words, grammar):
            shared[index + 1] = _taken(shared[index + 1], shared[index], measured[index + 1], words, grammar)
    return shared


def _is_range(measured: Sequence[Measured], index: int, words: Sequence[str], grammar: Grammar) -> bool:
    """Whether a figure and the next are the ends of a range, each with its unit ("between N4bn and N5bn daily")."""
    one, other = measured[index], measured[index + 1]
    between = words[one.last : other.first]
    return one.unit == other.unit and len(between) == 1 and between[0] in grammar.range_words | grammar.joiners


def _taken(own: NamedKind, other: NamedKind, one: Measured, words: Sequence[str], grammar: Grammar) -> NamedKind:
    parted = one.last < len(words) and words[one.last] in grammar.parts_of
    parted = parted or grammar.share_cues.at(words, one.first - 1) is not None  # «đạt 57,8% kế hoạch và tăng 10%»
    return other if own[0] == "share" and not parted and not one.numeral.fraction else own


def _joined(measured: Sequence[Measured], index: int, words: Sequence[str], grammar: Grammar) -> bool:
    """Whether a percent and the next are one list («۱۹ درصد، ۳۲ درصد و ۲۱ درصد رشد»)."""
    one, other = measured[index], measured[index + 1]
    between = words[one.last : other.first]
    if not one.unit.code == other.unit.code == "percent" or len(between) > _SHARED_REACH:
        return False
    if between and all(word in _LISTING or word in grammar.joiners for word in between):
        return True
    joined = any(word in grammar.connectors or word in grammar.joiners for word in between)
    return joined and not any(word in CLAUSE_ENDS for word in between)


def _follows_shortly(measured: Sequence[Measured], index: int, words: Sequence[str], grammar: Grammar) -> bool:
    """Whether the next percent ends a few words without a verb («tăng 3,3%; giày dép 7,1%»)."""
    one, other = measured[index], measured[index + 1]
    between = words[one.last : other.first]
    if len(between) < 2 or between[0] not in CLAUSE_ENDS - SENTENCE_ENDS - {"("}:
        return False
    named = between[1:]
    plain = all(word.isalpha() and word not in grammar.stop_words for word in named)
    cued = any(grammar.share_cues.at(words, one.last + 1 + n) for n in range(len(named)))
    ends = other.last >= len(words) or words[other.last] in CLAUSE_ENDS
    return len(named) <= _SHORT_CLAUSE and plain and not cued and ends
