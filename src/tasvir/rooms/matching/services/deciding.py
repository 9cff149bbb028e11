"""Decide whether rows are one event, and take a decision back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from tasvir.core.errors import UserError
from tasvir.foundation.handlers import announce
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.matching.choices import ASKED, DECIDED, OPEN, UNDECIDED
from tasvir.rooms.matching.models import Decision, DoubtfulPair
from tasvir.rooms.people.models import User


@transaction.atomic
def decide_pair(*, pair: DoubtfulPair, same: bool, by: User, now: datetime, reason: str = "") -> Decision:
    """Say of a doubtful pair whether it is one event; refused where somebody else has just decided it."""
    held = DoubtfulPair.objects.select_for_update().get(pk=pair.pk)
    if held.state not in UNDECIDED:
        raise UserError("matching.already_decided")
    return decide(members=[held.left_source, held.right_source], same=same, by=by, now=now, reason=reason)


@transaction.atomic
def decide(*, members: Sequence[str], same: bool, by: User, now: datetime, reason: str = "") -> Decision:
    """Say of rows, by their sources, whether they are one event; the later word on a pair holds."""
    if len(set(members)) < 2:
        raise ValueError("a decision needs two rows")
    decision = Decision.objects.create(members=list(members), same=same, by=by, at=now, reason=reason[:500])
    touched = _pairs_among(members)
    touched.update(state=DECIDED, decision=decision)
    record_event(
        kind="matching.decided",
        by=by,
        now=now,
        subject="decision",
        subject_id=decision.pk,
        reason=decision.reason,
        same=same,
        members=list(members),
    )
    announce("matching.changed", now=now)
    return decision


@transaction.atomic
def undo(*, decision: Decision, by: User, now: datetime) -> Decision:
    """Take a decision back: it stays in the history, and its pair returns to the desk."""
    held = Decision.objects.select_for_update().get(pk=decision.pk)
    if held.undone_at is not None:
        raise UserError("matching.already_undone")
    held.undone_at, held.undone_by = now, by
    held.save(update_fields=["undone_at", "undone_by"])
    _return_pairs(held)
    record_event(
        kind="matching.undone", by=by, now=now, subject="decision", subject_id=held.pk, members=list(held.members)
    )
    announce("matching.changed", now=now)
    return held


def _return_pairs(decision: Decision) -> None:
    """The pairs of a decision that is taken back wait again, unless an earlier decision on them stands."""
    for pair in decision.pairs.prefetch_related("questions"):
        standing = _standing_word(pair)
        asked = any(question.answered_at is None for question in pair.questions.all())
        pair.decision = standing
        pair.state = DECIDED if standing else ASKED if asked else OPEN
        pair.save(update_fields=["decision", "state"])


def _standing_word(pair: DoubtfulPair) -> Decision | None:
    wanted = {pair.left_source, pair.right_source}
    standing = Decision.objects.filter(undone_at=None).order_by("-at", "-pk")
    return next((one for one in standing.iterator() if wanted.issubset(one.members)), None)


def _pairs_among(members: Sequence[str]) -> QuerySet[DoubtfulPair]:
    return DoubtfulPair.objects.filter(Q(left_source__in=members) & Q(right_source__in=members))
