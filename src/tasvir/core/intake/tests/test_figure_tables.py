"""Tables of totals: the long form, and the wide ones that offices send."""

from __future__ import annotations

from tasvir.core.intake.tests.made_sheets import Rows, codes, column, read_rows


def _told(rows: Rows, *names: str, **options: object) -> list[tuple[object, ...]]:
    answer = read_rows(rows, **options)
    assert answer.kind == "figures"
    return list(zip(*(column(answer, name) for name in names)))


def test_long_form_with_four_states_and_breakdown() -> None:
    rows: Rows = [
        ["دستگاه", "دوره", "شاخص", "تفکیک", "مقدار", "واحد", "وضعیت رقم"],
        ["گمرک", "1404-Q2", "تعداد کشفیات", "", "۱۲", "فقره", ""],
        ["گمرک", "سه‌ماهه دوم ۱۴۰۴", "ارزش کشفیات", "کالا: سیگار", "۲٫۵", "میلیارد ریال", ""],
        ["گمرک", "1404-Q2", "بازرسی", "", "0", "", ""],
        ["پست", "1404-Q2", "بازرسی", "", "", "", "مصداق ندارد"],
        ["پست", "1404-Q2", "جریمه", "", "گزارش نشده", "", ""],
    ]
    assert _told(
        rows, "agency", "period_label", "measure", "breakdown", "value", "unit", "state", calendar="jalali"
    ) == [
        ("customs", "1404-Q2", "cases_detected", None, 12.0, "case", "number"),
        ("customs", "1404-Q2", "goods_value", "goods=cigarettes", 2.5e9, "IRR", "number"),
        ("customs", "1404-Q2", "inspections", None, 0.0, "inspection", "zero"),
        ("post", "1404-Q2", "inspections", None, None, "inspection", "not_applicable"),
        ("post", "1404-Q2", "fines", None, None, "IRR", "not_reported"),
    ]


def test_unknown_measure_and_unreadable_period_refuse_their_rows() -> None:
    rows: Rows = [
        ["Agency", "Period", "Measure", "Value"],
        ["Customs", "2023-Q1", "happiness", 5],
        ["Customs", "some day", "cases detected", 5],
        ["Customs", "2023-Q1", "cases detected", "many"],
        ["Customs", "2023-Q1", "cases detected", 5],
    ]
    answer = read_rows(rows)
    assert (answer.accepted, answer.rejected) == (1, 3)
    assert codes(answer) == [(2, "measure.unknown"), (3, "period.unreadable"), (4, "number.unreadable")]


def test_row_for_each_measure_column_for_each_agency() -> None:
    rows: Rows = [
        ["عملکرد دستگاه‌ها در سه‌ماهه دوم سال ۱۴۰۴"],
        [],
        ["شاخص", "واحد", "گمرک", "پلیس", "جمع"],
        ["تعداد کشفیات", "فقره", "۱۲", "۲۰", "32"],
        ["ارزش کشفیات", "میلیارد ریال", "۱٫۵", "-", "1.5"],
        ["جمع", "", "", "", ""],
    ]
    told = _told(rows, "source", "agency", "period_label", "measure", "value", "unit", "state", calendar="jalali")
    assert told == [
        ("list.xlsx#S!C4", "customs", "1404-Q2", "cases_detected", 12.0, "case", "number"),
        ("list.xlsx#S!C5", "customs", "1404-Q2", "goods_value", 1.5e9, "IRR", "number"),
        ("list.xlsx#S!D4", "police", "1404-Q2", "cases_detected", 20.0, "case", "number"),
        ("list.xlsx#S!D5", "police", "1404-Q2", "goods_value", None, "IRR", "not_reported"),
    ]
    answer = read_rows(rows, calendar="jalali")
    assert codes(answer) == [(None, "list.sum_column"), (6, "row.total")]


def test_row_for_each_agency_column_for_each_measure_with_numbered_columns() -> None:
    rows: Rows = [
        ["Kết quả 6 tháng đầu năm 2024"],
        ["TT", "Đơn vị", "Số vụ phát hiện", "Thu nộp ngân sách (triệu đồng)"],
        ["(1)", "(2)", "(3)", "(4)"],
        [1, "Hải quan", "1.234", "2.345,5"],
        [2, "Công an", "56", "-"],
        ["", "Tổng cộng", "1.290", "2.345,5"],
    ]
    assert _told(rows, "agency", "period_label", "measure", "value", "unit", "state", calendar="gregorian") == [
        ("customs", "2024-H1", "cases_detected", 1234.0, "case", "number"),
        ("police", "2024-H1", "cases_detected", 56.0, "case", "number"),
        ("customs", "2024-H1", "revenue_collected", 2_345_500_000.0, "VND", "number"),
        ("police", "2024-H1", "revenue_collected", None, "VND", "not_reported"),
    ]


def test_column_for_each_month_with_year_and_measure_in_the_title() -> None:
    rows: Rows = [
        ["تعداد کشفیات سال ۱۴۰۴ گمرک"],
        ["شهرستان", "فروردین", "اردیبهشت"],
        ["خرم‌آباد", 1, 2],
        ["بروجرد", 0, "-"],
    ]
    assert _told(rows, "agency", "area", "period_label", "measure", "value", "state", calendar="jalali") == [
        ("customs", "IR-15-01", "1404-01", "cases_detected", 1.0, "number"),
        ("customs", "IR-15-02", "1404-01", "cases_detected", 0.0, "zero"),
        ("customs", "IR-15-01", "1404-02", "cases_detected", 2.0, "number"),
        ("customs", "IR-15-02", "1404-02", "cases_detected", None, "not_reported"),
    ]


def test_column_for_each_kind_of_goods_is_a_breakdown() -> None:
    rows: Rows = [["Measure", "Period", "cigarettes", "fuel"], ["cases detected", "2023-05", 3, "n/a"]]
    assert _told(rows, "breakdown", "value", "state") == [
        ("goods=cigarettes", 3.0, "number"),
        ("goods=fuel", None, "not_applicable"),
    ]


def test_tonnes_become_the_base_unit() -> None:
    rows: Rows = [
        ["Agency", "Period", "Measure", "Value", "Unit"],
        ["Customs", "2023-05", "quantity of goods", 1.5, "t"],
    ]
    assert _told(rows, "value", "unit") == [(1500.0, "kg")]


def test_effort_table() -> None:
    rows: Rows = [
        ["Agency", "Area", "Period", "Inspections", "Patrol hours", "Parcels screened"],
        ["Customs", "Isfahan", "2023-Q1", 5, 6.5, "1,200"],
        ["Police", "Isfahan", "2023-Q1", "-", 7, ""],
        ["Police", "Isfahan", "", 3, 7, ""],
    ]
    answer = read_rows(rows)
    assert (answer.kind, answer.accepted, codes(answer)) == ("effort", 2, [(4, "row.incomplete")])
    assert column(answer, "inspections") == [5.0, None]
    assert column(answer, "patrol_hours") == [6.5, 7.0]
    assert column(answer, "parcels_screened") == [1200.0, None]


def test_the_quarters_of_a_vietnamese_office_are_reporting_quarters() -> None:
    rows: Rows = [
        ["Chỉ tiêu", "Quý I/2023", "Quý II/2023"],
        ["Số vụ phát hiện, bắt giữ", "12", "20"],
    ]
    assert _told(rows, "period_label", "value", calendar="vn") == [("vn:2023-Q1", 12.0), ("vn:2023-Q2", 20.0)]
