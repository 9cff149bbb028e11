"""`tasvir analyse axes` on files as people write them."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tasvir.cli.main import main
from tasvir.core.picture.axes.tests.test_axes import END, MIDDLE, START, made


def written(path: Path, header: Sequence[str], rows: Sequence[Sequence[Any]], *, delimiter: str = ",") -> str:
    """A table as a file."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(header)
        writer.writerows(rows)
    return str(path)


def planted(path: Path, *, moves: bool = True) -> str:
    """Journeys that move from K1 to K2, in a file cut by semicolons under headers of its own."""
    journeys = made(2, moves=moves)
    label = journeys.names.label
    rows = [
        (START.fromordinal(one.day), label(one.origin), label(one.checkpoint), label(one.destination))
        for one in journeys.rows
    ]
    return written(path / "list.csv", ["day", "origin", "post", "destination"], rows, delimiter=";")


def answer(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    """What the command answers."""
    assert main(["analyse", "axes", *options]) == 0
    return dict(json.loads(capsys.readouterr().out))


def test_a_planted_displacement_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = planted(tmp_path)
    columns = ("--date-column", "day", "--checkpoint-column", "post")
    surge = ("--surge-place", "k1", "--surge-start", str(MIDDLE), "--surge-end", str(END))
    told = answer(capsys, "--incidents", file, *columns, *surge)

    (found,) = [one for one in told["findings"] if one["kind"] == "displacement" and one["basis"] == "surge"]
    assert found["verdict"] == "displacement"
    assert found["routes"][0]["place"] == "K2"
    assert {one["name"] for one in told["findings"] if one["kind"] == "growing" and one["level"] == "axis"} == {"K2"}
    assert {one["kind"] for one in told["findings"]} >= {"busiest", "growing", "shrinking", "checkpoint"}


def test_a_surge_is_found_in_a_table_of_effort(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("K1", f"2024-{month:02}", 300 if month >= 7 else 100) for month in range(1, 13)]
    effort = written(tmp_path / "effort.csv", ["place", "period", "inspections"], rows)
    file = planted(tmp_path)
    told = answer(
        capsys, "--incidents", file, "--date-column", "day", "--checkpoint-column", "post", "--effort", effort
    )

    (found,) = [one for one in told["findings"] if one.get("basis") == "surge"]
    assert (found["place"], found["start"], found["surge_detected"]) == ("K1", MIDDLE.isoformat(), True)
    assert found["effort_ratio"] == pytest.approx(3, rel=0.02)


def test_jalali_days_and_axes_alone_are_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [(f"1403/0{1 + n % 6}/1{n % 9}", "محور الف – ب" if n % 2 else "جادهٔ الف-ب") for n in range(60)]
    told = answer(capsys, "--incidents", written(tmp_path / "list.csv", ["occurred_on", "axis"], rows))

    assert told["study"]["fallback"]
    assert len(told["merged"]) == 1
    assert [one["share"] for one in told["findings"] if one["kind"] == "busiest"] == [1.0]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--surge-place", "nowhere", "--surge-start", "2024-07-01"), "nowhere"),
        (("--surge-place", "K1"), "--surge-start"),
        (("--surge-place", "K1", "--surge-start", "2030-01-01"), "2030-01-01"),
        (("--after", "2024-07-01"), "2024-07-01"),
        (("--after", "2030-01-01..2030-02-01"), "--before"),
        (("--before", "2024-01-01..2024-02-01"), "--after"),
        (("--before", "2024-01-01..2024-08-01", "--after", "2024-07-01..2024-09-01"), "2024-08-01"),
        (("--alpha", "2"), "2.0"),
        (("--top", "0"), "--top"),
        (("--origin-column", "absent"), "absent"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], told: str
) -> None:
    file = planted(tmp_path)
    columns = ("--date-column", "day", "--checkpoint-column", "post")

    assert main(["analyse", "axes", "--incidents", file, *columns, *options]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
