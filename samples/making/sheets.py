"""Lists as their clerks write them: workbooks and CSV files in each office's own manner."""

from __future__ import annotations

import csv
import datetime
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter

from making.days import jalali, persian, written
from making.events import Plan
from making.reports import Row
from tasvir.core.vocabulary.lists import Lists

LISTED = {
    "violation": "violations",
    "channel": "channels",
    "conveyance": "conveyances",
    "carrier": "carriers",
    "platform": "platforms",
    "concealment_place": "concealment_places",
    "concealment_method": "concealment_methods",
    "detection": "detections",
    "outcome": "outcomes",
    "direction": "directions",
}
NUMBERS = {"quantity", "value", "value_m", "persons", "vehicles", "hour", "line"}


@dataclass
class Sheet:
    """The cells of one sheet, its heading rows included, and how it is shown."""

    name: str
    cells: list[list[object]]
    header_row: int = 0  # 0-based
    merges: Sequence[tuple[int, int, int, int, str]] = ()
    right_to_left: bool = True


class Clerk:
    """One office's manner of writing a list."""

    def __init__(self, dialect: Plan, plan: Plan, lists: Lists, labels: Mapping[str, str]) -> None:
        self.dialect, self.plan, self.lists, self.labels = dialect, plan, lists, labels
        self.lang: str = dialect.get("lang", plan.get("lang", "fa"))
        self.columns: list[list[str]] = dialect["columns"]

    def write(self, rows: Sequence[Row], folder: Path) -> list[Path]:
        """Write all lists of this office, note in each row where it stands, and answer the files."""
        by_year: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            by_year[self._year(row.cells["occurred_on"])].append(row)
        made = []
        for year, of_year in sorted(by_year.items()):
            name = self.dialect["file"].format(year=year)
            self._give_references(of_year, year)
            self._write_file(name, year, of_year, folder)
            made.append(folder / name)
        return made

    def _year(self, day: date) -> int:
        return jalali(day)[0] if self.plan["calendar"] == "jalali" else day.year

    def _month(self, day: date) -> int:
        return jalali(day)[1] if self.plan["calendar"] == "jalali" else day.month

    def _give_references(self, rows: Sequence[Row], year: int) -> None:
        """A running number a report; goods lines, corrections and repeats keep the number of their report."""
        given: dict[tuple[int, str], str] = {}
        prefix = self.dialect["prefix"].format(year=year)
        for row in rows:
            key = (row.event, row.agency)
            if key not in given:
                given[key] = f"{prefix}{len(given) + 1:04d}"
            if not row.cells.get("no_reference"):
                row.cells["ref"] = given[key]

    def _write_file(self, name: str, year: int, rows: list[Row], folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".csv"):
            self._place(name, None, rows, 1)
            path.write_text(self._csv(rows), "utf-8-sig", newline="")
            return
        sheets = []
        for title, of_sheet in self._split(rows, year):
            sheet = self._sheet(title, of_sheet)
            self._place(name, title, of_sheet, sheet.header_row + 1)
            sheets.append(sheet)
        write_workbook(path, sheets)

    def _split(self, rows: list[Row], year: int) -> list[tuple[str, list[Row]]]:
        if self.dialect["sheet"] != "month":
            return [(self.dialect["sheet"], rows)]
        by_month: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            by_month[self._month(row.cells["occurred_on"])].append(row)
        return [(f"{self.plan['months'][month - 1]} {persian(year)}", by_month[month]) for month in sorted(by_month)]

    def _place(self, name: str, sheet: str | None, rows: Sequence[Row], first: int) -> None:
        prefix = f"{name}#{sheet}!" if sheet else f"{name}#"
        for number, row in enumerate(rows, start=first + 1):
            row.where = f"{prefix}A{number}"

    def _sheet(self, title: str, rows: Sequence[Row]) -> Sheet:
        width, head = len(self.columns), self.dialect.get("head", [])
        cells: list[list[object]] = [[text] for text in head]
        merges = [(line, 0, line, width - 1, text) for line, text in enumerate(head)]
        if self.dialect.get("groups"):
            groups = self._groups()
            cells.append([None] * width)
            merges += [(len(head), start, len(head), end, text) for start, end, text in groups if end > start]
        header_row = len(cells)
        cells.append([header for header, _ in self.columns])
        cells.extend(self._row(row, number) for number, row in enumerate(rows, start=1))
        return Sheet(title, cells, header_row, merges, self.lang == "fa")

    def _groups(self) -> list[tuple[int, int, str]]:
        """The upper header row: a title over each run of columns that belong together."""
        titles: Mapping[str, str] = self.plan["header_groups"]
        runs: list[tuple[int, int, str]] = []
        for place, (_, name) in enumerate(self.columns):
            title = titles.get(name, "")
            if title and runs and runs[-1][2] == title and runs[-1][1] == place - 1:
                runs[-1] = (runs[-1][0], place, title)
            else:
                runs.append((place, place, title))
        return [run for run in runs if run[2]]

    def _row(self, row: Row, number: int) -> list[object]:
        return [self._cell(row, name, number) for _, name in self.columns]

    def _cell(self, row: Row, name: str, number: int) -> object:
        if name in row.spoiled:
            return row.spoiled[name]
        if name == "none":
            return number
        if name == "value_m":
            value = row.cells.get("value")
            return None if value is None else self._number(value / 1_000_000)
        value = row.cells.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, date):
            return written(value, self.dialect["dates"])
        if name in NUMBERS:
            return self._number(value)
        return self._label(name, value)

    def _number(self, value: float) -> object:
        plain: float = int(value) if float(value).is_integer() else round(value, 3)
        text = f"{plain:,}" if self.dialect.get("thousands") else str(plain)
        if self.dialect["digits"] == "fa":
            return persian(text.replace(".", "٫"))
        return text if self.dialect.get("thousands") else plain

    def _label(self, name: str, value: object) -> object:
        if name == "area":
            return self.plan["areas"][value]["name"] if value in self.plan["areas"] else value
        if name in ("lead_agency", "partner_agencies"):
            return "، ".join(self.labels.get(code, code) for code in str(value).split("|"))
        if name in LISTED:
            return None if value == "none" else self.lists.label(LISTED[name], str(value), self.lang)
        return value

    def _csv(self, rows: Sequence[Row]) -> str:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self.dialect.get("delimiter", ","), lineterminator="\r\n")
        writer.writerow([header for header, _ in self.columns])
        for number, row in enumerate(rows, start=1):
            writer.writerow(["" if cell is None else cell for cell in self._row(row, number)])
        return out.getvalue()


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """A workbook that is the same file every time it is made."""
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": datetime.datetime(2025, 9, 27), "author": ""})  # noqa: DTZ001
    bold = book.add_format({"bold": True, "bg_color": "#E7EDF3", "border": 1, "text_wrap": True, "align": "center"})
    title = book.add_format({"bold": True, "align": "center", "font_size": 13})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        if sheet.right_to_left:
            page.right_to_left()
        for top, left, bottom, right, text in sheet.merges:
            page.merge_range(top, left, bottom, right, text, title if left == 0 else bold)
        merged = {(top, left) for top, left, _, _, _ in sheet.merges}
        for y, cells in enumerate(sheet.cells):
            for x, cell in enumerate(cells):
                if cell is None or (y, x) in merged:
                    continue
                if isinstance(cell, date):
                    page.write_datetime(y, x, datetime.datetime.combine(cell, datetime.time.min), day)
                else:
                    page.write(y, x, cell, bold if y == sheet.header_row else None)
        page.set_column(0, 30, 16)
        page.freeze_panes(sheet.header_row + 1, 0)
    book.close()
