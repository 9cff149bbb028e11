"""The Persian sample: a province's commission over 1402, 1403 and the first half of 1404."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from making.days import gregorian
from making.province import DATA, Province
from making.truth import write_truth


def quarters() -> dict[str, tuple[date, date]]:
    """The Jalali quarters of the sample by label."""
    found: dict[str, tuple[date, date]] = {}
    for year, last in ((1402, 4), (1403, 4), (1404, 2)):
        for quarter in range(1, last + 1):
            month = quarter * 3
            day = 31 if month <= 6 else 30 if month == 9 or year == 1403 else 29
            found[f"{year}-Q{quarter}"] = (gregorian(year, month - 2, 1), gregorian(year, month, day))
    return found


def make_lorestan(folder: Path, truth: Path) -> None:
    """Write the sample folder and its truth."""
    province = Province.read("lorestan", folder)
    province.happen()
    province.report()
    province.write_lists()
    shutil.copyfile(DATA / "lorestan_commission.yaml", folder / "commission.yaml")
    for year in (1402, 1403, 1404):
        shutil.copyfile(DATA / "lorestan_holds.mapping.yaml", folder / "tipax" / f"holds-{year}.mapping.yaml")
    write_truth(province, quarters(), {}, truth)
