"""Which picture an address means, for the person who asks; what one may not see is not there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.shortcuts import get_object_or_404

from tasvir.core.calendars.periods import Period, parse_period
from tasvir.core.errors import UserError
from tasvir.foundation.texts import active_language
from tasvir.rooms.people.models import Body
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.picture import choices
from tasvir.rooms.picture.models import MadePicture
from tasvir.rooms.picture.queries import hidden_submissions, newest_picture, readable_bodies


@dataclass(frozen=True)
class Subject:
    """A body, a period and a working group, as this person may see them."""

    request: PersonRequest
    body: Body
    period: Period
    group: str = ""

    @cached_property
    def lang(self) -> str:
        """The language of the page."""
        return active_language()

    @cached_property
    def comparisons(self) -> tuple[str, ...] | None:
        """The comparisons that the address names; None: any."""
        named = self.request.GET.get("compare", "")
        return tuple(one for one in named.split("|") if one in choices.COMPARISONS) or None

    @cached_property
    def made(self) -> MadePicture | None:
        """The newest ready picture, or None."""
        return newest_picture(self.body, self.period, self.comparisons, self.lang, self.group)

    def made_or_404(self) -> MadePicture:
        """The newest ready picture."""
        if self.made is None:
            raise Http404
        return self.made

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The submissions whose words this person may not read."""
        return hidden_submissions(self.made, self.request.access) if self.made else frozenset()


def body_of(request: PersonRequest, code: str) -> Body:
    """The body of an address, if this person may open its pictures."""
    return get_object_or_404(readable_bodies(request.access), code=code)


def subject_of(request: PersonRequest, code: str, period: str) -> Subject:
    """What an address means."""
    try:
        found = parse_period(period)
    except UserError as error:
        raise Http404 from error
    return Subject(request, body_of(request, code), found, request.GET.get("group", "")[:60])
