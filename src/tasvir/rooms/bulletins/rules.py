"""Which step may follow which, and who may take it."""

from __future__ import annotations

from tasvir.core.errors import UserError
from tasvir.rooms.bulletins import choices

# What a step asks the record to be before.
_BEFORE = {
    "approve": choices.DRAFT,
    "return": choices.APPROVED,
    "drop": choices.DRAFT,
    "issue": choices.APPROVED,
    "withdraw": choices.ISSUED,
    "replace": choices.ISSUED,
    "publish": choices.APPROVED,
    "make_public": choices.ISSUED,
}


def check_step(state: str, step: str) -> None:
    """Refuse a step that the record's state does not allow; somebody else may have taken another meanwhile."""
    if state != _BEFORE[step]:
        raise not_now(state, _BEFORE[step])


def not_now(state: str, expected: str) -> UserError:
    """The sentence about a step at the wrong time."""
    return UserError("bulletins.not_now", state=state, expected=expected)


def check_second_person(by: int, first: int) -> None:
    """Whoever wrote it does not approve it; persons are told by their numbers."""
    if by == first:
        raise UserError("bulletins.own_draft")


def check_reason(reason: str) -> None:
    """Some steps need a sentence of why."""
    if not reason.strip():
        raise UserError("bulletins.reason_missing")
