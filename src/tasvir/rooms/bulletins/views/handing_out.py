"""Hand out what is issued, show what would be, and tell whether a file is one of ours."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from tasvir.core.errors import UserError
from tasvir.foundation import files
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import needs
from tasvir.rooms.bulletins import choices, queries, services
from tasvir.rooms.bulletins.forms import VerifyForm
from tasvir.rooms.bulletins.models import Bulletin
from tasvir.rooms.bulletins.services.papers import paper_of
from tasvir.rooms.bulletins.views.subject import as_file, bulletin_of
from tasvir.rooms.people.requests import PersonRequest


def file_name(bulletin: Bulletin, form: str) -> str:
    """The name under which a file of a bulletin is handed out."""
    number = bulletin.label.replace("/", "-") or "draft"
    return f"bulletin-{bulletin.body.code}-{number}-{bulletin.lang}.{form}"


@needs("bulletins.read", subject="bulletin")
def preview(request: PersonRequest, pk: int, form: str) -> HttpResponse:
    """What the bulletin will look like: the house's PDF, or Word by its template."""
    found = bulletin_of(request, pk)
    if form not in (choices.PDF, choices.DOCX):
        raise Http404
    try:
        data = paper_of(found).written(form, found.template)
    except UserError as error:
        messages.error(request, explain(error))
        return redirect("bulletins:bulletin", pk)
    return as_file(data, file_name(found, form), choices.MEDIA[form])


@needs("bulletins.read", subject="bulletin_file")
def download(request: PersonRequest, pk: int, form: str) -> HttpResponse:
    """A file of an issued bulletin, byte by byte as it was issued; written into the audit."""
    found = bulletin_of(request, pk)
    issued = get_object_or_404(found.files.select_related("file"), form=form)
    services.note_download(bulletin=found, form=form, by=request.user, now=timezone.now())
    return as_file(files.read(issued.file), file_name(found, form), choices.MEDIA[form])


@needs("bulletins.read")
def verify(request: PersonRequest) -> HttpResponse:
    """Is this file, or this hash, one that we issued, and does it still stand?"""
    form = VerifyForm(request.POST or None, request.FILES or None)
    sha256 = form.sha256() if request.method == "POST" and form.is_valid() else ""
    found = [one for one in queries.verify_hash(sha256) if _may_see(request, one.bulletin)] if sha256 else []
    return render(request, "bulletins/verify.html", {"form": form, "sha256": sha256, "found": found})


def _may_see(request: PersonRequest, bulletin: Bulletin) -> bool:
    return request.access.may("bulletins.read", bulletin.body_id)
