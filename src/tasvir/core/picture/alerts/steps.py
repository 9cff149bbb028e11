"""Weeks or months: what the dates of a table are, and where each stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from tasvir.core.errors import UserError
from tasvir.core.picture.alerts.model import Step

_WEEK, _MONTH, _SLACK = 7, 30.44, 4


def shared_step(series: Mapping[str, tuple[Sequence[date], bool]]) -> Step:
    """The one step that all series share; their dates in order, and whether these are written as months.

    UserError where one series is neither weekly nor monthly, or where some are weekly and others monthly.
    """
    known: dict[Step, str] = {}
    for name, (dates, as_months) in series.items():
        steps = _possible(dates, as_months)
        if not steps:
            at = _offending(dates)
            raise UserError("alerts.irregular", series=name, date=dates[at], before=dates[at - 1])
        if len(steps) == 1:
            known.setdefault(steps[0], name)
    if len(known) == 2:
        raise UserError("alerts.mixed", weekly=known["week"], monthly=known["month"])
    return next(iter(known), "month")


def place_of(day: date, first: date, step: Step) -> int:
    """How many periods after the first a date stands."""
    return (day - first).days // _WEEK if step == "week" else _month(day) - _month(first)


def step_dates(first: date, size: int, step: Step) -> list[date]:
    """The dates of so many periods; months begin on the 1st where none is told."""
    if step == "week":
        return [first + timedelta(days=_WEEK * at) for at in range(size)]
    months = range(_month(first), _month(first) + size)
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _possible(dates: Sequence[date], as_months: bool) -> list[Step]:
    gaps = [(one, other, (other - one).days) for one, other in zip(dates, dates[1:])]
    weekly = not as_months and all(days % _WEEK == 0 for _, _, days in gaps)
    monthly = all(_is_months(one, other) for one, other, _ in gaps)
    found: list[Step] = ["week"] if weekly else []
    return [*found, "month"] if monthly else found


def _is_months(one: date, other: date) -> bool:
    months = _month(other) - _month(one)
    return months > 0 and abs((other - one).days - months * _MONTH) <= _SLACK


def _offending(dates: Sequence[date]) -> int:
    """The first date that leaves the step of most."""
    pairs = list(enumerate(zip(dates, dates[1:]), start=1))
    off_week = [at for at, (one, other) in pairs if (other - one).days % _WEEK]
    off_month = [at for at, (one, other) in pairs if not _is_months(one, other)]
    return (off_week if len(off_week) <= len(off_month) else off_month)[0]
