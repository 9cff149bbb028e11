"""What everybody may read without signing in: published editions, their files, notices. No cookie is set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from tasvir.core.vocabulary.messages import LANGUAGES
from tasvir.foundation import files
from tasvir.foundation.policy import public
from tasvir.rooms.bulletins import choices, queries
from tasvir.rooms.bulletins.views.handing_out import file_name
from tasvir.rooms.bulletins.views.subject import as_file

_FRESH = "public, max-age=300"
_KEPT = "public, max-age=86400"
_MOST = 40


@public
@require_safe
def public_home(request: HttpRequest, lang: str = "") -> HttpResponse:
    """The published editions and the notices that stand today."""
    today = timezone.localdate()
    shown = {"editions": queries.published_editions()[:_MOST], "notices": queries.public_notices(today)[:_MOST]}
    return _page(request, "bulletins/public/home.html", lang, shown)


@public
@require_safe
def public_edition(request: HttpRequest, lang: str, pk: int) -> HttpResponse:
    """One published edition: its numbers and its files."""
    edition = get_object_or_404(queries.published_editions(), pk=pk)
    picture = queries.public_picture(edition)
    tables = queries.public_tables(picture, queries.office_of(edition.bulletin.body).voice(_known(lang)))
    shown = {"edition": edition, "bulletin": edition.bulletin, "picture": picture, "tables": tables}
    return _page(request, "bulletins/public/edition.html", lang, shown)


@public
@require_safe
def public_file(request: HttpRequest, lang: str, pk: int, form: str) -> HttpResponse:
    """A file of a published edition."""
    del request, lang
    edition = get_object_or_404(queries.published_editions(), pk=pk)
    written = get_object_or_404(edition.files.select_related("file"), form=form)
    name = f"public-{file_name(edition.bulletin, form)}"
    response = as_file(files.read(written.file), name, choices.MEDIA[form])
    response.headers["Cache-Control"] = _KEPT
    return response


@public
@require_safe
def public_verify(request: HttpRequest, lang: str = "") -> HttpResponse:
    """Whether a hash is that of a published file, by a question in the address."""
    sha256 = request.GET.get("sha256", "").strip().lower()[:64]
    found = queries.verify_hash(sha256, public_only=True) if sha256 else []
    return _page(request, "bulletins/public/verify.html", lang, {"sha256": sha256, "found": found})


def _known(lang: str) -> str:
    if lang and lang not in LANGUAGES:
        raise Http404
    return lang or settings.LANGUAGE_CODE


def _page(request: HttpRequest, name: str, lang: str, shown: Mapping[str, Any]) -> HttpResponse:
    """A page in a language that the address names, the same for everybody: nothing of the visitor is asked or kept."""
    chosen = _known(lang)
    with translation.override(chosen):
        frame = {"lang": chosen, "direction": "rtl" if chosen == "fa" else "ltr", "languages": settings.LANGUAGES}
        here = request.resolver_match
        name_in = {"home": "home_in", "verify": "verify_in"}.get(here.url_name or "", here.url_name) if here else ""
        pk = here.kwargs.get("pk") if here else None
        page = render_to_string(name, {**frame, **shown, "route": f"public:{name_in}", "pk": pk})
    response = HttpResponse(page)
    response.headers["Cache-Control"] = _FRESH
    response.headers["Content-Language"] = chosen
    return response
