"""The header of a sheet as data: what each column is called, what it means, what the lines above say of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tasvir.core.calendars.periods import Period
from tasvir.core.characters.folding import search_key
from tasvir.core.intake.headers.header_units import HeaderUnit
from tasvir.core.intake.tables import Kind

_VIETNAMESE = frozenset("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹàáãèéìíĩòóõùúũý")
Row = tuple[int, Sequence[str]]  # its number in the sheet, and its cells as text


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's header: as written, our name for it, and the unit that it states."""

    text: str
    field: str | None = None
    unit: HeaderUnit | None = None
    is_row_number: bool = False


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


@dataclass(frozen=True)
class Header:
    """The header of a sheet and the number of the first row of data under it."""

    headings: Sequence[Heading]
    row: int
    first_row: int
    kind: Kind | None
    above: Sequence[Row] = ()
    wide: Wide | None = None

    @property
    def lang(self) -> str:
        """The language of the headers, by their letters."""
        return language_of(" ".join(heading.text for heading in self.headings))

    def fields(self) -> set[str]:
        """Our names of the columns that were recognised."""
        return {heading.field for heading in self.headings if heading.field}


def language_of(text: str) -> str:
    """fa, vi or en by the letters alone."""
    key = search_key(text)
    if any("\u0600" <= letter <= "\u06ff" for letter in key):
        return "fa"
    return "vi" if any(letter in _VIETNAMESE for letter in key) else "en"
