"""`tasvir template` writes a workbook and says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasvir.cli.main import main
from tasvir.core.intake.sheets.workbook_safety import inspect_workbook


def test_template_is_written_where_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "form.xlsx"
    assert main(["template", "incidents", "--lang", "fa", "--out", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}\n"
    assert inspect_workbook(path.name, path.read_bytes()).template == "incidents/1/fa"


def test_unknown_list_is_a_mistake_of_the_user(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "dreams", "--lang", "en"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    path = tmp_path / "none" / "form.xlsx"
    assert main(["template", "effort", "--lang", "en", "--out", str(path)]) == 0
    assert path.exists()
