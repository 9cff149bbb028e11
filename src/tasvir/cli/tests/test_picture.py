"""`tasvir picture` from end to end on a small folder, in three languages, with good and bad input."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tasvir.cli.main import main

COMMISSION = """
name: {fa: کمیسیون نمونه, vi: Ban mẫu, en: Sample commission}
country: IR
area: IR-15
calendar: jalali
bodies:
  - {code: police, name: {fa: انتظامی, vi: Công an, en: Police}, area: IR-15, agency: police, files: ["police*"]}
  - {code: customs, name: {fa: گمرک, vi: Hải quan, en: Customs}, area: IR-15, agency: customs, files: ["customs*"]}
  - {code: post, name: {fa: پست, vi: Bưu điện, en: Post}, area: IR-15, agency: post, files: ["post*"]}
expected_reports:
  - {body: police, kind: incidents, every: quarter, due_days: 10}
  - {body: customs, kind: incidents, every: quarter, due_days: 10}
  - {body: post, kind: incidents, every: quarter, due_days: 10}
receipts:
  - {file: police.csv, body: police, received_on: 2025-09-25}
targets:
  - {measure: cases_detected, period: 1404-Q2, value: 10}
past_totals:
  - {measure: cases_detected, period: 1403-Q2, value: 8}
"""
POLICE = """شماره پرونده,تاریخ کشف,شهرستان,کالا,مقدار,واحد,ارزش,ارز,دستگاه کاشف
P-1,۱۴۰۴/۰۴/۰۵,خرم‌آباد,سیگار,۱۲۰۰,نخ,50000000,ریال,پلیس
P-2,۱۴۰۴/۰۵/۱۰,بروجرد,گازوئیل,۸۰۰,لیتر,30000000,ریال,پلیس
P-3,۱۴۰۴/۰۶/۱۵,بروجرد,سیگار,۴۰۰,نخ,20000000,ریال,پلیس
P-4,۱۴۰۴/۱۲/۳۰,بروجرد,سیگار,۴۰۰,نخ,20000000,ریال,پلیس
P-5,۱۴۰۳/۰۵/۱۰,بروجرد,سیگار,۴۰۰,نخ,20000000,ریال,پلیس
"""
CUSTOMS = """ref,occurred_on,area,goods,quantity,unit,lead_agency
C-1,2025-07-20,Khorramabad,tea,100,kg,customs
C-2,2025-08-20,Khorramabad,tea,50,kg,customs
"""
TOTALS = """دستگاه,دوره,شاخص,مقدار,واحد
پلیس,1404-Q2,تعداد کشفیات,5,فقره
"""
LETTER = """گزارش سه‌ماههٔ دوم سال ۱۴۰۴

علت اصلی قاچاق، بیکاری جوانان است. میزان کشف کالا در کشور ۱۸ فقره بوده است.
سرهنگ رضا محمدی با شمارهٔ ۰۹۱۲۳۴۵۶۷۸۹ پاسخگو است.
"""


def fill(made: Path) -> Path:
    made.mkdir()
    for name, text in (
        ("commission.yaml", COMMISSION),
        ("police.csv", POLICE),
        ("customs.csv", CUSTOMS),
        ("police-totals.csv", TOTALS),
        ("police-letter.txt", LETTER),
        (".hidden.csv", "x"),
        ("~$police.xlsx", "x"),
    ):
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "reports")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one run in every format; its picture lies beside it."""
    made = fill(tmp_path_factory.mktemp("plain") / "reports")
    picture_of(made, "--lang", "fa", "--formats", "html,docx,pdf,xlsx,json")
    return made


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The picture of a folder with a broken file and no events of last year, held against plan and past totals."""
    made = fill(tmp_path_factory.mktemp("planned") / "reports")
    lines = [line for line in POLICE.splitlines() if "۱۴۰۳" not in line]
    (made / "police.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (made / "broken.xlsx").write_bytes(b"no workbook at all")
    return picture_of(made, "--compare", "plan", "same-period-last-year")


@pytest.fixture(scope="module")
def picture(plain: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((plain.parent / "out" / "picture.json").read_text("utf-8"))
    return found


def picture_of(folder: Path, *options: str, code: int = 3) -> dict[str, Any]:
    out = folder.parent / "out"
    words = ["picture", str(folder), "--period", "1404-Q2", "--out", str(out), "--formats", "json", *options]

    assert main(words) == code
    found: dict[str, Any] = json.loads((out / "picture.json").read_text("utf-8"))
    return found


def number(picture: dict[str, Any], measure: str, **by: str) -> dict[str, Any]:
    return next(one for one in picture["numbers"] if one["measure"] == measure and one["by"] == by)


def test_picture_has_every_key_of_the_contract(picture: dict[str, Any]) -> None:
    assert picture.keys() >= {
        "period", "sources", "counted_once", "numbers", "reporting", "reconciliation", "analysis", "statements",
        "unplaced", "findings",
    }  # fmt: skip
    assert {key: picture["period"][key] for key in ("label", "calendar", "start", "end")} == {
        "label": "۱۴۰۴ سه\u200cماههٔ دوم", "calendar": "jalali", "start": "2025-06-22", "end": "2025-09-22",
    }  # fmt: skip
    assert picture["analysis"].keys() >= {
        "trends", "alerts", "hotspots", "axes", "contexts", "patterns", "new_methods", "effects",
    }  # fmt: skip


def test_picture_counts_and_compares(picture: dict[str, Any]) -> None:
    cases = number(picture, "cases_detected")

    assert (cases["value"], cases["rows_used"], cases["sources"]["count"]) == (5, 5, 5)
    assert cases["comparisons"][0]["name"] == "same-period-last-year"
    assert number(picture, "cases_detected", goods="cigarettes")["value"] == 2
    assert number(picture, "cases_detected", agency="customs")["value"] == 2
    assert number(picture, "goods_value")["value"] == 100_000_000
    assert cases["sources"]["examples"][0] == "customs.csv#A2"


def test_picture_refuses_rows_and_says_why(picture: dict[str, Any]) -> None:
    source = next(one for one in picture["sources"] if one["file"] == "police.csv")

    assert (source["rows_in"], source["accepted"], source["rejected"]) == (5, 4, 1)
    assert [(one["row"], one["code"]) for one in source["issues"]] == [(5, "date.impossible")]


def test_picture_accounts_for_reports(picture: dict[str, Any]) -> None:
    reporting = picture["reporting"]

    assert {key: reporting[key] for key in ("expected", "received", "on_time", "missing")} == {
        "expected": 3, "received": 2, "on_time": 1, "missing": ["post"],
    }  # fmt: skip


def test_picture_reconciles_totals_and_never_adds_them(picture: dict[str, Any]) -> None:
    entry = next(one for one in picture["reconciliation"] if one["agency"] == "police")

    assert {key: entry[key] for key in ("measure", "reported_total", "from_events", "difference")} == {
        "measure": "cases_detected", "reported_total": 5, "from_events": 3, "difference": 2,
    }  # fmt: skip


def test_picture_lists_national_figures_as_unplaced(picture: dict[str, Any]) -> None:
    assert [(one["value"], one["reason"]) for one in picture["unplaced"]] == [(18, "wider")]


def test_picture_tells_statements_with_their_speaker(picture: dict[str, Any]) -> None:
    stated = [one for one in picture["statements"] if one["kind"] == "cause"]

    assert [one["stated_by"] for one in stated] == ["انتظامی"]


def test_picture_is_written_in_every_format(plain: Path) -> None:
    out = plain.parent / "out"

    assert sorted(path.name for path in out.iterdir()) == sorted(
        ["answers", "sources.parquet", *(f"picture.{name}" for name in ("html", "docx", "pdf", "xlsx", "json"))]
    )
    assert page_of(out, "fa", "rtl")


def test_picture_answers_every_row_for_people_and_for_programs(plain: Path) -> None:
    answers = plain.parent / "out" / "answers"

    assert {path.stem for path in answers.glob("*.json")} == {path.stem for path in answers.glob("*.xlsx")} != set()
    for path in answers.glob("*.json"):
        for told in json.loads(path.read_text("utf-8")):
            counts = [told[name] for name in ("accepted", "rejected", "duplicate", "blank")]
            assert told["rows_in"] == sum(counts)
            assert len(told["rows"]) == told["rows_in"] - told["accepted"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_picture_is_written_in_every_language(folder: Path, lang: str) -> None:
    picture_of(folder, "--lang", lang, "--formats", "html,json")

    assert page_of(folder.parent / "out", lang, "ltr")


def page_of(out: Path, lang: str, direction: str) -> bool:
    """Whether the page is in a language and shows no code of ours."""
    page = (out / "picture.html").read_text("utf-8")
    return f'<html lang="{lang}" dir="{direction}">' in page and "cases_detected" not in page.split("<script", 1)[0]


def test_picture_keeps_names_and_telephones_out_unless_asked(plain: Path) -> None:
    files = [path for path in written_files(plain.parent / "out") if path.suffix != ".pdf"]  # packed: nothing to find

    assert [path.name for path in files if tells(path, "۰۹۱۲۳۴۵۶۷۸۹") or tells(path, "محمدی")] == []


def written_files(out: Path) -> list[Path]:
    return [path for path in out.rglob("*") if path.is_file()]


def tells(path: Path, words: str) -> bool:
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as archive:
            return any(words.encode() in archive.read(name) for name in archive.namelist())
    return words.encode() in path.read_bytes()


def test_sources_parquet_holds_all_sources_of_a_number(plain: Path, picture: dict[str, Any]) -> None:
    pairs = pq.read_table(plain.parent / "out" / "sources.parquet").to_pylist()
    cases = number(picture, "cases_detected", goods="tea")

    assert [one["source"] for one in pairs if one["key"] == cases["sources"]["key"]] == [
        "customs.csv#A2",
        "customs.csv#A3",
    ]


def test_picture_with_a_plan_tells_how_much_of_it_is_reached(planned: dict[str, Any]) -> None:
    compared = number(planned, "cases_detected")["comparisons"]

    assert [(one["name"], one["value"], one["percent_of_plan"]) for one in compared if one["name"] == "plan"] == [
        ("plan", 10, 50.0)
    ]


def test_past_totals_stand_in_for_events_that_are_absent(planned: dict[str, Any]) -> None:
    compared = next(one for one in number(planned, "cases_detected")["comparisons"] if one["name"] != "plan")

    assert (compared["value"], compared["basis"], compared["change_percent"]) == (8, "past_total", -37.5)


def test_a_refused_file_is_told_and_the_rest_goes_on(planned: dict[str, Any]) -> None:
    refused = [one for one in planned["sources"] if one["kind"] == "refused"]

    assert [one["file"] for one in refused] == ["broken.xlsx"]
    assert refused[0]["issues"][0]["message"]
    assert number(planned, "cases_detected")["value"] == 5


def test_an_empty_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["picture", str(tmp_path), "--period", "1404-Q2", "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith(f"tasvir: There is no report in {tmp_path}; ")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_which_all_reports_are_missing_gives_a_picture(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "commission.yaml").write_text(COMMISSION, encoding="utf-8")

    picture = picture_of(tmp_path / "reports", code=0)

    assert (picture["numbers"], picture["reporting"]["received"], picture["reporting"]["expected"]) == ([], 0, 3)


def test_a_second_run_does_not_read_its_own_output(folder: Path) -> None:
    words = ["picture", str(folder), "--period", "1404-Q2", "--formats", "json,xlsx"]

    assert [main(words), main(words)] == [3, 3]
    picture = json.loads((folder / "picture" / "picture.json").read_text("utf-8"))
    assert sorted(one["file"] for one in picture["sources"]) == [
        "customs.csv", "police-letter.txt", "police-totals.csv", "police.csv",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--period", "1404-Q9"], "1404-Q9"),
        (["--period", "1404-Q1", "--compare", "plan"], "commission.yaml declares targets, but none for 1404-Q1"),
        (
            ["--period", "1404-Q2", "--formats", "odt"],
            "--formats cannot be odt; possible are html, docx, pdf, xlsx, json",
        ),
        (["--period", "1404-Q2", "--formats", ","], "--formats cannot be ,; possible are html"),
        (["--period", "1404-Q2", "--out", "/proc/nowhere"], "Nothing can be written to /proc/nowhere"),
    ],
)
def test_wrong_options_end_with_one_line(
    folder: Path, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["picture", str(folder), "--lang", "en", *options])
    told = capsys.readouterr()

    assert (code, told.out, told.err.count("\n")) == (2, "", 1)
    assert said in told.err


def test_a_plan_without_a_commission_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["picture", str(tmp_path), "--period", "2023-Q1", "--compare", "plan", "--lang", "en"])

    assert code == 2
    assert capsys.readouterr().err.startswith("tasvir: There is no plan to compare 2023-Q1 with")


def test_a_missing_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["picture", str(tmp_path / "none"), "--period", "2023", "--lang", "vi"]) == 2
    assert capsys.readouterr().err.startswith("tasvir: Không có thư mục")


def test_an_unreadable_commission_is_told_with_all_its_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "commission.yaml").write_text("calendar: lunar\nbodies: 3\n", encoding="utf-8")

    assert main(["picture", str(folder), "--period", "1404-Q2", "--lang", "en"]) == 2
    assert capsys.readouterr().err == (
        "tasvir: commission.yaml, line 1: calendar is lunar; expected one of jalali, gregorian, vn; "
        "commission.yaml, line 2: bodies is 3; a list was expected (lines that begin with a hyphen)\n"
    )
