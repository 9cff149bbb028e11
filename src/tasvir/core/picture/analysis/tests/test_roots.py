"""Roots of the picture: a planted driver is told with its caution, a free one withheld."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

from tasvir.core.calendars.periods import parse_period
from tasvir.core.intake.tables import EFFORT
from tasvir.core.picture.account.reporting import Reporting
from tasvir.core.picture.analysis.evidence import Evidence
from tasvir.core.picture.analysis.roots import analyse
from tasvir.core.picture.office.commission import Commission, Driver
from tasvir.core.picture.office.driver_table import DRIVERS
from tasvir.core.picture.wording import Wording
from tasvir.core.vocabulary.lists import load_lists

AREAS = [f"IR-{number:02d}" for number in range(1, 25)]


def evidence() -> Evidence:
    """Two years in 24 provinces; where the gap is one higher, incidents are 1.35 times as many."""
    random = np.random.default_rng(1)
    days, areas, drivers = [], [], []
    for area in AREAS:
        for month in range(24):
            start, gap = date(2023 + month // 12, month % 12 + 1, 1), float(random.normal())
            end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            for code, value in (("gap", gap), ("free", float(random.normal()))):
                told = {"driver": code, "start": start, "end": end, "area": area, "value": value}
                drivers.append(told)
            for _ in range(random.poisson(4 * 1.35**gap)):
                days.append(start + timedelta(days=int(random.integers(0, 28))))
                areas.append(area)
    rows = len(days)
    linked = pa.table(
        {
            "occurred_on": pa.array(days, pa.date32()),
            "area": areas,
            "incident": [str(number) for number in range(rows)],
            "used": [True] * rows,
            "leads": [True] * rows,
        }
    )
    office = Commission(calendar="gregorian", drivers=(Driver("gap", "f", {"en": "Gap"}), Driver("free", "f", {})))
    return Evidence(
        linked=linked,
        effort=EFFORT.empty_table(),
        figures=pa.table({}),
        period=parse_period("2024-Q4"),
        lists=load_lists(),
        commission=office,
        reporting=Reporting(None, 0, 0),
        drivers=pa.Table.from_pylist(drivers, schema=DRIVERS),
    )


def test_analyse_tells_the_planted_driver_and_withholds_the_free_one() -> None:
    told = analyse(evidence())["roots"]

    assert [one.subject["driver"] for one in told.entries] == ["gap"]
    assert [one.subject["driver"] for one in told.withheld] == ["free"]
    assert "no_effort" in told.entries[0].numbers["warnings"]
    assert told.entries[0].numbers["low"] <= 1.35 <= told.entries[0].numbers["high"]


@pytest.mark.parametrize("lang", ["fa", "vi", "en"])
def test_analyse_says_so_in_every_language(lang: str) -> None:
    material = evidence()
    told = analyse(material)["roots"]
    voice = Wording(lang, material.lists, material.commission)

    assert told.entries[0].say(voice)
    assert told.entries[0].because(voice)
    assert told.withheld[0].say(voice)


def test_analyse_without_drivers_says_nothing_and_of_one_area_why_not() -> None:
    material = evidence()
    alone = replace(material, linked=material.linked.filter(pa.compute.equal(material.linked["area"], "IR-01")))

    assert not analyse(replace(material, drivers=None))["roots"].withheld
    assert analyse(alone)["roots"].withheld[0].code == "too_little"
