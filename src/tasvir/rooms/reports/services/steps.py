"""The way of a submission: submitted, approved by the agency, accepted by the secretariat, locked; or returned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tasvir.core.errors import UserError
from tasvir.foundation import handlers, notices
from tasvir.foundation.sensitivity import SENSITIVITIES
from tasvir.foundation.texts import DEFAULT
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.incidents.services import set_counted
from tasvir.rooms.incidents.services import set_sensitivity as set_rows_sensitivity
from tasvir.rooms.people.models import User
from tasvir.rooms.reports import choices, rules
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.queries.duties import may, reason_against, secretaries_of
from tasvir.rooms.reports.queries.office import day_of

_PEOPLE = ("submitted", "approved", "accepted", "returned")


@dataclass(frozen=True)
class _Taking:
    """A step that a person takes, and what the person saw when taking it."""

    name: str
    by: User
    now: datetime
    expected_state: str = ""
    revision: int | None = None
    reason: str = ""

    def start(self, submission: Submission) -> Submission:
        """The record, locked, if the step is open and nobody changed it meanwhile."""
        current = locked(submission, self.expected_state, self.revision)
        step = rules.STEPS[self.name]
        if code := reason_against(step, current, self.by):
            raise rules.NotAllowed(code, number=current.number, state=current.state)
        if step.needs_reason and not self.reason.strip():
            raise UserError("reports.mistake.reason_missing")
        current.state = step.target
        return current

    def finish(self, current: Submission, event: str, submission: Submission) -> Submission:
        """Save, note it in the audit, and bring the caller's object up to date."""
        current.revision += 1
        current.save()
        note(event, current, self.by, self.now, reason=self.reason)
        submission.refresh_from_db()
        return submission


def locked(submission: Submission, expected_state: str = "", revision: int | None = None) -> Submission:
    """The record as it is now, locked; StaleSubmission where it is no longer what the person saw."""
    current = Submission.objects.select_for_update(of=("self",)).select_related("body").get(pk=submission.pk)
    changed = revision is not None and current.revision != revision
    if changed or (expected_state and current.state != expected_state):
        raise rules.StaleSubmission("reports.mistake.stale", number=current.number, state=current.state)
    return current


def note(event: str, submission: Submission, by: User | None, now: datetime, reason: str = "", **facts: object) -> None:
    """Write into the audit what happened to a submission."""
    record_event(
        kind=event,
        by=by,
        now=now,
        body=submission.body.code,
        subject="submission",
        subject_id=submission.pk,
        reason=reason[:500],
        number=submission.number,
        **facts,
    )


@transaction.atomic
def submit(
    *, submission: Submission, by: User, now: datetime, expected_state: str = "", revision: int | None = None
) -> Submission:
    """Hand a draft in."""
    taking = _Taking(rules.SUBMIT, by, now, expected_state, revision)
    current = taking.start(submission)
    _forget_people(current)
    current.submitted_by, current.submitted_at = by, now
    first = current.corrects.reported_on if current.corrects else None
    current.reported_on = current.reported_on or first or day_of(current.body, now)
    return taking.finish(current, "reports.submitted", submission)


@transaction.atomic
def approve(
    *, submission: Submission, by: User, now: datetime, expected_state: str = "", revision: int | None = None
) -> Submission:
    """Approve for the agency; where it has several officers, another one than who submitted."""
    taking = _Taking(rules.APPROVE, by, now, expected_state, revision)
    current = taking.start(submission)
    current.approved_by, current.approved_at = by, now
    approved = taking.finish(current, "reports.approved", submission)
    _tell(secretaries_of(approved.body), "reports.notice.to_accept", approved, now, body=approved.body.label(DEFAULT))
    return approved


@transaction.atomic
def accept(
    *, submission: Submission, by: User, now: datetime, expected_state: str = "", revision: int | None = None
) -> Submission:
    """Accept for the secretariat: its rows count from now on, and those of the versions before it no longer."""
    taking = _Taking(rules.ACCEPT, by, now, expected_state, revision)
    current = taking.start(submission)
    current.accepted_by, current.accepted_at = by, now
    earlier = list(_earlier_versions(current))
    for one in earlier:
        one.state, one.revision = choices.SUPERSEDED, one.revision + 1
        one.save(update_fields=["state", "revision"])
        note("reports.superseded", one, by, now, later=current.number)
    if earlier:
        set_counted(submission_ids=[one.pk for one in earlier], counted=False, now=now, by=by)
    set_counted(submission_ids=[current.pk], counted=True, now=now, by=by)
    accepted = taking.finish(current, "reports.accepted", submission)
    handlers.announce("submission.accepted", submission=accepted, now=now)
    _tell([accepted.submitted_by], "reports.notice.accepted", accepted, now)
    return accepted


def _earlier_versions(submission: Submission) -> Iterator[Submission]:
    """The versions before, still living, locked."""
    above = submission.corrects_id
    while above is not None:
        earlier = Submission.objects.select_for_update(of=("self",)).select_related("body").get(pk=above)
        if earlier.state != choices.SUPERSEDED:
            yield earlier
        above = earlier.corrects_id


@transaction.atomic
def return_to_agency(
    *,
    submission: Submission,
    reason: str,
    by: User,
    now: datetime,
    expected_state: str = "",
    revision: int | None = None,
) -> Submission:
    """Give it back with a reason; nothing of it is lost."""
    taking = _Taking(rules.RETURN, by, now, expected_state, revision, reason)
    current = taking.start(submission)
    current.returned_by, current.returned_at, current.reason = by, now, rules.storable_text(reason)[:500]
    returned = taking.finish(current, "reports.returned", submission)
    _tell([returned.submitted_by], "reports.notice.returned", returned, now, reason=returned.reason)
    return returned


@transaction.atomic
def withdraw(
    *,
    submission: Submission,
    reason: str,
    by: User,
    now: datetime,
    expected_state: str = "",
    revision: int | None = None,
) -> Submission:
    """Take back what was submitted and nobody has approved."""
    taking = _Taking(rules.WITHDRAW, by, now, expected_state, revision, reason)
    current = taking.start(submission)
    _forget_people(current)
    return taking.finish(current, "reports.withdrawn", submission)


@transaction.atomic
def lock(
    *, submission: Submission, by: User, now: datetime, expected_state: str = "", revision: int | None = None
) -> Submission:
    """Close an accepted one."""
    taking = _Taking(rules.LOCK, by, now, expected_state, revision)
    current = taking.start(submission)
    current.locked_by, current.locked_at = by, now
    return taking.finish(current, "reports.locked", submission)


@transaction.atomic
def set_sensitivity(
    *, submission: Submission, sensitivity: str, reason: str, by: User, now: datetime, revision: int | None = None
) -> Submission:
    """Give a submission and all its rows another label."""
    if sensitivity not in SENSITIVITIES:
        raise ValueError(f"{sensitivity} is no sensitivity label")
    current = locked(submission, revision=revision)
    if not may(by, ("reports.submit",), current.body):
        raise rules.NotAllowed("reports.mistake.not_allowed", number=current.number, state=current.state)
    before, current.sensitivity, current.revision = current.sensitivity, sensitivity, current.revision + 1
    current.save(update_fields=["sensitivity", "revision"])
    set_rows_sensitivity(submission_id=current.pk, sensitivity=sensitivity, by=by, now=now, reason=reason)
    note("reports.sensitivity_set", current, by, now, reason=reason, before=before, after=sensitivity)
    submission.refresh_from_db()
    return submission


def _tell(people: Iterable[User | None], code: str, submission: Submission, now: datetime, **values: str) -> None:
    """Into the bell of those whose turn it is, with the way to the submission."""
    url = f"/reports/{submission.number}/"
    numbers = [one.pk for one in people if one is not None]
    notices.tell(people=numbers, code=code, now=now, url=url, number=submission.number, **values)


def _forget_people(submission: Submission) -> None:
    """Before it is handed in (again), nobody has submitted, approved or returned it."""
    for name in _PEOPLE:
        setattr(submission, f"{name}_by", None)
        setattr(submission, f"{name}_at", None)
