"""The Vietnamese sample: a province's Steering Committee 389, whose months run from the 15th to the 14th."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

from making.annex import write_annex
from making.letters import read_letter, write_letter
from making.province import DATA, Province, read_data
from making.totals import Counted, write_table
from making.truth import write_truth

LAST = "vn:2024-Q4"


def quarters() -> dict[str, tuple[date, date]]:
    """The reporting quarters by label: from the 15th of the month before to the 14th."""
    found: dict[str, tuple[date, date]] = {}
    for year in (2023, 2024):
        for quarter in range(1, 5):
            first = date(year - (quarter == 1), 12 if quarter == 1 else quarter * 3 - 3, 15)
            found[f"vn:{year}-Q{quarter}"] = (first, date(year, quarter * 3, 15) - timedelta(days=1))
    return found


def make_tayninh(folder: Path, truth: Path) -> None:
    """Write the sample folder and its truth."""
    province = Province.read("tayninh", folder)
    province.happen()
    province.report()
    province.write_lists()
    shutil.copyfile(DATA / "tayninh_commission.yaml", folder / "commission.yaml")
    _totals(folder)
    start, end = quarters()[LAST]
    market, guard = (Counted(province.events, [lead]) for lead in ("market_inspection", "border_guard"))
    values = {
        "mi_cases": market.cases(start, end),
        "bg_cases": guard.cases(start, end),
        "bg_persons": guard.persons(start, end),
        "bg_sugar": f"{int(guard.quantity(start, end, 'sugar', 'kg')):,}".replace(",", "."),
    }
    for template in sorted((DATA / "letters" / "tayninh").glob("*.txt")):
        write_letter(read_letter(template, values, "vi"), folder, province.planted)
    write_annex(read_data("tayninh_annex.yaml"), truth.parent.parent / "annex" / "tayninh", folder)
    more = {"missing": [{"body": "tax", "kind": "figures"}], "late": ["customs"]}
    write_truth(province, quarters(), more, truth)


def _totals(folder: Path) -> None:
    """The fines of the market force, which no list carries, and its inspections."""
    header = ["Đơn vị báo cáo", "Kỳ báo cáo", "Chỉ tiêu", "Số liệu", "Đơn vị tính", "Tình trạng số liệu"]
    rows: list[list[object]] = []
    for number, label in enumerate(quarters()):
        rows.append(["Quản lý thị trường", label, "Phạt tiền", 880_000_000 + number * 52_140_000, "đồng", "có số liệu"])
    rows.append(["Quản lý thị trường", LAST, "Hàng tiêu hủy", 0, "đồng", "không phát sinh"])
    write_table(folder / "quan-ly-thi-truong" / "so-lieu-xu-phat.xlsx", "Số liệu", header, rows)
    effort: list[list[object]] = [
        ["Quản lý thị trường", "Tây Ninh", f"vn:{year}-{month:02d}", 96 + 3 * month + (60 if month in (1, 12) else 0)]
        for year in (2023, 2024)
        for month in range(1, 13)
    ]
    path = folder / "quan-ly-thi-truong" / "luot-kiem-tra.xlsx"
    write_table(path, "Kiểm tra", ["Cơ quan báo cáo", "Địa bàn", "Kỳ", "Số lượt kiểm tra"], effort)
