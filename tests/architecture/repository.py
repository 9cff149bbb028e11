"""The repository as these tests see it: its files, packages, lists and syntax trees."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "tasvir"
LISTS = PACKAGE / "lists"


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    return tuple(sorted(path for name in names if name and (path := ROOT / name).is_file()))


def python_files() -> list[Path]:
    """Every Python file, `dev` included."""
    return [path for path in files() if path.suffix == ".py" or path.name == "dev"]


def product_files() -> list[Path]:
    """The Python files of the package without its tests."""
    return [path for path in python_files() if path.is_relative_to(PACKAGE) and "tests" not in path.parts]


def packages() -> list[str]:
    """The folders of the package that hold code, as paths below `src/tasvir`."""
    inits = [path.parent for path in product_files() if path.name == "__init__.py"]
    return [str(folder.relative_to(PACKAGE)) for folder in inits if folder != PACKAGE]


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text("utf-8"), str(path))


def texts() -> Iterator[tuple[Path, str]]:
    """Every committed file that is text, with its text."""
    for path in files():
        data = path.read_bytes()
        if b"\0" not in data[:8192]:
            yield path, data.decode("utf-8", errors="replace")


def name(path: Path) -> str:
    """A path as messages of these tests show it."""
    return str(path.relative_to(ROOT))
