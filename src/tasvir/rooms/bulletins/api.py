"""`GET /api/bulletins/`: the issued bulletins in the token's reach."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from tasvir.rooms.bulletins import choices, queries
from tasvir.rooms.bulletins.models import Bulletin

router = Router(tags=["bulletins"])
_MOST = 200
Offset = Annotated[int, Query(ge=0)]
Limit = Annotated[int, Query(ge=1, le=_MOST)]


class FileAnswer(Schema):
    """One file of a bulletin and its hash."""

    form: str
    sha256: str
    size: int


class BulletinAnswer(Schema):
    """An issued bulletin."""

    number: str
    body: str
    period: str
    start: date
    end: date
    lang: str
    stands: bool
    issued_at: datetime
    replaces: str
    fingerprint: str
    files: list[FileAnswer]


class BulletinsAnswer(Schema):
    """A part of the bulletins, and how many there are."""

    count: int
    bulletins: list[BulletinAnswer]


@router.get("/", response=BulletinsAnswer, summary="Issued bulletins, the newest first")
def list_bulletins(request: HttpRequest, offset: Offset = 0, limit: Limit = 50) -> dict[str, Any]:
    """Issued bulletins of the bodies in reach, also those that no longer stand."""
    found = queries.issued_bulletins(request.access).prefetch_related("files__file")  # type: ignore[attr-defined]
    return {"count": found.count(), "bulletins": [_told(one) for one in found[offset : offset + limit]]}


def _told(one: Bulletin) -> dict[str, Any]:
    files = [{"form": it.form, "sha256": it.file.sha256, "size": it.file.size} for it in one.files.all()]
    return {
        "number": one.label,
        "body": one.body.code,
        "period": one.period_name,
        "start": one.period_start,
        "end": one.period_end,
        "lang": one.lang,
        "stands": one.state == choices.ISSUED,
        "issued_at": one.issued_at,
        "replaces": one.replaces.label if one.replaces else "",
        "fingerprint": one.fingerprint,
        "files": files,
    }
