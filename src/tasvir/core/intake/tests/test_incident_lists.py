"""Incidents in workbooks: values, states, and what refuses a row."""

from __future__ import annotations

from datetime import date

import pytest

from tasvir.core.errors import RefusedFile
from tasvir.core.intake.tests.made_sheets import (
    GOOD_EN,
    GOOD_FA,
    HEADERS_EN,
    HEADERS_FA,
    HEADERS_VI,
    Rows,
    codes,
    column,
    read,
    read_rows,
    workbook,
)


def _changed(row: list[object], **cells: object) -> list[object]:
    """The good English row with other cells, named by header."""
    names = {name.lower().replace(" ", "_"): place for place, name in enumerate(HEADERS_EN)}
    changed = list(row)
    for name, cell in cells.items():
        changed[names[name]] = cell
    return changed


def test_persian_row_is_read_with_title_above_and_number_before() -> None:
    rows: Rows = [["گزارش کشفیات"], [], ["ردیف", *HEADERS_FA], [1, *GOOD_FA]]
    answer = read_rows(rows, calendar="jalali", file="police/list.xlsx")
    (row,) = answer.table.to_pylist()
    told = {name: value for name, value in row.items() if value is not None}
    assert told == {
        "source": "police/list.xlsx#S!A4",
        "file": "police/list.xlsx",
        "sheet": "S",
        "row": 4,
        "occurred_on": date(2025, 7, 28),
        "area": "IR-15-01",
        "violation": "smuggling",
        "goods": "cigarettes",
        "quantity": 12.0,
        "unit": "package",
        "quantity_base": 12.0,
        "unit_base": "package",
        "value": 5_000_000,
        "currency": "IRR",
        "persons": 2,
        "lead_agency": "police",
    }
    assert answer.issues == []


def test_vietnamese_numbers_and_header_money() -> None:
    row = ["15/03/2024", "Hà Nội", "thuốc lá điếu", "1.234,5", "kg", "2.345,5", "Công an"]
    answer = read_rows([HEADERS_VI, row])
    assert column(answer, "quantity") == [1234.5]
    assert column(answer, "value") == [2_345_500_000]
    assert column(answer, "currency") == ["VND"]
    assert column(answer, "occurred_on") == [date(2024, 3, 15)]


@pytest.mark.parametrize(
    ("headers", "cell", "expected"),
    [(HEADERS_VI, "1.234", 1234.0), (HEADERS_EN, "1,234", 1234.0), (HEADERS_EN, "1.234", 1.234)],
)
def test_language_decides_a_column_that_does_not(headers: list[str], cell: str, expected: float) -> None:
    good = ["2024-03-15", "Hà Nội", "thuốc lá điếu", cell, "kg", "5", "Công an"]
    row = good if headers is HEADERS_VI else _changed(GOOD_EN, quantity=cell)
    assert column(read_rows([headers, row]), "quantity") == [expected]


def test_persian_point_before_three_digits_is_refused_not_guessed() -> None:
    row = [*GOOD_FA[:4], "1.234", *GOOD_FA[5:]]
    answer = read_rows([HEADERS_FA, row], calendar="jalali")
    assert (answer.accepted, codes(answer)) == (0, [(2, "number.ambiguous")])


def test_number_cell_is_never_grouped_whatever_the_texts_beside_it() -> None:
    base = ["2024-03-15", "Hà Nội", "thuốc lá điếu"]
    rows: Rows = [HEADERS_VI, [*base, 1.234, "kg", "5", "Công an"], [*base, "1.234", "kg", "6", "Công an"]]
    assert column(read_rows(rows), "quantity") == [1.234, 1234.0]


def test_number_cells_prove_nothing_about_the_texts_beside_them() -> None:
    base = ["2024-03-15", "Hà Nội", "thuốc lá điếu"]
    rows: Rows = [HEADERS_VI, [*base, 258.5, "kg", "5", "Công an"], [*base, "1.234", "kg", "6", "Công an"]]
    assert column(read_rows(rows), "quantity") == [258.5, 1234.0]


def test_states_are_kept_apart() -> None:
    cells = ["گزارش نشده", "-", "n/a", "", "۰", "ندارد"]
    rows: Rows = [[*GOOD_FA[:4], cell, *GOOD_FA[5:8], str(n)] for n, cell in enumerate(cells)]
    answer = read_rows([HEADERS_FA, *rows], calendar="jalali")
    assert column(answer, "quantity") == [None, None, None, None, 0.0, None]
    assert answer.accepted == 6


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"quantity": -5}, "number.negative"),
        ({"quantity": 1e308}, "number.absurd"),
        ({"quantity": "NaN kg"}, "number.unreadable"),
        ({"unit": "flurbs"}, "unit.unknown"),
        ({"date": "2025-02-30"}, "date.impossible"),
        ({"date": "1404/12/30"}, "date.impossible"),
        ({"date": "2027-01-01"}, "date.future"),
        ({"date": "05/06/2025"}, "date.ambiguous"),
        ({"date": "soon"}, "date.unreadable"),
        ({"date": "1899-01-01"}, "date.out_of_range"),
        ({"date": "2199-01-01"}, "date.out_of_range"),
        ({"date": ""}, "row.incomplete"),
        ({"lead_agency": ""}, "row.incomplete"),
        ({"area": ""}, "row.incomplete"),
        ({"currency": "zzz"}, "money.unknown_currency"),
        ({"value": "a lot"}, "number.unreadable"),
        ({"quantity": "12 L"}, "unit.two"),
    ],
)
def test_wrong_cell_refuses_its_row_only(cells: dict[str, object], code: str) -> None:
    answer = read_rows([HEADERS_EN, GOOD_EN, _changed(GOOD_EN, **cells)])
    assert (answer.rows_in, answer.accepted, answer.rejected) == (2, 1, 1)
    assert codes(answer) == [(3, code)]
    assert [(row.row, row.outcome) for row in answer.rows] == [(3, "rejected")]


def test_issue_names_file_sheet_row_column_and_value() -> None:
    (issue,) = read_rows([HEADERS_EN, _changed(GOOD_EN, unit="flurbs")]).issues
    assert (issue.file, issue.sheet, issue.row, issue.column, issue.value) == ("list.xlsx", "S", 2, "Unit", "flurbs")


def test_unknown_goods_stay_as_written_with_one_warning() -> None:
    rows: Rows = [_changed(GOOD_EN, goods="moon dust", quantity=n) for n in range(3)]
    answer = read_rows([HEADERS_EN, *rows])
    assert column(answer, "goods") == ["moon dust"] * 3
    assert [(issue.code, issue.severity, issue.values["rows"]) for issue in answer.issues] == [
        ("code.unknown", "warning", 3)
    ]


def test_missing_unit_is_a_warning() -> None:
    answer = read_rows([HEADERS_EN, _changed(GOOD_EN, unit="")])
    assert (answer.accepted, codes(answer), column(answer, "unit_base")) == (1, [(2, "unit.missing")], [None])


def test_unit_behind_the_number_and_base_quantity() -> None:
    answer = read_rows([HEADERS_EN, _changed(GOOD_EN, quantity="2 t", unit="")])
    assert (column(answer, "quantity"), column(answer, "unit")) == ([2.0], ["t"])
    assert (column(answer, "quantity_base"), column(answer, "unit_base")) == ([2000.0], ["kg"])


def test_total_row_is_answered_and_not_counted() -> None:
    answer = read_rows([HEADERS_EN, GOOD_EN, ["Total", "", "", "", 12, "", 500, "", ""]])
    assert (answer.accepted, answer.rejected, codes(answer)) == (1, 1, [(3, "row.total")])


def test_exact_repeat_points_at_the_first_and_running_numbers_do_not_hide_it() -> None:
    answer = read_rows([["No.", *HEADERS_EN], [1, *GOOD_EN], [2, *GOOD_EN], [3, *_changed(GOOD_EN, value=501)]])
    assert (answer.accepted, answer.duplicate) == (2, 1)
    assert [(row.row, row.outcome, row.duplicate_of) for row in answer.rows] == [(3, "duplicate", "list.xlsx#S!A2")]


def test_lines_of_one_incident_and_corrections_are_no_repeats() -> None:
    headers = ["Ref", "Line", *HEADERS_EN]
    rows: Rows = [["A", 1, *GOOD_EN], ["A", 2, *GOOD_EN], ["A", 2, *_changed(GOOD_EN, quantity=13)], ["A", 2, *GOOD_EN]]
    answer = read_rows([headers, *rows])
    assert (answer.accepted, answer.duplicate) == (3, 1)
    assert column(answer, "ref") == ["A", "A", "A"]


def test_serial_days_of_both_epochs() -> None:
    row = _changed(GOOD_EN, date=date(2025, 3, 1))
    mixed: Rows = [HEADERS_EN, row, _changed(GOOD_EN, date="2025-03-02")]
    for epoch_1904 in (False, True):
        answer = read(workbook(mixed, epoch_1904=epoch_1904))[0]
        assert column(answer, "occurred_on") == [date(2025, 3, 1), date(2025, 3, 2)]


def test_day_and_month_order_is_proved_by_another_row() -> None:
    rows: Rows = [_changed(GOOD_EN, date="05/06/2025"), _changed(GOOD_EN, date="25/06/2025")]
    assert column(read_rows([HEADERS_EN, *rows]), "occurred_on") == [date(2025, 6, 5), date(2025, 6, 25)]


def test_two_row_header_with_units_below() -> None:
    rows: Rows = [
        ["Date", "Area", "Goods", "Seized", "", "Lead agency"],
        ["", "", "", "Quantity", "Value", ""],
        ["", "", "", "(kg)", "(million rials)", ""],
        ["2025-03-01", "Isfahan", "rice", 5, 2, "police"],
    ]
    answer = read_rows(rows)
    assert (answer.rows_in, column(answer, "unit"), column(answer, "value")) == (1, ["kg"], [2_000_000])


def test_hidden_and_foreign_sheets_are_told() -> None:
    data = workbook([HEADERS_EN, GOOD_EN], hidden={"old": [HEADERS_EN, GOOD_EN]})
    (answer,) = read(data)
    assert [(issue.code, issue.sheet) for issue in answer.issues] == [("list.hidden_sheet", "old")]


def test_unknown_headers_name_the_nearest() -> None:
    with pytest.raises(RefusedFile) as refusal:
        read(workbook([["Quantitty", "Foo"], [1, 2]]))
    assert refusal.value.code == "list.unknown_headers"
    assert refusal.value.values["nearest"] == "Quantitty → Quantity"
    assert refusal.value.values["mapping"] == "list.mapping.yaml"


def test_missing_required_column_refuses_all_rows_once() -> None:
    answer = read_rows([HEADERS_EN[:-1], GOOD_EN[:-1], GOOD_EN[:-1]])
    assert (answer.rows_in, answer.rejected) == (2, 2)
    assert codes(answer) == [(None, "list.missing_column")]


def test_partners_and_hour_from_clock() -> None:
    rows: Rows = [[*HEADERS_EN, "Partner agencies"], [*_changed(GOOD_EN, date="2025-03-01 13:45"), "customs; post"]]
    answer = read_rows(rows)
    assert (column(answer, "hour"), column(answer, "partner_agencies")) == ([13], ["customs|post"])
