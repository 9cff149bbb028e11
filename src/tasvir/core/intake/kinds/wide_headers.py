"""Headers of tables that offices really send: a column for each measure, agency, period, area or kind of goods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tasvir.core.calendars.finding import find_period
from tasvir.core.calendars.periods import Period
from tasvir.core.intake.cells.numerals import cut
from tasvir.core.intake.cells.sheet_reading import Office
from tasvir.core.intake.headers.finding import numbers_columns, read_heading, spread_merged
from tasvir.core.intake.headers.header_units import read_header_unit, split_header
from tasvir.core.intake.headers.headings import Header, Heading, Member, Row, Wide
from tasvir.core.vocabulary.lists import Lists

# What a column of its own may stand for, by the list that knows it; the first that does, decides.
_MEMBERS = (
    ("measure", "measures"), ("agency", "agencies"), ("area", "areas"), ("goods", "goods"), ("channel", "channels"),
    ("violation", "violations"),
)  # fmt: skip
KEYS = {
    "agency": "agency", "lead_agency": "agency", "area": "area", "period": "period", "measure": "measure",
    "breakdown": "breakdown", "unit": "unit", "goods": "goods", "channel": "channel", "violation": "violation",
}  # fmt: skip
_MOST_TITLE = 400
_LONGEST_NAME = 6
_SHORTEST_NAME = 4
_LOOKED_AT = 30


def read_member(text: str, office: Office, title_year: str = "") -> Member:
    """What a header cell stands for; nothing where no list knows it."""
    parted = split_header(text)
    remark = read_header_unit(parted[1], office.lists) if parted else None
    for words in (text, parted[0] if parted else ""):
        for name, vocabulary in _MEMBERS:
            if words.strip() and (code := office.lists.find(vocabulary, words)):
                return Member({name: code}, unit=remark)
    period = _period(text, office, title_year)
    return Member(period=period) if period else Member(unit=remark or read_header_unit(text, office.lists))


def _period(text: str, office: Office, title_year: str) -> Period | None:
    if len(text) > 60:
        return None
    calendar = office.calendar
    found = find_period(text, calendar, office.today)
    if found is None and title_year:
        found = find_period(f"{text} {title_year}", calendar, office.today)
        # The year alone was found: the cell's own words say nothing of time.
        return None if found is None or found.kind == "year" else found
    return found


def read_title(above: Sequence[Row], office: Office) -> Member:
    """What the lines above a table say of all its numbers: the period, the agency, the measure, the unit."""
    member = Member()
    for _, cells in above:
        for text in cells:
            if not text.strip() or len(text) > _MOST_TITLE:
                continue
            own = Member(_mentioned(text, office.lists), find_period(text, office.calendar, office.today))
            parted = split_header(text)
            unit = read_header_unit(text, office.lists) or (
                read_header_unit(parted[1], office.lists) if parted else None
            )
            member = member.joined(replace(own, unit=unit))
    return member


def _mentioned(text: str, lists: Lists) -> dict[str, str]:
    """The measure and the agency that a title mentions: the longest run of words that a list knows."""
    words = re.findall(r"[^\s()\[\]:،,;–—]+", text)
    found: dict[str, str] = {}
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            run = " ".join(words[start : start + length])
            for name, vocabulary in _MEMBERS[:2]:
                code = None if name in found or len(run) < _SHORTEST_NAME else lists.find(vocabulary, run)
                if code:
                    found[name] = code
    return found


def find_wide_header(top: Sequence[Row], office: Office) -> Header | None:
    """The header of a table with at least one naming column and two columns of numbers, or one measure and a title."""
    candidates = [
        header
        for start in range(min(len(top), 25))
        for height in (1, 2)
        if start + height <= len(top) and (header := _wide_at(top, start, height, office))
    ]
    return max(candidates, key=_rank, default=None)


def _rank(header: Header) -> tuple[int, int, int]:
    assert header.wide is not None
    members = list(header.wide.values.values())
    periods = {member.period for member in members if member.period}
    # A period that all columns share stands in the title and speaks for no header row.
    said = sum(len(member.codes) for member in members) + (len(periods) if len(periods) > 1 else 0)
    return (said + len(header.wide.keys), header.row - header.first_row, -header.row)


def _wide_at(top: Sequence[Row], start: int, height: int, office: Office) -> Header | None:
    number = top[start][0]
    rows = [list(cells) for _, cells in top[start : start + height]]
    if sum(bool(cell.strip()) for cell in rows[-1]) < 2:
        return None
    body = top[start + height :]
    numbered = bool(body) and numbers_columns([cell for cell in body[0][1] if cell.strip()])
    body = body[numbered:]
    stacked = [spread_merged(cells) for cells in rows[:-1]] + [rows[-1]]
    title = read_title(top[:start], office)
    heaps = _Heaps(office, title.period.label[:4] if title.period and title.period.calendar != "range" else "")
    headings = []
    for place in range(len(rows[0])):
        parts = list(dict.fromkeys(cells[place].strip() for cells in stacked if cells[place].strip()))
        headings.append(Heading(" ".join(parts), is_row_number=heaps.sort(place, parts, body)))
    wide = Wide(heaps.keys, heaps.values, title, heaps.sums)
    if not _complete(wide):
        return None
    return Header(headings, number, number + height + numbered, "figures", top[:start], wide)


@dataclass
class _Heaps:
    """Each column belongs to one: it names rows, holds numbers, or adds up others."""

    office: Office
    year: str
    keys: dict[str, int] = field(default_factory=dict)
    values: dict[int, Member] = field(default_factory=dict)
    sums: list[int] = field(default_factory=list)

    def sort(self, place: int, parts: Sequence[str], body: Sequence[Row]) -> bool:
        """Put a column on its heap; whether it only numbers the rows."""
        marks = {self.office.lists.find("row_marks", part) for part in parts}
        if "row_number" in marks:
            return True
        if "total" in marks:
            self.sums.append(place)
            return False
        texts = [cells[place] for _, cells in body[:_LOOKED_AT] if cells[place].strip()]
        key = _key_by_content(texts, self.office) or _key_by_name(parts, self.office.lists)
        member = Member()
        for part in reversed(parts):
            member = member.joined(read_member(part, self.office, self.year))
        if key and key not in self.keys and (key == "period" or not _mostly_numbers(texts)):
            self.keys[key] = place
        elif member.says_something:
            self.values[place] = member
        return False


def _key_by_name(parts: Sequence[str], lists: Lists) -> str | None:
    return KEYS.get(read_heading(parts[-1], lists).field or "") if parts else None


def _key_by_content(texts: Sequence[str], office: Office) -> str | None:
    """What most cells of a column name: measures, agencies, areas, goods, units or periods."""
    plain = [text for text in texts if office.lists.find("row_marks", text) != "total"]
    if not plain or _mostly_numbers(plain):
        return None
    for name, vocabulary in (*_MEMBERS, ("unit", "units")):
        if sum(office.lists.find(vocabulary, text) is not None for text in plain) * 2 > len(plain):
            return name
    if sum(_period(text, office, "") is not None for text in plain) * 2 > len(plain):
        return "period"
    return "unit" if all(read_header_unit(text, office.lists) for text in plain) else None


def _mostly_numbers(texts: Sequence[str]) -> bool:
    numerals = [cut(text) for text in texts]
    return sum(numeral is not None and not numeral.rest for numeral in numerals) * 2 > len(texts)


def _complete(wide: Wide) -> bool:
    """Whether every number would have a measure, and there is at least one column of numbers."""
    if not wide.keys or not wide.values:
        return False
    named = "measure" in wide.keys or "measure" in wide.title.codes
    return all(named or "measure" in member.codes for member in wide.values.values())
