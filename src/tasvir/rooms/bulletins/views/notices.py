"""Notices of violations: written, approved, published, taken down."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import say
from tasvir.rooms.bulletins import queries, services
from tasvir.rooms.bulletins.forms import NoticeForm
from tasvir.rooms.bulletins.views.subject import notice_of, reason_of, take_step
from tasvir.rooms.people.requests import PersonRequest

_A_PAGE = 25
_SUBJECT = "notice"


@needs("bulletins.read")
def notices(request: PersonRequest) -> HttpResponse:
    """Every notice in reach, the newest first."""
    page = Paginator(queries.visible_notices(request.access), _A_PAGE).get_page(request.GET.get("page"))
    shown = {"page_obj": page, "may_publish": request.access.may("bulletins.publish")}
    return render(request, "bulletins/notices.html", shown)


@needs("bulletins.publish")
def new_notice(request: PersonRequest) -> HttpResponse:
    """Write a notice."""
    form = NoticeForm(request.POST or None, access=request.access)
    if request.method == "POST" and form.is_valid():
        try:
            found = services.write_notice(**form.contents(), by=request.user, now=timezone.now())
        except UserError as error:
            form.add_error(None, explain(error))
        else:
            messages.success(request, say("bulletins.done.notice_written"))
            return redirect("bulletins:notice", found.pk)
    return render(request, "bulletins/new_notice.html", {"form": form})


@needs("bulletins.read", subject=_SUBJECT)
def notice(request: PersonRequest, pk: int) -> HttpResponse:
    """One notice and what this person can do next."""
    found = notice_of(request, pk)
    may = {name: request.access.may(f"bulletins.{name}", found.body_id) for name in ("approve", "publish")}
    shown = {"notice": found, "may": may, "own": found.written_by_id == request.user.pk}
    return render(request, "bulletins/notice.html", shown)


@needs("bulletins.approve", subject=_SUBJECT)
def approve_notice(request: PersonRequest, pk: int) -> HttpResponse:
    """The chair approves."""
    found = notice_of(request, pk, "bulletins.approve")
    step = partial(services.approve_notice, notice=found, by=request.user, now=timezone.now())
    return take_step(request, "bulletins.done.approved", step, "bulletins:notice", pk)


@needs("bulletins.publish", subject=_SUBJECT)
def publish_notice(request: PersonRequest, pk: int) -> HttpResponse:
    """The secretary publishes it, from its day on."""
    found = notice_of(request, pk, "bulletins.publish")
    step = partial(services.publish_notice, notice=found, by=request.user, now=timezone.now())
    return take_step(request, "bulletins.done.notice_published", step, "bulletins:notice", pk)


@needs("bulletins.publish", subject=_SUBJECT)
def take_down_notice(request: PersonRequest, pk: int) -> HttpResponse:
    """Take it down before its day, with a reason."""
    found = notice_of(request, pk, "bulletins.publish")
    step = partial(
        services.take_down_notice, notice=found, reason=reason_of(request), by=request.user, now=timezone.now()
    )
    return take_step(request, "bulletins.done.notice_taken_down", step, "bulletins:notice", pk)
