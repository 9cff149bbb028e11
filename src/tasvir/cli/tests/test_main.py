"""The door of the command line: exit codes, one-line complaints, languages, pipes."""

from __future__ import annotations

import argparse
import errno
import os
import subprocess
import sys

import pytest

from tasvir.cli import main as door
from tasvir.core.errors import UserError
from tasvir.core.vocabulary.messages import message


@pytest.fixture(autouse=True)
def _machine_without_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


class Stub:
    """A sub-command that does what a test tells it."""

    HELP = "do nothing"
    EXAMPLE = "tasvir read letter.txt"

    def __init__(self, outcome: int | BaseException) -> None:
        self.outcome = outcome

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--lang", choices=["auto", *door.LANGUAGES], default="auto")
        parser.add_argument("--rows", type=int)

    def run(self, args: argparse.Namespace) -> int:
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome


def answer(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    outcome: int | BaseException,
    *words: str,
) -> tuple[int, str]:
    """The exit code and the error lines of `tasvir read WORDS` with a stub for `read`."""
    monkeypatch.setattr(door, "load_command", lambda _: Stub(outcome))
    code = door.main(["read", *words])
    return code, capsys.readouterr().err


@pytest.mark.parametrize("code", [0, 3])
def test_main_returns_the_code_of_the_command(
    code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(monkeypatch, capsys, code, "a.txt") == (code, "")


def test_main_tells_a_user_error_in_one_line_of_the_chosen_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    error = UserError("cli.machine_refused", file="a.txt", reason="\n no ")

    code, said = answer(monkeypatch, capsys, error, "a.txt", "--lang", "vi")

    assert (code, said) == (2, "tasvir: Máy từ chối a.txt: no\n")


@pytest.mark.parametrize(
    ("words", "lang", "detail"),
    [
        ([], "en", "file is missing"),
        (["a", "--nonsense"], "vi", "không hiểu --nonsense"),
        (["a", "--lang", "xx"], "en", "--lang cannot be xx; possible are auto, fa, vi, en"),
        (["a", "--lang"], "fa", "--lang مقدار می‌خواهد"),
        (["a", "--rows", "many"], "en", "--rows cannot be many"),
    ],
    ids=["missing", "unknown", "choice", "no value", "value"],
)
def test_main_tells_a_wrong_option_in_one_line_of_the_machine_language(
    words: list[str],
    lang: str,
    detail: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LC_ALL", f"{lang}.UTF-8")

    code, said = answer(monkeypatch, capsys, 0, *words)

    values = {"detail": detail, "command": "tasvir read"}
    assert (code, said) == (2, f"tasvir: {message('cli.usage', lang, values)}\n")


@pytest.mark.parametrize("words", [[], ["nonsense"], ["--nonsense"]])
def test_main_tells_a_wrong_command_in_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code = door.main(words)

    assert code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_main_hides_the_traceback_of_a_bug(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = answer(monkeypatch, capsys, KeyError("goods"), "a.txt")

    assert code == 1
    assert said == (
        "tasvir: Something went wrong inside tasvir (KeyError: 'goods'). "
        "Please report it; --debug shows the traceback.\n"
    )


@pytest.mark.parametrize("words", [["a.txt", "--debug"], ["--debug", "a.txt"]])
def test_main_shows_the_traceback_on_request(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = answer(monkeypatch, capsys, KeyError("goods"), *words)

    assert code == 1
    assert said.startswith("Traceback")


def test_main_calls_a_full_disk_no_bug(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    full = OSError(errno.ENOSPC, "No space left on device", "out.html")

    code, said = answer(monkeypatch, capsys, full, "a.txt")

    assert (code, said) == (2, "tasvir: The machine refused out.html: there is no room left\n")


@pytest.mark.parametrize(
    ("words", "environment", "lang"),
    [
        (["--lang", "fa"], {"LANG": "vi_VN.UTF-8"}, "fa"),
        (["--lang=vi"], {}, "vi"),
        (["--lang", "auto"], {"LANG": "fa_IR.UTF-8"}, "fa"),
        (["--lang"], {"LC_ALL": "C.UTF-8", "LANG": "fa_IR"}, "en"),
        ([], {}, "en"),
    ],
)
def test_answer_language_follows_option_then_machine(words: list[str], environment: dict[str, str], lang: str) -> None:
    assert door.answer_language(words, environment) == lang


def test_main_survives_a_reader_that_stops() -> None:
    code = "import sys; from tasvir.cli import main as door; sys.exit(door.main(['--help']))"
    reading, writing = os.pipe()
    os.close(reading)

    done = subprocess.run([sys.executable, "-c", code], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)

    assert done.stderr == b""
