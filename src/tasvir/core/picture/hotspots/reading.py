"""From tables (cases, places, population) to a study; whatever cannot be right is refused by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from tasvir.core.errors import UserError
from tasvir.core.picture.hotspots.model import Floats, Model, Places, Study, Unit
from tasvir.core.picture.hotspots.times import Written, interval_of, interval_starts, read_date

Columns = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Tables:
    """Columns under fixed names: cases place,count,date[,controls]; places place,lat,lon or place,x,y.

    `population` (place,date,population) and `covariates` (names of columns in cases and population, for which the
    expected cases are adjusted indirectly) may be absent.
    """

    cases: Columns
    places: Columns
    population: Columns | None = None
    covariates: tuple[str, ...] = ()


def read_study(
    tables: Tables,
    *,
    model: Model,
    unit: Unit,
    plane: bool = False,
    start: date | None = None,
    end: date | None = None,
) -> Study:
    """A study for a scan; the study period is that of the cases where none is given."""
    places = _places(tables.places, plane)
    number = {place: at for at, place in enumerate(places.ids)}
    at_place = _numbers_of(tables.cases["place"], number, "cases")
    counts = _amounts(tables.cases["count"], "cases", "count")
    dates = _dates(tables.cases, "cases")
    first, last = start or min(one.first for one in dates), end or max(one.last for one in dates)
    starts = interval_starts(first, last, unit)
    at_time = _times(dates, starts, first, last)
    shape = (len(places), len(starts))
    cases = np.zeros(shape, np.int64)
    np.add.at(cases, (at_place, at_time), counts.astype(np.int64))
    if model == "bernoulli":
        controls = _amounts(tables.cases.get("controls") or [0] * len(counts), "cases", "controls")
        everyone = cases.astype(float)
        np.add.at(everyone, (at_place, at_time), controls)
        return Study(places, tuple(starts), last, cases, everyone, everyone.sum(axis=1))
    if model == "permutation":
        return Study(places, tuple(starts), last, cases, None, cases.sum(axis=1).astype(float))
    baseline = _expected(tables, places, cases, (at_place, at_time, counts), starts, last)
    return Study(places, tuple(starts), last, cases, baseline, baseline.sum(axis=1))


def _places(table: Columns, plane: bool) -> Places:
    ids = [str(one) for one in table["place"]]
    repeated = next((one for at, one in enumerate(ids) if one in ids[:at]), None) if len(set(ids)) < len(ids) else None
    if repeated is not None:
        raise UserError("analyse.place_twice", place=repeated)
    names = ("x", "y") if plane else ("lat", "lon")
    first, second = (_coordinates(table[name], ids, name) for name in names)
    for at, place in enumerate(ids):
        if not plane and not (-90 <= first[at] <= 90 and -180 <= second[at] <= 180):
            raise UserError("analyse.coordinates", place=place, value=f"{first[at]}, {second[at]}")
    return Places(tuple(ids), first, second, plane)


def _coordinates(values: Sequence[Any], ids: Sequence[str], name: str) -> Floats:
    read = np.full(len(ids), np.nan)
    for at, value in enumerate(values):
        try:
            read[at] = float(value)
        except (TypeError, ValueError):
            continue
    missing = np.flatnonzero(~np.isfinite(read))
    if missing.size:
        raise UserError("analyse.no_coordinates", place=ids[missing[0]], column=name, count=int(missing.size))
    return read


def _numbers_of(values: Sequence[Any], number: Mapping[str, int], table: str) -> Any:
    unknown = next((str(value) for value in values if str(value) not in number), None)
    if unknown is not None:
        raise UserError("analyse.unknown_place", table=table, place=unknown)
    return np.array([number[str(value)] for value in values], np.int64)


def _amounts(values: Sequence[Any], table: str, column: str) -> Floats:
    read = np.zeros(len(values))
    for at, value in enumerate(values):
        try:
            read[at] = float(value)
        except (TypeError, ValueError):
            read[at] = np.nan
        if not (read[at] >= 0 and np.isfinite(read[at])):
            raise UserError("analyse.count", table=table, column=column, row=at + 1, value=str(value)[:40])
    return read


def _dates(table: Columns, name: str) -> list[Written]:
    known: dict[Any, Written] = {}
    for row, value in enumerate(table["date"], start=1):
        if value not in known:
            known[value] = read_date(value, table=name, row=row)
    if not known:
        raise UserError("analyse.empty", table=name)
    return [known[value] for value in table["date"]]


def _times(dates: Sequence[Written], starts: list[date], first: date, last: date) -> Any:
    outside = [one for one in dates if one.last < first or one.first > last]
    if outside:
        raise UserError("analyse.outside", count=len(outside), value=outside[0].first, start=first, end=last)
    days = np.array([max(one.first, first).toordinal() for one in dates], np.int64)
    return interval_of(days, starts)


def _expected(
    tables: Tables, places: Places, cases: Any, rows: tuple[Any, Any, Floats], starts: list[date], last: date
) -> Floats:
    """The cases that the population at risk leads one to expect in each place and interval; they add up to the cases.

    With covariates the rate of each stratum over the whole study is applied to its population (indirect
    standardisation). Populations are interpolated linearly between their dates, day by day, and held before and after.
    """
    edges = np.array([start.toordinal() for start in starts] + [last.toordinal() + 1])
    if tables.population is None:
        days = np.diff(edges).astype(float)
        at_risk = np.tile(days, (len(places), 1))
        return np.asarray(at_risk * cases.sum() / at_risk.sum())
    strata, of_case, of_population = _strata(tables)
    at_risk = _person_days(tables.population, of_population, len(strata), places, edges)
    in_stratum = np.bincount(of_case, weights=rows[2], minlength=len(strata))
    whole = at_risk.sum(axis=(0, 2))
    empty = np.flatnonzero((whole <= 0) & (in_stratum > 0))
    if empty.size:
        raise UserError("analyse.no_stratum", stratum=" ".join(strata[empty[0]]))
    rates = np.divide(in_stratum, whole, out=np.zeros_like(in_stratum), where=whole > 0)
    expected = np.einsum("pst,s->pt", at_risk, rates)
    bare = np.flatnonzero((expected.sum(axis=1) <= 0) & (cases.sum(axis=1) > 0))
    if bare.size:
        raise UserError("analyse.no_population", place=places.ids[bare[0]], count=int(bare.size))
    return np.asarray(expected)


def _strata(tables: Tables) -> tuple[list[tuple[str, ...]], Any, Any]:
    assert tables.population is not None
    keys = [
        list(zip(*([str(one) for one in table[name]] for name in tables.covariates), strict=True))
        if tables.covariates
        else [()] * len(table["place"])
        for table in (tables.cases, tables.population)
    ]
    strata = sorted({*keys[0], *keys[1]})
    number = {stratum: at for at, stratum in enumerate(strata)}
    of_case, of_population = (np.array([number[key] for key in rows], np.int64) for rows in keys)
    return strata, of_case, of_population


def _person_days(table: Columns, of_row: Any, strata: int, places: Places, edges: Any) -> Any:
    """Population times days by place, stratum and interval."""
    number = {place: at for at, place in enumerate(places.ids)}
    at_place = _numbers_of(table["place"], number, "population")
    people = _amounts(table["population"], "population", "population")
    dates = _dates(table, "population")
    known: dict[tuple[int, int], dict[int, float]] = {}
    for place, stratum, when, size in zip(at_place, of_row, dates, people, strict=True):
        series = known.setdefault((int(place), int(stratum)), {})
        day = when.middle.toordinal()
        series[day] = series.get(day, 0.0) + float(size)
    middles = np.arange(edges[0], edges[-1]) + 0.5  # a straight line over a day is worth its middle
    at_risk = np.zeros((len(places), strata, len(edges) - 1))
    for (place, stratum), series in known.items():
        days = sorted(series)
        line = np.interp(middles, days, [series[day] for day in days])
        at_risk[place, stratum] = np.add.reduceat(line, edges[:-1] - edges[0])
    return at_risk
