from __future__ import annotations

import pytest

from tasvir.core.linkage.records import Tree, link_records
from tasvir.core.linkage.reports import find_reports
from tasvir.core.linkage.tests.rows import incidents, seizure
from tasvir.core.vocabulary.lists import Lists, read_list

LISTS = Lists({"areas": read_list("areas", "code,parent\nIR,\nIR-15,IR\nIR-15-01,IR-15\n")})


def like(left: str, right: str) -> bool:
    rows = incidents(seizure(place=left), seizure(ref="P-1002", place=right))
    records = link_records(rows, find_reports(rows), LISTS)
    one, other = records.table["place"].to_pylist()
    return one == other or other in records.wide(records.table["id"].combine_chunks())["place_like"].to_pylist()[0]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("بازار مرکزی خرم‌آباد", "بازار مركزي خرم آباد"),
        ("عوارضی آزادراه", "عوارضی ازاد راه"),
        ("Chợ Đồng Xuân", "chợ Đồng xuân"),
        ("Cửa khẩu Tân Thanh", "Tân Thanh, cửa khẩu"),
    ],
)
def test_spellings_of_one_place_are_alike(left: str, right: str) -> None:
    assert like(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("کیلومتر ۱۲ جاده الیگودرز", "کیلومتر ۲۱ جاده الیگودرز"),
        ("شهرک صنعتی شماره ۲", "شهرک صنعتی شماره ۳"),
        ("بازار خرم‌آباد", "ترمینال بروجرد"),
    ],
)
def test_other_places_are_not_alike(left: str, right: str) -> None:
    assert not like(left, right)


def test_toman_meets_rial() -> None:
    rows = incidents(seizure(value=100, currency="IRT"), seizure(ref="P-1002", value=1000, currency="IRR"))

    records = link_records(rows, find_reports(rows), LISTS).table

    assert records["value"].to_pylist() == [1000.0, 1000.0]
    assert records["currency"].to_pylist() == ["IRR", "IRR"]


def test_superseded_rows_are_not_compared() -> None:
    rows = incidents(seizure(), seizure(value=1), seizure(ref="P-1002"))

    assert link_records(rows, find_reports(rows), LISTS).table["id"].to_pylist() == [1, 2]


def test_tree_tells_line_family_and_branch() -> None:
    tree = Tree.of(LISTS, "areas")

    assert tree.line("IR-15-01") == ["IR-15-01", "IR-15", "IR"]
    assert tree.family("IR-15-01") == "IR"
    assert tree.branch("IR-15-01") == "IR-15"
    assert tree.line("nowhere") == ["nowhere"]
