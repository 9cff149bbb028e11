"""The first of two steps from a number to its source: what was used, left out and why, and every source."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from tasvir.foundation.policy import needs
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.picture.queries import Reader, described, evidence_of, shown_picture, sources_page
from tasvir.rooms.picture.queries.sources import A_PAGE
from tasvir.rooms.picture.views.subject import Subject, subject_of


@needs("picture.read", subject="picture_number")
def number(request: PersonRequest, body: str, period: str, index: int) -> HttpResponse:
    """One number: its value and comparisons, the rows behind it and those left out, its sources a page at a time."""
    subject = subject_of(request, body, period)
    made = subject.made_or_404()
    picture = shown_picture(made, subject.hidden)
    if index >= len(picture["numbers"]):
        raise Http404
    entry, voice = evidence_of(made, picture, f"numbers/{index}")
    told = picture["numbers"][index]
    page = Paginator(range(told["sources"]["count"]), A_PAGE).get_page(request.GET.get("page"))
    reader = Reader(request.access, subject.hidden, voice)
    found = sources_page(made, told["sources"]["key"], page.number, reader, picture["source_texts"])
    context = {"entry": entry, "number": told, "sources": found, "page_obj": page}
    return render(request, "picture/number.html", _frame(subject) | context)


@needs("picture.read", subject="picture_evidence")
def evidence(request: PersonRequest, body: str, period: str, key: str) -> HttpResponse:
    """Where a statement, a total or a group of reports comes from."""
    subject = subject_of(request, body, period)
    made = subject.made_or_404()
    picture = shown_picture(made, subject.hidden)
    entry, voice = evidence_of(made, picture, key)
    if entry is None:
        raise Http404
    reader = Reader(request.access, subject.hidden, voice)
    found = described([source for source, _ in entry.sources], reader, dict(entry.sources))
    return render(request, "picture/number.html", _frame(subject) | {"entry": entry, "sources": found})


def _frame(subject: Subject) -> dict[str, object]:
    return {
        "body": subject.body,
        "name": subject.body.label(subject.lang),
        "period": subject.period,
        "period_label": subject.period.label_in(subject.lang),
        "query": subject.request.GET.urlencode(),
        "group": subject.group,
    }
