"""Questions to an agency."""

from __future__ import annotations

from django.db.models import QuerySet

from tasvir.rooms.incidents.queries import incident_seen
from tasvir.rooms.matching.models import Question
from tasvir.rooms.people.queries import Access


def visible_questions(access: Access) -> QuerySet[Question]:
    """The questions that a person may answer for the own body."""
    seen = incident_seen(access, "matching.answer", "own")
    return Question.objects.filter(seen).filter(access.scope("matching.answer"))


def open_questions(access: Access) -> QuerySet[Question]:
    """Those that wait for an answer, the oldest first."""
    return visible_questions(access).filter(answered_at=None).order_by("asked_at", "pk")
