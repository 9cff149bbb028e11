"""Which files of a folder are read, in which order, and how progress is told."""

from __future__ import annotations

import errno
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasvir.cli.clock import day_in_zone
from tasvir.cli.folder import Reader, read_mapping_file
from tasvir.cli.machine import machine_reason
from tasvir.cli.progress import Progress
from tasvir.cli.report_files import find_files
from tasvir.core.errors import RefusedFile, UserError
from tasvir.core.intake.answers import answer_workbook
from tasvir.core.intake.lists_reader import read_lists
from tasvir.core.picture.office.commission import Commission
from tasvir.core.text.extracted import Block, Extracted
from tasvir.core.vocabulary.lists import load_lists
from tasvir.foundation.reading import figures_of


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

    assert [path.relative_to(tmp_path).as_posix() for path in found.paths] == ["a.txt", "b/1.xlsx", "b/2.csv", "خ.docx"]


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


def names_of(folder: Path, **options: Any) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_files(folder, **options).paths]


@pytest.mark.parametrize("mark", ["picture.json", "sources.parquet"])
def test_an_output_of_ours_is_known_by_either_mark(tmp_path: Path, mark: str) -> None:
    touch(tmp_path, "a.csv", f"old/{mark}", "old/picture.html", "old/answers/b.csv.xlsx")

    assert names_of(tmp_path) == ["a.csv"]


def test_an_output_written_into_the_folder_itself_is_passed_over(tmp_path: Path) -> None:
    touch(tmp_path, "a.csv", "sources.parquet", "picture.html", "answers/b.csv.xlsx")

    assert names_of(tmp_path) == ["a.csv"]


def test_an_answer_that_we_sent_is_no_report_wherever_it_lies(tmp_path: Path) -> None:
    list_ = b"ref,occurred_on\nA-1,2025-07-01\n"
    answers = read_lists("a.csv", list_, lists=load_lists(), today=date(2026, 11, 22))
    (tmp_path / "back.xlsx").write_bytes(answer_workbook("a.csv", list_, answers, "fa"))

    reading = Reader(tmp_path, Commission(), load_lists(), date(2026, 11, 22)).read(
        find_files(tmp_path), lambda _: None
    )

    assert reading.files == 0


def test_system_files_are_no_reports(tmp_path: Path) -> None:
    touch(tmp_path, "a.csv", "Thumbs.db", "sub/desktop.ini", ".DS_Store", "__MACOSX/a.csv", "sub/ehthumbs.db")

    assert names_of(tmp_path) == ["a.csv"]


def test_links_that_lead_away_or_round_are_refused_with_their_reason(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    touch(tmp_path, "secret.txt", "reports/a/list.csv")
    (folder / "a" / "loop").symlink_to(folder)
    (folder / "away.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")
    (folder / "again.csv").symlink_to(folder / "a" / "list.csv")

    found = find_files(folder)

    assert names_of(folder) == ["a/list.csv", "again.csv"]
    assert [(one.file, one.issue.code) for one in found.refused] == [
        ("a/loop", "file.link_circle"), ("away.txt", "file.link_outside"), ("gone.txt", "file.link_dangling"),
    ]  # fmt: skip


def test_folders_that_link_to_each_other_end(tmp_path: Path) -> None:
    touch(tmp_path, "a/1.csv", "b/2.csv")
    (tmp_path / "a" / "x").symlink_to(tmp_path / "b")
    (tmp_path / "b" / "y").symlink_to(tmp_path / "a")

    assert [one.issue.code for one in find_files(tmp_path).refused] == ["file.link_circle", "file.link_circle"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("fa", "چنین فایل یا پوشه‌ای وجود ندارد"),
        ("vi", "không có tệp hoặc thư mục này"),
        ("en", "there is no such file or folder"),
    ],
)
def test_the_machine_speaks_the_users_language(lang: str, said: str) -> None:
    assert machine_reason(FileNotFoundError(errno.ENOENT, "No such file or directory"), lang) == said
