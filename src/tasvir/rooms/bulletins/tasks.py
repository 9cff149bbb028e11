"""The files of issued bulletins and public editions are written outside the request that issues them."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from tasvir.foundation import work
from tasvir.rooms.bulletins import services
from tasvir.rooms.bulletins.models import Bulletin, PublicEdition
from tasvir.rooms.people.models import User


def write_in_background(*, bulletin: Bulletin, by: User, now: datetime) -> None:
    """Hand the writing of a bulletin's files to a worker, once its number is committed."""
    found = work.start(write_bulletin, kind="bulletins.files", now=now, by=by.pk, bulletin_id=bulletin.pk)
    Bulletin.objects.filter(pk=bulletin.pk).update(work_id=found.pk)


def write_public_in_background(*, edition: PublicEdition, by: User, now: datetime) -> None:
    """The same for a public edition."""
    found = work.start(write_public_edition, kind="bulletins.files", now=now, by=by.pk, edition_id=edition.pk)
    PublicEdition.objects.filter(pk=edition.pk).update(work_id=found.pk)


@task()
def write_bulletin(work_id: int, bulletin_id: int) -> None:
    """Write what is not there yet; run again it writes nothing twice."""
    bulletin = Bulletin.objects.select_related("body", "picture", "template", "replaces").get(pk=bulletin_id)

    def do(running: work.Running) -> dict[str, str]:
        running.tell("bulletins.work.writing")
        services.write_files(bulletin=bulletin, now=timezone.now())
        return {"url": reverse("bulletins:bulletin", args=[bulletin.pk])}

    work.carry_out(work_id, do, lang=bulletin.lang)


@task()
def write_public_edition(work_id: int, edition_id: int) -> None:
    """The same for a public edition."""
    edition = PublicEdition.objects.select_related("bulletin__body", "picture", "bulletin__picture").get(pk=edition_id)

    def do(running: work.Running) -> dict[str, str]:
        running.tell("bulletins.work.writing")
        services.write_public_files(edition=edition, now=timezone.now())
        return {"url": reverse("bulletins:edition", args=[edition.pk])}

    work.carry_out(work_id, do, lang=edition.bulletin.lang)
