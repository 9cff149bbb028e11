"""The desk: one doubtful pair at a time, side by side."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tasvir.core.errors import UserError
from tasvir.core.text.formatting import format_number, format_percent
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.incidents.queries import facts_of, heading_of
from tasvir.rooms.matching import tasks
from tasvir.rooms.matching.forms import AskForm, DeskForm
from tasvir.rooms.matching.models import DoubtfulPair, Linking, Question
from tasvir.rooms.matching.queries import Place, Progress, place_of, progress_of, visible_pairs, wanted_pairs
from tasvir.rooms.matching.rules import compare, likelihood
from tasvir.rooms.matching.services import ask, decide_pair
from tasvir.rooms.people.queries import Access
from tasvir.rooms.people.requests import PersonRequest


@needs("matching.read")
def desk(request: PersonRequest) -> HttpResponse:
    """The pair that waits first, or the one asked for."""
    form = DeskForm(request.GET or None, today=timezone.localdate())
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    pairs = wanted_pairs(visible_pairs(request.access), **asked)
    number = request.GET.get("pair", "")
    place = place_of(pairs, int(number) if number.isdigit() else None)
    shown = {
        "form": form,
        "place": place,
        "may_decide": _may_decide(request.access, place),
        "may_link": request.access.may("matching.decide"),
        "filters": _filters(request.GET),
    }
    return render(request, "matching/desk.html", shown | _told(progress_of(pairs)) | _pair_shown(place.pair))


def _told(progress: Progress) -> dict[str, Any]:
    """How far the desk is, and when the rows were linked."""
    lang = active_language()
    linking = Linking.objects.filter(ended_at__isnull=False).first()
    counts = {"rows": linking.reported, "events": linking.distinct} if linking else {}
    return {
        "progress": progress,
        "progress_told": say("matching.progress", **_written(asdict(progress), lang)),
        "linking": linking,
        "linking_told": say("matching.linked", **_written(counts, lang)) if linking else "",
    }


def _written(counts: dict[str, int], lang: str) -> dict[str, str]:
    return {name: format_number(count, lang) for name, count in counts.items()}


def _may_decide(access: Access, place: Place) -> bool:
    return place.pair is not None and visible_pairs(access, "matching.decide").filter(pk=place.pair.pk).exists()


def _pair_shown(pair: DoubtfulPair | None) -> dict[str, Any]:
    if pair is None:
        return {}
    lang = active_language()
    return {
        "pair": pair,
        "compared": compare(facts_of(pair.left, lang), facts_of(pair.right, lang)),
        "reasons": [say(code) for code in pair.reasons],
        "likely": say(likelihood(pair.probability)),
        "percent": format_percent(pair.probability * 100, lang, digits=0),
        "reason_comma": say("matching.comma") + " ",
        "questions": _questions(pair, lang),
        "sides": [_side(pair, side, lang) for side in ("left", "right")],
    }


def _questions(pair: DoubtfulPair, lang: str) -> list[tuple[Question, str]]:
    return [(one, one.body.label(lang)) for one in pair.questions.select_related("body", "answered_by")]


def _side(pair: DoubtfulPair, side: str, lang: str) -> dict[str, Any]:
    row = getattr(pair, side)
    return {"side": side, "row": row, "heading": heading_of(row, lang), "body": row.body.label(lang)}


def _filters(asked: QueryDict) -> str:
    """The filters of an address, without the pair."""
    left = asked.copy()
    for name in [name for name in left if name == "pair" or not left[name]]:
        del left[name]
    return left.urlencode()


@needs("matching.decide", subject="pair")
def decide_one(request: PersonRequest, pk: int) -> HttpResponse:
    """Same or not the same; then the pair that waits next."""
    pair = get_object_or_404(visible_pairs(request.access, "matching.decide"), pk=pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    same, reason = request.POST.get("same") == "1", request.POST.get("reason", "")
    try:
        decide_pair(pair=pair, same=same, by=request.user, now=timezone.now(), reason=reason)
    except UserError as mistake:
        messages.warning(request, explain(mistake))
    else:
        messages.success(request, say("matching.told.same" if same else "matching.told.apart"))
    return _next(request)


@needs("matching.decide", subject="pair")
def ask_agency(request: PersonRequest, pk: int) -> HttpResponse:
    """Send a question to the body that reported one side."""
    pair = get_object_or_404(visible_pairs(request.access, "matching.decide").select_related("left", "right"), pk=pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = AskForm(request.POST)
    if not form.is_valid():
        messages.error(request, say("matching.mistake.side"))
        return _next(request, pk)
    own = pair.left if form.cleaned_data["side"] == "left" else pair.right
    try:
        ask(pair=pair, own=own, text=form.cleaned_data["text"], by=request.user, now=timezone.now())
    except UserError as mistake:
        messages.error(request, explain(mistake))
        return _next(request, pk)
    messages.success(request, say("matching.told.asked", body=own.body.label(active_language())))
    return _next(request)


def _next(request: PersonRequest, pk: int | None = None) -> HttpResponse:
    """Back to the desk with its filters, at the pair that waits next."""
    query = QueryDict(request.POST.get("filters", ""), mutable=True)
    following = pk or request.POST.get("following", "")
    if str(following).isdigit():
        query["pair"] = str(following)
    return redirect(f"{reverse('matching:desk')}?{query.urlencode()}")


@needs("matching.decide")
@require_POST
def link_now(request: PersonRequest) -> HttpResponse:
    """Link all rows anew, in the background."""
    with transaction.atomic():
        tasks.start_linking(now=timezone.now())
    messages.success(request, say("matching.told.linking"))
    return redirect("matching:desk")
