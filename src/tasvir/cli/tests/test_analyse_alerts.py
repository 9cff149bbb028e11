"""`tasvir analyse alerts` from a file to JSON, and what it refuses."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tasvir.cli.main import main

HEADER = "series,date,count"


def weeks(path: Path, *, size: int = 300, jump: int = 0, separator: str = ",", header: str = HEADER) -> Path:
    """Two weekly series; the newest count of the first is higher by `jump`."""
    first = date(2019, 1, 7)
    rows = [
        f"{name},{first + timedelta(days=7 * at)},{6 + (3 * at + shift) % 7 + jump * shift * (at == size - 1)}"
        for name, shift in (("customs", 1), ("police", 0))
        for at in range(size)
    ]
    path.write_text("\n".join([header, *rows]).replace(",", separator) + "\n", "utf-8-sig")
    return path


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["analyse", "alerts", *arguments]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_alerts_answer_each_series_and_date(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = weeks(tmp_path / "s.csv", jump=60, separator=";")

    told = answered(capsys, "--series", str(file), "--threshold", "nb-plugin", "--alpha", "0.01", "--last", "4")

    assert told["method"] == "alerts"
    assert told["parameters"]["season"] == 52
    assert [one["series"] for one in told["findings"]] == ["customs"] * 4 + ["police"] * 4
    newest = told["findings"][3]
    assert set(newest) == {
        "series", "date", "count", "expected", "upper", "alarm", "score", "p", "q", "reason",
    }  # fmt: skip
    assert (newest["date"], newest["alarm"]) == ("2024-09-30", True)
    assert isinstance(newest["upper"], int)
    assert newest["count"] > newest["upper"] > newest["expected"]
    assert told["chance"] == {
        "tested": 8,
        "alarms": 1,
        "expected_by_chance": 0.08,
        "discovery_rate": 0.05,
        "alarms_kept": 1,
    }


@pytest.mark.parametrize("method", ["ears-c1", "ears-c2", "ears-c3", "cusum"])
def test_alerts_of_other_methods_and_a_table(method: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = weeks(tmp_path / "s.csv"), tmp_path / "out.csv"

    told = answered(capsys, "--series", str(file), "--method", method, "--last", "2", "--out", str(out))

    assert told["parameters"]["method"] == method
    with out.open(encoding="utf-8-sig") as file_out:
        assert [row["series"] for row in csv.DictReader(file_out)] == ["customs"] * 2 + ["police"] * 2


def test_a_file_without_names_is_one_series_and_its_columns_may_bear_other_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "s.csv"
    months = [f"{2018 + at // 12}-{at % 12 + 1:02d},{10 + at % 4}" for at in range(80)]
    file.write_text("\n".join(["month,seizures", *months]), "utf-8")

    told = answered(
        capsys, "--series", str(file), "--date-column", "month", "--count-column", "seizures", "--half-window", "1",
        "--last", "1",
    )  # fmt: skip

    assert told["parameters"]["season"] == 12
    assert told["findings"][0]["date"] == "2024-08"
    assert told["notes"] == ["left-out-exceeds-season", *told["notes"][1:]]


def test_the_effort_is_an_offset_unless_left_aside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = weeks(tmp_path / "s.csv")
    lines = file.read_text("utf-8-sig").split()
    file.write_text("\n".join([lines[0] + ",effort", *(line + ",5" for line in lines[1:])]), "utf-8")

    assert answered(capsys, "--series", str(file), "--last", "1")["parameters"]["effort"] is True
    assert answered(capsys, "--series", str(file), "--last", "1", "--no-effort")["parameters"]["effort"] is False


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--years-back", "9"], "471 are needed"),
        (["--alpha", "1.5"], "--alpha"),
        (["--limit54", "five"], "--limit54"),
        (["--periods", "60"], "60 parts"),
        (["--series-column", "agency"], "no column agency"),
    ],
)
def test_what_cannot_be_answered_is_refused_by_name(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = weeks(tmp_path / "s.csv")

    assert main(["analyse", "alerts", "--series", str(file), *arguments]) == 2
    assert said in capsys.readouterr().err
