"""The rows of the keyboard form: what was typed, and what core says of each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from django.http import QueryDict

from tasvir.core.calendars.systems import System
from tasvir.core.intake.headers.fields import FIELDS, REQUIRED
from tasvir.core.intake.headers.fields import Field as ListField
from tasvir.core.intake.templates import SHORT_FORM, choices
from tasvir.core.issues import Issue
from tasvir.core.text.formatting import localise_digits
from tasvir.core.vocabulary.lists import Lists, load_lists
from tasvir.core.vocabulary.messages import issue_message
from tasvir.foundation.labels import current_lists
from tasvir.foundation.texts import active_language
from tasvir.rooms.reports.choices import EFFORT, FIGURES, INCIDENTS
from tasvir.rooms.reports.rules import MOST_ROWS

FORM_KINDS = (INCIDENTS, FIGURES, EFFORT)
_NUMERIC = ("whole", "amount", "money", "latitude", "longitude", "hour")
_LEFT_TO_SHORT = ("line",)  # a row of the form is one line of goods
Row = Mapping[str, str]


@dataclass(frozen=True)
class Column:
    """One field of a row: its name in core's tables, its label, and the list that suggests values."""

    name: str
    label: str
    list: str = ""
    numeric: bool = False
    required: bool = False


@dataclass(frozen=True)
class Problem:
    """What core says of a cell; one that refuses its row, or a doubt."""

    sentence: str
    refuses: bool


@dataclass
class Cell:
    """A field of one row as it stands in the page."""

    column: Column
    name: str
    value: str = ""
    problem: Problem | None = None
    preset: bool = False


@dataclass
class ShownRow:
    """A row as it stands in the page."""

    shown: str
    short: list[Cell]
    long: list[Cell] = field(default_factory=list)

    @property
    def long_open(self) -> bool:
        """Whether the fields of the long form hold anything."""
        return any(cell.value or cell.problem for cell in self.long)


def columns_of(kind: str, lang: str) -> tuple[list[Column], list[Column]]:
    """The fields of the short form, and those that only the long one has."""
    fields, lists = FIELDS[kind], load_lists()  # type: ignore[index]
    short = [name for name in SHORT_FORM if name in fields] if kind == INCIDENTS else list(fields)
    required = {name for group in REQUIRED[kind] if len(group) == 1 for name in group}  # type: ignore[index]
    long = [name for name in fields if name not in short and name not in _LEFT_TO_SHORT]

    def column(name: str) -> Column:
        suggested = fields[name].vocabulary if suggestions(fields[name], lang) else ""
        numeric = fields[name].reading in _NUMERIC
        return Column(name, lists.label("columns", name, lang), suggested, numeric, name in required)

    return [column(name) for name in short], [column(name) for name in long]


def suggestions(of: ListField, lang: str) -> tuple[str, ...]:
    """The labels that a field offers: those that intake reads back."""
    return _offered(of, lang, current_lists()) if of.vocabulary else ()


@lru_cache(maxsize=256)
def _offered(of: ListField, lang: str, lists: Lists) -> tuple[str, ...]:
    return tuple(choices(of, lang, lists))


def suggested_lists(columns: Iterable[Column], kind: str, lang: str) -> list[dict[str, Any]]:
    """Each list that some field suggests from, once."""
    fields = FIELDS[kind]  # type: ignore[index]
    found = {one.list: suggestions(fields[one.name], lang) for one in columns if one.list}
    return [{"name": name, "labels": labels} for name, labels in found.items()]


def typed_rows(data: QueryDict, kind: str) -> list[dict[str, str]]:
    """The rows of a sent form in their order, blank ones included."""
    told = data.get("rows-count", "0")
    count = min(int(told), MOST_ROWS) if told.isdecimal() and len(told) < 6 else 0
    names = FIELDS[kind]  # type: ignore[index]
    return [
        {name: value for name in names if (value := data.get(cell_name(number, name), "").strip())}
        for number in range(count)
    ]


def cell_name(number: int | str, name: str) -> str:
    """The name of a cell's input."""
    return f"rows-{number}-{name}"


def without_blank(rows: Iterable[Row], preset: Row) -> list[dict[str, str]]:
    """The rows in which anything stands but what was preset."""
    return [dict(row) for row in rows if not is_blank(row, preset)]


def is_blank(row: Row, preset: Row) -> bool:
    """Whether nobody has typed anything into a row."""
    return all(not value or preset.get(name) == value for name, value in row.items())


def preset_of(kind: str, agency: str, period: str, calendar: System) -> dict[str, str]:
    """What stands in a fresh row: the body's own agency, the period of the report, its currency."""
    lang, lists = active_language(), load_lists()
    own = lists.label("agencies", agency, lang) if agency in lists["agencies"].entries else ""
    if kind != INCIDENTS:
        return {name: value for name, value in (("agency", own), ("period", period)) if value}
    currency = {"jalali": "IRR", "vn": "VND"}.get(calendar, "")
    found = {"currency": lists.label("currencies", currency, lang) if currency else "", "lead_agency": own}
    return {name: value for name, value in found.items() if value}


def shown_rows(
    rows: Sequence[Row],
    columns: tuple[list[Column], list[Column]],
    problems: Mapping[str, Problem],
    preset: Row,
) -> list[ShownRow]:
    """The rows as the page shows them."""
    return [shown_row(number, row, columns, problems, preset) for number, row in enumerate(rows)]


def shown_row(
    number: int | str,
    row: Row,
    columns: tuple[list[Column], list[Column]],
    problems: Mapping[str, Problem],
    preset: Row,
) -> ShownRow:
    """One row; its number is a place-holder in the pattern from which the browser makes further ones."""
    shown = localise_digits(str(number + 1), active_language()) if isinstance(number, int) else "__shown__"

    def cell(column: Column) -> Cell:
        name, value = cell_name(number, column.name), row.get(column.name, "")
        return Cell(column, name, value, problems.get(name), bool(value) and preset.get(column.name) == value)

    return ShownRow(shown, [cell(one) for one in columns[0]], [cell(one) for one in columns[1]])


def problems_of(issues: Iterable[Issue], kept: Sequence[int]) -> dict[str, Problem]:
    """The problems of the read rows by the name of the cell's input; `kept`: where in the form each read row stands.

    Row 1 of the form is row 2 of the list that core reads; its columns bear the names of the fields.
    """
    found: dict[str, Problem] = {}
    lang = active_language()
    for issue in issues:
        at = (issue.row or 0) - 2
        if not issue.column or not 0 <= at < len(kept):
            continue
        told = replace(issue, values={**issue.values, **_labels(issue, lang)})
        name, refuses = cell_name(kept[at], issue.column), issue.severity == "error"
        known = found.get(name)
        if known is None or (refuses and not known.refuses):
            found[name] = Problem(issue_message(told, lang), refuses)
    return found


def _labels(issue: Issue, lang: str) -> dict[str, str]:
    """The fields that an issue names, by their labels; of a blank cell all that would do in its place."""
    groups = [group for every in REQUIRED.values() for group in every if issue.column in group]
    names = groups[0] if groups else (str(issue.column),)
    labels = load_lists()["columns"]
    return {
        "column": labels.label(str(issue.column), lang),
        "missing": " / ".join(labels.label(name, lang) for name in names),
    }
