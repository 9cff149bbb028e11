"""The documents name what is there, and every link leads somewhere."""

from __future__ import annotations

import importlib
import re

import pytest

from tests.architecture.repository import LISTS, ROOT, files, name, packages

PLACE = re.compile(r"`((?:src|tests|docs|samples|bench|core|cli|renderers|warehouse|lists)/[\w./-]*)`")
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)\s#]+)")


def test_map_names_every_package() -> None:
    text = (ROOT / "docs" / "map.md").read_text("utf-8")
    # Inside a room everything lies where the plan of rooms says; Django names the others.
    known = [one for one in packages() if one.count("/") < 2 or not one.startswith("rooms/")]
    known = [one for one in known if one.split("/")[-1] not in ("migrations", "templatetags")]

    assert [package for package in known if f"{package}/" not in text] == []


def test_map_names_nothing_that_is_not_there() -> None:
    text = (ROOT / "docs" / "map.md").read_text("utf-8")
    named = re.findall(r"`((?:src|tests|docs|samples|bench|core|cli|renderers|warehouse|lists)/[\w./-]*)`", text)
    places = [[ROOT / path, ROOT / "src" / "tasvir" / path] for path in named]

    assert [path for path, tried in zip(named, places, strict=True) if not any(p.exists() for p in tried)] == []


def resolve(dotted: str) -> object:
    """The module or name that a dotted path below `tasvir` stands for."""
    found: object = importlib.import_module("tasvir")
    for part in dotted.split("."):
        if not hasattr(found, part):
            importlib.import_module(f"{found.__name__}.{part}")  # type: ignore[attr-defined]
        found = getattr(found, part)
    return found


def glossary_names() -> list[str]:
    """The dotted names of the glossary: `core.x.Name`, and `Name` (`core.x`) as one."""
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    joined = [
        f"{module}.{noun}" for noun, module in re.findall(r"`(\w+)` \(`((?:core|warehouse|renderers)[\w.]*)`\)", text)
    ]
    return joined + re.findall(r"`((?:core|warehouse|renderers)\.[\w.]*\w)`", text)


@pytest.mark.parametrize("dotted", sorted(set(glossary_names())))
def test_glossary_names_what_the_code_has(dotted: str) -> None:
    assert resolve(dotted) is not None


def test_glossary_names_lists_that_are_there() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")

    assert [path for path in re.findall(r"`lists/([\w./-]+)`", text) if not (LISTS / path).exists()] == []


def test_glossary_has_a_term_for_every_list() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")

    assert [path.name for path in sorted(LISTS.glob("*.csv")) if f"lists/{path.name}" not in text] == []


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in files():
        if path.suffix == ".md":
            targets = LINK.findall(path.read_text("utf-8"))
            broken += [f"{name(path)} -> {target}" for target in targets if not (path.parent / target).exists()]

    assert broken == []


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))


def test_dev_readme_commands_exist() -> None:
    commands = set(re.findall(r"\./dev (\w+)", (ROOT / "README.md").read_text("utf-8")))
    source = (ROOT / "dev").read_text("utf-8")

    assert [command for command in sorted(commands) if f'"{command}": {command}' not in source] == []
