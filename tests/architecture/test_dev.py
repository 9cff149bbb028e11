"""The commands keep their word: all failures told, exit codes passed on, nothing installed twice."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.repository import ROOT


class Calls(list[list[str]]):
    """Stands for `dev.call`: remembers the commands and fails those of the named programs."""

    def __init__(self, *failing: str) -> None:
        super().__init__()
        self.failing = failing

    def __call__(self, command: list[object]) -> int:
        """Remember the command; its exit code."""
        self.append([str(word) for word in command])
        return int(command[0] in self.failing)


@pytest.fixture
def dev() -> ModuleType:
    """The script `./dev` as a module."""
    loader = SourceFileLoader("dev_script", str(ROOT / "dev"))
    specification = importlib.util.spec_from_loader(loader.name, loader)
    assert specification is not None
    module = importlib.util.module_from_spec(specification)
    loader.exec_module(module)
    return module


def test_check_runs_everything_and_names_all_failures(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = Calls("ruff", "lint-imports")
    monkeypatch.setattr(dev, "call", calls)

    code = dev.check([])

    assert code == 1
    assert [command[0] for command in calls] == ["ruff", "ruff", "lint-imports", "mypy", str(dev.PYTHON)]
    assert capsys.readouterr().err.splitlines()[-1] == "dev: check: failed: format, lint, import contracts"


def test_locked_packages_are_read_whole(dev: ModuleType) -> None:
    entries = dev.locked()

    assert "".join(entries.values()) == (ROOT / "requirements.lock").read_text("utf-8")
    assert [name for name, entry in entries.items() if not entry.startswith(f"{name}==")] == []


def test_set_up_does_nothing_when_nothing_changed(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = Calls()
    monkeypatch.setattr(dev, "call", calls)
    monkeypatch.setattr(dev, "make_venv", lambda: None)
    for name, place in {"VENV": "venv", "ASSETS": "assets", "NODE": "node", "PYTHON": "python"}.items():
        monkeypatch.setattr(dev, name, tmp_path / place)
    (tmp_path / "venv").mkdir()
    (tmp_path / "python").touch()
    dev.set_up()
    first = len(calls)

    dev.set_up()

    assert first > 0
    assert len(calls) == first


def test_set_up_repairs_what_was_interrupted(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Calls()
    monkeypatch.setattr(dev, "call", calls)
    monkeypatch.setattr(dev, "make_venv", lambda: None)
    monkeypatch.setattr(dev, "VENV", tmp_path)
    (tmp_path / ".half-done").touch()

    dev.set_up_python()

    assert [command for command in calls if "--reinstall" in command] != []
    assert [(tmp_path / mark).exists() for mark in (".half-done", ".ready")] == [False, True]


def test_ci_runs_all_three_and_fails_if_one_does(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    commands = tmp_path / "commands"
    commands.mkdir()
    (commands / "chromium").symlink_to("/bin/true")
    stub = tmp_path / "dev"
    stub.write_text('#!/bin/sh\n[ "$1" != check ]\n')
    stub.chmod(0o755)
    environment = {**os.environ, "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}"}

    done = subprocess.run([tmp_path / ".ci" / "run"], capture_output=True, text=True, env=environment)

    assert done.returncode == 1
    assert [line.split(" after ")[0] for line in done.stdout.splitlines()[-3:]] == [
        "ci: ./dev check ended with 1",
        "ci: ./dev test ended with 0",
        "ci: ./dev journeys ended with 0",
    ]
