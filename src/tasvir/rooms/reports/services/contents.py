"""What a sender sends under one id: checked before anything is read, and told apart by its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tasvir.core.calendars.periods import Period
from tasvir.core.errors import RefusedFile, UserError
from tasvir.core.intake.headers.fields import FIELDS
from tasvir.rooms.reports import rules
from tasvir.rooms.reports.choices import LETTER, MAPPING, REPORT

_MAPPING_ENDING = ".mapping.yaml"


@dataclass(frozen=True)
class Letter:
    """The covering letter that a submission came with."""

    number: str = ""
    date: date | None = None
    signatory: str = ""


@dataclass(frozen=True)
class Piece:
    """A file of a submission under the name that is shown."""

    name: str
    kind: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The hash of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


def check_files(files: Sequence[tuple[str, bytes]], enclosures: Sequence[tuple[str, bytes]]) -> list[Piece]:
    """The files with safe names; too many or too large ones are refused before anything is parsed."""
    every = [*files, *enclosures]
    if len(every) > rules.MOST_FILES:
        raise UserError("reports.mistake.too_many_files", files=len(every), limit=rules.MOST_FILES)
    names = rules.safe_names(name for name, _ in every)
    for name, (_, data) in zip(names, every):
        _check_size(name, data)
    total = sum(len(data) for _, data in every)
    if total > rules.LARGEST_SUBMISSION:
        limit = rules.LARGEST_SUBMISSION // rules.MEGABYTE
        raise UserError("reports.mistake.too_large", megabytes=round(total / rules.MEGABYTE, 1), limit=limit)
    kinds = [_kind(name) for name in names[: len(files)]] + [LETTER] * len(enclosures)
    return [Piece(name, kind, data) for name, kind, (_, data) in zip(names, kinds, every)]


def _check_size(name: str, data: bytes) -> None:
    if not data:
        raise RefusedFile("document.empty", file=name)
    if len(data) > rules.LARGEST_FILE:
        megabytes = round(len(data) / rules.MEGABYTE, 1)
        limit = rules.LARGEST_FILE // rules.MEGABYTE
        raise RefusedFile("document.too_large", file=name, megabytes=megabytes, limit=limit)


def _kind(name: str) -> str:
    return MAPPING if name.casefold().endswith(_MAPPING_ENDING) else REPORT


def check_rows(rows: Sequence[Mapping[str, object]] | None, kind: str) -> list[dict[str, str]] | None:
    """The rows of a form as texts; a field that no list knows is refused by name, blank cells are left out."""
    if rows is None:
        return None
    known = FIELDS.get(kind)  # type: ignore[call-overload]
    if known is None:
        raise UserError("reports.mistake.rows_of_kind", kind=kind)
    if len(rows) > rules.MOST_ROWS:
        raise UserError("reports.mistake.too_many_rows", rows=len(rows), limit=rules.MOST_ROWS)
    for name in {str(name) for row in rows for name in row}:
        if name not in known:
            raise UserError("reports.mistake.unknown_field", field=name[:60], expected=", ".join(known))
    found = [{name: _cell(name, row[name]) for name in known if name in row} for row in rows]
    return [{name: cell for name, cell in row.items() if cell} for row in found]


def _cell(name: str, value: object) -> str:
    if not isinstance(value, (str, int, float, date, type(None))):
        raise UserError("reports.mistake.cell_shape", field=name, value=str(value)[:60])
    text = "" if value is None else rules.storable_text(str(value))
    if len(text) > rules.MOST_CELL:
        raise UserError("reports.mistake.cell_too_long", field=name, limit=rules.MOST_CELL)
    return text


def told_content(*, pieces: Sequence[Piece], period: Period, letter: Letter, **told: Any) -> dict[str, Any]:
    """Everything that was sent, as plain JSON; of files their names and hashes."""
    return {
        **told,
        "period": period.label,
        "letter": [letter.number, letter.date.isoformat() if letter.date else None, letter.signatory],
        "files": [[piece.name, piece.kind, piece.sha256] for piece in pieces],
    }


def content_hash(told: Mapping[str, Any]) -> str:
    """The hash by which a retry is known from another content."""
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
