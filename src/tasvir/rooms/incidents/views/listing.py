"""The list, and lists kept under a name."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tasvir.core.text.formatting import format_number
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.incidents.forms import ListForm, SavedViewForm
from tasvir.rooms.incidents.queries import visible_incidents
from tasvir.rooms.incidents.queries.facts import labels_of, said_rows
from tasvir.rooms.incidents.queries.listing import Page, Totals, page_of, totals_of, wanted_rows
from tasvir.rooms.incidents.queries.views import saved_views
from tasvir.rooms.incidents.services import remove_view, save_view
from tasvir.rooms.people.models import Body
from tasvir.rooms.people.requests import PersonRequest


@needs("incidents.read")
def incident_list(request: PersonRequest) -> HttpResponse:
    """What a person looks for, page by page, with how many rows and events it is."""
    form = ListForm(request.GET or None, today=timezone.localdate())
    form.is_valid()
    wanted = form.wanted()
    rows = wanted_rows(visible_incidents(request.access), wanted)
    page = page_of(rows, wanted.sort, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    return render(request, "incidents/list.html", _shown(request, form, page, totals_of(rows)))


def _shown(request: PersonRequest, form: ListForm, page: Page, totals: Totals) -> dict[str, Any]:
    lang, asked = active_language(), query_of(request)
    counts = {"rows": format_number(totals.rows, lang), "events": format_number(totals.events, lang)}
    return {
        "form": form,
        "page": page,
        "shown": said_rows(page.rows, lang),
        "labels": labels_of(lang),
        "totals": totals,
        "told": say("incidents.totals", **counts),
        "export_told": say("incidents.export.told", rows=counts["rows"]),
        "filtered": bool(asked),
        "query": asked,
        "save_form": SavedViewForm(initial={"query": asked}),
        "saved": list(saved_views(request.access)),
        "may_export": request.access.may("incidents.export"),
    }


def query_of(request: PersonRequest) -> str:
    """The filters of an address, without the marks of a page and without what asks nothing."""
    left = request.GET.copy()
    for name in [name for name in left if name in ("after", "before") or not left[name]]:
        del left[name]
    return left.urlencode()


@needs("incidents.read")
@require_POST
def save_list(request: PersonRequest) -> HttpResponse:
    """Keep the list that is shown, for oneself or for the body."""
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, say("incidents.view.name_needed"))
        return redirect(f"{reverse('incidents:list')}?{request.POST.get('query', '')}")
    kept = form.cleaned_data
    post = request.access.posts_with("incidents.read")[0]
    body = Body.objects.get(pk=post.body_id) if kept["shared"] else None
    save_view(name=kept["name"], query=kept["query"], shared_with=body, by=request.user, now=timezone.now())
    messages.success(request, say("incidents.view.kept", name=kept["name"]))
    return redirect(f"{reverse('incidents:list')}?{kept['query']}")


@needs("incidents.read", subject="saved_view")
def remove_saved(request: PersonRequest, pk: int) -> HttpResponse:
    """Take out a saved list of one's own."""
    view = get_object_or_404(saved_views(request.access), pk=pk)
    if view.owner_id != request.user.pk:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    remove_view(view=view, by=request.user)
    return redirect("incidents:list")
