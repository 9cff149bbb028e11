"""`GET /api/picture/…`: the newest pictures in the key's reach, as contracts.md has picture.json."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from tasvir.core.calendars.periods import parse_period
from tasvir.foundation.texts import DEFAULT
from tasvir.rooms.people.queries import Access
from tasvir.rooms.picture import services
from tasvir.rooms.picture.models import MadePicture
from tasvir.rooms.picture.queries import hidden_submissions, newest_picture, readable_bodies, recent_pictures

_MOST = 200
Offset = Annotated[int, Query(ge=0)]
Limit = Annotated[int, Query(ge=1, le=_MOST)]


router = Router(tags=["pictures"])


class PictureAnswer(Schema):
    """A picture that is ready, without its content."""

    body: str
    period: str
    start: date
    end: date
    comparisons: list[str]
    group: str
    lang: str
    sha256: str
    made_at: datetime


class PicturesAnswer(Schema):
    """A part of the pictures, and how many there are."""

    count: int
    pictures: list[PictureAnswer]


@router.get("/", response=PicturesAnswer, summary="Ready pictures, the newest first")
def list_pictures(request: HttpRequest, lang: str = DEFAULT, offset: Offset = 0, limit: Limit = 50) -> dict[str, Any]:
    """The ready pictures of the bodies in reach, in one language."""
    found = recent_pictures(_access(request), lang).select_related("body", "file")
    return {"count": found.count(), "pictures": [_told(one) for one in found[offset : offset + limit]]}


@router.get("/{body}/{period}/", summary="The newest picture of a body and a period")
def open_picture(
    request: HttpRequest, body: str, period: str, lang: str = DEFAULT, compare: str = "", group: str = ""
) -> HttpResponse:
    """The picture as JSON; 404 where none has been made or the key does not reach the body."""
    access = _access(request)
    found = readable_bodies(access).filter(code=body).first()
    chosen = parse_period(period)
    names = tuple(compare.split("|")) if compare else None
    made = newest_picture(found, chosen, names, lang, group) if found else None
    if made is None:
        raise Http404
    _, data = services.download_picture(
        made=made, form="json", hidden=hidden_submissions(made, access), by=None, now=timezone.now()
    )
    return HttpResponse(data, content_type="application/json")


def _access(request: HttpRequest) -> Access:
    """What the key may do: what a data officer of its agency may."""
    found: Access = request.access  # type: ignore[attr-defined]
    if not found.may("picture.read"):
        raise PermissionDenied
    return found


def _told(one: MadePicture) -> dict[str, Any]:
    return {
        "body": one.body.code,
        "period": one.period_name,
        "start": one.period_start,
        "end": one.period_end,
        "comparisons": list(one.compared_with),
        "group": one.group,
        "lang": one.lang,
        "sha256": one.file.sha256 if one.file else "",
        "made_at": one.made_at,
    }
