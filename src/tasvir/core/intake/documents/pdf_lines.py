"""Lines of a PDF page that holds writing from right to left: from what stands where back to the order of reading.

A page says which glyph stands where; its reader turns whole runs round, letters of one glyph included («لا» becomes
«ال»), and loses its way where both directions meet. Here each line is sorted by place and read anew.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

import pypdfium2.raw as raw

Direction = Literal["L", "R", "N", "-"]  # to the right, to the left, a number, neither
_RIGHT = ("R", "AL")
_NUMBER = ("EN", "AN")
_JOINING = ("CS", "ES", "ET", "NSM", "BN")  # what belongs to a number between or beside its digits
_OPENING, _CLOSING = "([{«", ")]}»"
_OPENER = re.compile(r"(?<![^\s])[)\]}»](?=[\w٪%])")  # stands where one opens
_CLOSER = re.compile(r"(?<=[\w٪%])[(\[{«](?![^\s.,،؛:؟])")
_STOPS = (".", "؛", "؟", ":", "!")
_CLEAR = 0.75  # of the letters of a line: then its direction is theirs
_GAP, _GAP_WITHOUT_BLANKS = 0.4, 0.15  # of the height of a glyph: wider than that, and words stand apart
_LAM, _ALEFS = "\u0644", "\u0627\u0623\u0625\u0622\u0671"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph with its place; a ligature stands for several characters."""

    text: str
    left: float
    right: float
    height: float

    @property
    def direction(self) -> Direction:
        kinds = {unicodedata.bidirectional(letter) for letter in self.text}
        if kinds & {*_RIGHT}:
            return "R"
        if "L" in kinds:
            return "L"
        return "N" if kinds & {*_NUMBER} else "-"


def turns_left(text: str) -> bool:
    """Whether a text holds letters written from right to left."""
    return any(unicodedata.bidirectional(letter) in _RIGHT for letter in text)


def needs_restoring(text: str) -> bool:
    """Whether a page holds letters that its reader may misplace: those to the left, and those with two marks."""
    return turns_left(text) or any("\u1ea0" <= letter <= "\u1ef9" for letter in text)


def restored_page(content: Any) -> tuple[str, int]:
    """The text of a page, and how many of its lines have an order that nothing proves."""
    lines = [list(_glyphs(line)) for line in _lines(content)]
    lines = [_with_ligatures(line, reversed_=_turns_ligatures(lines)) for line in lines]
    strong = [glyph.direction for line in lines for glyph in line]
    usual: Direction = "R" if strong.count("R") >= strong.count("L") else "L"
    restored = [restored_line(line, usual) for line in lines]
    texts = [_bracketed(line.text) if line.base == "R" else line.text for line in restored]
    return "\n".join(texts), sum(1 for line in restored if not line.sure)


def _bracketed(text: str) -> str:
    """Brackets the right way round, by the blanks beside them: a page holds what is seen or what is meant."""
    return _CLOSER.sub(_closed, _OPENER.sub(_opened, text))


def _opened(found: re.Match[str]) -> str:
    return _OPENING[_CLOSING.index(found[0])]


def _closed(found: re.Match[str]) -> str:
    return _CLOSING[_OPENING.index(found[0])]


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is read; `sure`: one order only fits what stands where."""

    text: str
    base: Direction
    sure: bool


_Character = tuple[str, tuple[float, float, float, float]]


def _lines(content: Any) -> Iterator[list[_Character]]:
    """The characters of each line with their boxes, without the blanks that the reader made up."""
    line: list[_Character] = []
    for place in range(content.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(content, place)).replace("\ufffe", "-")
        if letter == "\n":
            yield line
            line = []
        elif letter != "\r" and not raw.FPDFText_IsGenerated(content, place):
            line.append((letter, content.get_charbox(place, loose=True)))
    yield line


def _glyphs(line: Sequence[_Character]) -> Iterator[Glyph]:
    """Characters with one box are one glyph."""
    for (left, bottom, right, top), characters in groupby(line, key=lambda character: character[1]):
        yield Glyph("".join(letter for letter, _ in characters), left, right, top - bottom)


def _turns_ligatures(lines: Sequence[Sequence[Glyph]]) -> bool:
    """Whether letters of one glyph come turned round: lam and alef join only in that order."""
    return not any(glyph.text[:1] == _LAM and glyph.text[1:2] in (*_ALEFS,) for line in lines for glyph in line)


def _with_ligatures(line: Sequence[Glyph], *, reversed_: bool) -> list[Glyph]:
    return [
        Glyph(glyph.text[::-1], glyph.left, glyph.right, glyph.height)
        if reversed_ and len(glyph.text) > 1 and turns_left(glyph.text)
        else glyph
        for glyph in line
    ]


def restored_line(glyphs: Sequence[Glyph], usual: Direction) -> Line:
    """The glyphs of a line in the order of reading; `usual` is the page's direction, where nothing tells the line's."""
    seen = _spaced(sorted(glyphs, key=lambda glyph: (glyph.left + glyph.right) / 2))
    directions = _settled([glyph.direction for glyph in seen], [glyph.text for glyph in seen])
    right, left = directions.count("R"), directions.count("L")
    if not right:
        return Line("".join(glyph.text for glyph in seen).strip(), "L", sure=True)
    told: Direction | None = ("R" if right > left else "L") if max(right, left) >= _CLEAR * (right + left) else None
    told = told or _side_of_stop("".join(glyph.text for glyph in seen))
    base = told or usual
    sure = not left or (told is not None and not _between_both(directions))
    return Line(_in_order(seen, directions, base).strip(), base, sure)


def _side_of_stop(seen: str) -> Direction | None:
    """The direction of a line that ends a sentence: its full stop stands at the left end or at the right one."""
    at_left, at_right = seen.strip()[:1] in _STOPS, seen.strip()[-1:] in _STOPS
    return None if at_left == at_right else "R" if at_left else "L"


def _spaced(seen: Sequence[Glyph]) -> list[Glyph]:
    """Blanks put back where glyphs stand apart, and marks left out that repeat the letter under them."""
    blanks = [glyph.right > glyph.left for glyph in seen if glyph.text.isspace()]
    gap = _GAP if blanks and all(blanks) else _GAP_WITHOUT_BLANKS
    spaced: list[Glyph] = []
    for glyph in seen:
        if glyph.text.isspace() and glyph.right <= glyph.left:
            continue  # a blank without width has no place of its own
        before = spaced[-1] if spaced else None
        if before and before.text == glyph.text and (glyph.left + glyph.right) / 2 < before.right:
            continue
        apart = before is not None and glyph.left - before.right > gap * max(before.height, glyph.height)
        if before and apart and not before.text.isspace() and not glyph.text.isspace():
            spaced.append(Glyph(" ", before.right, glyph.left, glyph.height))
        spaced.append(glyph)
    return spaced


def _settled(directions: Sequence[Direction], texts: Sequence[str], *, to_left: bool = False) -> list[Direction]:
    """Signs between digits belong to the number; those beside digits too, unless the line runs to the left."""
    settled = list(directions)
    joining = [text and unicodedata.bidirectional(text[0]) in _JOINING for text in texts]
    for place in range(len(settled)):
        if settled[place] == "-" and joining[place]:
            before = place > 0 and directions[place - 1] == "N"
            after = place + 1 < len(settled) and directions[place + 1] == "N"
            percent = not to_left and unicodedata.bidirectional(texts[place][0]) == "ET"
            if (before and after) or (percent and (before or after)):
                settled[place] = "N"
    return settled


def _between_both(directions: Sequence[Direction]) -> bool:
    """Whether a number stands between the two directions, so that it may belong to either side."""
    words = [kind for kind, _ in groupby(kind for kind in directions if kind != "-")]
    return any({*words[place - 1 : place + 2]} == {"L", "N", "R"} for place, kind in enumerate(words) if kind == "N")


def _in_order(seen: Sequence[Glyph], directions: Sequence[Direction], base: Direction) -> str:
    """Runs against the direction of the line are turned round within it, numbers never."""
    kinds = _resolved(directions, base)
    runs = [
        (kind, [glyph for glyph, _ in members]) for kind, members in groupby(zip(seen, kinds), key=lambda pair: pair[1])
    ]
    if base == "L":
        return "".join(_run(run, _directions_of(run)) if kind == "R" else _plain(run) for kind, run in runs)
    return "".join(_run(run, _directions_of(run)) if kind == "R" else _plain(run) for kind, run in reversed(runs))


def _directions_of(run: Sequence[Glyph]) -> list[Direction]:
    """The directions of a run, its numbers whole."""
    return _settled([glyph.direction for glyph in run], [glyph.text for glyph in run], to_left=True)


def _resolved(directions: Sequence[Direction], base: Direction) -> list[Direction]:
    """Every glyph to the left or to the right: what is neither goes with two like neighbours, else with the line.

    Numbers go with the writing to the left that they touch, if any; they are kept whole in `_run`.
    """
    strong: list[Direction] = [kind if kind in ("L", "R") else "-" for kind in directions]
    places = [place for place, kind in enumerate(strong) if kind != "-"]
    resolved: list[Direction] = []
    for place, kind in enumerate(strong):
        if kind == "-":
            before = next((strong[p] for p in reversed(places) if p < place), base)
            after = next((strong[p] for p in places if p > place), base)
            kind = before if before == after else base
        resolved.append(kind)
    return resolved


def _run(run: Sequence[Glyph], directions: Sequence[Direction]) -> str:
    """A run to the left, read from its right end; its numbers from their left."""
    parts = [
        (kind, "".join(glyph.text for glyph, _ in members))
        if kind == "N"
        else (kind, "".join(glyph.text for glyph, _ in reversed(list(members))))
        for kind, members in (
            (kind, list(members)) for kind, members in groupby(zip(run, directions), key=lambda pair: pair[1])
        )
    ]
    return "".join(text for _, text in reversed(parts))


def _plain(run: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in run)
