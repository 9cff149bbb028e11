"""Large exports in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from tasvir.foundation import work
from tasvir.rooms.incidents.forms import ListForm
from tasvir.rooms.incidents.models import Export
from tasvir.rooms.incidents.queries import visible_incidents
from tasvir.rooms.incidents.queries.listing import wanted_rows
from tasvir.rooms.incidents.services import make_export
from tasvir.rooms.people.queries import access_of

KIND = "incidents.export"


@task()
def export_rows(work_id: int, export_id: int, total: int) -> None:
    """Write the file of an export that is too large to wait for."""
    export = Export.objects.select_related("owner").get(pk=export_id)

    def tell(running: work.Running, count: int) -> None:
        running.tell("incidents.export.step", done=count, total=total)

    def do(running: work.Running) -> dict[str, Any]:
        made = carry_out_export(export, lambda count: tell(running, count))
        return {"rows": made.rows, "url": reverse("incidents:download", args=[made.pk])}

    work.carry_out(work_id, do, lang=export.lang)


def carry_out_export(export: Export, tell: Callable[[int], None] | None = None) -> Export:
    """Write the file with the rights that its owner has now."""
    now = timezone.now()
    with translation.override(export.lang):
        form = ListForm(QueryDict(export.query), today=timezone.localdate(now))
        form.is_valid()
        wanted = form.wanted()
    rows = wanted_rows(visible_incidents(access_of(export.owner), "incidents.export"), wanted)
    return make_export(export=export, rows=rows, sort=wanted.sort, now=now, tell=tell)
