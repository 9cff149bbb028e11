"""The reference lists: all of them, one of them, one entry, and its versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from tasvir.core.errors import UserError
from tasvir.core.vocabulary.lists import Entry, ReferenceList
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import RoomRequest, needs
from tasvir.foundation.texts import say
from tasvir.rooms.reference.choices import FIXED, GROUPS
from tasvir.rooms.reference.forms import EndForm, EntryForm, Search
from tasvir.rooms.reference.queries import all_versions, found_entries, office_lists, own_versions
from tasvir.rooms.reference.rules import Version
from tasvir.rooms.reference.services import end_entry, save_entry

_A_PAGE = 50


@needs("reference.read")
def overview(request: HttpRequest) -> HttpResponse:
    """Every list in its group, and a search through all of them."""
    lists, text = office_lists(), request.GET.get("q", "").strip()[:100]
    own: dict[str, int] = {}
    for version in all_versions():
        own[version.list] = own.get(version.list, 0) + 1
    groups = [
        (group, [(name, len(lists[name].entries), own.get(name, 0)) for name in names])
        for group, names in GROUPS.items()
    ]
    hits = [(name, one) for name in lists.by_name for one in found_entries(lists.rows(name), text)] if text else []
    shown = {"groups": groups, "q": text, "hits": hits[:_A_PAGE], "count": len(hits), "asked": bool(text)}
    return render(request, "reference/overview.html", shown)


@needs("reference.read")
def one_list(request: RoomRequest) -> HttpResponse:
    """One list with search, names in three languages, validity, and what is the office's own."""
    found = _list(request)
    search = Search(request.GET)
    search.is_valid()
    asked: dict[str, Any] = search.cleaned_data
    own = set(own_versions(found.name).values_list("code", flat=True))
    entries = list(found.entries.values())
    if text := asked.get("q"):
        entries = found_entries(entries, text)
    if asked.get("own"):
        entries = [one for one in entries if one.code in own]
    if asked.get("in_force"):
        entries = [one for one in entries if one.valid_on(timezone.localdate())]
    page = Paginator(entries, _A_PAGE).get_page(request.GET.get("page"))
    shown = {"list": found.name, "search": search, "page": page, "own": own, "may_add": _may_add(request, found.name)}
    return render(request, "reference/list.html", shown | {"asked": any(asked.values())})


@needs("reference.read")
def entry(request: RoomRequest) -> HttpResponse:
    """One code: its names, its spellings, its days, and every version of the office."""
    found = _list(request)
    one = _entry(request, found)
    shown = {
        "list": found.name,
        "entry": one,
        "spellings": list(dict.fromkeys(word for word in one.columns.get("synonyms", "").split("|") if word)),
        "versions": own_versions(found.name, one.code),
        "children": [child for child in found.entries.values() if child.parent == one.code],
        "may_edit": request.access.may("reference.edit"),
        "may_end": request.access.may("reference.edit") and found.name not in FIXED,
    }
    return render(request, "reference/entry.html", shown)


@needs("reference.edit")
def edit_entry(request: RoomRequest) -> HttpResponse:
    """A new code, or a new version of one that is there."""
    found = _list(request)
    code = request.GET.get("code", "")
    known = _entry(request, found) if code else None
    if known is None and found.name in FIXED:
        raise Http404
    form = EntryForm(request.POST or None, new=known is None, initial=_as_typed(known))
    if request.method == "POST" and form.is_valid():
        version = Version(list=found.name, **({"code": code} | form.cleaned_data))
        try:
            save_entry(version=version, by=request.user, now=timezone.now())
        except UserError as error:
            form.add_error(None, explain(error))
        else:
            messages.success(request, say("reference.saved"))
            return redirect(_address("reference:entry", name=found.name, code=version.code))
    return render(request, "reference/edit_entry.html", {"list": found.name, "entry": known, "form": form})


@needs("reference.edit")
def finish_entry(request: RoomRequest) -> HttpResponse:
    """Let a code end with a day."""
    found = _list(request)
    one = _entry(request, found)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_entry(name=found.name, code=one.code, by=request.user, now=timezone.now(), **form.cleaned_data)
        except UserError as error:
            form.add_error(None, explain(error))
        else:
            messages.success(request, say("reference.ended"))
            return redirect(_address("reference:entry", name=found.name, code=one.code))
    return render(request, "reference/end_entry.html", {"list": found.name, "entry": one, "form": form})


def _list(request: HttpRequest) -> ReferenceList:
    found = office_lists().by_name.get(request.GET.get("name", ""))
    if found is None:
        raise Http404
    return found


def _entry(request: HttpRequest, found: ReferenceList) -> Entry:
    one = found.entries.get(request.GET.get("code", ""))
    if one is None:
        raise Http404
    return one


def _may_add(request: RoomRequest, name: str) -> bool:
    return name not in FIXED and request.access.may("reference.edit")


def _as_typed(known: Entry | None) -> dict[str, Any]:
    if known is None:
        return {}
    return {f"name_{lang}": known.columns.get(lang, "") for lang in ("fa", "vi", "en")} | {"parent": known.parent or ""}


def _address(route: str, **query: str) -> str:
    return f"{reverse(route)}?{urlencode(query)}"
