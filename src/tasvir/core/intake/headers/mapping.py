"""The mapping file beside a foreign sheet: which header is which of our columns, and how its cells are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import process

from tasvir.core.characters.folding import search_key
from tasvir.core.errors import RefusedFile
from tasvir.core.intake.headers.fields import FIELDS

_SECTIONS = ("columns", "formats", "constants", "values", "sheet", "header_row")
_FORMATS = ("decimal", "delimiter", "encoding")
_FIELD_NAMES = tuple(dict.fromkeys(name for fields in FIELDS.values() for name in fields))
_DAY_FIELDS = ("occurred_on", "reported_on", "period")


@dataclass(frozen=True)
class ColumnMapping:
    """A checked mapping; without one, every part is empty and the headers speak for themselves."""

    columns: Mapping[str, str] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheet: str | None = None
    header_row: int | None = None

    def value(self, field_name: str, text: str) -> str | None:
        """What the mapping says a cell's text stands for in a column, or None."""
        return self.values.get(field_name, {}).get(search_key(text))


def read_mapping(file: str, mapping: Mapping[str, Any] | None) -> ColumnMapping:
    """A mapping with every part checked; the first mistake is told in one sentence that names the known words."""
    if not mapping:
        return ColumnMapping()
    if not isinstance(mapping, Mapping):
        raise RefusedFile("mapping.shape", file=file, section="", expected=", ".join(_SECTIONS))
    _known(file, "", mapping, _SECTIONS)
    columns = _section(file, mapping, "columns")
    formats = _section(file, mapping, "formats")
    constants = _section(file, mapping, "constants")
    values = _section(file, mapping, "values")
    for target in columns.values():
        _known(file, "columns", [target], _FIELD_NAMES)
    _known(file, "formats", formats, (*_FORMATS, *_DAY_FIELDS))
    _known(file, "constants", constants, _FIELD_NAMES)
    _known(file, "values", values, _FIELD_NAMES)
    _each_once(file, columns)
    return ColumnMapping(
        columns={str(header): str(target) for header, target in columns.items()},
        formats={str(name): str(form) for name, form in formats.items()},
        constants={str(name): str(text) for name, text in constants.items() if text is not None},
        values={str(name): _folded(file, str(name), words) for name, words in values.items()},
        sheet=None if mapping.get("sheet") is None else str(mapping["sheet"]),
        header_row=_row_number(file, mapping.get("header_row")),
    )


def _section(file: str, mapping: Mapping[str, Any], name: str) -> Mapping[Any, Any]:
    section = mapping.get(name) or {}
    if not isinstance(section, Mapping):
        raise RefusedFile("mapping.shape", file=file, section=name, expected=f"{name}: {{…: …}}")
    return section


def _known(file: str, section: str, names: Any, known: tuple[str, ...]) -> None:
    for name in names:
        if name not in known:
            near = [match for match, _, _ in process.extract(str(name), known, limit=3, score_cutoff=60)]
            raise RefusedFile(
                "mapping.unknown_key", file=file, section=section or "mapping", key=str(name),
                expected=", ".join(near or known),
            )  # fmt: skip


def _each_once(file: str, columns: Mapping[Any, Any]) -> None:
    targets = list(columns.values())
    for target in targets:
        if targets.count(target) > 1:
            raise RefusedFile("mapping.column_twice", file=file, field=str(target))


def _folded(file: str, name: str, words: Any) -> Mapping[str, str]:
    if not isinstance(words, Mapping):
        raise RefusedFile("mapping.shape", file=file, section=f"values.{name}", expected="{…: …}")
    return {search_key(str(text)): str(code) for text, code in words.items()}


def _row_number(file: str, value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise RefusedFile("mapping.shape", file=file, section="header_row", expected="1, 2, 3 …")
    return value
