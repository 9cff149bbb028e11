"""What a header says of its unit: «ارزش (میلیون ریال)», `Trị giá (triệu đồng)`, `Quantity (kg)`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasvir.core.characters.folding import search_key
from tasvir.core.vocabulary.lists import Lists

_BRACKETED = re.compile(r"^(.*?)\s*[(\[（]([^)\]）]*)[)\]）]\s*(.*)$", re.DOTALL)
_DIVIDED = re.compile(r"^(.+?)\s*(?:[:،;\n]|,\s|\s[-–—]\s|/)\s*(.+)$", re.DOTALL)
_LEADING = re.compile(r"^(?:به|đvt|in|đơn vị(?: tính)?|unit)\b\s*:?\s*")
_ROUND = re.compile(r"(10+(?:[.,]?0{3})*)\s*(.*)")


@dataclass(frozen=True, slots=True)
class HeaderUnit:
    """Every number of the column is that many of this unit or currency."""

    factor: float = 1.0
    unit: str | None = None
    currency: str | None = None


def split_header(text: str) -> tuple[str, str] | None:
    """A header as name and remark; None where it has no remark."""
    bracketed = _BRACKETED.match(text)
    if bracketed:
        return f"{bracketed[1]} {bracketed[3]}".strip(), bracketed[2]
    divided = _DIVIDED.match(text)
    return (divided[1], divided[2]) if divided else None


def read_header_unit(text: str, lists: Lists) -> HeaderUnit | None:
    """The unit that a remark names, with its magnitude; None where it names none."""
    rest = _LEADING.sub("", search_key(text)).strip()
    factor = 1.0
    while rest:
        if unit := lists.find("units", rest):
            return HeaderUnit(factor, unit=unit)
        if currency := lists.find("currencies", rest):
            return HeaderUnit(factor, currency=currency)
        step = _leading_factor(rest, lists)
        if step is None:
            return None
        factor, rest = factor * step[0], step[1]
    return HeaderUnit(factor) if factor != 1.0 else None


def _leading_factor(text: str, lists: Lists) -> tuple[float, str] | None:
    round_number = _ROUND.match(text)
    if round_number:
        return float(re.sub("[.,]", "", round_number[1])), round_number[2].strip()
    words = text.split(" ")
    for length in (2, 1):
        code = lists.find("magnitudes", " ".join(words[:length]))
        if code:
            return float(lists["magnitudes"].entries[code].columns["factor"]), " ".join(words[length:])
    return None
