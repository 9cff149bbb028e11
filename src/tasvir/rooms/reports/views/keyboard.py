"""The keyboard form: rows typed, kept as a draft while one types, checked by core beside each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from tasvir.core.errors import UserError
from tasvir.core.text.formatting import format_datetime
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.reports import choices, rules, services
from tasvir.rooms.reports.forms.rows import (
    FORM_KINDS,
    Problem,
    Row,
    columns_of,
    is_blank,
    preset_of,
    problems_of,
    shown_row,
    shown_rows,
    suggested_lists,
    typed_rows,
)
from tasvir.rooms.reports.forms.submission import HeadForm
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.services.parsing import parse_submission
from tasvir.rooms.reports.views.heads import Head, draft_of, head_of
from tasvir.rooms.reports.views.presenting import written
from tasvir.rooms.reports.views.submit import ways_to_submit

_FIRST_ROWS = 3


@dataclass
class Sheet:
    """The form as it was sent or as it is shown: its head, its rows and what is wrong in them."""

    head: Head
    form: HeadForm
    rows: list[Row]
    preset: Row
    problems: Mapping[str, Problem] = field(default_factory=dict)
    revision: str = ""
    told: str = ""

    @property
    def kept(self) -> list[int]:
        """Where the rows stand in which something was typed."""
        return [number for number, row in enumerate(self.rows) if not is_blank(row, self.preset)]


@needs("reports.submit")
def form(request: PersonRequest) -> HttpResponse:
    """The form: fresh, a draft to go on with, or one to correct; with a script or a row at a time without."""
    if request.method == "POST":
        return _sent(request, _sheet_sent(request))
    draft = draft_of(request, request.GET.get("draft", ""))
    told = request.GET.dict() if draft is None else _named(draft)
    head = head_of(request, told)
    head.kind = head.kind if head.kind in FORM_KINDS else choices.INCIDENTS
    preset = _preset(head)
    source = draft or head.corrects
    rows: list[Row] = [dict(row) for row in (source.rows or ())] if source else [preset] * _FIRST_ROWS
    initial = {**head.initial, **_of_draft(draft)}
    sheet = Sheet(head, HeadForm(initial=initial, **head.options), rows or [preset], preset)
    sheet.revision = str(draft.revision) if draft else ""
    return _page(request, sheet)


def _named(draft: Submission) -> dict[str, str]:
    return {"body": draft.body.code, "kind": draft.kind, "period": draft.period_name}


def _of_draft(draft: Submission | None) -> dict[str, Any]:
    if draft is None:
        return {}
    names = ("client_id", "letter_number", "letter_date", "signatory", "sensitivity", "working_group", "reason")
    corrects = draft.corrects.number if draft.corrects else ""
    return {"period": draft.period_name, "corrects": corrects, **{name: getattr(draft, name) for name in names}}


def _preset(head: Head) -> dict[str, str]:
    return preset_of(head.kind, head.body.agency, head.period, head.calendar)


def _sheet_sent(request: PersonRequest) -> Sheet:
    told = {name: request.POST.get(name, "") for name in ("body", "kind", "corrects", "period")}
    head = head_of(request, told)
    head.kind = head.kind if head.kind in FORM_KINDS else choices.INCIDENTS
    rows: list[Row] = list(typed_rows(request.POST, head.kind))
    form = HeadForm(request.POST, request.FILES, **head.options)
    return Sheet(head, form, rows, _preset(head), revision=request.POST.get("revision", ""))


def _sent(request: PersonRequest, sheet: Sheet) -> HttpResponse:
    do = request.POST.get("do", "send")
    status = 200
    if sheet.form.is_valid() and (sheet.kept or do == "send"):
        try:
            draft = _keep(request, sheet)
            if do == "send" and not any(one.refuses for one in sheet.problems.values()):
                services.begin_reading(submission=draft, by=request.user, now=timezone.now())
                return redirect("reports:submission", draft.number)
        except UserError as error:
            sheet.form.add_error(None, explain(error))
            status = 409 if isinstance(error, rules.StaleSubmission) else 422
    if do == "copy":
        sheet.rows.append(_copied(sheet))
    elif do == "add":
        sheet.rows.append(sheet.preset)
    elif do == "send" and status == 200:
        status = 422
    return _page(request, sheet, status=status)


def _keep(request: PersonRequest, sheet: Sheet) -> Submission:
    """Save what was typed as a draft, and let core check it."""
    if not sheet.kept:
        raise UserError("reports.error.empty_rows")
    told = sheet.form.cleaned_data
    revision = int(sheet.revision) if sheet.revision.isdecimal() else None
    draft = services.save_draft(
        client_id=told["client_id"],
        body=told["body"],
        kind=sheet.head.kind,
        period=sheet.form.chosen_period,
        rows=[sheet.rows[number] for number in sheet.kept],
        by=request.user,
        now=timezone.now(),
        letter=sheet.form.letter,
        sensitivity=told["sensitivity"],
        working_group=told["working_group"],
        corrects=sheet.head.corrects,
        reason=told["reason"],
        revision=revision,
    )
    parsed = parse_submission(draft)
    issues = [issue for answer in parsed.reading.answers for issue in answer.issues]
    sheet.problems = problems_of(issues, sheet.kept)
    sheet.revision = str(draft.revision)
    at = format_datetime(timezone.localtime(), active_language())
    sheet.told = say("reports.form.kept", at=at)
    return draft


def _copied(sheet: Sheet) -> Row:
    last = sheet.rows[sheet.kept[-1]] if sheet.kept else sheet.preset
    return {name: value for name, value in last.items() if name != "ref"}


@needs("reports.submit")
@require_POST
def keep_draft(request: PersonRequest) -> HttpResponse:
    """Keep the draft as one types: when it was kept, and what is wrong in which cell."""
    sheet = _sheet_sent(request)
    if not sheet.form.is_valid() or not sheet.kept:
        return JsonResponse({"kept": say("reports.form.kept_soon"), "revision": sheet.revision, "problems": {}})
    try:
        draft = _keep(request, sheet)
    except UserError as error:
        return JsonResponse({"kept": explain(error), "revision": sheet.revision, "problems": {}}, status=409)
    problems = {name: {"sentence": one.sentence, "refuses": one.refuses} for name, one in sheet.problems.items()}
    address = f"{reverse('reports:form')}?{urlencode({'draft': draft.number})}"
    return JsonResponse({"kept": sheet.told, "revision": sheet.revision, "problems": problems, "address": address})


def _page(request: PersonRequest, sheet: Sheet, *, status: int = 200) -> HttpResponse:
    head, lang = sheet.head, active_language()
    columns = columns_of(head.kind, lang)
    ways = ways_to_submit(head, choices.FORM)
    context = {
        "form": sheet.form,
        "kind": head.kind,
        "ways": ways,
        "lead": "reports.form.lead" if head.kind == choices.INCIDENTS else f"reports.form.lead_{head.kind}",
        "several": len(head.bodies) > 1,
        "correcting": head.corrects,
        "letter_open": bool(set(sheet.form.errors) & set(sheet.form.letter_fields)),
        "revision": sheet.revision,
        "rows": shown_rows(sheet.rows, columns, sheet.problems, sheet.preset),
        "blank": shown_row("__n__", sheet.preset, columns, {}, sheet.preset),
        "short": columns[0],
        "lists": suggested_lists([*columns[0], *columns[1]], head.kind, lang),
        "problems_count": written(len(sheet.problems)) if sheet.problems else "",
        "told": sheet.told or say("reports.form.kept_soon"),
    }
    return render(request, "reports/form.html", context, status=status)
