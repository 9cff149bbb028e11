"""The picture itself: being made, ready, or not yet asked for."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from tasvir.foundation.models import Work
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import say
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.picture import choices
from tasvir.rooms.picture.forms import AskForm, KeepForm
from tasvir.rooms.picture.queries import charts_of, kept_pictures, newest_snapshot, page_of
from tasvir.rooms.picture.queries.pictures import pictures_of
from tasvir.rooms.picture.views.subject import Subject, subject_of
from tasvir.rooms.reports import queries as reports


@needs("picture.read", subject="picture")
def picture(request: PersonRequest, body: str, period: str) -> HttpResponse:
    """The newest picture of a body and a period; what is being made shows how far it is."""
    subject = subject_of(request, body, period)
    making = _last_attempt(subject)
    if request.htmx and request.htmx.target == "making" and making is None:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    context = _frame(subject) | _making(making)
    if subject.made:
        context |= _ready(subject)
    return render(request, "picture/picture.html", context)


def _frame(subject: Subject) -> dict[str, object]:
    made = subject.made
    initial = {
        "period": subject.period.label,
        "other_period": subject.period.label,
        "comparisons": subject.comparisons or (made.compared_with if made else choices.USUAL),
        "group": subject.group,
    }
    commission = reports.commission_of(subject.body)
    return {
        "body": subject.body,
        "name": subject.body.label(subject.lang),
        "period": subject.period,
        "period_label": subject.period.label_in(subject.lang),
        "group": subject.group,
        "compared": initial["comparisons"],
        "made": made,
        "form": AskForm(commission=commission, today=timezone.localdate(), initial=initial),
    }


def _ready(subject: Subject) -> dict[str, object]:
    made = subject.made_or_404()
    newest = newest_snapshot(subject.body)
    may = subject.request.access.may
    return {
        "content": page_of(made, subject.hidden),
        "hidden": len(subject.hidden),
        "behind": newest if newest and newest.pk != made.snapshot_id else None,
        "kept": list(kept_pictures(subject.body, subject.period)[:20]),
        "downloads": [(form, say(f"picture.form.{form}")) for form in choices.DOWNLOADS]
        if may("picture.download", subject.body.pk)
        else [],
        "keep_form": KeepForm() if may("picture.keep", subject.body.pk) else None,
    }


def _last_attempt(subject: Subject) -> tuple[str, Work | None] | None:
    """The newest attempt that has not ended in a picture: its state and its work."""
    found = pictures_of(subject.body, subject.period, subject.lang, subject.group)
    if subject.comparisons:
        found = found.filter(comparisons="|".join(subject.comparisons))
    newest = found.first()
    if newest is None or newest.state == choices.READY:
        return None
    return newest.state, Work.objects.filter(pk=newest.work_id or 0).first()


def _making(attempt: tuple[str, Work | None] | None) -> dict[str, object]:
    state, work = attempt or ("", None)
    return {"state": state, "work": work}


@needs("picture.read", subject="picture")
def charts(request: PersonRequest, body: str, period: str) -> HttpResponse:
    """The specifications of the page's charts, for browsers that draw them anew."""
    subject = subject_of(request, body, period)
    if subject.made is None:
        return JsonResponse({"charts": []})
    return JsonResponse({"charts": charts_of(subject.made, subject.hidden)})
