"""The figures and statements of a letter: highlighted in place, confirmed, rejected or changed one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from tasvir.core.characters.folding import search_key
from tasvir.core.errors import UserError
from tasvir.core.text.formatting import format_percent, format_quantity
from tasvir.core.vocabulary.lists import load_lists
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import needs
from tasvir.foundation.templatetags.tasvir import period
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.reports import choices, services
from tasvir.rooms.reports.forms.written import FigureForm, StatementForm, now_of
from tasvir.rooms.reports.models import Submission, WrittenFigure, WrittenStatement, WrittenText
from tasvir.rooms.reports.views.finding import find_or_404, note_opening
from tasvir.rooms.reports.views.presenting import trail_to, written

SURE = 0.9  # the reader's confidence from which a figure may be confirmed with the others
_COLOURS = {
    "": "bg-yellow-lt",
    choices.YES: "bg-green-lt",
    choices.NO: "bg-secondary-lt",
    choices.CHANGED: "bg-blue-lt",
}
_FINAL = (choices.LOCKED, choices.SUPERSEDED)
Found = WrittenFigure | WrittenStatement


@needs("reports.read", subject="submission")
def figures(request: PersonRequest, number: str) -> HttpResponse:
    """The text with its figures marked, and beside it each figure and statement with its decision."""
    found = find_or_404(request, number)
    note_opening(request, found)
    return render(request, "reports/figures.html", _desk(request, found))


def _desk(request: PersonRequest, found: Submission, wrong: Mapping[str, Form] | None = None) -> dict[str, Any]:
    texts = list(found.texts.prefetch_related("writtenfigures", "writtenstatements"))
    every = list(chain.from_iterable(_found_in(text) for text in texts))
    undecided = [one for one in every if one.confirmed is None]
    sure = [one for one in undecided if is_sure(one)]
    return {
        "submission": found,
        "texts": [_text(text, found, wrong or {}) for text in texts],
        "undecided": len(undecided),
        "undecided_text": written(len(undecided)),
        "sure": len(sure),
        "sure_text": written(len(sure)),
        "may_confirm": may_confirm(request, found),
        "empty_title": say("reports.figures.empty.title"),
        "empty_text": say("reports.figures.empty.text"),
        "trail": trail_to(found),
    }


def may_confirm(request: PersonRequest, found: Submission) -> bool:
    """Whether the person may decide on what this submission says."""
    allowed = any(request.access.may(one, found.body_id) for one in ("reports.submit", "reports.accept"))
    return allowed and found.state not in _FINAL


def is_sure(one: Found) -> bool:
    """Whether a figure may be confirmed together with others: confident, with its measure and unit."""
    return isinstance(one, WrittenFigure) and one.confidence >= SURE and bool(one.measure) and one.unit != "other"


def _found_in(text: WrittenText) -> list[Found]:
    found: list[Found] = [*text.writtenfigures.all(), *text.writtenstatements.all()]
    return sorted(found, key=lambda one: (one.start, one.end, isinstance(one, WrittenStatement), one.pk))


def _text(text: WrittenText, found: Submission, wrong: Mapping[str, Form]) -> dict[str, Any]:
    return {
        "pk": text.pk,
        "name": text.file.partition("/")[2],
        "lang": text.lang,
        "direction": "rtl" if text.lang == "fa" else "ltr",
        "pieces": pieces_of(text.text, text.writtenfigures.all()),
        "items": [_item(one, found, wrong) for one in _found_in(text)],
    }


def pieces_of(text: str, marked: Iterable[WrittenFigure]) -> list[dict[str, Any]]:
    """The text cut at its figures; of two that overlap, the first is marked."""
    pieces: list[dict[str, Any]] = []
    at = 0
    for one in sorted(marked, key=lambda one: (one.start, one.end)):
        if one.start < at:
            continue
        pieces.append({"text": text[at : one.start]})
        pieces.append({"text": text[one.start : one.end], "pk": one.pk, "confirmed": one.confirmed})
        at = one.end
    return [*pieces, {"text": text[at:]}]


def _item(one: Found, found: Submission, wrong: Mapping[str, Form]) -> dict[str, Any]:
    told = now_of(one)
    is_statement = isinstance(one, WrittenStatement)
    kind = "statement" if is_statement else "figure"
    form = StatementForm if is_statement else FigureForm
    item: dict[str, Any] = {
        "id": f"{kind}-{one.pk}",
        "mark": "" if is_statement else f"mark-{one.pk}",
        "statement": is_statement,
        "confirmed": one.confirmed,
        "state": f"reports.figures.state.{one.confirmed or 'open'}",
        "colour": _COLOURS[one.confirmed or ""],
        "confidence": format_percent(100 * one.confidence, active_language(), digits=0),
        "url": reverse(f"reports:confirm_{kind}", args=[found.number, one.pk]),
        "form": wrong.get(f"{kind}-{one.pk}") or form(initial=_typed(told), prefix=f"{kind}{one.pk}"),
    }
    if is_statement:
        title = say(f"reports.statement.{told['kind']}")
        return {**item, "title": title, "quote": one.quote, "owner": told["owner"]}
    return {**item, "title": _quantity(told), "told": told_of(told)}


def _typed(told: Mapping[str, Any]) -> dict[str, Any]:
    """The values as one types them: whole numbers without a point."""
    value = told.get("value")
    whole = isinstance(value, float) and value.is_integer()
    return {**told, "value": int(value)} if whole and value is not None else dict(told)


def _quantity(told: Mapping[str, Any]) -> str:
    return format_quantity(told["value"], told["unit"], active_language())


def told_of(told: Mapping[str, Any]) -> str:
    """Measure, goods, period and area of a figure in one line."""
    lang, lists = active_language(), load_lists()
    parts = [lists.label("measures", told["measure"], lang) if told["measure"] else say("reports.figures.no_measure")]
    parts += [lists.label("goods", told["goods"], lang)] if told["goods"] else []
    parts.append(_period(told["period"]))
    parts += [lists.label("areas", told["area"], lang)] if told["area"] else []
    return " · ".join(parts)


def _period(name: str | None) -> str:
    return period(name) if name else say("reports.figures.no_period")


@needs("reports.read", subject="written_figure")
def confirm_figure(request: PersonRequest, number: str, pk: int) -> HttpResponse:
    """Decide on a figure."""
    found = find_or_404(request, number)
    figure = get_object_or_404(WrittenFigure.objects.filter(text__submission=found), pk=pk)
    form = FigureForm(request.POST, prefix=f"figure{pk}")
    return _decided(request, found, figure, form)


@needs("reports.read", subject="written_statement")
def confirm_statement(request: PersonRequest, number: str, pk: int) -> HttpResponse:
    """Decide on a statement."""
    found = find_or_404(request, number)
    statement = get_object_or_404(WrittenStatement.objects.filter(text__submission=found), pk=pk)
    form = StatementForm(request.POST, prefix=f"statement{pk}")
    return _decided(request, found, statement, form)


def _decided(request: PersonRequest, found: Submission, one: Found, form: Form) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    answer = request.POST.get("answer", "")
    if answer not in (*choices.CONFIRMATIONS, ""):
        answer = ""
    wrong: dict[str, Form] = {}
    if answer == choices.CHANGED and not form.is_valid():
        wrong = {_id(one): form}
    else:
        try:
            _decide(request, one, answer, _changes(one, form) if answer == choices.CHANGED else {})
        except UserError as error:
            form.is_valid()
            form.add_error(None, explain(error))
            wrong = {_id(one): form}
    if wrong or request.htmx:
        page = "reports/parts/confirm_desk.html" if request.htmx else "reports/figures.html"
        return render(request, page, _desk(request, found, wrong), status=422 if wrong else 200)
    return redirect(f"{reverse('reports:figures', args=[found.number])}#{_id(one)}")


def _id(one: Found) -> str:
    return f"{'statement' if isinstance(one, WrittenStatement) else 'figure'}-{one.pk}"


def _changes(one: Found, form: Form) -> dict[str, Any]:
    """What differs from how it was read; numbers in any digits."""
    read = {name: getattr(one, name) for name in form.fields}
    told = {name: form.cleaned_data[name] for name in form.fields}
    if "value" in told:
        told["value"] = plain_number(told["value"])
    return {name: value for name, value in told.items() if str(value or "") != _as_typed(read[name])}


def _as_typed(value: object) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value or "")


def plain_number(text: str) -> str:
    """A number in any digits and with any separators of thousands, as Python writes it."""
    return search_key(text).replace("٬", "").replace("،", "").replace(",", "").replace("٫", ".").replace(" ", "")


def _decide(request: PersonRequest, one: Found, answer: str, changes: Mapping[str, Any]) -> None:
    told: dict[str, Any] = {"answer": answer, "changes": changes, "by": request.user, "now": timezone.now()}
    if isinstance(one, WrittenFigure):
        services.confirm_figure(figure=one, **told)
    else:
        services.confirm_statement(statement=one, **told)


@needs("reports.read", subject="submission")
def confirm_sure(request: PersonRequest, number: str) -> HttpResponse:
    """Confirm every figure that is sure and still undecided."""
    found = find_or_404(request, number)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    undecided = WrittenFigure.objects.filter(text__submission=found, confirmed=None, confidence__gte=SURE)
    try:
        for one in undecided:
            if is_sure(one):
                services.confirm_figure(
                    figure=one, answer=choices.YES, by=request.user, now=timezone.now(), expected=""
                )
    except UserError as error:
        messages.error(request, explain(error))
    return redirect("reports:figures", found.number)
