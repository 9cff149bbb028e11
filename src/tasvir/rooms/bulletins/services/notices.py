"""The way of a notice of violation: written, approved by the chair, published, taken down on its day or before."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict

from django.db import transaction

from tasvir.core.errors import UserError
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.bulletins import choices
from tasvir.rooms.bulletins.models import ViolationNotice
from tasvir.rooms.bulletins.rules import check_reason, check_second_person, check_step, not_now
from tasvir.rooms.people.models import Body, User


class NoticeTexts(TypedDict):
    """What a notice says."""

    firm: str
    place: str
    violation: str
    goods: str
    outcome: str
    decision_number: str
    decided_on: date
    publish_on: date
    take_down_on: date


@transaction.atomic
def write_notice(*, body: Body, texts: NoticeTexts, by: User, now: datetime) -> ViolationNotice:
    """A draft of a notice; a decision is published once."""
    if ViolationNotice.objects.filter(body=body, decision_number=texts["decision_number"]).exists():
        raise UserError("bulletins.notice_twice", number=texts["decision_number"])
    if texts["take_down_on"] <= texts["publish_on"]:
        raise UserError("bulletins.notice_days", day=texts["publish_on"])
    if texts["decided_on"] > texts["publish_on"]:
        raise UserError("bulletins.notice_before_decision", day=texts["decided_on"])
    notice = ViolationNotice.objects.create(body=body, written_by=by, written_at=now, **texts)
    _record("bulletins.notice_written", notice, by, now)
    return notice


@transaction.atomic
def approve_notice(*, notice: ViolationNotice, by: User, now: datetime) -> ViolationNotice:
    """The chair's word; whoever wrote it does not approve it."""
    found = _locked(notice)
    check_step(found.state, "approve")
    check_second_person(by.pk, found.written_by_id)
    found.state, found.approved_by, found.approved_at = choices.APPROVED, by, now
    found.save()
    _record("bulletins.notice_approved", found, by, now)
    return found


@transaction.atomic
def return_notice(*, notice: ViolationNotice, reason: str, by: User, now: datetime) -> ViolationNotice:
    """Back to its writer, with a reason."""
    found = _locked(notice)
    check_step(found.state, "return")
    found.state, found.approved_by, found.approved_at, found.reason = choices.DRAFT, None, None, reason
    found.save()
    _record("bulletins.returned", found, by, now, reason)
    return found


@transaction.atomic
def publish_notice(*, notice: ViolationNotice, by: User, now: datetime) -> ViolationNotice:
    """From its day on everybody can read it."""
    found = _locked(notice)
    check_step(found.state, "publish")
    found.state, found.published_at = choices.PUBLISHED, now
    found.save()
    _record("bulletins.notice_published", found, by, now)
    return found


@transaction.atomic
def take_down_notice(*, notice: ViolationNotice, reason: str, by: User, now: datetime) -> ViolationNotice:
    """Nobody reads it any more, before its day; the record stays."""
    found = _locked(notice)
    check_reason(reason)
    if found.state == choices.TAKEN_DOWN:
        raise not_now(found.state, choices.PUBLISHED)
    found.state, found.reason = choices.TAKEN_DOWN, reason
    found.save()
    _record("bulletins.notice_taken_down", found, by, now, reason)
    return found


def _locked(notice: ViolationNotice) -> ViolationNotice:
    return (
        ViolationNotice.objects.select_for_update(of=("self",)).select_related("body", "written_by").get(pk=notice.pk)
    )


def _record(kind: str, notice: ViolationNotice, by: User, now: datetime, reason: str = "") -> None:
    record_event(
        kind=kind, by=by, now=now, body=notice.body.code, subject="notice", subject_id=notice.pk, reason=reason,
        decision=notice.decision_number,
    )  # fmt: skip
