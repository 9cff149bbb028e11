"""Find the period that a written text names: in words, in its title, or as "last quarter" beside its own date."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from tasvir.core.calendars.finding import find_periods
from tasvir.core.calendars.periods import Period, parse_period, period_containing, range_period
from tasvir.core.calendars.systems import System
from tasvir.core.characters.folding import search_key
from tasvir.core.errors import UserError

_LABEL_IN_NAME = re.compile(
    r"(?<!\d)(?P<year>1[2-5]\d\d|20\d\d)(?:[-_ ]?(?P<part>q[1-4]|h[12])|[-_ ](?P<month>0[1-9]|1[0-2]))?(?!\d)"
)
_BETWEEN_WORDS = re.compile(r"[-_.]+")
_SINGLE_DAYS = frozenset(("day", "week"))


@lru_cache(maxsize=3)
def _wording(lang: str) -> Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]:
    path = resources.files("tasvir") / "lists" / "findings" / "periods.yaml"
    found: Mapping[str, Any] = yaml.safe_load(path.read_text("utf-8")).get(lang, {})
    return {
        key: tuple((re.compile(entry["pattern"]), entry.get("kind", "")) for entry in entries)
        for key, entries in found.items()
    }


def period_of(label: str) -> Period | None:
    """The period of a label, or None where it is none."""
    try:
        return parse_period(label)
    except UserError:
        return None


def office_period(period: Period, calendar: System) -> Period:
    """What an office means by a period: in one that keeps the reporting year, whole months are reporting months."""
    if calendar != "vn" or period.system != "gregorian" or not _has_whole_months(period):
        return period
    if period.calendar != "range":
        return parse_period(f"vn:{period.label}")
    first, last = (parse_period(f"vn:{day:%Y-%m}") for day in (period.start, period.end))
    return range_period(first.start, last.end)


def _has_whole_months(period: Period) -> bool:
    return period.start.day == 1 and (period.end + timedelta(days=1)).day == 1


def named_periods(text: str, calendar: System | None, today: date | None = None) -> list[Period]:
    """The periods longer than a week that a text names; whole years only where nothing narrower is named."""
    found = [named.period for named in find_periods(text, calendar, today)]
    longer = [period for period in found if period.kind not in _SINGLE_DAYS]
    return [period for period in longer if period.kind != "year"] or longer


def letter_date(text: str, lang: str) -> date | None:
    """The date that a letter gives for itself, or None."""
    key = search_key(text)
    for pattern, _ in _wording(lang).get("dated", ()):
        if match := pattern.search(key):
            return _day(match.groupdict())
    days = [named.period for named in find_periods(text) if named.period.kind == "day"]
    return days[0].start if len({day.start for day in days}) == 1 else None


def _day(groups: Mapping[str, str | None]) -> date | None:
    if groups.get("date"):
        found = period_of("-".join(part.zfill(2) for part in re.split("[/-]", groups["date"] or "")))
        return found.start if found else None
    try:
        return date(*(int(groups[part] or 0) for part in ("year", "month", "day")))
    except ValueError:
        return None


def last_period(text: str, lang: str, written_on: date | None, calendar: System) -> Period | None:
    """What "last quarter" means on the letter's date: the one that ended last before it."""
    if written_on is None:
        return None
    key = search_key(text)
    for pattern, kind in _wording(lang).get("last", ()):
        if pattern.search(key):
            current = period_containing(written_on, calendar, kind)  # type: ignore[arg-type]
            return period_containing(current.start - timedelta(days=1), calendar, kind)  # type: ignore[arg-type]
    return None


def period_in_name(path: str, calendar: System | None) -> Period | None:
    """The period that a file's path carries, such as `police-1404-Q2.xlsx` or `1404-05/list.csv`."""
    for part in reversed(path.lower().split("/")):
        if named := only(named_periods(_BETWEEN_WORDS.sub(" ", part), calendar)):
            return named
        match = _LABEL_IN_NAME.search(search_key(part))
        if match:
            pieces = (match["year"], (match["part"] or match["month"] or "").upper())
            prefix = "vn:" if calendar == "vn" and not match["year"].startswith("1") else ""
            return period_of(prefix + "-".join(piece for piece in pieces if piece))
    return None


def only(periods: Sequence[Period]) -> Period | None:
    """The period that all of them mean, or None where they differ."""
    spans = {(period.start, period.end) for period in periods}
    return periods[0] if len(spans) == 1 else None
