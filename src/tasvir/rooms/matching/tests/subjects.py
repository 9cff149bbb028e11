"""The records that routes of this room name in their path, for the access tests."""

from __future__ import annotations

from collections.abc import Callable

from tests.cast import NOW, Cast

from tasvir.rooms.incidents.models import EventGroup, Incident
from tasvir.rooms.incidents.tests.rows import add_rows
from tasvir.rooms.matching.models import Decision, DoubtfulPair, Question


def pair_of(cast: Cast, owner: str) -> DoubtfulPair:
    """A doubtful pair of two rows of one body."""
    body = cast.bodies[owner]
    left, right = add_rows(body, {"ref": "1"}, {"ref": "2"}, number=f"{owner}-1", submission_id=body.pk)
    return DoubtfulPair.objects.create(
        left=left,
        right=right,
        left_source=left.source,
        right_source=right.source,
        probability=0.8,
        reasons=["link.day.same"],
        found_at=NOW,
    )


def _pair(cast: Cast, owner: str) -> dict[str, object]:
    return {"pk": pair_of(cast, owner).pk}


def _decision(cast: Cast, owner: str) -> dict[str, object]:
    pair = pair_of(cast, owner)
    members = [pair.left_source, pair.right_source]
    return {"pk": Decision.objects.create(members=members, same=True, by=cast.chair_nation, at=NOW).pk}


def _question(cast: Cast, owner: str) -> dict[str, object]:
    pair = pair_of(cast, owner)
    asked = Question.objects.create(
        pair=pair, body=cast.bodies[owner], own=pair.left, asked_by=cast.chair_nation, asked_at=NOW
    )
    return {"pk": asked.pk}


def _event(cast: Cast, owner: str) -> dict[str, object]:
    pair = pair_of(cast, owner)
    key, members = f"i-{owner}", [pair.left_source, pair.right_source]
    Incident.objects.filter(source__in=members).update(event_key=key, shared=True)
    EventGroup.objects.create(event_key=key, members=members, decided_by="rule", across=True)
    return {"key": key}


SUBJECTS: dict[str, Callable[[Cast, str], dict[str, object]]] = {
    "pair": _pair,
    "decision": _decision,
    "question": _question,
    "event": _event,
}
