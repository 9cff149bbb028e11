"""Every sub-command explains itself with an example that parses, and help stays light."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys

import pytest

from tasvir.cli.main import COMMANDS, load_command, parse
from tests.architecture.repository import PACKAGE, product_files, tree

HEAVY = {
    "altair", "docx", "docxtpl", "duckdb", "fastexcel", "fontTools", "holidays", "jinja2", "lxml", "narwhals",
    "numpy", "openpyxl", "pandas", "pyarrow", "pypdfium2", "rapidfuzz", "splink", "sqlglot", "typst",
    "vl_convert", "xlsxwriter",
}  # fmt: skip
HELP = """
import contextlib, io, sys
from tasvir.cli.main import main
with contextlib.redirect_stdout(io.StringIO()) as said:
    assert main({words!r}) == 0
assert "example:" in said.getvalue()
print(*sorted({{name.split(".")[0] for name in sys.modules}}))
"""


def modules_after(words: list[str]) -> set[str]:
    """The top-level modules that are loaded once `tasvir WORDS` has answered."""
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    command = [sys.executable, "-c", HELP.format(words=words)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return set(done.stdout.split())


def test_every_command_module_is_offered() -> None:
    folder = PACKAGE / "cli"
    modules = [path for path in product_files() if path.parent == folder]
    modules += [path for path in product_files() if path.name == "__init__.py" and path.parent.parent == folder]
    offered = {
        (path.parent if path.name == "__init__.py" else path).stem.replace("_", "-")
        for path in modules
        if any(getattr(node, "name", "") == "add_arguments" for node in tree(path).body)
    }

    assert set(COMMANDS) == offered


@pytest.mark.parametrize("command", COMMANDS)
def test_command_shows_an_example_that_parses(command: str) -> None:
    example = load_command(command).EXAMPLE

    words = shlex.split(example)

    assert words[:2] == ["tasvir", command]
    assert parse(words[1:])[0] is load_command(command)


@pytest.mark.parametrize("words", [["--help"], *([command, "--help"] for command in COMMANDS)], ids=" ".join)
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    assert modules_after(words) & HEAVY == set()
