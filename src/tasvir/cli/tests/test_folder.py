"""Which files of a folder are read, in which order, and how progress is told."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from tasvir.cli.clock import day_in_zone
from tasvir.cli.folder import Reader, figures_of, find_files, read_mapping_file
from tasvir.cli.progress import Progress
from tasvir.core.errors import RefusedFile, UserError
from tasvir.core.picture.office.commission import Commission
from tasvir.core.text.extracted import Block, Extracted
from tasvir.core.vocabulary.lists import load_lists


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def test_find_files_walks_in_the_order_of_paths_and_skips_what_is_not_a_report(tmp_path: Path) -> None:
    touch(
        tmp_path, "b/2.csv", "a.txt", "b/1.xlsx", "خ.docx", "~$a.docx", ".~lock.a#", ".hidden/x.csv", "commission.yaml"
    )
    touch(
        tmp_path,
        "b/2.mapping.yaml",
        "indicators.yaml",
        "old/picture.json",
        "old/picture.xlsx",
        "out/x.csv",
        "form.xlsx",
    )

    found = find_files(tmp_path, skip=(tmp_path / "out", tmp_path / "form.xlsx"))

    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a.txt", "b/1.xlsx", "b/2.csv", "خ.docx"]


@pytest.mark.parametrize("beside", ["list.mapping.yaml", "list.csv.mapping.yaml"])
def test_a_mapping_is_found_beside_its_list(tmp_path: Path, beside: str) -> None:
    (tmp_path / beside).write_text("columns: {A: goods}", encoding="utf-8")

    assert read_mapping_file(tmp_path / "list.csv", "list.csv") == {"columns": {"A": "goods"}}


def test_a_broken_mapping_refuses_its_list_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "list.mapping.yaml").write_text("columns:\n  A: [", encoding="utf-8")

    with pytest.raises(RefusedFile) as caught:
        read_mapping_file(tmp_path / "list.csv", "list.csv")

    assert (caught.value.code, caught.value.values["line"]) == ("yaml.broken", 2)


def test_reader_tells_every_file_that_it_cannot_read(tmp_path: Path) -> None:
    touch(tmp_path, "scan.jpg", "empty.csv")
    (tmp_path / "empty.csv").write_bytes(b"")

    reader = Reader(tmp_path, Commission(), load_lists(), date(2026, 11, 22))
    reading = reader.read(find_files(tmp_path), lambda _: None)

    assert sorted(one.file for one in reading.refused) == ["empty.csv", "scan.jpg"]
    assert reading.files == 2


def test_a_persons_own_number_is_no_figure() -> None:
    text = "سرهنگ محمدی، تلفن ۰۹۱۲۳۴۵۶۷۸۹، از کشف ۱۲ فقره خبر داد."
    extracted = Extracted(text, (Block(0, len(text), "paragraph", "fa"),), "fa")

    assert [one.value for one in figures_of(extracted)] == [12]


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True


def test_progress_is_told_on_a_terminal_and_wiped_at_the_end() -> None:
    stream = Terminal()
    progress = Progress(stream)
    progress.tell("Reading a.csv")
    progress.close()

    assert stream.getvalue() == "\r\x1b[KReading a.csv\r\x1b[K"


def test_progress_is_silent_in_a_pipe() -> None:
    stream = io.StringIO()
    progress = Progress(stream)
    progress.tell("Reading a.csv")
    progress.close()

    assert stream.getvalue() == ""


def test_an_unknown_time_zone_is_a_users_mistake() -> None:
    with pytest.raises(UserError) as caught:
        day_in_zone("Asia/Nowhere")

    assert (caught.value.code, caught.value.values) == ("commission.unknown_zone", {"value": "Asia/Nowhere"})
