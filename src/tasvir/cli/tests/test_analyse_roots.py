"""`tasvir analyse roots`: anybody's panel in, associations and the change taken apart out."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tasvir.cli.main import main
from tasvir.core.picture.roots.tests.panels import World, made_panel


def panel_file(folder: Path, world: World | None = None, delimiter: str = ",") -> str:
    """A panel under headers of the office's own."""
    columns = made_panel(1, world)
    path = folder / "panel.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(["province", "month", "seizures", "price gap", "checks"])
        names = ("unit", "date", "count", "gap", "effort")
        writer.writerows(zip(*(columns[name] for name in names), strict=True))
    return str(path)


def answer(capsys: Any, *words: str) -> tuple[int, dict[str, Any], str]:
    code = main(["analyse", "roots", *words])
    told = capsys.readouterr()
    return code, json.loads(told.out) if told.out else {}, told.err


OWN = ("--unit", "province", "--date", "month", "--count", "seizures", "--effort", "checks")


def test_analyse_roots_answers_a_finding_a_driver_and_the_change(tmp_path: Path, capsys: Any) -> None:
    file = panel_file(tmp_path, delimiter=";")
    code, told, _ = answer(capsys, "--panel", file, "--drivers", "price gap", *OWN, "--out", str(tmp_path / "o.csv"))

    driver, change = told["findings"]
    assert code == 0
    assert {"method", "parameters", "seed", "seconds", "findings"} <= told.keys()
    assert (driver["driver"], driver["per"]) == ("price gap", "unit")
    assert driver["low"] < driver["rate_ratio"] < driver["high"]
    assert {"p", "q", "warnings", "per_sd"} <= driver.keys()
    parts = sum(part["value"] for part in change["parts"]) + change["remainder"]["value"]
    assert parts == pytest.approx(change["change"])
    assert (tmp_path / "o.csv").read_text("utf-8-sig").startswith("kind,driver")


def test_analyse_roots_takes_lags_spans_and_fixed_effects(tmp_path: Path, capsys: Any) -> None:
    words = ("--lag", "price gap=2", "--effects", "two-way", "--before", "2022-H1", "--after", "2023-H1")
    _, told, _ = answer(capsys, "--panel", panel_file(tmp_path), "--drivers", "price gap", *OWN, *words)

    assert told["findings"][0]["lag"] == 2
    assert told["findings"][1]["after"]["start"] == "2023-01-01"
    assert told["study"]["left_out"] == {"price gap": 60}


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--drivers", "tariff"), "tariff"),
        (("--drivers", " , "), "--drivers"),
        (("--drivers", "price gap", "--lag", "gap=1"), "gap=1"),
        (("--drivers", "price gap", "--level", "95"), "95"),
        (("--drivers", "price gap", "--before", "2022"), "--after"),
        (("--drivers", "price gap", "--before", "2022-Q1", "--after", "2023"), "12"),
        (("--drivers", "price gap", "--before", "2019", "--after", "2023"), "2019"),
        (("--drivers", "month"), "month"),
    ],
)
def test_analyse_roots_refuses_in_one_line(tmp_path: Path, capsys: Any, words: tuple[str, ...], named: str) -> None:
    file = panel_file(tmp_path, World(units=4, periods=24))
    code, told, error = answer(capsys, "--panel", file, *OWN, *words)

    assert (code, told) == (2, {})
    assert named in error
    assert len(error.strip().splitlines()) == 1
