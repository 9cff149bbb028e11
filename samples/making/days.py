"""Days as the sample's clerks write them."""

from __future__ import annotations

from datetime import date

from persiantools.jdatetime import JalaliDate

_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def persian(text: object) -> str:
    """The text with Persian digits."""
    return str(text).translate(_PERSIAN)


def jalali(day: date) -> tuple[int, int, int]:
    """Year, month and day of the Jalali calendar."""
    found = JalaliDate(day)
    return found.year, found.month, found.day


def gregorian(year: int, month: int, day: int) -> date:
    """The Gregorian day of a Jalali one."""
    return JalaliDate(year, month, day).to_gregorian()


def written(day: date, style: str) -> object:
    """A day in a clerk's style: fa, ascii (both Jalali), us, vn, iso, or excel (a real date cell)."""
    if style in ("fa", "ascii"):
        text = "{:04d}/{:02d}/{:02d}".format(*jalali(day))
        return persian(text) if style == "fa" else text
    if style == "us":
        return f"{day.month:02d}/{day.day:02d}/{day.year}"
    if style == "vn":
        return f"{day.day:02d}/{day.month:02d}/{day.year}"
    return day if style == "excel" else day.isoformat()
