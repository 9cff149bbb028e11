"""Receive a submission: the files first, then one short transaction; a retry finds the same receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from tasvir.core.calendars.periods import Period
from tasvir.core.errors import UserError
from tasvir.foundation import files as stored_files
from tasvir.foundation import handlers
from tasvir.foundation.models import StoredFile
from tasvir.foundation.sensitivity import MEMBERS, SENSITIVITIES
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.models import AccessToken, Body, User, WorkingGroup
from tasvir.rooms.reports import choices, rules
from tasvir.rooms.reports.models import Attachment, Conflict, ReceiptCounter, Submission
from tasvir.rooms.reports.queries.duties import may
from tasvir.rooms.reports.queries.office import day_of
from tasvir.rooms.reports.services.contents import (
    Letter,
    Piece,
    check_files,
    check_rows,
    content_hash,
    told_content,
)

_REPLACED_AT_ONCE = (choices.DRAFT, choices.RETURNED)  # what counted nowhere makes room for its next version
_MAY_BE_EMPTY = (choices.FORM, choices.ZERO)  # a draft just begun, and the statement that there is no letter
_NO_LETTER = Letter()


def receive_submission(
    *,
    client_id: UUID,
    body: Body,
    kind: str,
    period: Period,
    entry: str,
    by: User,
    now: datetime,
    files: Sequence[tuple[str, bytes]] = (),
    enclosures: Sequence[tuple[str, bytes]] = (),
    rows: Sequence[Mapping[str, object]] | None = None,
    letter: Letter = _NO_LETTER,
    sensitivity: str = MEMBERS,
    working_group: WorkingGroup | None = None,
    corrects: Submission | None = None,
    reason: str = "",
    send: bool = False,
    queue: bool = False,
    through: AccessToken | None = None,
    needs: str = "reports.submit",
) -> Submission:
    """Keep what a body hands in and give it a number; when this returns, it is committed.

    The same content under the same id gives the same submission; another content is kept beside it and raises
    SubmissionConflict. `send` submits it at once; `queue` has it read in the background; `through` is the key of an
    agency's own program, in whose maker's name it is kept; `needs` is the permission that it takes.
    """
    if not _may_hand_in(by, body, through, needs):
        raise rules.NotAllowed("reports.mistake.not_allowed")
    if kind not in choices.KINDS or entry not in choices.ENTRIES or sensitivity not in SENSITIVITIES:
        raise ValueError(f"{kind}, {entry} or {sensitivity} is no kind, entry or label")
    pieces, checked = check_files(files, enclosures), check_rows(rows, rules.list_kind(kind, entry))
    if not checked and entry not in _MAY_BE_EMPTY and not any(piece.kind == choices.REPORT for piece in pieces):
        raise UserError("reports.mistake.nothing_sent")
    told = told_content(
        pieces=pieces,
        period=period,
        letter=letter,
        body=body.code,
        kind=kind,
        entry=entry,
        sensitivity=sensitivity,
        working_group=working_group.code if working_group else None,
        corrects=corrects.number if corrects else None,
        reason=reason,
        rows=checked,
    )
    received = _Received(client_id, told, content_hash(told), pieces, by, now)
    if known := received.known():
        return known
    kept = [stored_files.store(piece.data, now=now) for piece in pieces]
    fields = _fields(body, kind, period, entry, letter)
    fields |= {"rows": checked, "sensitivity": sensitivity, "working_group": working_group}
    if send:
        fields |= {"state": choices.SUBMITTED, "submitted_by": by, "submitted_at": now}
    try:
        with transaction.atomic(durable=True):
            return received.write(fields, kept, corrects, reason, queue=queue)
    except IntegrityError:
        if known := received.known():  # the same id arrived twice at the same moment
            return known
        raise


def _may_hand_in(by: User, body: Body, through: AccessToken | None, needs: str) -> bool:
    """Whether the person may, or the program whose key reaches over the body."""
    if through is not None:
        return body.path.startswith(through.body.path)
    return may(by, (needs,), body)


def _fields(body: Body, kind: str, period: Period, entry: str, letter: Letter) -> dict[str, Any]:
    return {
        "body": body,
        "kind": kind,
        "entry": entry,
        "period_name": period.label,
        "period_start": period.start,
        "period_end": period.end,
        "letter_number": rules.storable_text(letter.number)[:60],
        "letter_date": letter.date,
        "signatory": rules.storable_text(letter.signatory)[:150],
    }


class _Received:
    """One content under one id."""

    def __init__(
        self, client_id: UUID, told: dict[str, Any], digest: str, pieces: Sequence[Piece], by: User, now: datetime
    ) -> None:
        self.client_id, self.told, self.digest = client_id, told, digest
        self.pieces, self.by, self.now = pieces, by, now

    def known(self) -> Submission | None:
        """The submission that came under this id before, if its content was the same; another one is a conflict."""
        found = Submission.objects.select_related("body").filter(client_id=self.client_id).first()
        if found is None or found.content_hash == self.digest:
            return found
        _keep_conflict(found, self)
        raise rules.SubmissionConflict(found.number if may(self.by, ("reports.read",), found.body) else "–")

    def write(
        self,
        fields: dict[str, Any],
        kept: Sequence[StoredFile],
        corrects: Submission | None,
        reason: str,
        *,
        queue: bool,
    ) -> Submission:
        """The record, its attachments and its audit event."""
        earlier = _corrected(corrects, fields["body"], reason, self) if corrects else None
        submission = Submission(
            client_id=self.client_id,
            content_hash=self.digest,
            received_by=self.by,
            received_at=self.now,
            corrects=earlier,
            version=earlier.version + 1 if earlier else 1,
            reason=rules.storable_text(reason)[:500],
            number=_next_number(),
            **fields,
        )
        if submission.submitted_at:
            first = earlier.reported_on if earlier else None
            submission.reported_on = first or day_of(submission.body, self.now)
        submission.save(force_insert=True)
        Attachment.objects.bulk_create(
            [
                Attachment(submission=submission, name=piece.name, kind=piece.kind, stored_file=file)
                for piece, file in zip(self.pieces, kept)
            ]
        )
        _note_received(submission, self)
        if queue:
            handlers.announce("submission.to_read", submission=submission, by=self.by, now=self.now)
        return submission


def _next_number() -> str:
    counter = ReceiptCounter.objects.select_for_update().get_or_create(pk=1)[0]
    counter.last += 1
    counter.save(update_fields=["last"])
    return rules.receipt_number(counter.last)


def _note_received(submission: Submission, received: _Received) -> None:
    told = {"number": submission.number, "entry": submission.entry, "report": submission.kind}
    record_event(
        kind="reports.received",
        by=received.by,
        now=received.now,
        body=submission.body.code,
        subject="submission",
        subject_id=submission.pk,
        reason=submission.reason,
        period=submission.period_name,
        files=len(received.pieces),
        content=received.digest,
        version=submission.version,
        sent=submission.submitted_at is not None,
        **told,
    )


def _corrected(corrects: Submission, body: Body, reason: str, received: _Received) -> Submission:
    """The version that is corrected, locked; one that counted nowhere makes room at once."""
    earlier = Submission.objects.select_for_update().get(pk=corrects.pk)
    if earlier.body_id != body.pk:
        raise UserError("reports.mistake.corrects_other_body", number=earlier.number)
    if earlier.state == choices.SUPERSEDED:
        raise rules.StaleSubmission("reports.mistake.already_superseded", number=earlier.number)
    later = earlier.corrections.exclude(state=choices.SUPERSEDED).first()
    if later is not None:
        raise rules.StaleSubmission("reports.mistake.already_corrected", number=earlier.number, later=later.number)
    if earlier.state in _REPLACED_AT_ONCE:
        earlier.state, earlier.revision = choices.SUPERSEDED, earlier.revision + 1
        earlier.save(update_fields=["state", "revision"])
        _note_superseded(earlier, received)
    elif not reason.strip():
        raise UserError("reports.mistake.reason_missing")
    return earlier


def _note_superseded(earlier: Submission, received: _Received) -> None:
    record_event(
        kind="reports.superseded",
        by=received.by,
        now=received.now,
        body=received.told["body"],
        subject="submission",
        subject_id=earlier.pk,
        number=earlier.number,
    )


def _keep_conflict(submission: Submission, received: _Received) -> None:
    """Keep another content that came under a used id, once, with its files."""
    kept = [stored_files.store(piece.data, now=received.now) for piece in received.pieces]
    with transaction.atomic():
        conflict, is_new = Conflict.objects.get_or_create(
            submission=submission,
            content_hash=received.digest,
            defaults={
                "content": rules.storable(received.told),
                "received_by": received.by,
                "received_at": received.now,
            },
        )
        if not is_new:
            return
        conflict.files.add(*kept)
        record_event(
            kind="reports.conflict",
            by=received.by,
            now=received.now,
            body=submission.body.code,
            subject="submission",
            subject_id=submission.pk,
            number=submission.number,
            content=received.digest,
        )
