"""A piece of long work, watched by the person who asked for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tasvir.foundation.models import Work
from tasvir.foundation.policy import signed_in


@signed_in
def work(request: HttpRequest, number: int) -> HttpResponse:
    """How far it is: a page of its own, or the part of a page that watches it."""
    found = get_object_or_404(Work, pk=number, asked_by=request.user.pk)
    if not request.headers.get("HX-Request"):
        return render(request, "work.html", {"work": found})
    answer = render(request, "components/work.html", {"work": found})
    if found.state in (Work.DONE, Work.FAILED):
        answer.headers["HX-Refresh"] = "true"
    return answer
