"""A declared file of drivers is neither read as a report nor refused; a wrong one is refused in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tasvir.cli.main import main

HEADER = "ref,occurred_on,area,channel,violation,goods,quantity,unit,value,currency,lead_agency\n"


def office(folder: Path, file: str = "drivers.csv") -> Path:
    (folder / "list.csv").write_text(HEADER + "1,2025-07-01,IR-15,,smuggling,tea,5,kg,,,police\n", "utf-8")
    (folder / "drivers.csv").write_text("driver,period,value\ngap,1404-Q1,4\ngap,1404-Q2,5\n", "utf-8")
    declared = (
        f"country: IR\narea: IR-15\ncalendar: jalali\ndrivers:\n  - {{code: gap, file: {file}, name: Price gap}}\n"
    )
    (folder / "commission.yaml").write_text(declared, "utf-8")
    return folder


def picture(folder: Path) -> int:
    return main(["picture", str(folder), "--period", "1404-Q2", "--formats", "json", "--lang", "en"])


def test_picture_leaves_a_declared_file_of_drivers_out_of_the_reports(tmp_path: Path) -> None:
    assert picture(office(tmp_path)) == 0

    told = json.loads((tmp_path / "picture" / "picture.json").read_text("utf-8"))
    assert [one["file"] for one in told["sources"]] == ["list.csv"]


def test_picture_refuses_a_declared_file_that_is_not_there(tmp_path: Path, capsys: Any) -> None:
    assert picture(office(tmp_path, "../drivers.csv")) == 2
    assert "../drivers.csv" in capsys.readouterr().err
