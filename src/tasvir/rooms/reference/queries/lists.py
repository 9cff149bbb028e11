"""The reference lists as the office reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from tasvir.core.vocabulary.lists import Entry, Lists, load_lists, lookup_key
from tasvir.rooms.reference.models import ReferenceEntry
from tasvir.rooms.reference.rules import Version, merged


def office_lists(on: date | None = None) -> Lists:
    """The lists that ship with the office's own versions over them.

    Names are those in force `on` a day, else the newest, so that an old report renders with its own; every spelling
    that ever held is still read. Asks one question; the lists made for the same versions are kept.
    """
    return _made(all_versions(), on)


def all_versions() -> tuple[Version, ...]:
    """Everything that the office has added, in order."""
    names = [field.name for field in fields(Version)]
    return tuple(Version(*row) for row in ReferenceEntry.objects.values_list(*names))


def own_versions(name: str, code: str = "") -> QuerySet[ReferenceEntry]:
    """The office's versions of a list, or of one code of it."""
    found = ReferenceEntry.objects.filter(list=name)
    return found.filter(code=code) if code else found


def found_entries(entries: Iterable[Entry], text: str) -> list[Entry]:
    """The entries in whose code, names or spellings a text occurs, whatever the script's variants."""
    key = lookup_key(text)
    return [entry for entry in entries if any(key in lookup_key(one) for one in entry.spellings())]


def unit_label(code: str, lang: str) -> str:
    """The name of a unit or a currency; the text itself where it is neither."""
    lists = office_lists()
    known = next((name for name in ("units", "currencies") if code in lists[name].entries), None)
    return lists.label(known, code, lang) if known else code


@lru_cache(maxsize=8)
def _made(versions: tuple[Version, ...], on: date | None) -> Lists:
    shipped = load_lists()
    by_list: dict[str, list[Version]] = {}
    for version in versions:
        by_list.setdefault(version.list, []).append(version)
    own = {name: merged(shipped[name], found, on) for name, found in by_list.items() if name in shipped.by_name}
    return Lists({**shipped.by_name, **own}) if own else shipped
