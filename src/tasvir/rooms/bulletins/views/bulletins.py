"""The list of bulletins, one bulletin, and the steps from draft to issue."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.foundation.models import Work
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import say
from tasvir.rooms.bulletins import choices, queries, services
from tasvir.rooms.bulletins.forms import BulletinFilter, DraftForm, ReplaceForm
from tasvir.rooms.bulletins.models import Bulletin
from tasvir.rooms.bulletins.views.subject import bulletin_of, reason_of, take_step
from tasvir.rooms.people.requests import PersonRequest

_A_PAGE = 25
_SUBJECT = "bulletin"


@needs("bulletins.read")
def overview(request: PersonRequest) -> HttpResponse:
    """Every bulletin in the person's reach, the newest first."""
    form = BulletinFilter(request.GET or None, access=request.access)
    found = form.narrowed(queries.visible_bulletins(request.access))
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    shown = {"page_obj": page, "form": form, "may_draft": request.access.may("bulletins.draft")}
    return render(request, "bulletins/overview.html", shown)


@needs("bulletins.draft")
def new_bulletin(request: PersonRequest) -> HttpResponse:
    """Choose a picture and a template; the draft shows that picture from then on."""
    form = DraftForm(request.POST or None, access=request.access, initial={"made": request.GET.get("made")})
    if request.method == "POST" and form.is_valid():
        try:
            found = services.draft_bulletin(by=request.user, now=timezone.now(), **form.choice())
        except UserError as error:
            form.add_error(None, explain(error))
        else:
            messages.success(request, say("bulletins.done.drafted"))
            return redirect("bulletins:bulletin", found.pk)
    return render(request, "bulletins/new.html", {"form": form})


@needs("bulletins.read", subject=_SUBJECT)
def bulletin(request: PersonRequest, pk: int) -> HttpResponse:
    """One bulletin: where it stands, its files, its public edition, and what this person can do next."""
    found = bulletin_of(request, pk)
    may = {name: request.access.may(f"bulletins.{name}", found.body_id) for name in _STEPS}
    files, editions = list(found.files.select_related("file")), list(found.public_editions.all())
    shown: dict[str, Any] = {
        "bulletin": found,
        "files": files,
        "formats": choices.FORMATS,
        "steps": _steps(found),
        "may": may,
        "own": found.drafted_by_id == request.user.pk,
        "editions": editions,
        "has_edition": any(one.state != choices.WITHDRAWN for one in editions),
        "later": queries.later_bulletin(found),
        "work": Work.objects.filter(pk=found.work_id).first() if found.work_id and len(files) < 4 else None,
    }
    return render(request, "bulletins/bulletin.html", shown)


_STEPS = ("draft", "approve", "issue", "publish")


def _steps(found: Bulletin) -> list[dict[str, Any]]:
    """The way of a bulletin with who has taken which step and when."""
    taken = [
        ("bulletins.step.draft", found.drafted_by, found.drafted_at),
        ("bulletins.step.approved", found.approved_by, found.approved_at),
        ("bulletins.step.issued", found.issued_by, found.issued_at),
    ]
    last = max(place for place, (_, _, at) in enumerate(taken) if at)
    return [{"text": text, "by": by, "at": at, "current": place == last} for place, (text, by, at) in enumerate(taken)]


@needs("bulletins.approve", subject=_SUBJECT)
def approve(request: PersonRequest, pk: int) -> HttpResponse:
    """The chair approves."""
    found = bulletin_of(request, pk, "bulletins.approve")
    step = partial(services.approve_bulletin, bulletin=found, by=request.user, now=timezone.now())
    return take_step(request, "bulletins.done.approved", step, "bulletins:bulletin", pk)


@needs("bulletins.approve", subject=_SUBJECT)
def send_back(request: PersonRequest, pk: int) -> HttpResponse:
    """The chair sends it back with a reason."""
    found = bulletin_of(request, pk, "bulletins.approve")
    step = partial(
        services.return_bulletin, bulletin=found, reason=reason_of(request), by=request.user, now=timezone.now()
    )
    return take_step(request, "bulletins.done.returned", step, "bulletins:bulletin", pk)


@needs("bulletins.draft", subject=_SUBJECT)
def drop(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a draft away."""
    found = bulletin_of(request, pk, "bulletins.draft")
    step = partial(services.drop_bulletin, bulletin=found, by=request.user, now=timezone.now())
    return take_step(request, "bulletins.done.dropped", step, "bulletins:overview")


@needs("bulletins.issue", subject=_SUBJECT)
def issue(request: PersonRequest, pk: int) -> HttpResponse:
    """The secretary issues it under the next number."""
    found = bulletin_of(request, pk, "bulletins.issue")
    step = partial(services.issue_bulletin, bulletin=found, by=request.user, now=timezone.now())
    return take_step(request, "bulletins.done.issued", step, "bulletins:bulletin", pk)


@needs("bulletins.issue", subject=_SUBJECT)
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """It no longer stands."""
    found = bulletin_of(request, pk, "bulletins.issue")
    step = partial(
        services.withdraw_bulletin, bulletin=found, reason=reason_of(request), by=request.user, now=timezone.now()
    )
    return take_step(request, "bulletins.done.withdrawn", step, "bulletins:bulletin", pk)


@needs("bulletins.issue", subject=_SUBJECT)
def write_again(request: PersonRequest, pk: int) -> HttpResponse:
    """Write the files that are missing, after a failure."""
    found = bulletin_of(request, pk, "bulletins.issue")
    step = partial(services.ask_for_files, bulletin=found, by=request.user, now=timezone.now())
    return take_step(request, "bulletins.done.writing", step, "bulletins:bulletin", pk)


@needs("bulletins.draft", subject=_SUBJECT)
def replace(request: PersonRequest, pk: int) -> HttpResponse:
    """Draft a further edition that names the one whose place it takes."""
    found = bulletin_of(request, pk, "bulletins.draft")
    form = ReplaceForm(request.POST or None, access=request.access, bulletin=found)
    if request.method == "POST" and form.is_valid():
        try:
            told = {**form.choice(), "by": request.user, "now": timezone.now()}
            draft = services.replace_bulletin(bulletin=found, **told)
        except UserError as error:
            form.add_error(None, explain(error))
        else:
            messages.success(request, say("bulletins.done.drafted"))
            return redirect("bulletins:bulletin", draft.pk)
    return render(request, "bulletins/replace.html", {"form": form, "bulletin": found})
