"""Keep a picture as it stands, and see what has changed since."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import say
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.picture import services
from tasvir.rooms.picture.queries import drift_since, kept_pictures, told_changes
from tasvir.rooms.picture.views.subject import subject_of

_A_PAGE = 50


@needs("picture.keep", subject="picture")
def keep(request: PersonRequest, body: str, period: str) -> HttpResponse:
    """Keep the newest picture under a label."""
    subject = subject_of(request, body, period)
    if not request.access.may("picture.keep", subject.body.pk):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        kept = services.keep_picture(
            made=subject.made_or_404(), label=request.POST.get("label", ""), by=request.user, now=timezone.now()
        )
        messages.success(request, say("picture.keep.done", label=kept.label))
    except UserError as error:
        messages.error(request, explain(error))
    return redirect("picture:picture", body=body, period=period)


@needs("picture.read", subject="kept_picture")
def changes(request: PersonRequest, body: str, period: str, pk: int) -> HttpResponse:
    """What has changed between a kept picture and the newest one."""
    subject = subject_of(request, body, period)
    kept = get_object_or_404(kept_pictures(subject.body, subject.period), pk=pk)
    made = subject.made_or_404()
    page = Paginator(drift_since(kept, made), _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "body": subject.body,
        "name": subject.body.label(subject.lang),
        "period": subject.period,
        "period_label": subject.period.label_in(subject.lang),
        "kept": kept,
        "made": made,
        "changes": told_changes(made, page.object_list),
        "page_obj": page,
    }
    return render(request, "picture/changes.html", context)
