"""What has been decided and what counts once; both can be taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone

from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.incidents.queries import group_seen, groups_seen, said_rows
from tasvir.rooms.matching.queries import visible_decisions
from tasvir.rooms.matching.services import decide, undo
from tasvir.rooms.people.requests import PersonRequest


@needs("matching.read")
def history(request: PersonRequest) -> HttpResponse:
    """Every decision, who took it and whether it stands."""
    lang, may_undo = active_language(), request.access.may("matching.decide")
    found = [(one, said_rows(one.rows, lang)) for one in visible_decisions(request.access)]
    return render(request, "matching/history.html", {"decisions": found, "may_undo": may_undo})


@needs("matching.decide", subject="decision")
def undo_one(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a decision back; it stays in the history."""
    found = visible_decisions(request.access, "matching.decide", newest=10_000)
    decision = next((one for one in found if one.pk == pk), None)
    if decision is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        undo(decision=decision, by=request.user, now=timezone.now())
    except UserError as mistake:
        messages.warning(request, explain(mistake))
    else:
        messages.success(request, say("matching.told.undone"))
    return redirect("matching:history")


@needs("matching.read")
def together(request: PersonRequest) -> HttpResponse:
    """The events that several reports tell, and why they count once."""
    lang, after = active_language(), request.GET.get("after", "")
    groups, more = groups_seen(request.access, "matching.read", after=int(after) if after.isdigit() else 0)
    shown = [
        (group, said_rows(group.rows, lang), [say(one.code, **one.values) for one in group.reasons]) for group in groups
    ]
    told = {"may_decide": request.access.may("matching.decide"), "reason_comma": say("matching.comma") + " "}
    return render(request, "matching/together.html", {"groups": shown, "more": more, **told})


@needs("matching.decide", subject="event")
def keep_apart(request: PersonRequest, key: str) -> HttpResponse:
    """Say of a group that counts once that it is not one event."""
    group = group_seen(request.access, "matching.decide", key)
    if group is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    decide(members=[row.source for row in group.rows], same=False, by=request.user, now=timezone.now())
    messages.success(request, say("matching.told.apart"))
    return redirect("matching:together")
