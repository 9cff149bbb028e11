import csv
from collections import defaultdict
from datetime import date
from importlib import resources

import pytest

from tasvir.core.vocabulary.lists import load_lists, lookup_key

LISTS = load_lists()
NAMES = sorted(LISTS.by_name)
# Provinces that kept their name when they grew in 2025 share it with their older self; tables share some headers.
SHARED = {"areas", "columns"}


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_a_code_of_its_own(name: str) -> None:
    text = (resources.files("tasvir") / "lists" / f"{name}.csv").read_text("utf-8")
    codes = [row["code"] for row in csv.DictReader(text.splitlines())]
    assert len(codes) == len(set(codes))
    assert "" not in codes


@pytest.mark.parametrize("name", NAMES)
def test_every_code_has_a_label_in_three_languages(name: str) -> None:
    bare = [(row.code, lang) for row in LISTS.rows(name) for lang in ("fa", "vi", "en") if not row.columns[lang]]
    assert bare == []


@pytest.mark.parametrize("name", [name for name in NAMES if name not in SHARED])
def test_no_spelling_means_two_codes(name: str) -> None:
    codes = defaultdict(set)
    for row in LISTS.rows(name):
        for spelling in row.spellings():
            codes[lookup_key(spelling)].add(row.code)
    codes.pop("", None)
    assert {spelling: found for spelling, found in codes.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", NAMES)
def test_every_parent_is_a_code_of_the_list(name: str) -> None:
    codes = set(LISTS.codes(name))
    assert [row.code for row in LISTS.rows(name) if row.parent and row.parent not in codes] == []


CONTRACT = {
    "measures": """cases_detected cases_handled cases_opened cases_prosecuted persons inspections goods_value fines
        revenue_collected quantity vehicles property_recovered exports imports production licences units employment loss
        other""",
    "units": "kg L m m2 percent times case person vehicle unit inspection item other",
    "states": "number zero not_applicable not_reported",
    "detections": "routine profile intelligence tip x-ray dog random",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_the_codes_of_the_contract_are_there(name: str) -> None:
    assert [code for code in CONTRACT[name].split() if code not in LISTS.codes(name)] == []


def test_every_unit_leads_to_its_base_by_a_positive_factor() -> None:
    rows = {row.code: row.columns for row in LISTS.rows("units")}
    wrong = [
        code
        for code, columns in rows.items()
        if float(columns["factor"]) <= 0 or rows[columns["base"]]["base"] != columns["base"]
    ]
    assert wrong == []
    assert [float(rows[code]["factor"]) for code in ("g", "t", "mL", "pack", "cigarette_carton")] == [
        0.001,
        1000,
        0.001,
        20,
        200,
    ]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("units", "gramas", "g"),
        ("units", "comprimidos", "tablet"),
        ("units", "pontos", "dose"),
        ("units", "frascos", "vial"),
        ("units", "نخ", "stick"),
        ("units", "tấn", "t"),
        ("goods", "حشیش", "hashish"),
        ("goods", "لوازم خانگي", "home_appliances"),
        ("goods", "thuốc lá điếu", "cigarettes"),
        ("goods", "maconha", None),
        ("goods", "skunk", None),
        ("agencies", "ناجا", "police"),
        ("agencies", "QLTT", "market_inspection"),
        ("currencies", "تومان", "IRT"),
        ("states", "گزارش نشده", "not_reported"),
        ("states", "không phát sinh", "zero"),
        ("states", "-", "not_reported"),
        ("areas", "خرم‌آباد", "IR-15-01"),
        ("areas", "Isfahan", "IR-10"),
        ("areas", "Long An", "VN-41"),
        ("carriers", "تیپاکس", "tipax"),
        ("channels", "TMĐT", "online"),
        ("columns", "تاريخ كشف", "occurred_on"),
    ],
)
def test_what_people_write_finds_its_code(name: str, text: str, code: str | None) -> None:
    assert LISTS.find(name, text) == code


def test_iran_has_31_provinces_and_viet_nam_63_then_34() -> None:
    provinces = [row for row in LISTS.rows("areas") if row.columns["kind"] == "province"]
    iran = [row for row in provinces if row.parent == "IR"]
    before = [row for row in provinces if row.parent == "VN" and not row.columns["valid_from"]]
    after = [row for row in provinces if row.parent == "VN" and not row.columns["valid_to"]]
    assert (len(iran), len(before), len(after)) == (31, 63, 34)
    assert len({row.columns["iso_2007"] for row in iran}) == 31


def test_the_day_of_a_report_decides_which_province_a_name_means() -> None:
    days = (date(2023, 5, 1), date(2025, 6, 30), date(2025, 7, 1), None)
    assert [LISTS.find("areas", "Tây Ninh", on=day) for day in days] == ["VN-37", "VN-37", "VN-N80", "VN-N80"]


def test_every_merged_province_leads_to_one_of_its_day() -> None:
    rows = {row.code: row for row in LISTS.rows("areas")}
    merged = [row for row in rows.values() if row.columns["merged_into"]]
    assert {rows[row.columns["merged_into"]].columns["valid_from"] for row in merged} == {"2025-07-01"}
    assert {row.columns["valid_to"] for row in merged} == {"2025-06-30"}
    assert len(merged) == 63 - 11
