"""The public edition of a bulletin: what it hides and why, approved apart, published."""

from __future__ import annotations

from collections import Counter
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone

from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.foundation.models import Work
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import say
from tasvir.rooms.bulletins import choices, queries, services
from tasvir.rooms.bulletins.services.papers import public_paper_of
from tasvir.rooms.bulletins.views.handing_out import file_name
from tasvir.rooms.bulletins.views.subject import as_file, bulletin_of, edition_of, reason_of, take_step
from tasvir.rooms.people.requests import PersonRequest

_SUBJECT = "public_edition"
_STEPS = ("approve", "publish")


@needs("bulletins.publish", subject="bulletin")
def make_edition(request: PersonRequest, pk: int) -> HttpResponse:
    """Make the public edition of an issued bulletin, or make it anew."""
    found = bulletin_of(request, pk, "bulletins.publish")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        made = services.make_public_edition(bulletin=found, by=request.user, now=timezone.now())
    except UserError as error:
        messages.error(request, explain(error))
        return redirect("bulletins:bulletin", pk)
    messages.success(request, say("bulletins.done.public_made"))
    return redirect("bulletins:edition", made.pk)


@needs("bulletins.read", subject=_SUBJECT)
def edition(request: PersonRequest, pk: int) -> HttpResponse:
    """What the public will see, what it will not, and why."""
    found = edition_of(request, pk)
    picture = queries.public_picture(found)
    shown = [one for one in picture["numbers"] if one["state"] != "hidden"]
    context = {
        "edition": found,
        "bulletin": found.bulletin,
        "shown": len(shown),
        "totals": [one for one in shown if not one["by"]],
        "reasons": sorted(Counter(why for _, _, why in found.hidden).items()),
        "may": {name: request.access.may(f"bulletins.{name}", found.bulletin.body_id) for name in _STEPS},
        "own": found.made_by_id == request.user.pk,
        "files": list(found.files.select_related("file")),
        "work": Work.objects.filter(pk=found.work_id).first() if found.work_id else None,
    }
    return render(request, "bulletins/edition.html", context)


@needs("bulletins.read", subject=_SUBJECT)
def preview_edition(request: PersonRequest, pk: int, form: str) -> HttpResponse:
    """The public edition as it would be published."""
    found = edition_of(request, pk)
    if form not in choices.FORMATS:
        raise Http404
    return as_file(
        public_paper_of(found).written(form), f"public-{file_name(found.bulletin, form)}", choices.MEDIA[form]
    )


@needs("bulletins.approve", subject=_SUBJECT)
def approve_edition(request: PersonRequest, pk: int) -> HttpResponse:
    """The chair approves what the public will see."""
    found = edition_of(request, pk, "bulletins.approve")
    step = partial(services.approve_public_edition, edition=found, by=request.user, now=timezone.now())
    return take_step(request, "bulletins.done.public_approved", step, "bulletins:edition", pk)


@needs("bulletins.publish", subject=_SUBJECT)
def publish_edition(request: PersonRequest, pk: int) -> HttpResponse:
    """The secretary publishes it."""
    found = edition_of(request, pk, "bulletins.publish")
    step = partial(services.publish_edition, edition=found, by=request.user, now=timezone.now())
    return take_step(request, "bulletins.done.public_published", step, "bulletins:edition", pk)


@needs("bulletins.publish", subject=_SUBJECT)
def withdraw_edition(request: PersonRequest, pk: int) -> HttpResponse:
    """Take it from the public page."""
    found = edition_of(request, pk, "bulletins.publish")
    step = partial(
        services.withdraw_public_edition, edition=found, reason=reason_of(request), by=request.user, now=timezone.now()
    )
    return take_step(request, "bulletins.done.public_withdrawn", step, "bulletins:edition", pk)
