"""The bulletins that a person may see, and whether a file is one of ours."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db.models import QuerySet

from tasvir.foundation.models import StoredFile
from tasvir.rooms.bulletins import choices
from tasvir.rooms.bulletins.models import Bulletin, IssuedFile, PublicFile
from tasvir.rooms.people.queries import Access
from tasvir.rooms.picture import choices as picture_choices
from tasvir.rooms.picture.models import MadePicture

_RELATED = ("body", "picture", "template__template", "replaces", "drafted_by", "approved_by", "issued_by")


def visible_bulletins(access: Access, permission: str = "bulletins.read") -> QuerySet[Bulletin]:
    """Those of the bodies over which the person holds a permission."""
    return Bulletin.objects.filter(access.scope(permission)).select_related(*_RELATED)


def issued_bulletins(access: Access) -> QuerySet[Bulletin]:
    """Those that bear a number, also the ones that no longer stand."""
    return visible_bulletins(access).filter(state__in=[choices.ISSUED, choices.WITHDRAWN])


def drawable_pictures(access: Access) -> QuerySet[MadePicture]:
    """The ready pictures from which a person may draft, the newest first."""
    found = MadePicture.objects.filter(access.scope("bulletins.draft"), state=picture_choices.READY, group="")
    return found.exclude(file=None).select_related("body", "file")


def later_bulletin(bulletin: Bulletin) -> Bulletin | None:
    """The bulletin that took the place of this one, once it is issued."""
    return Bulletin.objects.filter(replaces=bulletin, number__isnull=False).order_by("-id").first()


@dataclass(frozen=True)
class Verified:
    """An issued or published file that a hash names."""

    bulletin: Bulletin
    form: str
    public: bool

    @property
    def stands(self) -> bool:
        """Whether the bulletin has not been withdrawn or replaced."""
        return self.bulletin.state == choices.ISSUED


def sha256_of(data: bytes) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(data).hexdigest()


def verify_hash(sha256: str, *, public_only: bool = False) -> list[Verified]:
    """Which issued files, or which pictures behind them, bear a hash."""
    stored = StoredFile.objects.filter(sha256=sha256.strip().lower()).first()
    if stored is None:
        return []
    found = [] if public_only else _issued(stored)
    published = PublicFile.objects.filter(file=stored, edition__state=choices.PUBLISHED)
    for one in published.select_related("edition__bulletin__body"):
        found.append(Verified(one.edition.bulletin, one.form, public=True))
    return found


def _issued(stored: StoredFile) -> list[Verified]:
    files = IssuedFile.objects.filter(file=stored).select_related("bulletin__body")
    found = [Verified(one.bulletin, one.form, public=False) for one in files]
    known = {one.bulletin.pk for one in found}
    behind = Bulletin.objects.filter(picture=stored, number__isnull=False).exclude(pk__in=known).select_related("body")
    return found + [Verified(one, "", public=False) for one in behind]
