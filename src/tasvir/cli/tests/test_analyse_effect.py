"""`tasvir analyse effect` on tables as people have them: what it answers, and what it refuses in one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tasvir.cli.main import main


def months(many: int = 48) -> list[str]:
    return [f"{2020 + at // 12}-{at % 12 + 1:02d}" for at in range(many)]


def table(path: Path, *, drop: float = 0.5, effort: float = 1.0) -> Path:
    """Two series of 48 months; the campaign of April to September 2023 changes the first."""
    lines = ["series,date,count,effort"]
    for at, month in enumerate(months()):
        level, inside = 60 + at % 12 + (at * 7) % 5, "2023-04" <= month <= "2023-09"
        lines.append(
            f"ours,{month},{round(level * (drop if inside else 1))},{round(100 * (effort if inside else 1)) + at % 2}"
        )
        lines.append(f"others,{month},{level + at % 3},{100 + at % 2}")
    path.write_text("\ufeff" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def answer(capsys: pytest.CaptureFixture[str], *options: str) -> Any:
    assert main(["analyse", "effect", *options]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["analyse", "effect", *options]) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert len(found.err.strip().splitlines()) == 1
    return found.err


CAMPAIGN = ("--start", "2023-04-01", "--end", "2023-09-30")


def test_effect_finds_a_fall_beside_a_control(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "--series", str(table(tmp_path / "a.csv")), *CAMPAIGN, "--control", "others")

    (one,) = found["findings"]
    assert found["method"] == "effect"
    assert one["series"] == "ours"
    assert one["rate_ratio"] == pytest.approx(0.5, abs=0.05)
    assert one["high"] < 1
    assert one["compared_with_control"]["high"] < 1
    assert one["sensitivity"].keys() >= {"no_season", "no_trend"}
    assert one["placebo"]["windows"] > 0


def test_effect_refuses_seizures_where_effort_rose_and_takes_another_outcome(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(table(tmp_path / "a.csv", drop=1.8, effort=2.0))

    assert "effort rose by" in refused(capsys, "--series", path, *CAMPAIGN, "--only", "ours")
    assert answer(capsys, "--series", path, *CAMPAIGN, "--only", "ours", "--outcome", "other")["findings"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--start", "2023-09-01", "--end", "2023-04-30"), "expected a start before the end"),
        (("--start", "2031-01-01", "--end", "2031-02-01"), "lies outside"),
        (("--start", "2020-03-01", "--end", "2020-05-01"), "before the campaign"),
        (("--start", "soon", "--end", "2020-05-01"), "is no date"),
        ((*CAMPAIGN, "--control", "nobody"), "no series nobody"),
    ],
)
def test_effect_refuses_in_one_sentence(
    options: tuple[str, ...], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words in refused(capsys, "--series", str(table(tmp_path / "a.csv")), *options)
