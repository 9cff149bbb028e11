"""The HTTP interface of agencies' own programs: hand in, receipt, answer, list, what is due.

The frame asks for the key and tells every mistake with its code, in the language that the caller accepts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from tasvir.core.calendars.periods import parse_period
from tasvir.core.errors import RefusedFile, UserError
from tasvir.foundation.sensitivity import MEMBERS, OPEN, RESTRICTED
from tasvir.foundation.texts import active_language
from tasvir.rooms.people.models import AccessToken, Body
from tasvir.rooms.people.queries import Access
from tasvir.rooms.reports import choices, rules, services
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.queries import answer_in, day_of, due_reports, visible_submissions

LARGEST_PAGE: Final = 200
_SENSITIVITIES: Final = (OPEN, MEMBERS, RESTRICTED)  # a program names no persons
_TOO_LARGE: Final = frozenset(
    {
        "document.too_large",
        "reports.mistake.too_large",
        "reports.mistake.too_many_files",
        "reports.mistake.too_many_rows",
        "reports.mistake.cell_too_long",
    }
)
Cell = str | int | float | None


class SubmissionHead(Schema):
    """Whose report it is, about what, and the letter that it came with."""

    client_id: UUID = Field(description="Made by you; send it again with a retry and you get the same receipt.")
    kind: str = Field(examples=["incidents"], description="incidents, figures, effort or written")
    period: str = Field(
        examples=["1404-Q2"], description="1404-Q2, 1404-06, 2025-10, vn:2025-Q3, 2025-12-16..2026-03-15"
    )
    body: str = Field("", description="Code of the body; empty: that of the key.")
    letter_number: str = Field("", max_length=60)
    letter_date: date | None = None
    signatory: str = Field("", max_length=150)
    sensitivity: str = Field(MEMBERS, description="open, members or restricted")
    corrects: str = Field("", description="Receipt number of the version that this one corrects.")
    reason: str = Field("", max_length=500, description="Why it corrects; needed with `corrects`.")
    submit: bool = Field(True, description="False keeps it as a draft that an officer submits.")


class SubmissionRows(SubmissionHead):
    """A report as rows, or the explicit statement that there is nothing to report."""

    rows: list[dict[str, Cell]] = Field(
        default_factory=list,
        description="Columns of the spreadsheet by their English names; each row meets the same rules as a sheet's.",
        examples=[[{"ref": "14-1", "occurred_on": "1404/05/02", "area": "IR-15", "goods": "cigarettes"}]],
    )
    zero: bool = Field(False, description="True without rows: nothing happened.")


class Receipt(Schema):
    """What was received and how far it has come."""

    number: str
    client_id: UUID
    body: str
    kind: str
    period: str
    entry: str
    state: str
    version: int
    corrects: str | None
    reason: str
    sensitivity: str
    reading: str
    received_at: datetime
    submitted_at: datetime | None
    accepted_at: datetime | None
    content_hash: str


class ReceiptPage(Schema):
    """A page of receipts, the newest first; `total` counts all that match."""

    total: int
    items: list[Receipt]


class DueItem(Schema):
    """One report that is owed, and what came of it."""

    body: str
    kind: str
    period: str
    label: str
    due: date
    state: str
    numbers: list[str]


class ListFilter(Schema):
    """What the list shows."""

    state: str = ""
    kind: str = ""
    period: str = ""
    offset: int = Field(0, ge=0)
    limit: int = Field(50, ge=1, le=LARGEST_PAGE)


router = Router(tags=["reports"])


def status_of(error: UserError) -> int:
    """The status with which a mistake is answered."""
    if isinstance(error, rules.SubmissionConflict | rules.StaleSubmission):
        return 409
    if error.code in ("reports.mistake.not_found",):
        return 404
    if isinstance(error, rules.NotAllowed):
        return 403
    return 413 if error.code in _TOO_LARGE else 422


def _answered(do: Callable[[], tuple[int, Any]]) -> Status[Any]:
    """What an operation gives; a mistake goes on with its status, to be told in the caller's language."""
    try:
        return Status(*do())
    except UserError as error:
        error.status = status_of(error)  # type: ignore[attr-defined]
        raise


@router.post(
    "/submissions",
    response={200: Receipt, 201: Receipt},
    summary="Hand in rows",
    operation_id="submit_rows",
)
def submit_rows(request: HttpRequest, told: SubmissionRows) -> Status[Any]:
    """Keep a report of rows; 201 with its receipt once it is committed, 200 with the same receipt for a retry."""

    def do() -> tuple[int, Any]:
        if told.zero and not told.rows:
            nought = services.zero_rows(told.kind, parse_period(told.period))
            return _receive(request, told, entry=choices.ZERO, rows=nought)
        return _receive(request, told, entry=choices.API, rows=told.rows)

    return _answered(do)


@router.post(
    "/submissions/files",
    response={200: Receipt, 201: Receipt},
    summary="Hand in files",
    operation_id="submit_files",
)
def submit_files(
    request: HttpRequest, told: Form[SubmissionHead], files: Annotated[list[UploadedFile], File()]
) -> Status[Any]:
    """Keep a report of spreadsheets or letters, in the same way."""
    return _answered(lambda: _receive(request, told, entry=choices.API, files=_read_files(files)))


def _read_files(files: Sequence[UploadedFile]) -> list[tuple[str, bytes]]:
    """Names and bytes; one that is too large is refused before it is read into memory."""
    if len(files) > rules.MOST_FILES:
        raise UserError("reports.mistake.too_many_files", files=len(files), limit=rules.MOST_FILES)
    for one in files:
        if (one.size or 0) > rules.LARGEST_FILE:
            megabytes = round((one.size or 0) / rules.MEGABYTE, 1)
            limit = rules.LARGEST_FILE // rules.MEGABYTE
            raise RefusedFile("document.too_large", file=one.name, megabytes=megabytes, limit=limit)
    return [(one.name or "file", one.read()) for one in files]


def _receive(
    request: HttpRequest,
    told: SubmissionHead,
    *,
    entry: str,
    files: Sequence[tuple[str, bytes]] = (),
    rows: Sequence[Mapping[str, object]] | None = None,
) -> tuple[int, Any]:
    token, now = _token(request), timezone.now()
    if told.kind not in choices.KINDS:
        raise UserError("reports.mistake.kind_unknown", value=told.kind[:40], expected=", ".join(choices.KINDS))
    if told.sensitivity not in _SENSITIVITIES:
        expected = ", ".join(_SENSITIVITIES)
        raise UserError("reports.mistake.label_unknown", value=told.sensitivity[:40], expected=expected)
    submission = services.receive_submission(
        client_id=told.client_id,
        body=_body(token, told.body),
        kind=told.kind,
        period=parse_period(told.period),
        entry=entry,
        files=files,
        rows=rows,
        letter=services.Letter(told.letter_number, told.letter_date, told.signatory),
        sensitivity=told.sensitivity,
        corrects=_own(request, told.corrects) if told.corrects else None,
        reason=told.reason,
        by=token.made_by,
        now=now,
        send=told.submit,
        queue=True,
        through=token,
    )
    return (201 if submission.received_at == now else 200), _receipt(submission)


def _body(token: AccessToken, code: str) -> Body:
    """The body that a key names, within its reach."""
    if code in ("", token.body.code):
        return token.body
    found = Body.objects.filter(code=code, active=True, path__startswith=token.body.path).first()
    if found is None:
        raise rules.NotAllowed("reports.mistake.body_unknown", value=code[:60])
    return found


def _token(request: HttpRequest) -> AccessToken:
    token = request.token  # type: ignore[attr-defined]
    assert isinstance(token, AccessToken)
    return token


def _access(request: HttpRequest) -> Access:
    access = request.access  # type: ignore[attr-defined]
    assert isinstance(access, Access)
    return access


def _own(request: HttpRequest, number: str) -> Submission:
    """The submission of a number within the key's sight; another one is as absent as one that is not there."""
    told = rules.read_receipt_number(number) or ""
    found = visible_submissions(_access(request)).filter(number=told).first()
    if found is None:
        raise UserError("reports.mistake.not_found")
    return found


def _receipt(one: Submission) -> dict[str, Any]:
    plain = (
        "number", "client_id", "kind", "entry", "state", "version", "reason", "sensitivity", "reading", "received_at",
        "submitted_at", "accepted_at", "content_hash",
    )  # fmt: skip
    told = {name: getattr(one, name) for name in plain}
    corrects = one.corrects.number if one.corrects else None
    return {**told, "body": one.body.code, "period": one.period_name, "corrects": corrects}


@router.get(
    "/submissions",
    response=ReceiptPage,
    summary="List",
    operation_id="list_submissions",
)
def list_submissions(request: HttpRequest, wanted: Query[ListFilter]) -> Status[Any]:
    """What the key's bodies handed in, the newest first."""

    def do() -> tuple[int, Any]:
        found = visible_submissions(_access(request)).select_related("corrects")
        if wanted.period:
            period = parse_period(wanted.period)
            found = found.filter(period_start=period.start, period_end=period.end)
        exact = {name: value for name in ("state", "kind") if (value := getattr(wanted, name))}
        found = found.filter(**exact)
        page = found[wanted.offset : wanted.offset + wanted.limit]
        return 200, {"total": found.count(), "items": [_receipt(one) for one in page]}

    return _answered(do)


@router.get(
    "/submissions/{number}",
    response={200: Receipt},
    summary="Receipt",
    operation_id="get_receipt",
)
def get_receipt(request: HttpRequest, number: str) -> Status[Any]:
    """The receipt of a number, as it stands now."""
    return _answered(lambda: (200, _receipt(_own(request, number))))


@router.get(
    "/submissions/{number}/answer",
    response={200: dict[str, Any], 202: Receipt},
    summary="Row-by-row answer",
    operation_id="get_answer",
)
def get_answer(request: HttpRequest, number: str) -> Status[Any]:
    """What became of every row, in the language that you accept; 202 while it waits to be read."""

    def do() -> tuple[int, Any]:
        found = _own(request, number)
        answer = answer_in(found, active_language())
        return (202, _receipt(found)) if answer is None else (200, answer)

    return _answered(do)


@router.get("/due", response={200: list[DueItem]}, summary="What is due", operation_id="list_due")
def list_due(request: HttpRequest) -> Status[Any]:
    """What the key's bodies owe: overdue first, then due, then what came."""
    today, lang = day_of(_token(request).body, timezone.now()), active_language()
    items = [
        {
            "body": one.body.code,
            "kind": one.kind,
            "period": one.slot.label,
            "label": one.slot.label_in(lang),
            "due": one.due,
            "state": one.state,
            "numbers": list(one.numbers),
        }
        for one in due_reports(_access(request), today)
    ]
    return Status(200, items)
