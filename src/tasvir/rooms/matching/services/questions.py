"""Ask the agency that reported one side of a pair, and take its answer back to the desk."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from tasvir.core.errors import UserError
from tasvir.foundation.notices import tell
from tasvir.foundation.registry import roles_of_permissions
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.matching.choices import ASKED, OPEN, UNDECIDED
from tasvir.rooms.matching.models import DoubtfulPair, Question
from tasvir.rooms.people.models import Appointment, User


@transaction.atomic
def ask(*, pair: DoubtfulPair, own: Incident, text: str, by: User, now: datetime) -> Question:
    """Ask the body that reported `own`; its officers find the question in their bell."""
    held = DoubtfulPair.objects.select_for_update().get(pk=pair.pk)
    if held.state not in UNDECIDED:
        raise UserError("matching.already_decided")
    if own.pk not in (held.left_id, held.right_id):
        raise ValueError("the row asked about is no side of the pair")
    officers = _officers(own.body_id)
    if not officers:
        raise UserError("matching.nobody_to_ask", body=own.body.code)
    question = Question.objects.create(pair=held, body=own.body, own=own, text=text[:500], asked_by=by, asked_at=now)
    held.state = ASKED
    held.save(update_fields=["state"])
    tell(people=officers, code="matching.notice.asked", now=now, url=reverse("matching:question", args=[question.pk]))
    record_event(
        kind="matching.asked",
        by=by,
        now=now,
        body=own.body.code,
        subject="question",
        subject_id=question.pk,
        pair=held.pk,
    )
    return question


@transaction.atomic
def answer(*, question: Question, word: str, text: str, by: User, now: datetime) -> Question:
    """Answer for the agency; the pair waits at the desk again, and whoever asked is told."""
    held = Question.objects.select_for_update().get(pk=question.pk)
    if held.answered_at is not None:
        raise UserError("matching.already_answered")
    held.answer, held.answer_text, held.answered_by, held.answered_at = word, text[:500], by, now
    held.save()
    waiting = held.pair.questions.filter(answered_at=None).exists()
    if not waiting:
        DoubtfulPair.objects.filter(pk=held.pair_id, state=ASKED).update(state=OPEN)
    url = f"{reverse('matching:desk')}?pair={held.pair_id}"
    tell(people=[held.asked_by_id], code="matching.notice.answered", now=now, url=url)
    record_event(
        kind="matching.answered",
        by=by,
        now=now,
        body=held.body.code,
        subject="question",
        subject_id=held.pk,
        answer=word,
    )
    return held


def _officers(body_id: int) -> list[int]:
    roles = roles_of_permissions()["matching.answer"]
    running = Appointment.objects.filter(body_id=body_id, role__in=roles, ended_at=None, user__is_active=True)
    return list(running.values_list("user_id", flat=True))
