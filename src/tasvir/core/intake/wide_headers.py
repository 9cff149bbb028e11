"""Headers of tables that offices really send: a column for each measure, agency, period, area or kind of goods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tasvir.core.calendars.finding import find_period
from tasvir.core.calendars.periods import Period
from tasvir.core.intake.header_units import HeaderUnit, read_header_unit, split_header
from tasvir.core.intake.headers import Header, Heading, Row, read_heading, spread_merged
from tasvir.core.intake.sheet_reading import Office

# What a column of its own may stand for, by the list that knows it; the first that does, decides.
_MEMBERS = (
    ("measure", "measures"), ("agency", "agencies"), ("area", "areas"), ("goods", "goods"), ("channel", "channels"),
    ("violation", "violations"),
)  # fmt: skip
KEYS = {"agency": "agency", "lead_agency": "agency", "area": "area", "period": "period", "measure": "measure",
        "breakdown": "breakdown", "unit": "unit", "goods": "goods", "channel": "channel", "violation": "violation"}  # fmt: skip
_MOST_TITLE = 400


@dataclass(frozen=True)
class Member:
    """What one value column, or the title, says of its numbers: codes by dimension, the period, the unit."""

    codes: Mapping[str, str] = field(default_factory=dict)
    period: Period | None = None
    unit: HeaderUnit | None = None

    def joined(self, other: Member) -> Member:
        """Both together; this one's own word goes first."""
        return Member({**other.codes, **self.codes}, self.period or other.period, self.unit or other.unit)

    @property
    def says_something(self) -> bool:
        return bool(self.codes) or self.period is not None


@dataclass(frozen=True)
class Wide:
    """The columns that name a row, by dimension, and the columns that hold numbers."""

    keys: Mapping[str, int]
    values: Mapping[int, Member]
    title: Member
    sums: Sequence[int] = ()  # columns that only add up others


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
            own = read_member(text, office)
            period = own.period or find_period(text, office.calendar, office.today)
            member = member.joined(replace(own, period=period))
    return member


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
    said = sum(len(member.codes) + (member.period is not None) for member in header.wide.values.values())
    return (said + len(header.wide.keys), header.row - header.first_row, -header.row)


def _wide_at(top: Sequence[Row], start: int, height: int, office: Office) -> Header | None:
    number = top[start][0]
    rows = [list(cells) for _, cells in top[start : start + height]]
    if sum(bool(cell.strip()) for cell in rows[-1]) < 2 and height == 1:
        return None
    stacked = [spread_merged(cells) for cells in rows[:-1]] + [rows[-1]]
    title = read_title(top[:start], office)
    year = title.period.label[:4] if title.period and title.period.calendar != "range" else ""
    keys: dict[str, int] = {}
    values: dict[int, Member] = {}
    sums: list[int] = []
    headings = []
    for place in range(len(rows[0])):
        parts = list(dict.fromkeys(cells[place].strip() for cells in stacked if cells[place].strip()))
        headings.append(Heading(" ".join(parts)))
        _sort_column(place, parts, keys, values, sums, office, year)
    complete = _complete(keys, values, title)
    wide = Wide(keys, values, title, sums)
    return Header(headings, number, number + height, "figures", top[:start], wide) if complete else None


def _sort_column(
    place: int, parts: list[str], keys: dict[str, int], values: dict[int, Member], sums: list[int], office: Office,
    year: str,
) -> None:  # fmt: skip
    """Put one column where it belongs: it names rows, holds numbers, or adds up others."""
    if not parts:
        return
    if any(office.lists.find("row_marks", part) == "total" for part in parts):
        sums.append(place)
        return
    member = Member()
    for part in reversed(parts):
        member = member.joined(read_member(part, office, year))
    heading = read_heading(parts[-1], office.lists)
    key = KEYS.get(heading.field or "")
    if key and key not in keys and not member.codes.get("measure") and member.period is None:
        keys[key] = place
    elif member.says_something:
        values[place] = member


def _complete(keys: Mapping[str, int], values: Mapping[int, Member], title: Member) -> bool:
    """Whether every number would have a measure, and there is at least one column of numbers."""
    if not keys or not values:
        return False
    named = "measure" in keys or "measure" in title.codes
    return all(named or "measure" in member.codes for member in values.values())
