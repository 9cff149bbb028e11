"""The bell: what happened, where to look, and what has been read."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from tasvir.foundation.models import Notice
from tasvir.foundation.policy import signed_in

_A_PAGE = 30


@signed_in
def notices(request: HttpRequest) -> HttpResponse:
    """The person's own notices, the newest first."""
    page = Paginator(_own(request), _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices.html", {"page": page})


@signed_in
@require_POST
def open_notice(request: HttpRequest, number: int) -> HttpResponse:
    """Mark one as read and go where it points."""
    own = _own(request)
    notice = get_object_or_404(own, pk=number)
    own.filter(pk=number, read_at=None).update(read_at=timezone.now())
    return redirect(notice.url or "notices")


@signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    _own(request).filter(read_at=None).update(read_at=timezone.now())
    return redirect("notices")


def _own(request: HttpRequest) -> QuerySet[Notice]:
    return Notice.objects.filter(for_person=request.user.pk or 0)
