"""What every picture promises: its shape, evidence that leads back, no person shown, three languages, exit codes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tasvir.core.characters.folding import to_ascii_digits
from tasvir.core.disclosure.names import redact
from tests.end_to_end.conftest import Made, run_tasvir
from tests.end_to_end.evidence import what_stands_at
from tests.end_to_end.written import words_of

Truth = Callable[[str], dict[str, Any]]
NUMBER = (int, float)
SHAPES: dict[str, dict[str, Any]] = {
    "period": {"label": str, "calendar": str, "start": str, "end": str},
    "counted_once": {"reported": int, "distinct": int, "groups": list, "doubtful": list},
    "reporting": {"expected": int, "received": int, "on_time": int, "missing": list},
    "analysis": dict.fromkeys(
        ("trends", "alerts", "hotspots", "axes", "contexts", "patterns", "new_methods", "effects"), list
    ),
}
ROWS: dict[str, dict[str, Any]] = {
    "sources": {"file": str, "kind": str, "rows_in": int, "accepted": int, "rejected": int, "duplicate": int}
    | {"blank": int, "issues": list},
    "numbers": {"measure": str, "by": dict, "unit": str, "state": str, "comparisons": list, "rows_used": int}
    | {"rows_ignored": list, "sources": dict},
    "reconciliation": {"agency": str, "measure": str},
    "statements": {"kind": str, "topic": str, "quotes": list, "sources": list},
    "unplaced": {"quotes": list, "sources": list},
    "findings": {"text": dict, "evidence": list, "confidence": str},
}


def test_picture_has_the_agreed_shape(lorestan: Made, tayninh: Made) -> None:
    for made in (lorestan, tayninh):
        picture = made.picture
        for part, shape in SHAPES.items():
            assert _wrong(picture[part], shape) == [], part
        for part, shape in ROWS.items():
            assert [wrong for row in picture[part] for wrong in _wrong(row, shape)] == [], part
        assert {one["state"] for one in picture["numbers"]} <= {"number", "zero", "not_applicable", "not_reported"}


def _wrong(found: dict[str, Any], shape: dict[str, Any]) -> list[str]:
    return [key for key, kind in shape.items() if not isinstance(found.get(key), kind)]


@pytest.mark.parametrize("name", ["lorestan", "tayninh"])
def test_every_number_leads_to_cells_or_sentences_that_are_there(
    name: str, request: pytest.FixtureRequest, samples: Path
) -> None:
    picture = request.getfixturevalue(name).picture
    for number in picture["numbers"]:
        examples = number["sources"]["examples"]
        assert len(examples) == min(20, number["sources"]["count"]), number
        assert number["state"] != "number" or examples, number
        for source in examples:
            assert what_stands_at(samples / name, source)


@pytest.mark.parametrize("name", ["lorestan", "tayninh"])
@pytest.mark.parametrize("part", ["statements", "unplaced"])
def test_every_quote_stands_where_its_source_says(
    name: str, part: str, request: pytest.FixtureRequest, samples: Path
) -> None:
    for entry in request.getfixturevalue(name).picture[part]:
        for quote, source in zip(entry["quotes"], entry["sources"]):
            written = what_stands_at(samples / name, source)
            assert quote in (written, redact(written)) or redact(quote) != written, (quote, written)


@pytest.mark.parametrize("name", ["lorestan", "tayninh"])
def test_every_finding_rests_on_something(name: str, request: pytest.FixtureRequest) -> None:
    picture = request.getfixturevalue(name).picture
    for finding in picture["findings"]:
        assert sorted(finding["text"]) == ["en", "fa", "vi"]
        assert finding["evidence"]
        for pointer in finding["evidence"]:
            assert _at(picture, pointer) is not None, pointer


def _at(picture: dict[str, Any], pointer: str) -> Any:
    found: Any = picture
    for step in pointer.split("/"):
        found = found[int(step)] if isinstance(found, list) else found[step]
    return found


@pytest.mark.parametrize("name", ["lorestan", "tayninh"])
def test_no_file_shows_a_person(name: str, request: pytest.FixtureRequest, truth: Truth) -> None:
    made: Made = request.getfixturevalue(name)
    personal = [to_ascii_digits(one) for some in truth(name)["personal"].values() for one in some]
    shown = [(file, one) for file, words in words_of(made.folder) for one in personal if one in words]
    assert shown == []


def test_persons_are_shown_when_asked_for(picture_of: Callable[..., Made], truth: Truth) -> None:
    """And so the test above can fail."""
    made = picture_of("tayninh", "--period", "vn:2024-Q4", "--lang", "vi", "--formats", "json", "--with-names")
    persons = truth("tayninh")["personal"]["persons"]
    assert any(person in words for _, words in words_of(made.folder) for person in persons)


def test_all_formats_are_written(lorestan: Made) -> None:
    written = {path.name for path in lorestan.folder.iterdir()}
    assert {f"picture.{kind}" for kind in ("html", "docx", "pdf", "xlsx", "json")} <= written


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_same_numbers_come_in_every_language(lang: str, lorestan: Made, picture_of: Callable[..., Made]) -> None:
    other = picture_of("lorestan", "--period", "1404-Q2", "--lang", lang, "--formats", "json,html").picture
    keys = ("measure", "by", "value", "unit", "state")

    def plain(picture: dict[str, Any]) -> list[list[Any]]:
        return [[number[key] for key in keys] for number in picture["numbers"]]

    assert plain(other) == plain(lorestan.picture)
    assert other["lang"] == lang


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--period", "1404-Q5"], 2),
        (["--period", "1404-13"], 2),
        (["--period", "1404-Q2", "--lang", "xx"], 2),
        (["--period", "1404-Q2", "--formats", "odt"], 2),
    ],
)
def test_wrong_options_end_in_two_with_one_line(samples: Path, tmp_path: Path, words: list[str], code: int) -> None:
    ran = run_tasvir("picture", samples / "lorestan", "--out", tmp_path, *words)
    assert (ran.returncode, len(ran.stderr.strip().splitlines())) == (code, 1), ran.stderr


def test_plan_without_a_commission_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "list.csv").write_text("date,place,goods,lead agency\n2023-05-01,Dover,cigarettes,customs\n", "utf-8")
    ran = run_tasvir("picture", folder, "--period", "2023", "--compare", "plan", "--out", tmp_path / "out")
    assert (ran.returncode, (tmp_path / "out" / "picture.json").exists()) == (2, False)


def test_clean_folder_without_a_commission_ends_in_zero(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "list.csv").write_text("date,place,goods,lead agency\n2023-05-01,Dover,cigarettes,customs\n", "utf-8")
    options = ("--period", "2023", "--lang", "en", "--formats", "json", "--out", tmp_path / "out")
    made = Made(run_tasvir("picture", folder, *options).returncode, "", "", tmp_path / "out")
    assert made.code == 0
    assert made.picture["reporting"]["expected"] is None
    assert made.picture["counted_once"]["distinct"] == 1


def test_missing_folder_ends_in_two(tmp_path: Path) -> None:
    assert run_tasvir("picture", tmp_path / "nowhere", "--period", "1404").returncode == 2


def test_one_broken_file_does_not_stop_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "list.csv").write_text("date,place,goods,lead agency\n2023-05-01,Dover,cigarettes,customs\n", "utf-8")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    (folder / "empty.docx").write_bytes(b"")
    options = ("--period", "2023", "--lang", "en", "--formats", "json", "--out", tmp_path / "out")
    ran = run_tasvir("picture", folder, *options)
    assert ran.returncode == 3
    assert "Traceback" not in ran.stderr
    assert Made(3, "", "", tmp_path / "out").picture["counted_once"]["distinct"] == 1
