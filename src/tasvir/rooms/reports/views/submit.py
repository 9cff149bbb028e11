"""Hand a report in: a file, pasted text, or the explicit statement that there is nothing to report."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from tasvir.core.errors import UserError
from tasvir.core.intake.templates import TEMPLATE_KINDS, build_template
from tasvir.core.vocabulary.lists import load_lists
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import needs
from tasvir.foundation.reading import is_list
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.reports import choices, rules, services
from tasvir.rooms.reports.forms.submission import FileForm, HeadForm, TextForm, ZeroForm
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.queries import visible_submissions
from tasvir.rooms.reports.views.downloads import as_download
from tasvir.rooms.reports.views.heads import Head, head_of

_FORMS: dict[str, type[HeadForm]] = {choices.FILE: FileForm, choices.TEXT: TextForm, choices.ZERO: ZeroForm}
_ICONS = {choices.FILE: "file-upload", choices.FORM: "keyboard", choices.TEXT: "clipboard-text", choices.ZERO: "circle"}
TEXT_FILE = "text.txt"
_TOLD = ("way", "corrects", "body", "period")  # what a sent form says of its head


@needs("reports.submit")
def submit(request: PersonRequest) -> HttpResponse:
    """The page with the four ways; a sent form becomes a numbered submission once, however often it is sent."""
    sent = {name: value for name in _TOLD if (value := request.POST.get(name))}
    told = {**request.GET.dict(), **sent}
    way = told.get("way", "")
    way = way if way in _FORMS else choices.FILE
    head = head_of(request, told)
    if request.method == "POST":
        return _received(request, way, head)
    form = _FORMS[way](initial=head.initial, **head.options)
    return _page(request, way, head, form)


def _received(request: PersonRequest, way: str, head: Head) -> HttpResponse:
    form = _FORMS[way](request.POST, request.FILES, **head.options)
    if not form.is_valid():
        return _page(request, way, head, form, status=422)
    try:
        found = _receive(request, way, form, head.corrects)
    except rules.SubmissionConflict as error:
        form.add_error(None, explain(error))
        return _page(request, way, head, form, status=409, conflict=error.number)
    except UserError as error:
        form.add_error(None, explain(error))
        return _page(request, way, head, form, status=422)
    if way == choices.ZERO:
        messages.success(request, say("reports.done.zero"))
        return redirect("reports:receipt", found.number)
    return redirect("reports:submission", found.number)


def _receive(request: PersonRequest, way: str, form: HeadForm, corrects: Submission | None) -> Submission:
    told = form.cleaned_data
    now = timezone.now()
    common: dict[str, Any] = {
        "client_id": told["client_id"],
        "body": told["body"],
        "period": form.chosen_period,
        "by": request.user,
        "now": now,
        "letter": form.letter,
        "sensitivity": told["sensitivity"],
        "working_group": told["working_group"],
        "corrects": corrects,
        "reason": told["reason"],
    }
    if isinstance(form, ZeroForm):
        zero = services.report_zero(kind=told["kind"], **common)
        again = zero.state != choices.DRAFT
        return zero if again else services.submit(submission=zero, by=request.user, now=now)
    assert isinstance(form, (FileForm, TextForm))
    if isinstance(form, TextForm):
        files, kind = [(TEXT_FILE, told["text"].encode("utf-8", "replace"))], choices.WRITTEN
    else:
        files = form.chosen
        kind = told["kind"] if any(is_list(name) for name, _ in files) else choices.WRITTEN
    found = services.receive_submission(kind=kind, entry=way, files=files, enclosures=form.attached, **common)
    if found.reading == choices.WAITING and found.reading_work is None:
        services.begin_reading(submission=found, by=request.user, now=now)
    return found


def _page(
    request: PersonRequest, way: str, head: Head, form: HeadForm, *, status: int = 200, conflict: str = ""
) -> HttpResponse:
    if status != 200 and way == choices.FILE and request.FILES:
        form.add_error("report", say("reports.error.files_again"))
    context = {
        "form": form,
        "way": way,
        "ways": ways_to_submit(head, way),
        "send": f"reports.submit.send.{way}",
        "send_help": f"reports.submit.help.{way}",
        "several": len(head.bodies) > 1,
        "correcting": head.corrects,
        "letter_open": bool(set(form.errors) & set(form.letter_fields)),
        "conflict": conflict and _conflict_url(request, conflict),
        "templates": [
            {"text": f"reports.kind.{kind}", "url": f"{reverse('reports:template')}?kind={kind}"}
            for kind in TEMPLATE_KINDS
        ],
    }
    return render(request, "reports/submit.html", context, status=status)


def _conflict_url(request: PersonRequest, number: str) -> str:
    seen = visible_submissions(request.access).filter(number=number).exists()
    return reverse("reports:conflict", args=[number]) if seen else ""


def ways_to_submit(head: Head, way: str) -> list[dict[str, Any]]:
    """The four ways as tabs that keep what is preset."""
    kept = {"body": head.body.code, "kind": head.kind, "period": head.period}
    if head.corrects:
        kept["corrects"] = head.corrects.number
    kept = {name: value for name, value in kept.items() if value}
    urls = {
        one: f"{reverse('reports:submit')}?{urlencode({'way': one, **kept})}"
        for one in (choices.FILE, choices.FORM, choices.TEXT, choices.ZERO)
    }
    urls[choices.FORM] = f"{reverse('reports:form')}?{urlencode(kept)}"
    return [
        {"url": url, "label": say(f"reports.submit.way.{one}"), "icon": _ICONS[one], "current": one == way}
        for one, url in urls.items()
    ]


@needs("reports.submit")
def template(request: PersonRequest) -> HttpResponse:
    """An empty workbook to fill in, in the language of the page."""
    kind = next((one for one in TEMPLATE_KINDS if one == request.GET.get("kind")), TEMPLATE_KINDS[0])
    lang = active_language()
    return as_download(f"{kind}-{lang}.xlsx", build_template(kind, lang, load_lists()))
