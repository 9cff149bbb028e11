"""Downloads: each is written into the audit."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from tasvir.foundation.policy import needs
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.picture import choices, services
from tasvir.rooms.picture.views.subject import subject_of


@needs("picture.download", subject="picture_file")
def download(request: PersonRequest, body: str, period: str, form: str) -> HttpResponse:
    """The picture as a workbook, a letter, a PDF or JSON."""
    subject = subject_of(request, body, period)
    made = subject.made_or_404()
    if form not in choices.DOWNLOADS or not request.access.may("picture.download", subject.body.pk):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    name, data = services.download_picture(
        made=made, form=form, hidden=subject.hidden, by=request.user, now=timezone.now()
    )
    return HttpResponse(
        data, content_type=choices.MEDIA[form], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
