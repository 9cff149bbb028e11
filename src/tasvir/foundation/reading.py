"""Read the bytes of one report by its kind: lists to accepted rows and their answer, letters to figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import pyarrow as pa
import yaml

from tasvir.core.disclosure.names import find_personal
from tasvir.core.errors import RefusedFile
from tasvir.core.intake.answers import is_answer
from tasvir.core.intake.documents import extract_document
from tasvir.core.intake.lists_reader import TEXTS, WORKBOOKS, read_lists
from tasvir.core.intake.tables import SourceAnswer
from tasvir.core.picture.compose import Refused
from tasvir.core.picture.office.commission import Commission
from tasvir.core.picture.written.figures import WrittenReport
from tasvir.core.quality.incident_checks import check_incidents
from tasvir.core.text.extracted import Block, Extracted
from tasvir.core.text.figures.model import Figure
from tasvir.core.text.figures.reader import read_figures
from tasvir.core.text.statements import read_statements
from tasvir.core.vocabulary.lists import Lists


@dataclass
class Reading:
    """Everything that a set of reports gave."""

    answers: list[SourceAnswer] = field(default_factory=list)
    written: list[WrittenReport] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    drivers: pa.Table | None = None  # schema DRIVERS, where the office loads some

    @property
    def files(self) -> int:
        """How many files were read or refused."""
        names = [answer.file for answer in self.answers]
        names += [report.file for report in self.written] + [one.file for one in self.refused]
        return len(set(names))

    def add(self, read: list[SourceAnswer] | WrittenReport) -> None:
        """Take in what one report gave."""
        if isinstance(read, WrittenReport):
            self.written.append(read)
        else:
            self.answers += read


def is_list(name: str) -> bool:
    """Whether a file of this name holds lists (a workbook, a text table) rather than prose."""
    return PurePosixPath(name).suffix.lower() in (*WORKBOOKS, *TEXTS)


def read_report(
    name: str,
    data: bytes,
    *,
    commission: Commission,
    lists: Lists,
    today: date,
    mapping: Mapping[str, Any] | None = None,
) -> list[SourceAnswer] | WrittenReport:
    """The lists of a file, or its letter; an answer that we once sent gives no lists at all."""
    if not is_list(name):
        return read_letter(name, data, commission=commission)
    if is_answer(data):
        return []
    office = _Office(commission, lists, today)
    return office.lists_of(name, data, mapping or {})


def read_letter(name: str, data: bytes, *, commission: Commission) -> WrittenReport:
    """The letter of a file: its text, figures and statements, and whose it is."""
    return letter_of(name, extract_document(name, data), commission=commission)


def letter_of(name: str, extracted: Extracted, *, commission: Commission) -> WrittenReport:
    """A letter out of its extracted text; the commission says whose it is and when it came."""
    receipt = commission.receipt_of(name)
    return WrittenReport(
        file=name,
        extracted=extracted,
        figures=figures_of(extracted),
        statements=read_statements(extracted),
        body=commission.body_of_file(name),
        received_on=receipt.received_on if receipt else None,
        receipt_period=receipt.period if receipt else None,
    )


@dataclass(frozen=True)
class _Office:
    commission: Commission
    lists: Lists
    today: date

    def lists_of(self, name: str, data: bytes, mapping: Mapping[str, Any]) -> list[SourceAnswer]:
        """The lists of a file; one that does not say whose it is belongs to the body whose file it is."""
        answers = self._read(name, data, mapping)
        body = self.commission.body_of_file(name)
        nameless = any(issue.code == "list.missing_column" for answer in answers for issue in answer.issues)
        if not nameless or body is None or not body.agency:
            return answers
        constants = {"lead_agency": body.agency, **mapping.get("constants", {})}
        return self._read(name, data, {**mapping, "constants": constants})

    def _read(self, name: str, data: bytes, mapping: Mapping[str, Any]) -> list[SourceAnswer]:
        calendar = self.commission.calendar
        answers = read_lists(name, data, lists=self.lists, mapping=mapping or None, calendar=calendar, today=self.today)
        return [with_checks(answer) for answer in answers]


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


def parse_mapping(data: bytes, *, beside: str, name: str) -> Mapping[str, Any]:
    """The mapping in the bytes of a YAML file `beside` the list `name`; a broken one refuses its list."""
    try:
        found = yaml.safe_load(data.decode("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        detail = str(getattr(error, "problem", None) or error).splitlines()[0]
        raise RefusedFile("yaml.broken", file=beside, line=line, detail=detail) from error
    if not isinstance(found, dict):
        raise RefusedFile("yaml.expected_record", file=beside, line=1, key=name, value=str(found)[:40])
    return found
