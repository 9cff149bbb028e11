"""R surveillance 1.20.3 equalled: its printed answers on salmonella.agona, and on simulated series of many kinds."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tasvir.core.picture.alerts.model import Cusum, Ears, Farrington, Settings
from tasvir.core.picture.alerts.monitor import monitor
from tasvir.core.picture.alerts.tests.cases import made_by_r, numbers, series_of

NOUFAILY = Farrington(alpha=0.01, years_back=3)
ORIGINAL = replace(NOUFAILY, periods=1, weights_threshold=1.0, left_out=3, trend_p=0.05)
AGONA: dict[str, Settings] = {
    "farringtonFlexible_noufaily_b3_delta_alpha0.01": NOUFAILY,
    "farringtonFlexible_noufaily_b3_nbPlugin_alpha0.01": replace(NOUFAILY, threshold="nb-plugin"),
    "farringtonFlexible_noufaily_b3_muan_alpha0.01": replace(NOUFAILY, threshold="muan"),
    "farringtonFlexible_original_b3_delta_alpha0.01": ORIGINAL,
    "earsC_C1_default": Ears("c1"),
    "earsC_C2_default": Ears("c2"),
    "earsC_C3_default": Ears("c3"),
    "cusum_standard_mNULL": Cusum("standard"),
    "cusum_rossi_mNULL": Cusum("rossi"),
    "cusum_anscombe_mNULL": Cusum("anscombe"),
    "cusum_standard_mglm": Cusum("standard", "glm"),
    "cusum_rossi_mglm": Cusum("rossi", "glm"),
    "cusum_anscombe_mglm": Cusum("anscombe", "glm"),
}


@pytest.fixture(scope="module")
def agona() -> Path:
    """The folder of reference data."""
    folder = Path(__file__).resolve().parents[7] / "shared" / "data" / "surveillance"
    if not folder.is_dir():
        pytest.skip("the reference data (../shared/data/surveillance) is not on this machine")
    return folder


def _column(rows: list[dict[str, str]], name: str) -> Any:
    return numbers([None if row[name] == "NA" else float(row[name]) for row in rows])


@pytest.mark.parametrize("name", AGONA)
def test_agona_equals_r(name: str, agona: Path) -> None:
    with (agona / "salmonella_agona_raw.csv").open(encoding="utf-8") as file:
        counts = [float(row["observed"]) for row in csv.DictReader(file)]
    with (agona / f"agona_last52_{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    found, _ = monitor([series_of(counts)], AGONA[name], last=52)

    np.testing.assert_allclose(found.upper, _column(rows, "upperbound"), rtol=1e-9)
    assert found.alarm.tolist() == [row["alarm"] in ("TRUE", "1") for row in rows]
    if "expected" in rows[0]:
        known = ~np.isnan(found.upper)
        np.testing.assert_allclose(found.expected, _column(rows, "expected"), rtol=1e-9)
        np.testing.assert_allclose(found.score[known], _column(rows, "score")[known], rtol=1e-9)
        np.testing.assert_allclose(found.p[known], _column(rows, "pvalue")[known], rtol=1e-9)


@pytest.mark.parametrize("case", made_by_r("farrington_by_r.json"), ids=lambda case: case["settings"]["threshold"])
def test_farrington_equals_r_whatever_its_settings(case: dict[str, Any]) -> None:
    settings = Farrington(**case["settings"])
    series = series_of(case["counts"], case["effort"], step="week" if settings.season == 52 else "month")

    found, _ = monitor([series], settings, last=len(case["upper"]))

    known = ~np.isnan(found.upper)
    np.testing.assert_allclose(found.upper, numbers(case["upper"]), rtol=1e-9)
    np.testing.assert_allclose(found.expected, numbers(case["expected"]), rtol=1e-9)
    np.testing.assert_allclose(found.p[known], numbers(case["p"])[known], rtol=1e-7)
    assert found.alarm.tolist() == case["alarm"]


@pytest.mark.parametrize("case", made_by_r("ears_cusum_by_r.json"), ids=lambda case: f"season-{case['season']}")
def test_ears_and_cusum_equal_r(case: dict[str, Any]) -> None:
    for told in case["answers"]:
        name, second, *rest = told["name"].split()
        settings: Settings
        if name.startswith("C"):
            settings = Ears(name.lower(), float(second), int(rest[0]))
        elif second == "glm":
            settings = Cusum(name, "glm", 0.5, 4.0, case["season"])
        else:
            settings = Cusum(name, "mean", season=case["season"])
        found, _ = monitor([series_of(case["counts"])], settings, last=26)

        np.testing.assert_allclose(found.upper, numbers(told["upper"]), rtol=1e-9, atol=1e-9, err_msg=told["name"])
        assert found.alarm.tolist() == told["alarm"], told["name"]
