"""The register of methods, as a person may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from tasvir.rooms.people.models import Body
from tasvir.rooms.people.queries import Access
from tasvir.rooms.picture import choices
from tasvir.rooms.picture.models import MethodNotice
from tasvir.rooms.picture.rules import submission_of
from tasvir.rooms.reports import queries as reports


@dataclass(frozen=True)
class ToldMethod:
    """A notice in one language, with the examples that the reader may read."""

    notice: MethodNotice
    text: str
    examples: Sequence[tuple[str, str]]


def methods_of(body: Body) -> QuerySet[MethodNotice]:
    """Every method noted of a body: those found before those stated, the newest first."""
    noted = MethodNotice.objects.filter(body=body).order_by("origin", "-noted_at", "-id")
    return noted.select_related("body", "judged_by")


def told_methods(notices: Sequence[MethodNotice], access: Access, lang: str) -> list[ToldMethod]:
    """The notices in words; the words of a submission that one may not read are not there."""
    numbers = {submission_of(source) for one in notices for source, _ in one.examples}
    seen = set(reports.visible_submissions(access).filter(number__in=numbers).values_list("number", flat=True))
    return [_told(one, seen, lang) for one in notices]


def _told(notice: MethodNotice, seen: set[str], lang: str) -> ToldMethod:
    examples = [(source, quote) for source, quote in notice.examples if submission_of(source) in seen]
    # What is stated is somebody's words: without the right to read them, only that they are there.
    text = notice.texts[lang] if notice.origin == choices.FOUND or examples else ""
    return ToldMethod(notice, text, examples)
