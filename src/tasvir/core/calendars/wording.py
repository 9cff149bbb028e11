"""What periods, months and days are called in the three languages; the words themselves are lists/calendars/*.csv."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources

from tasvir.core.calendars import systems
from tasvir.core.calendars.systems import System

_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@cache
def calendar_rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of one file of lists/calendars."""
    file = resources.files("tasvir") / "lists" / "calendars" / f"{name}.csv"
    return tuple(csv.DictReader(file.read_text("utf-8").splitlines()))


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in calendar_rows("labels")}


@cache
def _months() -> Mapping[tuple[str, int], Mapping[str, str]]:
    return {(row["calendar"], int(row["number"])): row for row in calendar_rows("months")}


def _in(lang: str) -> str:
    return lang if lang in ("fa", "vi") else "en"


def _digits(text: str, lang: str) -> str:
    return text.translate(_PERSIAN_DIGITS) if lang == "fa" else text


def month_name(system: System, month: int, lang: str) -> str:
    """The name of a month of the Jalali or Gregorian year; Vietnamese reporting months bear Gregorian names."""
    return _months()["jalali" if system == "jalali" else "gregorian", month][_in(lang)]


def day_name(day: date, lang: str, system: System) -> str:
    """A day with its month in words: ۲۵ فروردین ۱۴۰۳, ngày 11 tháng 5 năm 2023, 18 November 2023."""
    year, month, number = systems.numbers_of(day, system)
    form = _labels()["day_vi_jalali" if system == "jalali" else "day"][_in(lang)]
    return _digits(form.format(day=number, month=month_name(system, month, lang), year=year), lang)


def range_name(start: date, end: date, lang: str, system: System) -> str:
    """Two days as the ends of a stretch, in the day numbers of a calendar."""
    return stretch_name(day_name(start, lang, system), day_name(end, lang, system), lang=lang)


def stretch_name(start: str, end: str, *, lang: str) -> str:
    """Two written days joined as a stretch from one to the other."""
    return _labels()["range"][_in(lang)].format(start=start, end=end)


def period_name(system: System, kind: str, year: int, number: int, *, lang: str) -> str:
    """The name of a year, or of its `number`th half, quarter, month or week."""
    ordinal = _labels().get(f"{kind}.{number}", {}).get(_in(lang), "")
    month = month_name(system, number, lang) if kind == "month" else ""
    form = _labels()[f"{system}.{kind}"][_in(lang)]
    return _digits(form.format(year=year, number=number, ordinal=ordinal, roman=ordinal, month=month), lang)
