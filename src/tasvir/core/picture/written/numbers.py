"""Numbers that only letters tell: shown as written, confirmed or not; never added to events or reported totals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tasvir.core.calendars.periods import Period
from tasvir.core.linkage.records import Tree
from tasvir.core.picture.numbers.from_reports import count_reported
from tasvir.core.picture.numbers.number import Number
from tasvir.core.picture.numbers.reported import Reported
from tasvir.core.picture.numbers.reporters import Reporters
from tasvir.core.picture.numbers.told import Total
from tasvir.core.picture.written.placing import WrittenFigure
from tasvir.core.vocabulary.lists import Lists


def count_written(
    placed: Iterable[WrittenFigure], numbers: Sequence[Number], period: Period, *, lists: Lists, agencies: Tree
) -> list[Number]:
    """Numbers for the measures that neither events nor reported totals carry."""
    placed = list(placed)
    carried = {number.measure for number in numbers if number.value is not None or number.conflict}
    totals = [total for one in placed if one.measure not in carried for total in _totals(one, period)]
    reported = Reported(totals, Reporters(Tree.of(lists, "areas"), agencies))
    found = count_reported(reported, lambda *_: (), period, set(), lambda _: True, ())
    sure = {quote.source for one in placed if one.confirmed for value in one.values for quote in value.quotes}
    return [replace(number, basis="written", confirmed=sure.issuperset(number.sources)) for number in found]


def _totals(one: WrittenFigure, period: Period) -> list[Total]:
    by = tuple(sorted(one.by.items()))
    return [
        Total(
            agency=one.agency or "",
            area=one.area or "",
            start=period.start,
            end=period.end,
            cell=(one.measure, by, one.unit),
            value=value.value,
            state="number" if value.value else "zero",
            source=value.quotes[0].source,
        )
        for value in one.values
    ]
