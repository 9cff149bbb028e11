"""The row-by-row answer: kept without a language, told in any; as a workbook on demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tasvir.core.intake.tables import RowAnswer, SourceAnswer
from tasvir.core.issues import Issue
from tasvir.core.picture.compose import Refused
from tasvir.core.picture.written.figures import WrittenReport
from tasvir.core.vocabulary.lists import load_lists
from tasvir.core.vocabulary.messages import issue_json
from tasvir.foundation.reading import Reading
from tasvir.foundation.texts import say
from tasvir.rooms.reports import choices, rules
from tasvir.rooms.reports.models import Submission

COUNTS = ("rows_in", "accepted", "rejected", "duplicate", "blank")
MOST_ISSUES = 1_000
MOST_ROWS = 5_000
MOST_REPEATS = 200
_ROW_OF_FORM = (choices.FORM, choices.API, choices.ZERO)


def stored_answer(reading: Reading, repeats: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What is kept of a reading: codes and values, never sentences; long lists are cut and say how long they were."""
    kept: dict[str, Any] = {
        "lists": [_list(answer) for answer in reading.answers],
        "letters": [_letter(letter) for letter in reading.written],
        "refused": [_refused(one) for one in reading.refused],
        "repeats": [{"source": source, "earlier": earlier} for source, earlier in repeats[:MOST_REPEATS]],
        "repeats_total": len(repeats),
    }
    storable = rules.storable(kept)
    assert isinstance(storable, dict)
    return storable


def _list(answer: SourceAnswer) -> dict[str, Any]:
    return {
        "file": answer.file,
        "kind": answer.kind,
        "sheet": _sheet(answer),
        **{name: getattr(answer, name) for name in COUNTS},
        "issues": [_issue(issue) for issue in answer.issues[:MOST_ISSUES]],
        "issues_total": len(answer.issues),
        "rows": _rows(answer.rows),
        "rows_total": len(answer.rows),
    }


def _sheet(answer: SourceAnswer) -> str | None:
    """The sheet of a list; None for a text, which has none."""
    named = [row.sheet for row in answer.rows[:1]] + answer.table.column("sheet").slice(0, 1).to_pylist()
    return next(iter(named), None)


def _rows(rows: Sequence[RowAnswer]) -> list[dict[str, Any]]:
    """Every repeat, since counting once rests on them, and as many of the other rows as an answer can show."""
    others = [row for row in rows if row.outcome != "duplicate"][:MOST_ROWS]
    return [_row(row) for row in (*(row for row in rows if row.outcome == "duplicate"), *others)]


def _row(row: RowAnswer) -> dict[str, Any]:
    return {"sheet": row.sheet, "row": row.row, "outcome": row.outcome, "duplicate_of": row.duplicate_of}


def _issue(issue: Issue) -> dict[str, Any]:
    told = {name: getattr(issue, name) for name in ("code", "file", "sheet", "row", "column", "value", "severity")}
    return {**told, "values": dict(issue.values)}


def _letter(letter: WrittenReport) -> dict[str, Any]:
    return {
        "file": letter.file,
        "lang": letter.extracted.lang,
        "characters": len(letter.extracted.text),
        "figures": len(letter.figures),
        "statements": len(letter.statements),
        "issues": [_issue(issue) for issue in letter.extracted.issues[:MOST_ISSUES]],
    }


def _refused(one: Refused) -> dict[str, Any]:
    return {"file": one.file, "issue": _issue(one.issue)}


def answer_in(submission: Submission, lang: str) -> dict[str, Any] | None:
    """The answer to a submission with every sentence in a language; None while nobody has read it.

    Keys: rows_in, accepted, rejected, duplicate, blank (over all lists), lists, letters, refused, repeats,
    repeats_total. In a form's answer `row` counts the form's rows, and columns bear their labels.
    """
    kept = submission.answer
    if kept is None:
        return None
    form = submission.entry in _ROW_OF_FORM and bool(submission.rows)
    lists = [_told_list(one, lang, form=form) for one in kept["lists"]]
    return {
        **{name: sum(one[name] for one in lists) for name in COUNTS},
        "lists": lists,
        "letters": [{**_named(one), "issues": _told(one["issues"], lang)} for one in kept["letters"]],
        "refused": [{**_told([one["issue"]], lang)[0], **_named(one, "file")} for one in kept["refused"]],
        "repeats": [{**one, "number": one["earlier"].partition("/")[0]} for one in kept["repeats"]],
        "repeats_total": kept["repeats_total"],
    }


def _named(one: Mapping[str, Any], *only: str) -> dict[str, Any]:
    told = {name: one[name] for name in only} if only else dict(one)
    return {**told, "name": one["file"].partition("/")[2]}


def _told_list(one: dict[str, Any], lang: str, *, form: bool) -> dict[str, Any]:
    issues = [_of_form(issue, lang) for issue in one["issues"]] if form else one["issues"]
    rows = [{**row, "row": row["row"] - 1} for row in one["rows"]] if form else one["rows"]
    return {**_named(one), "issues": _told(issues, lang), "rows": rows}


def _of_form(issue: dict[str, Any], lang: str) -> dict[str, Any]:
    """An issue of the list that a form was read as, told by the form's own rows and labels."""
    row = issue["row"] - 1 if issue["row"] else issue["row"]
    values = dict(issue["values"])
    if issue["column"]:
        values["column"] = column_label(issue["column"], lang)
    if values.get("row"):
        values["row"] = row
    return {**issue, "file": "", "row": row, "values": values, "field": issue["column"], "column": values.get("column")}


def column_label(name: str, lang: str) -> str:
    """The label of a column of core's tables."""
    return load_lists().label("columns", name, lang)


def _told(issues: Sequence[Mapping[str, Any]], lang: str) -> list[dict[str, Any]]:
    found = []
    for one in issues:
        fields = {name: value for name, value in one.items() if name != "field"}
        told = issue_json(Issue(**fields), lang) if not one["code"].startswith("reports.") else _own(one, lang)
        found.append({**told, "field": one.get("field")})
    return found


def _own(one: Mapping[str, Any], lang: str) -> dict[str, Any]:
    told = {name: one[name] for name in ("row", "column", "value", "code", "sheet", "severity")}
    return {**told, "message": say(one["code"], lang, **one["values"])}
