"""Words, numbers and marks of a folded text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["number", "word", "mark"]

_TOKEN = re.compile(
    r"(?P<power>(?<![^\W\d_])[ckdm]?m[23](?!\w))"
    r"|(?P<number>(?<=[^\d\s.,()-])\d{1,3}(?:, \d{3}){2,}(?![\d,])|"  # "N144, 627, 737"
    r"(?<![\d.,])\d{1,3}, \d{3}(?:,\d{3})+(?:\.\d+)?"  # "118, 944,926.00"
    r"|(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,]*\d)"  # "1 250"
    r"|\d+(?:[.,/٬٫⁄]\d+)*|(?<![\w.,])[.,]\d+)"
    r"|(?P<word>(?<!\w)(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<mark>\S)"
)
_PARTS = re.compile(r"(\d+)/(\d+)")


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the folded text with its half-open span; `glued`: no white space before it."""

    text: str
    start: int
    end: int
    kind: TokenKind
    glued: bool


def tokenise(key: str) -> list[Token]:
    """The tokens of a folded text in order."""
    tokens: list[Token] = []
    previous_end = -1
    for match in _TOKEN.finditer(key):
        kind: TokenKind = "mark"
        if match.lastgroup == "number":
            kind = "number"
        elif match.lastgroup in ("word", "power"):
            kind = "word"
        tokens.append(Token(match.group(), match.start(), match.end(), kind, match.start() == previous_end))
        previous_end = match.end()
    return tokens


def split_glued(tokens: list[Token], pattern: re.Pattern[str] | None) -> list[Token]:
    """The tokens with each word that `pattern` matches as two parts written together cut into the two."""
    if pattern is None:
        return tokens
    found: list[Token] = []
    for token in tokens:
        match = pattern.fullmatch(token.text) if token.kind == "word" else None
        if match is None:
            found.append(token)
            continue
        middle = token.start + match.end(1)
        found.append(Token(match[1], token.start, middle, "word", token.glued))
        found.append(Token(match[2], middle, token.end, "word", glued=True))
    return found


def split_parts(tokens: list[Token], counts: Callable[[int], bool]) -> list[Token]:
    """The tokens with each "77/103" cut into its part and its whole where `counts` says that a noun follows it."""
    found: list[Token] = []
    for index, token in enumerate(tokens):
        match = _PARTS.fullmatch(token.text) if token.kind == "number" and "/" in token.text else None
        if match is None or not int(match[1]) <= int(match[2]) or not counts(index + 1):
            found.append(token)
            continue
        middle = token.start + match.end(1)
        found.append(Token(match[1], token.start, middle, "number", token.glued))
        found.append(Token("/", middle, middle + 1, "mark", glued=True))
        found.append(Token(match[2], middle + 1, token.end, "number", glued=True))
    return found
