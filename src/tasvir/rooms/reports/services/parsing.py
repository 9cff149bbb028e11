"""The files and rows of a submission read by core, without touching the records of what they give."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from tasvir.core.errors import UserError
from tasvir.core.intake.templates import SHORT_FORM
from tasvir.core.issues import Issue
from tasvir.core.picture.compose import Refused
from tasvir.core.picture.office.commission import Commission, Receipt
from tasvir.foundation import files as stored_files
from tasvir.foundation.reading import Reading, is_list, parse_mapping, read_report
from tasvir.rooms.reports.choices import INCIDENTS, MAPPING, REPORT
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.queries.office import lists_of, local_day, office_of
from tasvir.rooms.reports.rules import list_kind

FORM_FILE = "form.csv"
_AGENCY = {INCIDENTS: "lead_agency"}
_Mapping = Mapping[str, Any]


@dataclass(frozen=True)
class Source:
    """One thing to read: its name in sources, its bytes, and what its columns mean where it says so."""

    name: str
    data: bytes
    mapping: _Mapping | None = None
    beside: tuple[str, bytes] | None = None  # the mapping file that came with it

    def read_mapping(self) -> _Mapping | None:
        """What its columns mean; a broken mapping file refuses the list."""
        if self.beside is None:
            return self.mapping
        return parse_mapping(self.beside[1], beside=self.beside[0], name=self.name)


@dataclass
class Parsed:
    """What the files of a submission gave."""

    reading: Reading = field(default_factory=Reading)

    @property
    def useful(self) -> bool:
        """Whether anything in it can count: an accepted row, or a letter."""
        return bool(self.reading.written) or any(answer.accepted for answer in self.reading.answers)


def parse_submission(submission: Submission) -> Parsed:
    """Everything that a submission holds, read as on the day on which it came: the same again and again."""
    office = office_of(submission.body)
    day = local_day(submission.received_at, office.time_zone or "")
    receipt = Receipt(f"{submission.number}/*", submission.body.code, day, submission.period)
    return parse_sources(sources_of(submission), replace(office, receipts=(receipt,)), day)


def parse_sources(sources: Sequence[Source], office: Commission, day: date) -> Parsed:
    """Each source by its kind; a refused one is told and the rest goes on."""
    parsed, lists = Parsed(), lists_of(office)
    for one in sources:
        try:
            mapping = one.read_mapping()
            read = read_report(one.name, one.data, commission=office, lists=lists, today=day, mapping=mapping)
            if read == []:  # an answer that this house once sent
                raise UserError("reports.mistake.own_answer", file=one.name)
            parsed.reading.add(read)
        except UserError as error:
            issue = Issue(error.code, {**error.values, "file": one.name}, one.name)
            parsed.reading.refused.append(Refused(one.name, issue))
    return parsed


def sources_of(submission: Submission) -> list[Source]:
    """The reports of a submission with their mappings, and its rows as a list of their own."""
    found = list(_files(submission))
    if submission.rows:
        kind = list_kind(submission.kind, submission.entry)
        found.append(form_source(submission.number, kind, submission.rows, submission.body.agency))
    return found


def _files(submission: Submission) -> Iterator[Source]:
    attachments = list(submission.attachments.select_related("stored_file"))
    mappings = {one.name.casefold(): one for one in attachments if one.kind == MAPPING}
    for one in attachments:
        if one.kind != REPORT:
            continue
        beside = [f"{name.casefold()}.mapping.yaml" for name in (PurePosixPath(one.name).stem, one.name)]
        told = next((mappings[name] for name in beside if name in mappings), None)
        kept = (told.name, stored_files.read(told.stored_file)) if told is not None and is_list(one.name) else None
        yield Source(f"{submission.number}/{one.name}", stored_files.read(one.stored_file), beside=kept)


def form_source(number: str, kind: str, rows: Sequence[Mapping[str, str]], agency: str) -> Source:
    """Rows typed into a form as the list that core reads: row 1 of the form is row 2 of the list."""
    told = {name for row in rows for name in row}
    first = [name for name in SHORT_FORM if kind == INCIDENTS or name in told]
    columns = [*first, *sorted(told.difference(first))]
    own = _AGENCY.get(kind, "agency")
    if own not in columns:
        columns.append(own)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        full = {own: agency, **row} if row else {}
        writer.writerow([full.get(name, "") for name in columns])
    mapping = {"columns": {name: name for name in columns}, "formats": {"delimiter": ",", "encoding": "utf-8"}}
    return Source(f"{number}/{FORM_FILE}", text.getvalue().encode("utf-8"), mapping)
