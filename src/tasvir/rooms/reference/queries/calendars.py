"""Moving holidays and campaigns with the office's own days over the usual ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tasvir.core.calendars.occasions import Overrides, campaign_window, campaigns_of, moving_holidays
from tasvir.core.calendars.systems import numbers_of
from tasvir.core.calendars.wording import calendar_rows
from tasvir.rooms.reference.models import CampaignWindow, HolidayOverride


@dataclass(frozen=True)
class Holiday:
    """A moving holiday in one year: the days that hold, the computed ones, and what the office's own days rest on."""

    code: str
    year: int
    start: date
    end: date
    computed_start: date
    computed_end: date
    source: str = ""

    @property
    def own(self) -> bool:
        """Whether the office has set the days."""
        return bool(self.source)


@dataclass(frozen=True)
class Campaign:
    """A campaign in one year: its days, and where they come from."""

    code: str
    year: int
    country: str
    names: dict[str, str]
    start: date
    end: date
    source: str
    own: bool
    aim: Mapping[str, str] = field(default_factory=dict)  # goods, area, agency, measure, control; empty: all

    def label(self, lang: str) -> str:
        """Its name in a language, or in one that it has."""
        return self.names.get(lang) or next(iter(self.names.values()), self.code)


def holiday_overrides(country: str = "") -> Overrides:
    """The office's own days of moving holidays, as core's calendars take them."""
    found = HolidayOverride.objects.filter(country=country) if country else HolidayOverride.objects.all()
    return {(one.code, one.year): (one.start, one.end) for one in found}


def country_holidays(country: str, years: Iterable[int]) -> list[Holiday]:
    """The moving holidays of a country that begin in Gregorian years."""
    own = {(one.code, one.year): one for one in HolidayOverride.objects.filter(country=country)}
    found = []
    for one in moving_holidays(country, years):
        mine = own.get((one.code, one.start.year))
        start, end, source = (mine.start, mine.end, mine.source) if mine else (one.start, one.end, "")
        found.append(Holiday(one.code, one.start.year, start, end, one.start, one.end, source))
    return found


def campaigns(country: str, years: Iterable[int]) -> list[Campaign]:
    """The campaigns of a country that begin in Gregorian years, the office's own days in place of the usual ones."""
    wanted = set(years)
    own = {(one.code, one.year): _own(one) for one in CampaignWindow.objects.filter(country=country)}
    usual = {
        (one.code, one.year): one for code in campaigns_of(country) for year in wanted for one in _usual(code, year)
    }
    found = [one for one in (usual | own).values() if one.start.year in wanted]
    return sorted(found, key=lambda one: (one.start, one.code))


def window_names(window: CampaignWindow) -> dict[str, str]:
    """The names of a campaign: the office's over those that ship."""
    row = _shipped().get(window.code, {})
    return {lang: row[lang] for lang in ("fa", "vi", "en") if row.get(lang)} | window.names


def _own(window: CampaignWindow) -> Campaign:
    aim = {name: getattr(window, name) for name in ("goods", "area", "agency", "measure", "control")}
    names = window_names(window)
    return Campaign(
        window.code, window.year, window.country, names, window.start, window.end, window.source, own=True, aim=aim
    )


def _usual(code: str, gregorian_year: int) -> list[Campaign]:
    """The usual days of a campaign in the years of its own calendar that touch a Gregorian year."""
    row = _shipped()[code]
    system = "jalali" if row["calendar"] == "jalali" else "gregorian"
    years = {numbers_of(date(gregorian_year, month, 1), system)[0] for month in (1, 12)}  # type: ignore[arg-type]
    names = {lang: row[lang] for lang in ("fa", "vi", "en") if row[lang]}
    windows = [(year, campaign_window(code, year)) for year in sorted(years)]
    return [
        Campaign(code, year, row["country"], names, one.start, one.end, row["source"], own=False)
        for year, one in windows
        if not row["valid_from"] or one.end >= date.fromisoformat(row["valid_from"])
    ]


def _shipped() -> dict[str, dict[str, str]]:
    return {row["code"]: dict(row) for row in calendar_rows("campaigns")}
