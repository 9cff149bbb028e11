"""Which statements of a report say the same thing again: headlines, leads, a body printed twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tasvir.core.characters.folding import search_key
from tasvir.core.text.statements.model import Statement

_WORD = re.compile(r"[^\W_]+")
_LEAST_WORDS = 4
_CONTAINED = 0.85
_ALIKE = 0.55
_POSTINGS = 40


def mark_repeats(statements: Sequence[Statement]) -> list[Statement]:
    """The same statements, each repeat pointing at the first that says it; the order is kept."""
    answer: list[Statement] = []
    exact: dict[tuple[str, str], int] = {}
    contents: list[frozenset[str]] = []
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for index, statement in enumerate(statements):
        key = search_key(statement.quote)
        content = frozenset(word for word in _WORD.findall(key) if len(word) > 2)
        first = exact.get((statement.kind, key))
        if first is None:
            first = _alike(statement.kind, content, answer, contents, postings)
        contents.append(content)
        answer.append(statement if first is None else replace(statement, repeat_of=first))
        if first is None:
            exact[statement.kind, key] = index
            for word in content:
                if len(postings[word]) < _POSTINGS:
                    postings[word].append(index)
    return answer


def _alike(
    kind: str,
    content: frozenset[str],
    before: Sequence[Statement],
    contents: Sequence[frozenset[str]],
    postings: dict[str, list[int]],
) -> int | None:
    """The earliest statement of the kind that holds nearly all the words, or whose words are nearly all held."""
    if len(content) < _LEAST_WORDS:
        return None
    shared: defaultdict[int, int] = defaultdict(int)
    for word in content:
        for index in postings.get(word, ()):
            shared[index] += 1
    for index in sorted(shared):
        other = contents[index]
        smaller = min(len(content), len(other))
        if before[index].kind != kind or smaller < _LEAST_WORDS:
            continue
        union = len(content) + len(other) - shared[index]
        if shared[index] >= _CONTAINED * smaller and shared[index] >= _ALIKE * union:
            return index
    return None
