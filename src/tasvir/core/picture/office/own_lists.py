"""The reference lists as one office reads them: its bodies, working groups and areas added to what ships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tasvir.core.picture.office.commission import Commission, Names
from tasvir.core.vocabulary.lists import Entry, Lists, ReferenceList
from tasvir.core.vocabulary.messages import LANGUAGES


def office_lists(lists: Lists, commission: Commission) -> Lists:
    """The lists with the office's own names and aliases; what the office wrote wins over what ships."""
    found = dict(lists.by_name)
    shared = Counter(body.agency for body in commission.bodies)
    bodies = [
        _Addition(body.agency, body.names, None, (body.code, *body.aliases), shared[body.agency] > 1)
        for body in commission.bodies
    ]
    groups = [_Addition(group.code, group.names, None, group.aliases) for group in commission.working_groups]
    areas = [_Addition(area.code, area.names, area.parent, area.aliases) for area in commission.areas]
    for name, additions in (("agencies", bodies), ("working_groups", groups), ("areas", areas)):
        if additions and name in found:
            found[name] = _extended(found[name], additions)
    return Lists(found)


@dataclass(frozen=True)
class _Addition:
    """What an office adds to one entry; `shared` by several bodies, it gives spellings but no label."""

    code: str
    names: Names
    parent: str | None
    aliases: tuple[str, ...]
    shared: bool = False


def _extended(shipped: ReferenceList, additions: Iterable[_Addition]) -> ReferenceList:
    entries: dict[str, Entry] = {}
    for addition in additions:
        known = entries.get(addition.code) or shipped.entries.get(addition.code)
        columns = _columns(dict(known.columns) if known else {}, addition)
        entries[addition.code] = Entry(addition.code, columns)
    for code, entry in shipped.entries.items():
        entries.setdefault(code, entry)
    return ReferenceList(shipped.name, entries)


def _columns(columns: dict[str, str], addition: _Addition) -> dict[str, str]:
    spellings = [columns.get("synonyms", ""), *addition.aliases, *addition.names.values()]
    spellings += [columns.get(lang, "") for lang in LANGUAGES]
    columns["synonyms"] = "|".join(dict.fromkeys(word for word in spellings if word))
    if addition.parent:
        columns["parent"] = addition.parent
    for lang in LANGUAGES:
        own = addition.names.get(lang) or addition.names.get("any")
        if own and not (addition.shared and columns.get(lang)):
            columns[lang] = own
    return columns
