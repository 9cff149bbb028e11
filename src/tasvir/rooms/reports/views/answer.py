"""The row-by-row answer: every problem with its place and sentence, to look at, to filter, to take along."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from tasvir.core.intake.answers import answer_workbook as core_workbook
from tasvir.core.issues import Issue
from tasvir.core.vocabulary.messages import issue_message
from tasvir.foundation.models import Work
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.reports import choices, rules
from tasvir.rooms.reports.forms.filters import AnswerFilter
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.queries import answer_in, open_steps
from tasvir.rooms.reports.services.parsing import parse_submission, sources_of
from tasvir.rooms.reports.views.downloads import as_download
from tasvir.rooms.reports.views.finding import find_or_404, note_opening
from tasvir.rooms.reports.views.presenting import counts_of, trail_to
from tasvir.rooms.reports.views.submissions import correction_url

PAGE = 50


@needs("reports.read", subject="submission")
def answer(request: PersonRequest, number: str) -> HttpResponse:
    """What became of each row, a page at a time; while it is read, how far that is."""
    found = find_or_404(request, number, heavy=True)
    note_opening(request, found)
    told = answer_in(found, active_language())
    problems = problems_in(found, told)
    filters = AnswerFilter(request.GET, sheets=_sheets(problems))
    page = Paginator(filters.apply(problems), PAGE).get_page(request.GET.get("page"))
    waiting = found.reading == choices.WAITING
    context = {
        "submission": found,
        "work": Work.objects.filter(pk=found.reading_work).first() if waiting and found.reading_work else None,
        "counts": counts_of(told),
        "refused": [one["message"] for one in told["refused"]] if told else [],
        "filter": filters,
        "page_obj": page,
        "may_correct": _may_correct(request, found),
        "empty_title": say("reports.answer.title" if waiting else "reports.answer.empty.title"),
        "empty_text": say("reports.answer.waiting" if waiting else "reports.answer.empty.text"),
        "trail": trail_to(found),
    }
    return render(request, "reports/answer.html", context)


def problems_in(found: Submission, told: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Every issue of every list and letter, in the order of files and rows; its place stands beside its sentence."""
    if told is None or found.answer is None:
        return []
    problems = []
    for name in ("lists", "letters"):
        for part, kept in zip(told[name], found.answer[name], strict=True):
            pairs = zip(part["issues"], kept["issues"], strict=True)
            problems += [{**issue, "file": part["name"], "message": _sentence(issue, own)} for issue, own in pairs]
    return problems


def _sentence(told: dict[str, Any], kept: dict[str, Any]) -> str:
    """The sentence of an issue without its place."""
    if kept["code"].startswith("reports."):
        return str(told["message"])
    issue = Issue(**{**kept, "values": {**kept["values"], "column": told["column"]}})
    return issue_message(issue, active_language())


def _sheets(problems: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(one["sheet"] or one["file"] for one in problems))


def _may_correct(request: PersonRequest, found: Submission) -> str:
    names = {step.name for step in open_steps(found, request.user)}
    return correction_url(found) if names & {rules.EDIT, rules.CORRECT} else ""


@needs("reports.read", subject="submission")
def answer_json(request: PersonRequest, number: str) -> HttpResponse:
    """The whole answer as JSON."""
    found = find_or_404(request, number, heavy=True)
    told = answer_in(found, active_language())
    if told is None:
        raise Http404
    note_opening(request, found, "reports.downloaded")
    text = json.dumps({"number": found.number, **told}, ensure_ascii=False, indent=1)
    return as_download(f"{found.number}.json", text.encode("utf-8"))


@needs("reports.read", subject="listed_submission")
def answer_workbook(request: PersonRequest, number: str) -> HttpResponse:
    """The lists as they came, with outcome and reason beside each row; several files come in one archive."""
    found = find_or_404(request, number, heavy=True)
    books = _workbooks(found)
    if not books:
        raise Http404
    note_opening(request, found, "reports.downloaded")
    if len(books) == 1:
        return as_download(f"{found.number}.xlsx", next(iter(books.values())))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in books.items():
            archive.writestr(name, data)
    return as_download(f"{found.number}.zip", packed.getvalue())


def _workbooks(found: Submission) -> dict[str, bytes]:
    read = parse_submission(found).reading.answers
    books: dict[str, bytes] = {}
    for one in sources_of(found):
        own = [told for told in read if told.file == one.name]
        if own:
            plain = one.name.partition("/")[2]
            books[f"{plain}.xlsx"] = core_workbook(plain, one.data, own, active_language())
    return books
