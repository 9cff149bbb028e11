"""A written figure is placed only where its period and its reach are proven."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tasvir.core.calendars.periods import parse_period
from tasvir.core.picture.office.commission import Body, Commission
from tasvir.core.picture.tests.letters import figure, letter
from tasvir.core.picture.written.figures import WrittenReport
from tasvir.core.picture.written.periods import office_period
from tasvir.core.picture.written.placing import Placement, place_figures
from tasvir.core.vocabulary.lists import load_lists

QUARTER = parse_period("1404-Q2")
OFFICE = Commission(country="IR", area="IR-15", calendar="jalali")


def place(*reports: WrittenReport) -> Placement:
    return place_figures(reports, period=QUARTER, commission=OFFICE, lists=load_lists())


def why(placement: Placement) -> list[str]:
    return [one.why for one in placement.unplaced]


@pytest.mark.parametrize(
    ("text", "proof"),
    [
        ("در سه‌ماههٔ دوم سال ۱۴۰۴ تعداد ۴۲ فقره کشف شد.", "sentence"),
        ("# گزارش سه‌ماههٔ دوم سال ۱۴۰۴\nتعداد ۴۲ فقره کشف شد.", "heading"),
        ("گزارش عملکرد سه‌ماههٔ دوم سال ۱۴۰۴\nتعداد ۴۲ فقره کشف شد.", "title"),
        ("تاریخ: ۱۴۰۴/۰۷/۰۵\nدر سه ماه گذشته کار شد. در سه‌ماهه گذشته ۴۲ فقره کشف شد.", "letter_date"),
    ],
)
def test_place_figures_reads_the_period_where_it_is_proven(text: str, proof: str) -> None:
    placement = place(letter(text, figure(text, "۴۲ فقره", 42)))

    assert [(one.proof, one.values[0].value, one.agency, one.confirmed) for one in placement.placed] == [
        (proof, 42, "police", False)
    ]


def test_place_figures_takes_the_receipts_period_where_the_text_names_none() -> None:
    text = "تعداد ۴۲ فقره کشف شد."
    report = replace(letter(text, figure(text, "۴۲ فقره", 42)), receipt_period=QUARTER)

    assert [one.proof for one in place(report).placed] == ["receipt"]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("تعداد ۴۲ فقره کشف شد.", "period"),
        ("در سه‌ماههٔ دوم ۱۴۰۴ در کشور ۴۲ فقره کشف شد.", "wider"),
        ("در سه‌ماههٔ دوم ۱۴۰۴ از ابتدای طرح تاکنون ۴۲ فقره کشف شد.", "cumulative"),
        ("در سه‌ماههٔ اول ۱۴۰۴ تعداد ۴۲ فقره کشف شد.", "other_period"),
    ],
)
def test_place_figures_lists_what_cannot_be_placed(sentence: str, reason: str) -> None:
    placement = place(letter(sentence, figure(sentence, "۴۲ فقره", 42)))

    assert (why(placement), placement.placed) == ([reason], [])


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("vi", "Quý II năm 2025 cả nước phát hiện 42 vụ."),
        ("en", "In the second quarter of 2025 police made 42 seizures nationwide."),
    ],
)
def test_place_figures_knows_national_figures_in_every_language(lang: str, sentence: str) -> None:
    quote = "42 vụ" if lang == "vi" else "42 seizures"

    assert why(place(letter(sentence, figure(sentence, quote, 42), lang=lang))) == ["wider"]


def test_place_figures_does_not_take_goods_that_enter_the_country_for_a_national_figure() -> None:
    text = "در سه‌ماههٔ دوم ۱۴۰۴ تعداد ۴۲ فقره کالای وارد کشور شده کشف شد."

    assert why(place(letter(text, figure(text, "۴۲ فقره", 42)))) == []


def test_place_figures_never_guesses_between_two_periods() -> None:
    text = "در سه‌ماههٔ دوم ۱۴۰۴ و سه‌ماههٔ دوم ۱۴۰۳ تعداد ۴۲ فقره کشف شد."

    assert why(place(letter(text, figure(text, "۴۲ فقره", 42)))) == ["period"]


@pytest.mark.parametrize(
    ("area", "reason"), [("IR", "wider"), ("IR-10", "outside"), ("IR-15", None), ("IR-15-02", None)]
)
def test_place_figures_holds_the_area_against_the_bodys(area: str, reason: str | None) -> None:
    text = "در سه‌ماههٔ دوم ۱۴۰۴ تعداد ۴۲ فقره کشف شد."

    assert why(place(letter(text, figure(text, "۴۲ فقره", 42, area=area)))) == ([reason] if reason else [])


@pytest.mark.parametrize("kind", ["change", "share", "rate"])
def test_place_figures_totals_amounts_only(kind: str) -> None:
    text = "در سه‌ماههٔ دوم ۱۴۰۴ ۴۲ درصد."

    assert why(place(letter(text, figure(text, "۴۲ درصد", 42, kind=kind, unit="percent")))) == ["not_a_total"]


def test_place_figures_counts_a_repeated_figure_once_with_all_quotes() -> None:
    text = "در سه‌ماههٔ دوم ۱۴۰۴ تعداد ۴۲ فقره کشف شد.\nدر سه‌ماههٔ دوم ۱۴۰۴ جمعاً ۴۲ فقره کشف شد."
    report = letter(text, figure(text, "۴۲ فقره", 42), figure(text, "۴۲ فقره", 42, nth=1))

    placed = place(report, replace(report, file="again.docx")).placed

    assert [len(one.values) for one in placed] == [1]
    assert len(placed[0].values[0].quotes) == 4


def test_place_figures_shows_contradicting_values_and_sums_none() -> None:
    text = "در سه‌ماههٔ دوم ۱۴۰۴ تعداد ۴۲ فقره کشف شد.\nدر سه‌ماههٔ دوم ۱۴۰۴ تعداد ۴۳ فقره کشف شد."

    placed = place(letter(text, figure(text, "۴۲ فقره", 42), figure(text, "۴۳ فقره", 43))).placed

    assert [([v.value for v in one.values], one.conflicting) for one in placed] == [([42, 43], True)]


def test_last_quarter_beside_a_comparison_proves_nothing() -> None:
    text = "تاریخ: ۱۴۰۴/۰۷/۰۵\nکشفیات نسبت به سه‌ماهه گذشته به ۴۲ فقره رسید."
    report = replace(letter(text, figure(text, "۴۲ فقره", 42)), received_on=date(2025, 9, 27))

    assert why(place(report)) == ["period"]


VIETNAMESE = Commission(country="VN", area="VN-37", calendar="vn")
TAY_NINH = Body("police", {"vi": "Công an"}, area="VN-37", agency="police")


def place_vietnamese(text: str, label: str, office: Commission = VIETNAMESE, **about: Any) -> Placement:
    report = letter(text, figure(text, "42 vụ", 42, **about), lang="vi", body=TAY_NINH)
    return place_figures([report], period=parse_period(label), commission=office, lists=load_lists())


@pytest.mark.parametrize("period", ["2023-Q1", None])
def test_the_quarter_of_a_vietnamese_office_is_the_reporting_quarter(period: str | None) -> None:
    placement = place_vietnamese("Quý I năm 2023 phát hiện 42 vụ.", "vn:2023-Q1", period=period)

    assert [one.period.label for one in placement.placed] == ["vn:2023-Q1"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2023", "vn:2023"),
        ("2023-05", "vn:2023-05"),
        ("2023-01-01..2023-09-30", "2022-12-15..2023-09-14"),
        ("2023-01-05..2023-09-30", "2023-01-05..2023-09-30"),
    ],
)
def test_office_period_turns_whole_months_into_reporting_months(written: str, meant: str) -> None:
    assert office_period(parse_period(written), "vn").label == meant
    assert office_period(parse_period(written), "gregorian").label == written


@pytest.mark.parametrize(("year", "label", "area"), [("2023", "vn:2023-Q1", "VN-37"), ("2026", "vn:2026-Q1", "VN-N80")])
def test_an_area_is_the_one_that_bore_the_name_in_the_period(year: str, label: str, area: str) -> None:
    text = f"Quý I năm {year} tỉnh Tây Ninh phát hiện 42 vụ."

    assert [one.area for one in place_vietnamese(text, label, area="VN-N80").placed] == [area]
