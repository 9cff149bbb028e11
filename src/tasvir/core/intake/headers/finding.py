"""Find the header of a sheet: which row or rows, which column means what, which kind of list it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from tasvir.core.characters.folding import search_key
from tasvir.core.intake.headers.fields import EFFORT_MEASURES, FIELDS, RENAMED
from tasvir.core.intake.headers.header_units import read_header_unit, split_header
from tasvir.core.intake.headers.headings import Header, Heading, Row
from tasvir.core.intake.headers.mapping import ColumnMapping
from tasvir.core.intake.tables import Kind
from tasvir.core.vocabulary.lists import Lists, lookup_key

MOST_HEADER_ROWS = 3


def read_heading(text: str, lists: Lists) -> Heading:
    """One header read by the list of columns; a remark in brackets gives the unit."""
    if not text.strip():
        return Heading(text)
    if lists.find("row_marks", text) == "row_number":
        return Heading(text, is_row_number=True)
    name = lists.find("columns", text)
    if name:
        return Heading(text, name)
    parted = split_header(text)
    if not parted:
        return Heading(text)
    name = lists.find("columns", parted[0])
    return Heading(text, name, read_header_unit(parted[1], lists)) if name else Heading(text)


def count_known(cells: Sequence[str], lists: Lists) -> int:
    """How many different columns of ours a row names."""
    return len({name for cell in cells if (name := read_heading(cell, lists).field)})


def find_header(top: Sequence[Row], lists: Lists, mapping: ColumnMapping) -> Header | None:
    """The header of a sheet, or None where no row names at least two of our columns."""
    if mapping.columns:
        return _mapped_header(top, lists, mapping)
    candidates = [
        candidate
        for start in range(len(top))
        for height in range(1, MOST_HEADER_ROWS + 1)
        if start + height <= len(top) and (candidate := _header_at(top, start, height, lists))
    ]
    best = max(candidates, key=_rank, default=None)
    if best is None or len(best.fields() | set(mapping.constants)) < 2:
        return None
    return _skip_remarks(best, top, lists)


def _rank(header: Header) -> tuple[int, int, int]:
    """More columns named first, then fewer header rows, then higher up."""
    return (len(header.fields()), header.row - header.first_row, -header.row)


def _header_at(top: Sequence[Row], start: int, height: int, lists: Lists) -> Header | None:
    number = top[start][0]
    rows = [cells for _, cells in top[start : start + height]]
    if not any(cell.strip() for cell in rows[0]):
        return None
    headings = [read_heading(rows[0][place], lists) for place in range(len(rows[0]))]
    if height > 1:
        spread = [spread_merged(cells) for cells in rows[:-1]] + [rows[-1]]
        headings = [_stacked([cells[place] for cells in spread], lists) for place in range(len(rows[0]))]
    headings = _first_of_each(headings)
    if not any(heading.field for heading in headings):
        return None
    return Header(headings, number, number + height, None, top[:start])


def spread_merged(cells: Sequence[str]) -> list[str]:
    """A header row with each merged title given to all columns that it spans."""
    spread: list[str] = []
    for cell in cells:
        spread.append(cell if cell.strip() or not spread else spread[-1])
    return spread


def _stacked(cells: Sequence[str], lists: Lists) -> Heading:
    """A column whose header stands over several rows: the lowest known part, or the parts together."""
    parts = list(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))
    whole = read_heading(" ".join(parts), lists)
    if whole.field or not parts:
        return whole
    own = read_heading(parts[-1], lists) if cells[-1].strip() else Heading("")
    above = read_heading(parts[0], lists)
    unit = read_header_unit(parts[-1], lists) if len(parts) > 1 else None
    chosen = own if own.field or own.is_row_number else replace(above, unit=unit or above.unit)
    return replace(chosen, text=" ".join(parts))


def _first_of_each(headings: Sequence[Heading]) -> list[Heading]:
    """Each of our columns once: the first header that names it."""
    seen: set[str] = set()
    kept = []
    for heading in headings:
        if heading.field in seen:
            heading = replace(heading, field=None)
        elif heading.field:
            seen.add(heading.field)
        kept.append(heading)
    return kept


def _skip_remarks(header: Header, top: Sequence[Row], lists: Lists) -> Header:
    """The header with the rows below it that hold units or column numbers taken in."""
    below = dict(top)
    while header.first_row in below:
        cells = below[header.first_row]
        filled = [cell for cell in cells if cell.strip()]
        if numbers_columns(filled):
            header = replace(header, first_row=header.first_row + 1)
            continue
        units = [read_header_unit(cell.strip(" ()[]"), lists) if cell.strip() else None for cell in cells]
        if not filled or sum(unit is not None for unit in units) < len(filled):
            break
        headings = [replace(h, unit=unit or h.unit) for h, unit in zip(header.headings, units)]
        header = replace(header, headings=headings, first_row=header.first_row + 1)
    return header


def numbers_columns(filled: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 1 2 3 … or (1) (2) (3) …"""
    numbers = [search_key(cell).strip("()[]") for cell in filled]
    return len(numbers) > 2 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _mapped_header(top: Sequence[Row], lists: Lists, mapping: ColumnMapping) -> Header | None:
    wanted = {search_key(header): name for header, name in mapping.columns.items()}
    best: Header | None = None
    for number, cells in top:
        if mapping.header_row not in (None, number):
            continue
        headings = _first_of_each([_mapped(cell, wanted, lists) for cell in cells])
        header = Header(headings, number, number + 1, None, ())
        if best is None or len(header.fields()) > len(best.fields()):
            best = header
    return best if best and best.fields() else None


def _mapped(cell: str, wanted: dict[str, str], lists: Lists) -> Heading:
    name = wanted.get(search_key(cell))
    parted = split_header(cell) if name else None
    return Heading(cell, name, read_header_unit(parted[1], lists) if parted else None)


def missing_headers(header: Header, mapping: ColumnMapping) -> list[str]:
    """The headers that a mapping names and the sheet does not have."""
    there = {search_key(heading.text) for heading in header.headings}
    return [name for name in mapping.columns if search_key(name) not in there]


def decide_kind(names: set[str]) -> Kind | None:
    """Which kind of list these columns make, or None."""
    if "measure" in names and names & {"value", "state", "quantity"} and "occurred_on" not in names:
        return "figures"
    if "occurred_on" in names and names & {"goods", "violation", "quantity", "lead_agency", "area", "place", "ref"}:
        return "incidents"
    if "period" in names and names & set(EFFORT_MEASURES):
        return "effort"
    if len(names & {"lead_agency", "agency", "area", "place", "goods", "violation", "quantity", "ref"}) >= 3:
        return "incidents"
    return None


def with_kind(header: Header, kind: Kind) -> Header:
    """The header in the names of one kind of list; columns that it does not have become nameless."""
    renamed = RENAMED[kind]
    known = FIELDS[kind]
    headings = []
    for heading in header.headings:
        name = heading.field
        if name and name not in known:
            name = renamed.get(name)
        headings.append(replace(heading, field=name))
    return replace(header, headings=_first_of_each(headings), kind=kind)


def nearest_columns(texts: Sequence[str], lists: Lists) -> list[str]:
    """For each unknown header the known one that is spelled most like it, as `seen → known`."""
    known: dict[str, str] = {}
    for entry in lists.rows("columns"):
        for spelling in [entry.label(lang) for lang in ("fa", "vi", "en")] + list(entry.spellings()):
            known.setdefault(lookup_key(spelling), spelling)
    near = []
    for text in texts:
        match = process.extractOne(lookup_key(text), list(known), scorer=fuzz.ratio, score_cutoff=65)
        if match and text.strip():
            near.append(f"{text} → {known[match[0]]}")
    return near
