"""The answer as JSON and as the sender's own sheet, in which nothing runs."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tasvir.core.intake.answers import answer_json, answer_workbook, harmless
from tasvir.core.intake.tests.made_sheets import GOOD_EN, GOOD_FA, HEADERS_EN, HEADERS_FA, read, workbook
from tasvir.core.vocabulary.messages import LANGUAGES, load_messages


def test_json_tells_each_refused_row_in_the_language() -> None:
    bad = [*GOOD_FA[:5], "فلانی", *GOOD_FA[6:]]
    answers = read(workbook([HEADERS_FA, GOOD_FA, bad]), calendar="jalali")
    (told,) = answer_json(answers, "fa")
    assert {name: told[name] for name in ("rows_in", "accepted", "rejected", "duplicate", "blank")} == {
        "rows_in": 2, "accepted": 1, "rejected": 1, "duplicate": 0, "blank": 0,
    }  # fmt: skip
    assert told["rows"] == [{"sheet": "S", "row": 3, "outcome": "rejected", "duplicate_of": None}]
    (issue,) = told["issues"]
    assert (issue["row"], issue["column"], issue["value"], issue["code"]) == (3, "واحد", "فلانی", "unit.unknown")
    assert issue["message"].startswith("list.xlsx، کاربرگ «S»، ردیف 3، ستون «واحد»: «فلانی» واحد شناخته‌شده‌ای نیست")


def test_workbook_shows_reason_beside_the_row_and_from_the_right() -> None:
    bad = [*GOOD_FA[:4], "-5", *GOOD_FA[5:]]
    data = workbook([HEADERS_FA, GOOD_FA, bad, GOOD_FA])
    answered = answer_workbook("list.xlsx", data, read(data, calendar="jalali"), "fa")
    page = openpyxl.load_workbook(io.BytesIO(answered)).worksheets[0]
    assert page.sheet_view.rightToLeft is True
    assert [page.cell(line, 1).value for line in (4, 5, 6)] == ["پذیرفته شد", "رد شد", "تکرار S!A2"]
    assert page.cell(5, 2).value == "مقدار: «-5» منفی است؛ صفر یا بیشتر پذیرفته است"
    assert [page.cell(5, column).value for column in (3, 7)] == ["1404/05/06", "-5"]


_ATTACKS = [
    "=1+1",
    "+cmd|x",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\x00=1",
    "＝1+1",
    "＋a",
    "－a1",
    "＠a",
    "\ufeff=1",
    "\u200f =1",
]


@pytest.mark.parametrize("text", _ATTACKS)
def test_no_text_becomes_a_formula(text: str) -> None:
    csv = "Date,Area,Goods,Lead agency,Description\n2025-03-01,Isfahan,rice,police," + f'"{text}"\n'
    if "\x00" in text:
        assert harmless(text) == "'=1"
        return
    answered = answer_workbook("list.csv", csv.encode(), read(csv, file="list.csv"), "en")
    cell = openpyxl.load_workbook(io.BytesIO(answered)).worksheets[0].cell(4, 7)
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


@pytest.mark.parametrize("text", ["-5", "-1,234.5", "-", "خرم‌آباد", "12-13"])
def test_numbers_and_plain_words_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_negative_number_cells_stay_numbers() -> None:
    data = workbook([HEADERS_EN, [*GOOD_EN[:4], -5, *GOOD_EN[5:]]])
    answered = answer_workbook("list.xlsx", data, read(data), "en")
    cell = openpyxl.load_workbook(io.BytesIO(answered)).worksheets[0].cell(4, 7)
    assert (cell.data_type, cell.value) == ("n", -5)


def test_messages_of_intake_are_in_all_languages_with_the_same_places() -> None:
    texts = [load_messages(lang) for lang in LANGUAGES]
    assert set(texts[0]) == set(texts[1]) == set(texts[2])
