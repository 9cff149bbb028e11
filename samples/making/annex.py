"""The office's own form and the file that says which measure belongs in which of its cells."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from making.sheets import Sheet, write_workbook

_PERIODS = (("D", "current"), ("E", "same-period-last-year"), ("F", "change_percent"))


def write_annex(form: Mapping[str, Any], folder: Path, reports: Path) -> None:
    """Write form.xlsx outside of the folder of reports, for it is none, and indicators.yaml beside commission.yaml."""
    folder.mkdir(parents=True, exist_ok=True)
    cells: list[list[object]] = [[form["title"]], form["header"]]
    wishes: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(form["rows"], start=1):
        cells.append([number, row["label"], row["unit"]])
        for column, period in _PERIODS:
            wish = {key: row[key] for key in ("measure", "by") if key in row} | {"period": period}
            if "divide_by" in row and period != "change_percent":
                wish["divide_by"] = row["divide_by"]
            wishes[f"{form['sheet']}!{column}{number + 2}"] = wish
    merges = [(0, 0, 0, len(form["header"]) - 1, form["title"])]
    write_workbook(folder / "form.xlsx", [Sheet(form["sheet"], cells, 1, merges, form.get("lang", "fa") == "fa")])
    text = yaml.safe_dump({"cells": wishes}, allow_unicode=True, sort_keys=False)
    (reports / "indicators.yaml").write_text(text, "utf-8")
