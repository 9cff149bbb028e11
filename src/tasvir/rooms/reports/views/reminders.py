"""Chase what is missing: in the bell, by e-mail, or by a numbered letter as Word or PDF."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from tasvir.core.bulletins.tree import Cell, Document, Paragraph, Run, Table
from tasvir.core.calendars.periods import parse_period
from tasvir.core.errors import UserError
from tasvir.core.text.formatting import format_date, localise_digits
from tasvir.foundation import handlers
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.people.models import Body
from tasvir.rooms.people.models.body import COMMISSION
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.reports import choices, services
from tasvir.rooms.reports.models import Reminder
from tasvir.rooms.reports.queries.office import line_of
from tasvir.rooms.reports.views.downloads import as_download
from tasvir.rooms.reports.views.presenting import written

_AT_ONCE = 200


@needs("reports.manage")
@require_POST
def remind(request: PersonRequest) -> HttpResponse:
    """Remind each marked body of everything that it is late with; who cannot be told is named and the rest goes on."""
    way = request.POST.get("way", "")
    if way not in choices.REMINDER_WAYS:
        raise Http404
    marked = [int(one) for one in request.POST.getlist("body")[:_AT_ONCE] if one.isdecimal() and len(one) < 10]
    bodies = Body.objects.filter(pk__in=marked).filter(request.access.bodies("reports.manage"))
    told = sum(_reminded(request, body, way) for body in bodies)
    if told:
        messages.success(request, say("reports.done.reminded", count=written(told)))
    elif not marked:
        messages.error(request, say("reports.error.choose_bodies"))
    return redirect("reports:board")


def _reminded(request: PersonRequest, body: Body, way: str) -> bool:
    sender = next((one for one in line_of(body) if one.kind == COMMISSION), body)
    try:
        services.remind(body=body, sender=sender, way=way, by=request.user, now=timezone.now())
    except UserError as error:
        messages.error(request, explain(error))
        return False
    return True


@needs("reports.manage", subject="reminder")
def letter(request: PersonRequest, pk: int, form: str) -> HttpResponse:
    """The printed letter of a reminder, in the language of the page, as Word or PDF."""
    mine = Reminder.objects.filter(request.access.scope("reports.manage"), way=choices.PRINTED)
    reminder = get_object_or_404(mine.select_related("body", "sender"), pk=pk)
    if form not in _WRITERS:
        raise Http404
    document = letter_of(reminder, active_language())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"letter.{form}"
        _WRITERS[form](document, path, reminder)
        data = path.read_bytes()
    return as_download(f"{reminder.number.replace('/', '-')}-{reminder.body.code}.{form}", data)


def _write_docx(document: Document, path: Path, reminder: Reminder) -> None:
    """In the office's own template, where a room above keeps one that fits a letter; else in the house's."""
    from tasvir.renderers.docx import write_docx  # heavy, and seldom needed

    kept = handlers.announce("letter.template", body=reminder.sender or reminder.body, lang=document.lang)
    write_docx(document, path, next((one for one in kept if one), None))


def _write_pdf(document: Document, path: Path, reminder: Reminder) -> None:
    del reminder  # paper of the house's own layout
    from tasvir.renderers.pdf import write_pdf

    write_pdf(document, path)


_WRITERS = {"docx": _write_docx, "pdf": _write_pdf}


def letter_of(reminder: Reminder, lang: str) -> Document:
    """What the letter says: to whom, what is missing with its days, and what is asked for."""
    sender = (reminder.sender or reminder.body).label(lang)
    day = format_date(timezone.localtime(reminder.sent_at).date(), lang)
    number = localise_digits(reminder.number, lang)
    return Document(
        lang=lang,
        direction="rtl" if lang == "fa" else "ltr",
        title=say("reports.letter.title", lang),
        subtitle="",
        issued_by=sender,
        letterhead=[(say("reports.letter.number", lang), number), (say("reports.letter.date", lang), day)],
        parts=[
            _line(say("reports.letter.to", lang, body=reminder.body.label(lang)), "lead"),
            _line(say("reports.letter.opening", lang)),
            _table(reminder, lang),
            _line(say("reports.letter.closing", lang)),
            _line(say("reports.letter.signed", lang, body=sender), "lead"),
        ],
        footer=sender,
    )


def _line(text: str, style: str = "body") -> Paragraph:
    return Paragraph((Run(text),), "lead" if style == "lead" else "body")


def _table(reminder: Reminder, lang: str) -> Table:
    header = [Cell((Run(say(f"reports.field.{name}", lang)),), heading=True) for name in ("kind", "period", "due")]
    rows = [
        [
            Cell((Run(text),))
            for text in (
                say(f"reports.kind.{one['kind']}", lang),
                parse_period(one["period"]).label_in(lang),
                format_date(date.fromisoformat(one["due"]), lang),
            )
        ]
        for one in reminder.due
    ]
    return Table(caption=say("reports.board.missing", lang), header=header, rows=rows)
