"""The register of methods: what is new, and a person's word on it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.picture import choices, services
from tasvir.rooms.picture.queries import methods_of, told_methods
from tasvir.rooms.picture.views.subject import body_of

_A_PAGE = 20


@needs("picture.read", subject="body_of_pictures")
def methods(request: PersonRequest, body: str) -> HttpResponse:
    """The methods of a body, those that wait for a judgement first shown."""
    found = body_of(request, body)
    state = request.GET.get("state", choices.OPEN)
    noted = methods_of(found).filter(state=state) if state in choices.JUDGEMENTS else methods_of(found)
    page = Paginator(noted, _A_PAGE).get_page(request.GET.get("page"))
    lang = active_language()
    context = {
        "body": found,
        "name": found.label(lang),
        "methods": told_methods(list(page), request.access, lang),
        "page_obj": page,
        "state": state,
        "states": [(one, f"picture.method.{one}") for one in (*choices.JUDGEMENTS, "all")],
        "may_judge": request.access.may("picture.judge", found.pk),
    }
    return render(request, "picture/methods.html", context)


@needs("picture.judge", subject="picture_method")
def judge(request: PersonRequest, body: str, pk: int) -> HttpResponse:
    """Confirm, dismiss or open again."""
    found = body_of(request, body)
    notice = get_object_or_404(methods_of(found), pk=pk)
    if not request.access.may("picture.judge", found.pk):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    told = {"state": request.POST.get("state", ""), "reason": request.POST.get("reason", "")}
    try:
        services.judge_method(notice=notice, by=request.user, now=timezone.now(), **told)
        messages.success(request, say("picture.method.judged"))
    except UserError as error:
        messages.error(request, explain(error))
    return redirect("picture:methods", body=found.code)
