"""Where the sentence and the clause round a token end."""

from __future__ import annotations

from collections.abc import Sequence

from tasvir.core.text.figures.tokens import Token

SENTENCE_ENDS = frozenset(".!?؟…\n")
CLAUSE_ENDS = SENTENCE_ENDS | frozenset(',;:،؛()[]«»"“”')


def bounds(tokens: Sequence[Token], first: int, last: int, ends: frozenset[str]) -> tuple[int, int]:
    """The half-open row of tokens round `first`..`last` without any of the marks `ends`."""
    start = first
    while start > 0 and tokens[start - 1].text not in ends:
        start -= 1
    end = last
    while end < len(tokens) and tokens[end].text not in ends:
        end += 1
    return start, end
