"""`tasvir analyse new-methods` on a list as offices keep it, and its refusals."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tasvir.cli.main import main


def table(path: Path) -> Path:
    """A year of incidents; from day 300 on every fourth hides phones in dolls."""
    lines = ["ref;occurred_on;goods;channel;concealment_place;narrative"]
    for at in range(360):
        new = at >= 300 and at % 4 == 0
        day = date(2024, 1, 1) + timedelta(days=at)
        way = ("mobile_phones", "post", "toy", "Phones were hidden inside dolls, Mr Reza Mohammadi sent them by post.")
        usual = ("cigarettes", "road", "fuel_tank", "The cigarettes were hidden in a modified fuel tank.")
        lines.append(";".join((f"r{at}", day.isoformat(), *(way if new else usual))))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, Any, str]:
    code = main(["analyse", "new-methods", *options])
    found = capsys.readouterr()
    return code, json.loads(found.out) if found.out else None, found.err


def test_new_methods_tells_codes_and_words_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found, _ = run(capsys, "--incidents", str(table(tmp_path / "a.csv")), "--since", "2024-10-20")

    assert code == 0
    (one,) = found["findings"]
    assert one["items"] == {"goods": "mobile_phones", "channel": "post", "concealment_place": "toy"}
    assert "dolls" in one["terms"]
    assert one["first_date"] == "2024-10-27"
    assert one["before"] == 0
    assert one["examples"][0]["id"] == "r300"
    assert "Mohammadi" not in one["examples"][0]["quote"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--since", "2031-01-01"), "after the last incident"),
        (("--since", "2020-01-01"), "nothing can be called new"),
        (("--since", "never"), "is no date"),
        (("--since", "2024-10-20", "--date-column", "day"), "no column day"),
    ],
)
def test_new_methods_refuses_in_one_sentence(
    options: tuple[str, ...], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found, told = run(capsys, "--incidents", str(table(tmp_path / "a.csv")), *options)

    assert (code, found) == (2, None)
    assert words in told
    assert len(told.strip().splitlines()) == 1
