"""The row-by-row answer of each list that had refused or repeated rows: a workbook with the reason beside every row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter

from tasvir.core.intake.tables import SourceAnswer
from tasvir.core.issues import Issue
from tasvir.core.picture.wording import Wording
from tasvir.core.vocabulary.messages import message

if TYPE_CHECKING:
    from tasvir.cli.folder import Reading

_WIDTHS = (24, 10, 14, 24, 30, 80)
_OUTCOMES = {"rejected": "column.rejected", "duplicate": "column.duplicate", "blank": "column.blank"}
Row = tuple[str, int | str, str, str, str, str]


def write_answers(reading: Reading, out: Path, voice: Wording, clean: Callable[[str], str]) -> list[Path]:
    """One workbook for each file with rows that were not accepted; `clean` takes names out of what is quoted."""
    by_file: dict[str, list[SourceAnswer]] = defaultdict(list)
    for answer in reading.answers:
        if answer.rejected or answer.duplicate or any(issue.severity == "error" for issue in answer.issues):
            by_file[answer.file].append(answer)
    return [_write(out, file, answers, voice, clean) for file, answers in sorted(by_file.items())]


def _write(out: Path, file: str, answers: Sequence[SourceAnswer], voice: Wording, clean: Callable[[str], str]) -> Path:
    path = out / f"{clean(file.replace('/', '_'))}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(voice.say("column.problem")[:31])
        if voice.lang == "fa":
            sheet.right_to_left()
        head = book.add_format({"bold": True, "bg_color": "#e7eef2", "text_wrap": True})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for column, (name, width) in enumerate(zip(_heads(voice), _WIDTHS)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, head)
        for number, row in enumerate(_rows(answers, voice), start=1):
            for column, value in enumerate(row):
                _cell(sheet, number, column, clean(value) if isinstance(value, str) else value, body)
        sheet.freeze_panes(1, 0)
    return path


def _cell(sheet: Any, row: int, column: int, value: str | int, style: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, value, style)


def _heads(voice: Wording) -> list[str]:
    names = ("file", "row", "state", "column", "value", "problem")
    return [voice.say(f"column.{name}") for name in names]


def _rows(answers: Sequence[SourceAnswer], voice: Wording) -> list[Row]:
    rows: list[Row] = []
    for answer in answers:
        told = {issue.row for issue in answer.issues if issue.severity == "error"}
        rows += [_issue_row(answer, issue, voice) for issue in answer.issues]
        for one in answer.rows:
            if one.row not in told and one.outcome in ("rejected", "duplicate"):
                state = voice.say(_OUTCOMES[one.outcome])
                why = one.duplicate_of.rpartition("#")[2] if one.duplicate_of else ""
                rows.append(
                    (one.sheet or answer.file, one.row, state, "", why, voice.say(f"ignored.{_why(one.outcome)}"))
                )
    return sorted(rows, key=lambda row: (row[0], row[1] if isinstance(row[1], int) else 0))


def _why(outcome: str) -> str:
    return "duplicate" if outcome == "duplicate" else "other"


def _issue_row(answer: SourceAnswer, issue: Issue, voice: Wording) -> Row:
    state = voice.say("column.rejected") if issue.severity == "error" else voice.say("column.accepted")
    said = message(issue.code, voice.lang, {"file": answer.file, **issue.values})
    return (issue.sheet or answer.file, issue.row or "", state, issue.column or "", issue.value or "", said)
