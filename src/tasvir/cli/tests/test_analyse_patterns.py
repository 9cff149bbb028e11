"""`tasvir analyse patterns`: anybody's incidents in, combinations and contexts out."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tasvir.cli.main import main
from tasvir.core.picture.patterns.tests.tables import Table, independent, with_planted

PLANTED = {"goods": "v3", "channel": "v4"}


def file_of(folder: Path, table: Table, delimiter: str = ",") -> str:
    path = folder / "incidents.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(table)
        writer.writerows(zip(*table.values(), strict=True))
    return str(path)


def made_up(rows: int = 1000) -> Table:
    table = independent(1, rows, 3)
    named = dict(zip(("goods", "channel", "method"), table.values(), strict=True))
    random = np.random.default_rng(7)
    named["hour"] = [str(hour) for hour in random.integers(0, 24, rows)]
    named["ref"] = [f"R{row}" for row in range(rows)]
    named["lead_agency"] = [("customs", "police")[one] for one in random.integers(0, 2, rows)]
    return with_planted(named, PLANTED, min(60, rows))


def answer(capsys: Any, *words: str) -> tuple[int, dict[str, Any], str]:
    code = main(["analyse", "patterns", *words])
    told = capsys.readouterr()
    return code, json.loads(told.out) if told.out else {}, told.err


def test_analyse_patterns_finds_the_planted_one_with_its_examples(tmp_path: Path, capsys: Any) -> None:
    file = file_of(tmp_path, made_up(), ";")
    out = tmp_path / "out.csv"
    code, told, _ = answer(capsys, "--incidents", file, "--columns", "goods,channel,method,hour,ref", "--out", str(out))

    best = told["findings"][0]
    assert code == 0
    assert {"method", "parameters", "seed", "seconds", "findings"} <= told.keys()
    assert best["items"] == PLANTED
    assert best["examples"][0] == "R0"
    assert best["lift"] == pytest.approx(best["count"] / best["expected"], rel=1e-4)
    assert best["p"] <= best["q"] <= 0.05
    assert told["left_out"] == [{"column": "ref", "reason": "unique"}]
    assert told["tests"] > 0
    assert out.read_text("utf-8-sig").startswith("items,support")


def test_analyse_patterns_contexts_say_what_sets_a_part_apart(tmp_path: Path, capsys: Any) -> None:
    file = file_of(tmp_path, made_up())
    words = ("--incidents", file, "--columns", "goods,channel,method,hour", "--target", "channel=v4")
    _, told, _ = answer(capsys, *words)

    best = told["findings"][0]
    assert best["items"] == {"goods": "v3"}
    assert best["direction"] == "more"
    assert 1 < best["low"] < best["odds_ratio"] < best["high"]
    assert best["within_agencies"]["verdict"] == "holds"


def test_analyse_patterns_all_lists_every_frequent_combination(tmp_path: Path, capsys: Any) -> None:
    file = file_of(tmp_path, {"a": ["x", "x", "y"], "b": ["u", "u", None]})
    _, told, _ = answer(capsys, "--incidents", file, "--columns", "a,b", "--all", "--min-support", "0.5")

    counts = {" ".join(one["items"].values()): one["count"] for one in told["findings"]}
    assert counts == {"x": 2, "u": 2, "x u": 2}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--columns", "goods,colour"], "colour"),
        (["--columns", "goods,ref"], "ref (unique)"),
        (["--columns", "goods,method", "--min-support", "0"], "--min-support"),
        (["--columns", "goods,method", "--max-length", "0"], "--max-length"),
        (["--columns", "goods,method", "--alpha", "2"], "--alpha"),
        (["--columns", "goods,method", "--target", "goods"], "COLUMN=VALUE"),
        (["--columns", "goods,method", "--target", "goods=gold"], "gold"),
        (["--columns", "goods,method", "--hour-column", "goods"], "v3"),
    ],
)
def test_analyse_patterns_refuses_in_one_line(tmp_path: Path, capsys: Any, words: list[str], said: str) -> None:
    code, _, err = answer(capsys, "--incidents", file_of(tmp_path, made_up()), *words)

    assert code == 2
    assert said in err
    assert len(err.strip().splitlines()) == 1


def test_analyse_patterns_refuses_one_row_and_empty_cells_everywhere(tmp_path: Path, capsys: Any) -> None:
    one = answer(capsys, "--incidents", file_of(tmp_path, made_up(1)), "--columns", "goods,method")
    empty: Table = {"goods": [""] * 20, "method": [None] * 20, "ref": [str(n) for n in range(20)]}
    none = answer(capsys, "--incidents", file_of(tmp_path, empty), "--columns", "goods,method")

    assert one[0] == none[0] == 2
    assert "1 rows" in one[2]
    assert "goods (empty)" in none[2]
