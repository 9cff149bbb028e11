"""Which files came from whom, and which days each of them speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.calendars.periods import Period
from tasvir.core.calendars.systems import System
from tasvir.core.intake.tables import SourceAnswer
from tasvir.core.picture.account.reporting import Arrival
from tasvir.core.picture.office.commission import Body, Commission
from tasvir.core.picture.written.figures import WrittenReport
from tasvir.core.picture.written.periods import last_period, letter_date, named_periods, only, period_in_name

_AGENCY = {"incidents": "lead_agency", "figures": "agency", "effort": "agency"}


def find_arrivals(
    answers: Sequence[SourceAnswer], written: Iterable[WrittenReport], commission: Commission, calendar: System
) -> list[Arrival]:
    """An arrival for every list and letter of a folder."""
    found = [arrival for answer in answers for arrival in _of_list(answer, commission, calendar)]
    return found + [_of_letter(report, calendar) for report in written]


def _of_list(answer: SourceAnswer, commission: Commission, calendar: System) -> Iterator[Arrival]:
    receipt = commission.receipt_of(answer.file)
    received_on = receipt.received_on if receipt else None
    declared = (receipt.period if receipt else None) or _named(answer.file, calendar)
    own = commission.body_of_file(answer.file)
    bodies = [own] if own else _bodies_within(answer, commission)
    codes: list[str | None] = [body.code for body in bodies]
    for code in codes or [None]:
        for kind in _kinds(answer):
            for start, end in _spans(answer, declared):
                yield Arrival(answer.file, code, kind, start, end, received_on)


def _named(file: str, calendar: System) -> Period | None:
    """The period in a file's name; a whole year says only where the file begins, its content says how far it goes."""
    found = period_in_name(file, calendar)
    return None if found is None or found.kind == "year" else found


def _bodies_within(answer: SourceAnswer, commission: Commission) -> list[Body]:
    """The bodies whose agency the rows name, where no pattern says whose the file is."""
    agencies = set(pc.unique(answer.table[_AGENCY[answer.kind]]).to_pylist())
    bodies = [body for body in commission.bodies if body.agency in agencies]
    names = [body.agency for body in bodies]
    return [body for body in bodies if names.count(body.agency) == 1]


def _kinds(answer: SourceAnswer) -> list[str]:
    """A total that says nought answers for a list of incidents too: there was nothing to list."""
    if answer.kind == "figures" and pc.any(pc.equal(answer.table["state"], "zero")).as_py():
        return ["figures", "incidents"]
    return [answer.kind]


def _spans(answer: SourceAnswer, declared: Period | None) -> Iterator[tuple[date | None, date | None]]:
    """The days of a file as a whole, and of a table of totals each period in it."""
    whole = _days(answer, declared)
    yield whole
    if answer.kind == "incidents":
        return
    rows = zip(answer.table["period_start"].to_pylist(), answer.table["period_end"].to_pylist())
    for start, end in sorted({(start, end) for start, end in rows if start and end} - {whole}):
        if declared is None or (declared.start <= start and end <= declared.end):
            yield start, end


def _days(answer: SourceAnswer, declared: Period | None) -> tuple[date | None, date | None]:
    if declared:
        return declared.start, declared.end
    columns = ("occurred_on", "occurred_on") if answer.kind == "incidents" else ("period_start", "period_end")
    first, last = (_bound(answer.table, column, which) for column, which in zip(columns, ("min", "max")))
    return first, last


def _bound(table: pa.Table, column: str, which: str) -> date | None:
    found: date | None = pc.min_max(table[column]).as_py()[which]
    return found


def _of_letter(report: WrittenReport, calendar: System) -> Arrival:
    period = report.receipt_period or period_of_letter(report, calendar)
    start, end = (period.start, period.end) if period else (None, None)
    body = report.body.code if report.body else None
    return Arrival(report.file, body, "written", start, end, report.received_on)


def period_of_letter(report: WrittenReport, calendar: System) -> Period | None:
    """The period that a letter is about as a whole: by its name, its opening, or its own date.

    A name that tells only the year says less than an opening that tells the quarter.
    """
    opening, lang = report.opening(), report.extracted.lang
    written_on = letter_date(opening, lang) or report.received_on
    return (
        _named(report.file, calendar)
        or only(named_periods(opening, calendar, written_on))
        or last_period(opening, lang, written_on, calendar)
        or period_in_name(report.file, calendar)
    )
