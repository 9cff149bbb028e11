"""Totals of past years: a file is looked at, and then loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tasvir.core.calendars.periods import range_period
from tasvir.core.errors import UserError
from tasvir.core.text.formatting import format_quantity
from tasvir.core.vocabulary.messages import placed_message
from tasvir.foundation import files as stored_files
from tasvir.foundation.mistakes import explain
from tasvir.foundation.models import StoredFile
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.people.models import Body
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.reports import services
from tasvir.rooms.reports.choices import FIGURES
from tasvir.rooms.reports.forms.settings import HistoryForm
from tasvir.rooms.reports.models import PastTotal
from tasvir.rooms.reports.queries.answers import COUNTS
from tasvir.rooms.reports.queries.office import day_of, office_of
from tasvir.rooms.reports.services.contents import check_files
from tasvir.rooms.reports.services.parsing import Source, parse_sources
from tasvir.rooms.reports.views.presenting import counts_of, written
from tasvir.rooms.reports.views.settings import breakdown_text, declared, managed, settings_tabs

PAGE = 50
_SALT = "reports.history"
_SHOWN = 100


@needs("reports.manage")
def history(request: PersonRequest) -> HttpResponse:
    """What was loaded; a file to look at and to load."""
    form = HistoryForm(request.POST or None, request.FILES or None, bodies=managed(request))
    preview: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            if loaded := _handled(request, form, preview):
                return loaded
        except UserError as error:
            form.add_error(None, explain(error))
    mine = PastTotal.objects.filter(request.access.scope("reports.manage"), replaced_at=None).select_related("body")
    page = Paginator(mine, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "rows": [declared(one) for one in page],
        "empty": {"title": say("reports.history.empty.title"), "text": say("reports.history.empty.text")},
        **preview,
        **settings_tabs(request, "history"),
    }
    return render(request, "reports/history.html", context, status=422 if form.errors else 200)


def _handled(request: PersonRequest, form: HistoryForm, preview: dict[str, Any]) -> HttpResponse | None:
    """Load the file that was looked at, or look at it; the file stays on the server between the two."""
    body = form.cleaned_data["body"]
    look = _look(form)
    data = stored_files.read(StoredFile.objects.get(sha256=look.sha256))
    preview |= _preview(body, look.name, data)
    form.data = {**request.POST.dict(), "kept": look.token}
    if request.POST.get("do") != "load" or form.cleaned_data["file"]:
        return None
    found = services.load_history(
        client_id=look.client_id,
        body=body,
        files=[(look.name, data)],
        by=request.user,
        now=timezone.now(),
        reason=form.cleaned_data["reason"],
        lang=active_language(),
    )
    messages.success(request, say("reports.done.history", count=written(found.past_totals.count())))
    return redirect("reports:history")


@dataclass(frozen=True)
class _Look:
    """A file that was looked at: under which id it will be loaded."""

    name: str
    sha256: str
    client_id: UUID

    @property
    def token(self) -> str:
        """What the page gives back to load it."""
        return signing.dumps([self.name, self.sha256, str(self.client_id)], salt=_SALT)


def _look(form: HistoryForm) -> _Look:
    file = form.cleaned_data["file"]
    if file:
        piece = check_files([(file.name, file.read())], ())[0]
        stored = stored_files.store(piece.data, now=timezone.now())
        return _Look(piece.name, stored.sha256, uuid4())
    try:
        name, sha256, client_id = signing.loads(form.cleaned_data["kept"], salt=_SALT)
    except signing.BadSignature:
        raise UserError("reports.error.history_missing") from None
    return _Look(name, sha256, UUID(client_id))


def _preview(body: Body, name: str, data: bytes) -> dict[str, Any]:
    """What the file holds, as it would be loaded: counts, problems, and its first totals."""
    reading = parse_sources([Source(name, data)], office_of(body), day_of(body, timezone.now())).reading
    lang = active_language()
    for refused in reading.refused:
        raise UserError(refused.issue.code, **refused.issue.values)
    counts = {count: sum(getattr(one, count) for one in reading.answers) for count in COUNTS}
    issues = [issue for one in reading.answers for issue in one.issues]
    rows = [row for one in reading.answers if one.kind == FIGURES for row in one.table.slice(0, _SHOWN).to_pylist()]
    return {
        "counts": counts_of({"lists": reading.answers, **counts}),
        "problems": [placed_message(issue, lang) for issue in issues[:_SHOWN]],
        "preview": [_total(row, body) for row in rows if row["period_start"]],
    }


def _total(row: dict[str, Any], body: Body) -> dict[str, str]:
    lang = active_language()
    by = dict(part.split("=", 1) for part in (row["breakdown"] or "").split("|") if part)
    return {
        "body_name": body.label(lang),
        "measure": row["measure"],
        "by_text": breakdown_text(by),
        "period_text": row["period_label"] or range_period(row["period_start"], row["period_end"]).label_in(lang),
        "amount": format_quantity(row["value"] or 0, row["unit"] or "other", lang),
    }
