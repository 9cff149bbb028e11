"""What the repository promises about itself: no addresses, no drawers, short files, honest dependencies."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from tests.architecture.repository import ROOT, files, name, product_files, python_files, texts, tree

LONGEST_FILE = 350
MACHINE_PATH = re.compile(r"(?<![\w.:/*])/(?:root|home|work|Users)/[\w.]")
DRAWER = re.compile(r"(^|/)_?(utils?|helpers?|common|misc|managers?)(\.py|/)")
# Needed by a library that we import, as a program, or by name in the settings; nobody writes `import` for them.
USED_WITHOUT_IMPORT = {"brotli", "defusedxml", "gunicorn", "whitenoise"}


def test_locks_hold_no_address() -> None:
    locks = [ROOT / "requirements.lock", ROOT / "package-lock.json", ROOT / ".npmrc"]

    assert [name(path) for path in locks if "://" in path.read_text("utf-8")] == []


def test_no_file_names_a_place_on_one_machine() -> None:
    here = f"{ROOT.parent}/" if len(ROOT.parent.parts) > 1 else "\0"

    found = [name(path) for path, text in texts() if MACHINE_PATH.search(text) or here in text]

    assert found == []


def test_no_junk_drawers() -> None:
    assert [name(path) for path in files() if DRAWER.search(name(path))] == []


def test_files_stay_short() -> None:
    # Migrations are written by Django.
    written = [path for path in python_files() if "migrations" not in path.parts]
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in written}

    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_every_package_says_what_it_is_for() -> None:
    inits = [path for path in product_files() if path.name == "__init__.py"]

    assert [name(path) for path in inits if not ast.get_docstring(tree(path))] == []


def test_folders_of_tests_are_packages() -> None:
    folders = {path.parent for path in python_files() if path.name.startswith("test_")}

    assert [name(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def declared(extra: str | None = None) -> set[str]:
    """The distributions that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] if extra is None else project["optional-dependencies"][extra]
    return {re.split(r"[<>=\[; ]", line)[0].lower().replace("_", "-") for line in wanted}


def imported(paths: list[Path]) -> dict[str, str]:
    """Each imported distribution with one file that imports it."""
    owners = metadata.packages_distributions()
    found: dict[str, str] = {}
    for path in paths:
        for node in ast.walk(tree(path)):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for module in modules:
                top = module.split(".")[0]
                for owner in owners.get(top, [] if top in sys.stdlib_module_names else [top])[:1]:
                    found.setdefault(owner.lower().replace("_", "-"), name(path))
    found.pop("tasvir", None)
    return found


def test_every_dependency_is_used_and_every_import_is_declared() -> None:
    used = imported(product_files())

    assert declared() - used.keys() - USED_WITHOUT_IMPORT == set()
    assert {owner: path for owner, path in used.items() if owner not in declared()} == {}


def test_every_dependency_is_locked_with_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    entries = re.split(r"(?m)^(?=[a-zA-Z])", lock)[1:]
    locked = {entry.split("==")[0].lower().replace("_", "-") for entry in entries}

    assert (declared() | declared("dev") | declared("node")) - locked == set()
    assert [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    block = text[text.index("dependencies = [") : text.index("\n]", text.index("dependencies = ["))]
    lines = [line for line in block.splitlines() if line.strip().startswith('"')]

    assert [line.strip() for line in lines if "#" not in line] == []
