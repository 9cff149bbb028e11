"""Choose a body and a period, and ask for the picture."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import active_language
from tasvir.rooms.people.models import Body
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.picture import choices, services
from tasvir.rooms.picture.forms import AskForm
from tasvir.rooms.picture.queries import readable_bodies, recent_pictures
from tasvir.rooms.picture.views.subject import body_of
from tasvir.rooms.reports import queries as reports

_A_PAGE = 30


@needs("picture.read")
@require_GET
def overview(request: PersonRequest) -> HttpResponse:
    """The bodies in reach and the newest pictures."""
    lang = active_language()
    bodies = Paginator(readable_bodies(request.access).order_by("path"), _A_PAGE)
    recent = recent_pictures(request.access, lang)[:8]
    page = bodies.get_page(request.GET.get("page"))
    rows = [(one, one.label(lang)) for one in page]
    recent_rows = [(one, one.body.label(lang)) for one in recent]
    return render(request, "picture/overview.html", {"rows": rows, "page_obj": page, "recent": recent_rows})


@needs("picture.read", subject="body_of_pictures")
def body(request: PersonRequest, body: str) -> HttpResponse:
    """The pictures of a body, and the form that asks for another."""
    found = body_of(request, body)
    initial = {"comparisons": choices.USUAL}
    form = AskForm(commission=reports.commission_of(found), today=timezone.localdate(), initial=initial)
    return _page(request, found, form)


@needs("picture.read", subject="body_of_pictures")
def ask(request: PersonRequest, body: str) -> HttpResponse:
    """Make what was asked for, unless it is there already."""
    found = body_of(request, body)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    commission = reports.commission_of(found)
    form = AskForm(request.POST, commission=commission, today=timezone.localdate())
    if not form.is_valid():
        return _page(request, found, form, status=422)
    told = form.cleaned_data
    try:
        made = services.ask_for_picture(
            body=found,
            period=told["chosen"],
            comparisons=told["comparisons"] or choices.USUAL[:1],
            group=told.get("group") or "",
            lang=active_language(),
            by=request.user,
            now=timezone.now(),
            anew="anew" in request.POST,
        )
    except UserError as error:
        form.add_error(None, explain(error))
        return _page(request, found, form, status=422)
    query = {"compare": made.comparisons} | ({"group": made.group} if made.group else {})
    address = reverse("picture:picture", kwargs={"body": found.code, "period": made.period_name})
    return redirect(f"{address}?{urlencode(query)}")


def _page(request: PersonRequest, found: Body, form: AskForm, status: int = 200) -> HttpResponse:
    lang = active_language()
    pictures = recent_pictures(request.access, lang).filter(body=found)
    page = Paginator(pictures, _A_PAGE).get_page(request.GET.get("page"))
    context = {"body": found, "name": found.label(lang), "form": form, "page_obj": page}
    return render(request, "picture/body.html", context, status=status)
