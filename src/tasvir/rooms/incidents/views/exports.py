"""Exports: asked for from the list, made here or in the background, opened by whoever asked."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tasvir.core.errors import UserError
from tasvir.core.text.formatting import format_number
from tasvir.foundation import work
from tasvir.foundation.mistakes import explain
from tasvir.foundation.models import Work
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.incidents import tasks
from tasvir.rooms.incidents.choices import FORMATS, XLSX
from tasvir.rooms.incidents.forms import ListForm
from tasvir.rooms.incidents.models import Export
from tasvir.rooms.incidents.queries import visible_incidents
from tasvir.rooms.incidents.queries.listing import wanted_rows
from tasvir.rooms.incidents.services import ask_export, open_export
from tasvir.rooms.people.requests import PersonRequest

AT_ONCE = 5_000  # rows; more are written in the background


@needs("incidents.export")
@require_POST
def export(request: PersonRequest) -> HttpResponse:
    """Write the rows that the list shows into a file; a large one is work that can be left."""
    now, query = timezone.now(), request.POST.get("query", "")
    form = request.POST.get("form", XLSX)
    asked = ListForm(QueryDict(query), today=timezone.localdate(now))
    asked.is_valid()
    total = wanted_rows(visible_incidents(request.access, "incidents.export"), asked.wanted()).count()
    with transaction.atomic():
        made = ask_export(
            form=form if form in FORMATS else XLSX,
            query=query,
            lang=active_language(),
            access=request.access,
            by=request.user,
            now=now,
        )
        if total > AT_ONCE:
            asked_work = work.start(
                tasks.export_rows, kind=tasks.KIND, now=now, by=request.user.pk, export_id=made.pk, total=total
            )
            made.work_id = asked_work.pk
            made.save(update_fields=["work_id"])
    if total <= AT_ONCE:
        tasks.carry_out_export(made)
    return redirect("incidents:export_page", made.pk)


@needs("incidents.export", subject="export")
def export_page(request: PersonRequest, pk: int) -> HttpResponse:
    """How far an export is, how many rows it holds, and where to get it."""
    made = get_object_or_404(Export, pk=pk, owner=request.user)
    watched = Work.objects.filter(pk=made.work_id).first() if made.work_id else None
    lang = active_language()
    shown = {
        "export": made,
        "work": watched,
        "told": say("incidents.export.made", rows=format_number(made.rows, lang)),
        "trail": [(say("incidents.menu"), reverse("incidents:list"))],
    }
    return render(request, "incidents/export.html", shown)


@needs("incidents.export", subject="export")
def download(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The file, if the person's rights are still the same."""
    made = get_object_or_404(Export, pk=pk, owner=request.user)
    try:
        path = open_export(export=made, access=request.access, by=request.user, now=timezone.now())
    except UserError as mistake:
        messages.error(request, explain(mistake))
        return redirect("incidents:list")
    return FileResponse(path.open("rb"), as_attachment=True, filename=made.name)
