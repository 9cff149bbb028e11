"""Lists as text: .csv and .tsv, with delimiter and encoding found out where the mapping does not say them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

import pyarrow as pa

from tasvir.core.errors import RefusedFile
from tasvir.core.intake.problems import Mask
from tasvir.core.intake.safety import WORKBOOKS, check_size
from tasvir.core.intake.sheets.extents import Extent, Limits, check_extent
from tasvir.core.intake.sheets.sheet import TOP_ROWS, SpoiledCell

_CHUNK = 50_000
_DELIMITERS = ",;\t|"
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_MOSTLY_WHOLE = 10
BROKEN = "\ufffd"
# Old single-byte encodings of Persian, Vietnamese and western offices; tried when UTF-8 does not fit.
_OLD_ENCODINGS = ("cp1256", "cp1258", "cp1252")


class TextSheet:
    """The one sheet of a text file of cells; row numbers count records, the header's included."""

    name: str | None = None
    hidden = False

    def __init__(self, text: str, delimiter: str, encoding: str | None = None) -> None:
        self._text = text
        self.guessed_encoding = encoding
        self._delimiter = delimiter
        self._surplus: list[int] = []
        self._broken: dict[int, str] = {}

    def records(self) -> Iterator[list[str]]:
        """The records of the file."""
        return csv.reader(io.StringIO(self._text, newline=""), delimiter=self._delimiter)

    def top(self) -> Sequence[tuple[int, Sequence[str]]]:
        """The first rows with their numbers, each cell as text, blank cells as ''."""
        records = list(islice(self.records(), TOP_ROWS))
        width = max((len(record) for record in records), default=0)
        return [
            (number, [cell.strip() for cell in record] + [""] * (width - len(record)))
            for number, record in enumerate(records, start=1)
        ]

    def all_rows(self) -> Iterator[tuple[int, Sequence[object]]]:
        """Every record with its number."""
        return iter(enumerate(self.records(), start=1))

    def columns_from(self, first_row: int) -> list[pa.Array]:
        """All columns from a row on; cells beyond the width of the rows above are the surplus."""
        width = max((len(record) for record in islice(self.records(), first_row - 1)), default=0)
        self._surplus = []
        chunks: list[list[pa.Array]] = [[] for _ in range(width)]
        records = islice(self.records(), first_row - 1, None)
        place = 0
        while part := list(islice(records, _CHUNK)):
            self._surplus += [place + at for at, row in enumerate(part) if any(row[width:])]
            if BROKEN in self._text:
                self._broken |= {place + at: cell for at, row in enumerate(part) for cell in row if BROKEN in cell}
            for column in range(width):
                cells = [row[column] if column < len(row) else None for row in part]
                chunks[column].append(pa.array(cells, pa.string()))
            place += len(part)
        return [pa.concat_arrays(parts) if parts else pa.array([], pa.string()) for parts in chunks]

    def numeric_cells(self, column: int, first_row: int) -> Mask | None:  # noqa: ARG002
        """None: text says nothing of types."""
        return None

    def words(self, column: int, first_row: int) -> Sequence[str | None]:  # noqa: ARG002
        """None: every cell of a text file is read as text."""
        return ()

    def first_column(self) -> int:
        """None stands before the first."""
        return 0

    def starts_in_1904(self) -> bool:
        """Text holds no serial days of its own; those pasted into it count from 1900."""
        return False

    def surplus_rows(self) -> Sequence[int]:
        """The positions of rows with more cells than the header has columns."""
        return self._surplus

    def merged_cells(self, first_row: int) -> Sequence[tuple[int, int, int]]:  # noqa: ARG002
        """None: text holds no merged cells."""
        return ()

    def spoiled_cells(self, first_row: int, *, gaps: bool) -> Sequence[SpoiledCell]:  # noqa: ARG002
        """None: text holds no formulas."""
        return ()

    def broken_rows(self) -> Mapping[int, str]:
        """The positions of rows with characters that could not be decoded, and one such cell."""
        return self._broken


def text_sheet(
    file: str,
    data: bytes,
    *,
    encoding: str | None,
    delimiter: str | None,
    recognise: Callable[[Sequence[str]], int],
) -> TextSheet:
    """The sheet of a text file; `recognise` counts the known headers in a row, which settles doubtful encodings."""
    check_size(data, file, WORKBOOKS)
    if not data.strip(b"\x00\r\n\t ;,\xef\xbb\xbf"):
        raise RefusedFile("document.empty", file=file)
    text, guessed = decode(file, data, encoding, delimiter, recognise)
    sheet = TextSheet(text, delimiter or find_delimiter(text), guessed)
    _check_shape(file, sheet)
    return sheet


def _check_shape(file: str, sheet: TextSheet) -> None:
    extent, limits = Extent(), Limits()
    try:
        for record in sheet.records():
            extent.last_row += 1
            extent.last_column = max(extent.last_column, len(record))
            if extent.exceeds(limits):
                break
    except csv.Error as error:
        raise RefusedFile("list.unreadable", file=file, reason=str(error)) from error
    check_extent(file, "", extent, limits)


def decode(
    file: str, data: bytes, encoding: str | None, delimiter: str | None, recognise: Callable[[Sequence[str]], int]
) -> tuple[str, str | None]:
    """The text of a file and the encoding that was guessed for it, if one was.

    It is the encoding that is told, marked or fits; UTF-8 with a few broken places; else the old one whose headers are
    known.
    """
    for name in [encoding] if encoding else _marked(data):
        try:
            return _checked(data.decode(name).removeprefix("\ufeff"), file), None
        except LookupError as error:
            raise RefusedFile("mapping.encoding", file=file, encoding=name) from error
        except UnicodeDecodeError as error:
            if encoding:
                raise RefusedFile("list.encoding", file=file, encoding=name) from error
    if (damaged := _damaged(data)) is not None:
        return _checked(damaged, file), None
    scores = {name: _known_headers(data, name, delimiter, recognise) for name in _OLD_ENCODINGS}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] == 0:
        raise RefusedFile("list.encoding", file=file, encoding="UTF-8")
    return _checked(data.decode(best, errors="replace"), file), best


def _damaged(data: bytes) -> str | None:
    """The text where a file is UTF-8 but for a few places below its header: those lines are told and refused."""
    text = data.decode("utf-8-sig", errors="replace")
    lines = text.splitlines()
    broken = [place for place, line in enumerate(lines) if BROKEN in line]
    whole = sum(1 for letter in text if letter > "\x7f" and letter != BROKEN)
    if not broken or broken[0] == 0:
        return None
    surrogates = len(_SURROGATE.findall(data)) * 3 >= text.count(BROKEN)  # what UTF-8 never writes, and no old page
    return text if surrogates or whole > _MOSTLY_WHOLE * text.count(BROKEN) else None


def _marked(data: bytes) -> list[str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    if data[1:200:2].count(0) > 50:
        return ["utf-16-le"]
    return ["utf-8-sig"]


def _checked(text: str, file: str) -> str:
    if "\x00" in text:
        raise RefusedFile("list.unreadable", file=file, reason="NUL")
    return text


def _known_headers(data: bytes, encoding: str, delimiter: str | None, recognise: Callable[[Sequence[str]], int]) -> int:
    start = data[:20_000].decode(encoding, errors="replace")
    sheet = TextSheet(start, delimiter or find_delimiter(start))
    return max((recognise(cells) for _, cells in sheet.top()[:20]), default=0)


def find_delimiter(text: str) -> str:
    """The delimiter that cuts the first lines most evenly into more than one cell."""
    start = text[:50_000]
    return max(_DELIMITERS, key=lambda delimiter: _evenness(start, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    try:
        records = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 50))
    except csv.Error:
        return (0.0, 0)
    widths = Counter(len(record) for record in records if len(record) > 1)
    if not widths:
        return (0.0, 0)
    width, lines = widths.most_common(1)[0]
    return (lines / max(1, sum(1 for record in records if record)), width)
