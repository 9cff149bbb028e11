"""Drivers of incidents as the office loads them, and its own campaigns, as core's pictures take them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
from django.db.models import Count, Max, Min, Q

from tasvir.core.picture.office import commission as core
from tasvir.core.picture.office.driver_table import DRIVERS
from tasvir.rooms.reference.models import CampaignWindow, Driver, DriverValue
from tasvir.rooms.reference.queries.calendars import window_names


@dataclass(frozen=True)
class Loaded:
    """A driver with how much of it is loaded."""

    driver: Driver
    rows: int
    start: date | None
    end: date | None

    def label(self, lang: str) -> str:
        """Its name in a language, or in one that it has."""
        return self.driver.label(lang) or self.driver.code


def loaded_drivers(country: str) -> list[Loaded]:
    """The drivers of a country, each with the days that its values cover."""
    now = Q(values__replaced_at=None)
    found = Driver.objects.filter(country=country).annotate(
        rows=Count("values", filter=now), first=Min("values__start", filter=now), last=Max("values__end", filter=now)
    )
    return [Loaded(one, one.rows, one.first, one.last) for one in found]


def declared_drivers(country: str) -> tuple[core.Driver, ...]:
    """The drivers that hold values, as a commission declares them."""
    return tuple(
        core.Driver(one.driver.code, "", one.driver.names, one.driver.unit)
        for one in loaded_drivers(country)
        if one.rows
    )


def driver_values(country: str) -> pa.Table | None:
    """The values in force (schema DRIVERS); None where nothing is loaded."""
    found = DriverValue.objects.filter(driver__country=country, replaced_at=None).values(
        "driver__code", "driver__unit", "start", "end", "area", "goods", "value", "source"
    )
    rows = [
        {
            "driver": one["driver__code"],
            "start": one["start"],
            "end": one["end"],
            "area": one["area"] or None,
            "goods": one["goods"] or None,
            "value": one["value"],
            "unit": one["driver__unit"],
            "source": one["source"] or None,
            "row": number,
        }
        for number, one in enumerate(found, start=1)
    ]
    return pa.Table.from_pylist(rows, schema=DRIVERS) if rows else None


def own_campaigns(country: str) -> Sequence[core.Campaign]:
    """The campaigns that the office has dated itself; those that come every year as usual tell nothing of an effect."""
    return [
        core.Campaign(
            f"{one.code}_{one.year}",
            window_names(one),
            one.start,
            one.end,
            goods=one.goods or None,
            area=one.area or None,
            agency=one.agency or None,
            outcome=_series(one.measure, one.goods),
            control=_series(one.measure, one.control) if one.control else None,
        )
        for one in CampaignWindow.objects.filter(country=country)
    ]


def _series(measure: str, goods: str) -> core.Series | None:
    """A reported measure of goods; None where seizures are meant."""
    return core.Series(measure, {"goods": goods} if goods else {}) if measure else None
