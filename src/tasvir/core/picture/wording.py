"""Say the picture's values and sentences in one language: patterns are data, values go through the one formatter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tasvir.core.calendars.periods import Period, parse_period
from tasvir.core.calendars.systems import System
from tasvir.core.errors import UserError
from tasvir.core.picture.office.commission import Commission
from tasvir.core.text import formatting
from tasvir.core.vocabulary.lists import Lists
from tasvir.core.vocabulary.sentences import load_sentences

LIST_OF = {
    "agency": "agencies",
    "working_group": "working_groups",
    "area": "areas",
    "goods": "goods",
    "channel": "channels",
    "carrier": "carriers",
    "platform": "platforms",
    "conveyance": "conveyances",
    "detection": "detections",
    "violation": "violations",
}
SMALL_BASE = 5
_COMPACT_FROM = 10**9


def _patterns(lang: str) -> Mapping[str, str]:
    return load_sentences("findings", lang)


def joiner(lang: str) -> str:
    """What stands between sentences of a list in one line."""
    return _patterns(lang)["join.list"]


@dataclass(frozen=True)
class Wording:
    """One language's voice, with the office's own labels and calendar."""

    lang: str
    lists: Lists
    commission: Commission
    calendar: System | None = None

    def say(self, key: str, **values: object) -> str:
        """The sentence or word of a key with its values filled in."""
        return sentence_case(_patterns(self.lang)[key].format(**values), self.lang)

    def count(self, key: str, of: str, **counts: int) -> str:
        """A sentence about counts, in the singular where there is one of what `of` names."""
        chosen = f"{key}.one" if counts[of] == 1 else key
        told = {name: self.number(value) for name, value in counts.items()}
        return self.say(chosen, **told)

    def word(self, key: str) -> str:
        """The word of a key as it stands inside a sentence."""
        return _patterns(self.lang)[key]

    def knows(self, key: str) -> bool:
        """Whether there is a pattern of that key."""
        return key in _patterns(self.lang)

    def number(self, value: int | float) -> str:
        """A bare number."""
        return formatting.format_number(value, self.lang)

    def percent(self, value: float) -> str:
        """A share or change in percent."""
        return formatting.format_percent(value, self.lang)

    def amount(self, value: int | float, unit: str) -> str:
        """A value with its unit; money in minor units, large sums in words."""
        if unit in self.lists["currencies"].entries:
            compact = abs(value) >= _COMPACT_FROM
            return formatting.format_money(int(value), unit, self.lang, compact=compact)
        return formatting.format_quantity(value, unit, self.lang)

    def unit(self, unit: str) -> str:
        """A unit's or currency's name."""
        name = "currencies" if unit in self.lists["currencies"].entries else "units"
        return "" if unit == "other" else self.lists.label(name, unit, self.lang)

    def day(self, day: date) -> str:
        """A day in numbers."""
        return formatting.format_date(day, self.lang, self._calendar())

    def days(self, start: date, end: date) -> str:
        """Two inclusive days in numbers."""
        return formatting.format_period_range(start, end, self.lang, self._calendar())

    def _calendar(self) -> System:
        """Days in the office's calendar for Persian readers, Gregorian ones for all others."""
        return "jalali" if self.lang == "fa" and self.calendar in (None, "jalali") else "gregorian"

    def period(self, period: Period) -> str:
        """A period's name as it stands in a sentence: the part before the year, not after it."""
        name = period.label_in(self.lang)
        year, _, part = name.partition(" ")
        if period.kind in ("half", "quarter") and year.isdecimal():
            bare, bracket, rest = part.partition(" (")
            return f"{bare} {year}{bracket}{rest}"
        if period.kind == "year" and self.knows("period.year"):
            return self.word("period.year").format(year=name)
        return name

    def measure(self, code: str) -> str:
        """A measure's name without its unit."""
        return self.lists.label("measures", code, self.lang).split(" (")[0].strip()

    def label(self, dimension: str, code: str) -> str:
        """What a cell of a breakdown is called."""
        if dimension == "month":
            try:
                return self.period(parse_period(code))
            except UserError:
                return code
        if dimension == "body":
            return self.body(code)
        name = LIST_OF.get(dimension)
        if not name or name not in self.lists.by_name or self._is_elsewhere(name, code):
            return code
        return self.lists.label(name, code, self.lang)

    def _is_elsewhere(self, name: str, code: str) -> bool:
        """Whether an area of events is the code of another country: then it is a region that bears the same letters."""
        entry = self.lists[name].entries.get(code)
        return bool(entry and entry.columns.get("kind") == "country" and code != self.commission.country)

    def body(self, code: str) -> str:
        """A body's name, or the label of the agency of that code."""
        body = self.commission.body_by_code.get(code)
        return body.label(self.lang) if body and body.names else self.label("agency", body.agency if body else code)

    def cell(self, by: Mapping[str, str]) -> str:
        """The labels of a cell, joined."""
        return self.word("join.comma").join(self.label(name, code) for name, code in by.items())

    def joined(self, texts: Sequence[str]) -> str:
        """Texts as a list in a sentence: a, b and c."""
        if len(texts) < 2:
            return "".join(texts)
        return self.word("join.comma").join(texts[:-1]) + self.word("join.and") + texts[-1]

    def change(self, value: int | float, base: int | float, percent: float | None) -> str:
        """A change in words; on a base below five in counts, because a percent of it says nothing."""
        if value == base:
            return self.word("change.level")
        if abs(base) < SMALL_BASE or percent is None:
            key = "change.more" if value > base else "change.fewer"
            return self.word(key).format(count=self.number(abs(value - base)))
        return self.word("change.up" if value > base else "change.down").format(percent=self.percent(abs(percent)))


def sentence_case(text: str, lang: str) -> str:
    """The first letter as a capital where the language has capitals."""
    return text if lang == "fa" or not text else text[0].upper() + text[1:]
