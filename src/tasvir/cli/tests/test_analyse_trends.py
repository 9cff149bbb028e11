"""`tasvir analyse trends` on files as people have them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tasvir.cli.main import main
from tasvir.core.picture.trends.simulation import World, made_up


def write(folder: Path, rows: Sequence[str], header: str = "series,date,count,effort") -> str:
    path = folder / "series.csv"
    path.write_text("\ufeff" + "\n".join([header, *rows]) + "\n", encoding="utf-8")
    return str(path)


def rows_of(world: World, seed: int = 1, name: str = "a") -> list[str]:
    told = made_up(world, np.random.default_rng(seed))
    assert told.effort is not None
    return [f"{name},{p.label},{c:.0f},{e:.1f}" for p, c, e in zip(told.periods, told.counts, told.effort)]


def told_by(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    assert main(["analyse", "trends", *options]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def refusal(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["analyse", "trends", *options]) == 2
    return capsys.readouterr().err


def codes(finding: dict[str, Any]) -> list[str]:
    return [one["code"] for one in finding["notes"]]


def test_raw_and_adjusted_stand_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, [*rows_of(World(effort=2)), *rows_of(World(effort=2), 2, "b")])
    told = told_by(capsys, "--series", path)
    first = told["findings"][0]
    assert first["raw"]["ratio"]["value"] > 1.6
    assert first["adjusted"]["ratio"]["value"] == pytest.approx(1, abs=0.2)
    assert first["adjusted_elasticity"]["elasticity"]["value"] == pytest.approx(1, abs=0.3)
    assert (first["headline"], first["direction"]) == ("adjusted", "rising")
    assert "trends.note_offset" in codes(first)
    assert told["latent"]["series"] == 2
    assert "trends.note_relative" in codes(told["latent"])


def test_jalali_months_keep_nowruz_in_the_season_and_ramadan_moving(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    random = np.random.default_rng(4)
    rows = [f"a,{1395 + at // 12}-{at % 12 + 1:02},{random.poisson(30)}" for at in range(96)]
    path = write(tmp_path, rows, "series,date,count")
    told = told_by(capsys, "--series", path, "--country", "IR", "--no-parts")
    assert told["parameters"]["calendar"] == "jalali"
    (finding,) = told["findings"]
    assert {one["occasion"] for one in finding["holidays"]} == {"ramadan"}
    assert "trends.note_fixed" in codes(finding)
    assert finding["adjusted"] is None
    assert finding["headline"] == "raw"


def test_days_of_the_15th_are_vietnamese_months_and_tet_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tasvir.core.calendars.periods import named_period
    from tasvir.core.picture.trends.holidays import shares
    from tasvir.core.picture.trends.model import Series

    periods = [named_period("vn", "month", 2014 + at // 12, at % 12 + 1) for at in range(120)]
    during = shares(Series("a", "month", "vn", periods, np.zeros(120)), "VN")["tet", "during"]
    counts = np.random.default_rng(5).poisson(200 * np.exp(-2 * during))
    path = write(tmp_path, [f"a,{p.start},{c}" for p, c in zip(periods, counts)], "series,date,count")
    told = told_by(capsys, "--series", path, "--country", "VN", "--no-parts")
    assert told["parameters"]["calendar"] == "vn"
    effect = next(one for one in told["findings"][0]["holidays"] if one["part"] == "during")
    assert effect["low"] < np.exp(-2) < effect["high"]
    assert effect["p"] < 0.01


def test_gaps_are_unknown_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = rows_of(World())
    told = told_by(capsys, "--series", write(tmp_path, rows[:20] + rows[24:]), "--components")
    (finding,) = told["findings"]
    assert "trends.note_gaps" in codes(finding)
    assert finding["periods"] == 60
    assert len(finding["components"]["trend"]) == 60


def test_zeros_everywhere_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = told_by(capsys, "--series", write(tmp_path, [f"a,2020-{m:02},0,5" for m in range(1, 13)]), "--lang", "fa")
    assert told["findings"][0]["direction"] == "unclear"
    assert "trends.note_zeros" in codes(told["findings"][0])
    assert told["latent"] == {
        "notes": [one for one in told["latent"]["notes"] if one["code"] == "trends.note_no_latent"]
    }


def test_weeks_and_own_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    random = np.random.default_rng(6)
    days = np.datetime64("2021-01-04") + 7 * np.arange(160)
    path = write(tmp_path, [f"{day};{random.poisson(12)}" for day in days], "tuần;số")
    told = told_by(capsys, "--series", path, "--date-column", "tuần", "--count-column", "số")
    assert told["parameters"]["step"] == "week"
    assert told["findings"][0]["season"]["p"] is not None


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["a,2024-01,1,1", "a,2024-01,2,1", "a,2024-02,2,1"], "two rows"),
        (["a,2024-01-01,1,1"], "only"),
        (["a,2024-01,1,1"] * 1, "known counts"),
        (["a,2024-01,many,1"], "many"),
        (["a,2024-01,-3,1"], "-3"),
        (["a,soon,3,1"], "soon"),
        (["a,2024-01,3,1", "a,1403-01,3,1"], "calendar"),
        ([f"a,2024-01-{day:02},3,1" for day in range(1, 20)], "weekly or monthly"),
        ([",2024-01,3,1"], "name"),
    ],
)
def test_what_cannot_be_right_is_refused(
    rows: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words in refusal(capsys, "--series", write(tmp_path, rows))


def test_a_column_that_was_named_must_be_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "patrols" in refusal(capsys, "--series", write(tmp_path, rows_of(World())), "--effort-column", "patrols")
