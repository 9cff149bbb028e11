"""Numbers as people type them into cells: digits of three families, and the marks that group or divide them.

Whether `1.234` is one thousand or one and a bit is decided for a whole column from its own cells, then from the
sheet's other columns, then from the language; where nothing decides, the cell is refused.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from tasvir.core.characters.folding import to_ascii_digits

Mark = Literal[",", "."]
_INVISIBLE = str.maketrans(
    "", "", "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
_SIGNS = str.maketrans(
    {"−": "-", "–": "-", "－": "-", "＋": "+", "٬": "'", "’": "'", "٫": "\u0001", "،": ",", "．": ".", "，": ","}
)
_SPACES_BETWEEN_GROUPS = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?:\D|$))")
_NUMERAL = re.compile(r"[+-]?\d[\d.,'\u0001]*(?:e[+-]?\d+)?|[+-]?[.\u0001]\d+(?:e[+-]?\d+)?", re.IGNORECASE)
_SLASHED = re.compile(r"([+-]?\d+)/(\d+)")
_GROUPED = {mark: re.compile(rf"[+-]?[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+") for mark in ",."}


@dataclass(frozen=True, slots=True)
class Numeral:
    """One text cut into the number's characters and what follows it, such as a unit."""

    body: str
    rest: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What divides whole from fraction in a doubtful numeral such as `1.234` or `1,234`; None: not to be told."""

    in_dotted: Mark | None = None
    in_comma: Mark | None = None

    def of(self, body: str) -> Mark | None:
        """The decimal mark that applies to one doubtful numeral."""
        return self.in_dotted if "." in body else self.in_comma


# Persian offices group by commas, and by points too often to trust a point; Vietnamese ones group by points.
USUAL_MARKS = {
    "fa": Marks(in_dotted=None, in_comma="."),
    "vi": Marks(in_dotted=",", in_comma=","),
    "en": Marks(in_dotted=".", in_comma="."),
}


def settled(mark: Mark) -> Marks:
    """The marks where the decimal mark is known."""
    return Marks(mark, mark)


@dataclass(frozen=True, slots=True)
class Style:
    """Which mark divides whole from fraction; None: the cells do not say."""

    decimal: Mark | None = None
    conflict: bool = False  # cells of one column prove both


def cut(text: str) -> Numeral | None:
    """The numeral that a text starts with; None where it starts with none.

    `12/5` is how Persian offices type 12.5; brackets round a number make it negative.
    """
    plain = to_ascii_digits(text).translate(_INVISIBLE).translate(_SIGNS).strip()
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1].strip()
    plain = _SPACES_BETWEEN_GROUPS.sub("'", plain)
    if plain.endswith("-") and plain[:1].isdigit():
        plain = "-" + plain[:-1]
    slashed = _SLASHED.fullmatch(plain)
    if slashed:
        return Numeral(f"{slashed[1]}\u0001{slashed[2]}", "")
    found = _NUMERAL.match(plain.replace("- ", "-", 1) if plain.startswith("- ") else plain)
    return Numeral(found[0], found.string[found.end() :].strip()) if found else None


def proves(body: str) -> Mark | None:
    """The decimal mark that one numeral proves by its shape, or None."""
    dots, commas = body.count("."), body.count(",")
    if "\u0001" in body:
        return None
    if dots and commas:
        return "." if body.rindex(".") > body.rindex(",") else ","
    if not dots and not commas:
        return None
    mark: Mark = "." if dots else ","
    other: Mark = "," if dots else "."
    if dots + commas > 1:
        return other
    return None if _GROUPED[mark].fullmatch(body) else mark


def is_ambiguous(body: str) -> bool:
    """Whether a numeral reads as two different numbers, a thousand times apart."""
    return body.count(".") + body.count(",") == 1 and any(shape.fullmatch(body) for shape in _GROUPED.values())


def style_of(bodies: Iterable[str]) -> Style:
    """What the cells of a column prove together."""
    proved = {mark for body in bodies if (mark := proves(body))}
    if len(proved) > 1:
        return Style(conflict=True)
    return Style(decimal=proved.pop()) if proved else Style()


def value_of(body: str, marks: Marks) -> float | None:
    """The number; None where its shape does not fit (`1,23,45`) or nothing says what its mark means.

    `marks` are asked only where the numeral does not prove its own mark.
    """
    mark = proves(body) or (marks.of(body) if is_ambiguous(body) else ".")
    if mark is None:
        return None
    grouping = "," if mark == "." else "."
    whole, divided, fraction = body.partition("\u0001" if "\u0001" in body else mark)
    if grouping in fraction or "'" in fraction or not _groups_fit(whole, grouping):
        return None
    digits = whole.replace(grouping, "").replace("'", "")
    try:
        number = float(f"{digits}.{fraction}" if divided else digits)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _groups_fit(whole: str, grouping: str) -> bool:
    """Whether every group after the first has three digits, or two as in South Asia before the last three."""
    groups = re.split(rf"[{re.escape(grouping)}']", re.split("e", whole, flags=re.IGNORECASE)[0].lstrip("+-"))
    if len(groups) == 1:
        return True
    return 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])


def bodies_of(texts: Sequence[str]) -> list[str]:
    """The numerals of those texts that start with one."""
    return [numeral.body for text in texts if (numeral := cut(text))]
