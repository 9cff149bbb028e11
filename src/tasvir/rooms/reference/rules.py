"""How an office's versions lie over a list that ships, and what a new version must hold to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tasvir.core.errors import UserError
from tasvir.core.vocabulary.lists import Entry, ReferenceList, lookup_key
from tasvir.core.vocabulary.messages import LANGUAGES

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


@dataclass(frozen=True)
class Version:
    """One version of a code of a list, as the office wrote it."""

    list: str
    code: str
    name_fa: str = ""
    name_vi: str = ""
    name_en: str = ""
    synonyms: str = ""  # one spelling a line
    parent: str = ""
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def names(self) -> dict[str, str]:
        """Its names by language, those that are there."""
        found = {"fa": self.name_fa, "vi": self.name_vi, "en": self.name_en}
        return {lang: name for lang, name in found.items() if name}

    @property
    def spellings(self) -> tuple[str, ...]:
        """The spellings that it adds."""
        return tuple(line.strip() for line in self.synonyms.splitlines() if line.strip())


def merged(shipped: ReferenceList, versions: Iterable[Version], on: date | None = None) -> ReferenceList:
    """The list with the office's versions over it: names as in force `on` a day, else the newest; every spelling."""
    by_code: dict[str, list[Version]] = {}
    for version in versions:
        by_code.setdefault(version.code, []).append(version)
    own = {code: Entry(code, _columns(shipped.entries.get(code), found, on)) for code, found in by_code.items()}
    return ReferenceList(shipped.name, {**own, **{c: e for c, e in shipped.entries.items() if c not in own}})


def _columns(known: Entry | None, versions: list[Version], on: date | None) -> dict[str, str]:
    columns = dict(known.columns) if known else {}
    ordered = sorted(versions, key=lambda one: one.valid_from or date.min)
    spellings = [columns.get("synonyms", ""), *(columns.get(lang, "") for lang in LANGUAGES)]
    for version in ordered:
        spellings += [*version.spellings, *version.names.values()]
        if on is None or version.valid_from is None or version.valid_from <= on:
            columns |= {**version.names, **({"parent": version.parent} if version.parent else {})}
            columns["source"] = version.source or columns.get("source", "")
    first, last = ordered[0], ordered[-1]
    for lang in LANGUAGES:  # a code of the office that begins later has its name even so
        columns.setdefault(lang, first.names.get(lang, ""))
    columns["synonyms"] = "|".join(dict.fromkeys(word for word in spellings if word))
    if known is None:
        columns["valid_from"] = first.valid_from.isoformat() if first.valid_from else ""
    if last.valid_to or known is None:
        columns["valid_to"] = last.valid_to.isoformat() if last.valid_to else ""
    return columns


def check_version(version: Version, current: ReferenceList, *, may_add: bool) -> None:
    """Refuse a version that would break the list: by its code, days, parent, or a spelling that means another code."""
    if not _CODE.fullmatch(version.code):
        raise UserError("reference.code.form", value=version.code)
    if version.code not in current.entries:
        if not may_add:
            raise UserError("reference.code.fixed", value=version.code)
        if not version.names:
            raise UserError("reference.name.missing", value=version.code)
    if version.valid_from and version.valid_to and version.valid_to < version.valid_from:
        raise UserError("reference.days.order", start=version.valid_from, end=version.valid_to)
    _check_parent(version, current)
    known = current.entries.get(version.code)
    held = {lookup_key(one) for one in known.spellings()} if known else set()
    for spelling in [*version.names.values(), *version.spellings]:
        if lookup_key(spelling) not in held:  # merged provinces share a name with one of their parts
            _check_spelling(spelling, version, current)


def _check_parent(version: Version, current: ReferenceList) -> None:
    seen, above = {version.code}, version.parent
    while above:
        if above not in current.entries:
            raise UserError("reference.parent.unknown", value=above)
        if above in seen:
            raise UserError("reference.parent.circle", value=version.parent)
        seen.add(above)
        above = current.entries[above].parent or ""


def _check_spelling(spelling: str, version: Version, current: ReferenceList) -> None:
    """No spelling means two codes that are in force together, or a reader would have to guess."""
    key = lookup_key(spelling)
    for entry in current.entries.values():
        if entry.code == version.code or key not in {lookup_key(one) for one in entry.spellings()}:
            continue
        if _overlap(entry, version):
            raise UserError("reference.spelling.taken", value=spelling, other=entry.code)


def _overlap(entry: Entry, version: Version) -> bool:
    starts, ends = entry.columns.get("valid_from"), entry.columns.get("valid_to")
    begins_later = version.valid_from and ends and date.fromisoformat(ends) < version.valid_from
    ended_before = version.valid_to and starts and version.valid_to < date.fromisoformat(starts)
    return not (begins_later or ended_before)
