"""The way of a public edition: made from an issued bulletin, approved apart, published, withdrawn."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from tasvir.core.disclosure.public_cells import rules_of
from tasvir.core.disclosure.public_edition import PublicEdition as MadePublic
from tasvir.core.disclosure.public_edition import make_public
from tasvir.core.errors import UserError
from tasvir.foundation import files, handlers
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.bulletins import choices
from tasvir.rooms.bulletins.models import Bulletin, PublicEdition
from tasvir.rooms.bulletins.queries.office import office_of
from tasvir.rooms.bulletins.queries.public_editions import earlier_cells, is_outdated
from tasvir.rooms.bulletins.rules import check_reason, check_second_person, check_step
from tasvir.rooms.people.models import Body, User


def make_public_edition(*, bulletin: Bulletin, by: User, now: datetime) -> PublicEdition:
    """What the public may see of an issued bulletin, guarded against every edition that its body has published.

    It is worked out before the transaction, which others wait for; what is published meanwhile makes it outdated,
    and an outdated edition is neither approved nor published.
    """
    _check_none(bulletin)
    office = office_of(bulletin.body)
    picture: dict[str, Any] = json.loads(files.read(bulletin.picture))
    voices = {lang: office.voice(lang) for lang in ("fa", "vi", "en")}
    made = make_public(picture, earlier_cells(bulletin.body), rules=rules_of(office.lists), voices=voices)
    return _kept(bulletin, made, _told(made, picture), by, now)


@transaction.atomic
def _kept(bulletin: Bulletin, made: MadePublic, hidden: list[list[str]], by: User, now: datetime) -> PublicEdition:
    found = Bulletin.objects.select_for_update(of=("self",)).select_related("body").get(pk=bulletin.pk)
    _check_none(found)
    found.public_editions.filter(state=choices.DRAFT).delete()
    edition = PublicEdition.objects.create(
        bulletin=found,
        picture=files.store(_bytes(made.picture), now=now),
        cells=files.store(_bytes([one.to_json() for one in made.cells]), now=now),
        hidden=hidden,
        without_base=made.without_base,
        exposed=made.exposed,
        made_by=by,
        made_at=now,
    )
    _record("bulletins.public_made", edition, by, now, hidden=len(hidden))
    return edition


def _check_none(bulletin: Bulletin) -> None:
    """Only of a bulletin that stands, and only while no other edition of it is approved or published."""
    check_step(bulletin.state, "make_public")
    if bulletin.public_editions.filter(state__in=[choices.APPROVED, choices.PUBLISHED]).exists():
        raise UserError("bulletins.public_is_there")


def _bytes(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _told(made: MadePublic, picture: dict[str, Any]) -> list[list[str]]:
    numbers = picture["numbers"]
    return [[numbers[one.place]["label"], numbers[one.place]["value_label"], one.why] for one in made.hidden]


@transaction.atomic
def approve_public_edition(*, edition: PublicEdition, by: User, now: datetime) -> PublicEdition:
    """The chair's word on what the public sees; apart from the bulletin's own approval."""
    found = _locked(edition)
    check_step(found.state, "approve")
    check_second_person(by.pk, found.made_by_id)
    _check_newest(found)
    found.state, found.approved_by, found.approved_at = choices.APPROVED, by, now
    found.save()
    _record("bulletins.public_approved", found, by, now)
    return found


@transaction.atomic
def publish_edition(*, edition: PublicEdition, by: User, now: datetime) -> PublicEdition:
    """Everybody can read it from now on, and later editions are guarded against it."""
    # One edition of a body at a time: the next one must know this one.
    Body.objects.select_for_update().get(pk=edition.bulletin.body_id)
    found = _locked(edition)
    check_step(found.state, "publish")
    _check_newest(found)
    check_step(found.bulletin.state, "make_public")
    found.state, found.published_by, found.published_at = choices.PUBLISHED, by, now
    found.save()
    _record("bulletins.public_published", found, by, now, sha256=found.picture.sha256)
    handlers.announce("public_edition.published", edition=found, by=by, now=now)
    found.refresh_from_db()
    return found


@transaction.atomic
def withdraw_public_edition(*, edition: PublicEdition, reason: str, by: User, now: datetime) -> PublicEdition:
    """Take it from the public page; what it gave away stays known, so later editions are still guarded against it."""
    found = _locked(edition)
    check_reason(reason)
    found.state, found.reason, found.withdrawn_at = choices.WITHDRAWN, reason, now
    found.save()
    _record("bulletins.public_withdrawn", found, by, now, reason)
    return found


def _check_newest(edition: PublicEdition) -> None:
    """Another edition of the body, published since this one was made, was not taken into account by it."""
    if is_outdated(edition):
        raise UserError("bulletins.public_outdated")


def _locked(edition: PublicEdition) -> PublicEdition:
    found = PublicEdition.objects.select_for_update(of=("self",)).select_related("bulletin__body", "picture", "made_by")
    return found.get(pk=edition.pk)


def _record(kind: str, edition: PublicEdition, by: User, now: datetime, reason: str = "", **facts: Any) -> None:
    record_event(
        kind=kind, by=by, now=now, body=edition.bulletin.body.code, subject="public_edition", subject_id=edition.pk,
        reason=reason, number=edition.bulletin.label, **facts,
    )  # fmt: skip
