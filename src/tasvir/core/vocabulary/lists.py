"""The reference lists (goods, units, areas, agencies, …): codes, labels in three languages, and what people write."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from importlib import resources

from tasvir.core.characters.folding import search_key

_JOINERS = re.compile(r"[\s_\-‌./()«»\"']+")


def lookup_key(text: str) -> str:
    """The folded form of a label: case, spacing, half-spaces and punctuation between words do not matter."""
    return _JOINERS.sub("", search_key(text))


def _spelling_key(text: str) -> str:
    """The key of a spelling; a mark alone ("-", "—") is one too."""
    return lookup_key(text) or search_key(text)


@dataclass(frozen=True)
class Entry:
    """One row of a list: its code, all its columns, and the spellings that mean it."""

    code: str
    columns: Mapping[str, str]

    def label(self, lang: str) -> str:
        """The label in a language, or the English one, or the code."""
        return self.columns.get(lang) or self.columns.get("en") or self.code

    @property
    def parent(self) -> str | None:
        return self.columns.get("parent") or None

    def spellings(self) -> Iterable[str]:
        """Everything that people write for this code: the code, the labels and the synonyms."""
        yield self.code
        yield from (self.columns.get(lang, "") for lang in ("fa", "vi", "en"))
        yield from self.columns.get("synonyms", "").split("|")

    def valid_on(self, day: date) -> bool:
        """Whether the entry was in force on a day; open ends count as in force."""
        start, end = self.columns.get("valid_from"), self.columns.get("valid_to")
        return (not start or date.fromisoformat(start) <= day) and (not end or day <= date.fromisoformat(end))


@dataclass(frozen=True)
class ReferenceList:
    """One list by name; `find` answers the code for any spelling."""

    name: str
    entries: Mapping[str, Entry]

    @cached_property
    def _by_spelling(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for entry in self.entries.values():
            for spelling in entry.spellings():
                if key := _spelling_key(spelling):
                    found.setdefault(key, []).append(entry.code)
        return found

    def find(self, text: str, on: date | None = None) -> str | None:
        """The code that a spelling stands for, or None; of several the one in force `on` a day, else the first."""
        codes = self._by_spelling.get(_spelling_key(text), [])
        if on and len(codes) > 1:
            codes = [code for code in codes if self.entries[code].valid_on(on)] or codes
        return next(iter(codes), None)

    def label(self, code: str, lang: str) -> str:
        """The label of a code; an unknown code is its own label."""
        entry = self.entries.get(code)
        return entry.label(lang) if entry else code


@dataclass(frozen=True, eq=False)
class Lists:
    """All reference lists of an office; one made is equal to itself alone, so that what follows from it can be kept."""

    by_name: Mapping[str, ReferenceList]

    def __getitem__(self, name: str) -> ReferenceList:
        return self.by_name[name]

    def find(self, name: str, text: str, on: date | None = None) -> str | None:
        """The code that `text` stands for in the list `name` (on a day, where codes are dated), or None."""
        return self.by_name[name].find(text, on)

    def label(self, name: str, code: str, lang: str) -> str:
        """The label of a code of the list `name` in a language."""
        return self.by_name[name].label(code, lang)

    def codes(self, name: str) -> list[str]:
        """The codes of a list in the order of its file."""
        return list(self.by_name[name].entries)

    def rows(self, name: str) -> list[Entry]:
        """The entries of a list in the order of its file."""
        return list(self.by_name[name].entries.values())


def read_list(name: str, text: str) -> ReferenceList:
    """A reference list from the text of its CSV file (columns: code, parent, fa, vi, en, synonyms, …)."""
    rows = csv.DictReader(text.splitlines())
    entries = {row["code"]: Entry(row["code"], {k: v or "" for k, v in row.items() if k}) for row in rows}
    return ReferenceList(name, entries)


@lru_cache(maxsize=1)
def load_lists() -> Lists:
    """The lists that ship with the product."""
    folder = resources.files("tasvir") / "lists"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".csv")), key=lambda f: f.name)
    return Lists({f.name[:-4]: read_list(f.name[:-4], f.read_text("utf-8")) for f in files})
