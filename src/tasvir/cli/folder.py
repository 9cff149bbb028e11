"""Walk a folder of reports and read every file by its kind; a refused file is told and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tasvir.cli.machine import machine_reason
from tasvir.cli.report_files import COMMISSION, MAPPING, FoundFiles
from tasvir.core.disclosure.names import find_personal
from tasvir.core.errors import RefusedFile
from tasvir.core.intake.answers import is_answer
from tasvir.core.intake.documents import extract_document
from tasvir.core.intake.lists_reader import TEXTS, WORKBOOKS, read_lists
from tasvir.core.intake.tables import SourceAnswer
from tasvir.core.issues import Issue
from tasvir.core.picture.compose import Refused
from tasvir.core.picture.office.commission import Commission
from tasvir.core.picture.office.reader import read_commission
from tasvir.core.picture.written.figures import WrittenReport
from tasvir.core.quality.incident_checks import check_incidents
from tasvir.core.text.extracted import Block, Extracted
from tasvir.core.text.figures.model import Figure
from tasvir.core.text.figures.reader import read_figures
from tasvir.core.text.statements import read_statements
from tasvir.core.vocabulary.lists import Lists


@dataclass
class Reading:
    """Everything that a folder gave."""

    answers: list[SourceAnswer] = field(default_factory=list)
    written: list[WrittenReport] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    @property
    def files(self) -> int:
        """How many files were read or refused."""
        names = [answer.file for answer in self.answers]
        names += [report.file for report in self.written] + [one.file for one in self.refused]
        return len(set(names))


@dataclass(frozen=True)
class Reader:
    """Reads the files of one folder for one office."""

    folder: Path
    commission: Commission
    lists: Lists
    today: date
    lang: str = "en"

    def read(self, found: FoundFiles, tell: Callable[[str], None]) -> Reading:
        """The files in order, each by its kind; answers that we once sent are passed over."""
        reading = Reading(refused=list(found.refused))
        for path in found.paths:
            name = path.relative_to(self.folder).as_posix()
            tell(name)
            try:
                self._read_one(path, name, reading)
            except RefusedFile as error:
                reading.refused.append(Refused(name, Issue(error.code, {**error.values, "file": name}, name)))
            except OSError as error:
                values = {"file": name, "reason": machine_reason(error, self.lang)}
                reading.refused.append(Refused(name, Issue("cli.machine_refused", values, name)))
        return reading

    def _read_one(self, path: Path, name: str, reading: Reading) -> None:
        data = path.read_bytes()
        if path.suffix.lower() in (*WORKBOOKS, *TEXTS):
            if is_answer(data):
                return
            reading.answers += self._lists(name, data, read_mapping_file(path, name) or {})
        else:
            reading.written.append(self._letter(name, data))

    def _lists(self, name: str, data: bytes, mapping: Mapping[str, Any]) -> list[SourceAnswer]:
        """The lists of a file; one that does not say whose it is belongs to the body whose file it is."""
        answers = self._read_lists(name, data, mapping)
        body = self.commission.body_of_file(name)
        nameless = any(issue.code == "list.missing_column" for answer in answers for issue in answer.issues)
        if not nameless or body is None or not body.agency:
            return answers
        constants = {"lead_agency": body.agency, **mapping.get("constants", {})}
        return self._read_lists(name, data, {**mapping, "constants": constants})

    def _read_lists(self, name: str, data: bytes, mapping: Mapping[str, Any]) -> list[SourceAnswer]:
        calendar = self.commission.calendar
        answers = read_lists(name, data, lists=self.lists, mapping=mapping or None, calendar=calendar, today=self.today)
        return [with_checks(answer) for answer in answers]

    def _letter(self, name: str, data: bytes) -> WrittenReport:
        extracted = extract_document(name, data)
        receipt = self.commission.receipt_of(name)
        return WrittenReport(
            file=name,
            extracted=extracted,
            figures=figures_of(extracted),
            statements=read_statements(extracted),
            body=self.commission.body_of_file(name),
            received_on=receipt.received_on if receipt else None,
            receipt_period=receipt.period if receipt else None,
        )


def with_checks(answer: SourceAnswer) -> SourceAnswer:
    """The answer to a list of incidents with the warnings about what is possible in it and yet unlikely."""
    if answer.kind != "incidents":
        return answer
    return replace(answer, issues=(*answer.issues, *check_incidents(answer.table)))


def figures_of(extracted: Extracted) -> list[Figure]:
    """The figures of a letter, without those that are a person's own number (telephone, identity, plate)."""
    found = read_figures(extracted)
    return [one for block in extracted.blocks for one in _impersonal(block, extracted.text, found)]


def _impersonal(block: Block, text: str, figures: Sequence[Figure]) -> list[Figure]:
    inside = [one for one in figures if block.start <= one.start < block.end]
    if not inside:
        return []
    spans = [
        (block.start + span.start, block.start + span.end) for span in find_personal(text[block.start : block.end])
    ]
    return [one for one in inside if not any(start <= one.start < end for start, end in spans)]


def load_commission(folder: Path, lists: Lists) -> Commission:
    """What the folder's commission.yaml declares; an empty commission where there is none."""
    path = folder / COMMISSION
    if not path.is_file():
        return Commission()
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedFile("document.encoding", file=COMMISSION) from error
    return read_commission(COMMISSION, text, lists=lists)


def read_mapping_file(path: Path, name: str) -> Mapping[str, Any] | None:
    """The mapping beside a list (`NAME.mapping.yaml`, with or without the list's suffix), or None."""
    for beside in (path.with_suffix(MAPPING), path.with_name(path.name + MAPPING)):
        if beside.is_file():
            return _mapping(beside, name)
    return None


def _mapping(beside: Path, name: str) -> Mapping[str, Any]:
    try:
        found = yaml.safe_load(beside.read_text("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        detail = str(getattr(error, "problem", None) or error).splitlines()[0]
        raise RefusedFile("yaml.broken", file=beside.name, line=line, detail=detail) from error
    if not isinstance(found, dict):
        raise RefusedFile("yaml.expected_record", file=beside.name, line=1, key=name, value=str(found)[:40])
    return found
