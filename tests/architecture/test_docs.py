"""The documents name what is there, and every link leads somewhere."""

from __future__ import annotations

import re

from tests.architecture.repository import ROOT, files, name, packages

PLACE = re.compile(r"`((?:src|tests|docs|samples|bench|core|cli|renderers|warehouse|lists)/[\w./-]*)`")
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)\s#]+)")


def test_map_names_every_package() -> None:
    text = (ROOT / "docs" / "map.md").read_text("utf-8")

    assert [package for package in packages() if f"{package}/" not in text] == []


def test_map_names_nothing_that_is_not_there() -> None:
    text = (ROOT / "docs" / "map.md").read_text("utf-8")
    named = re.findall(r"`((?:src|tests|docs|samples|bench|core|cli|renderers|warehouse|lists)/[\w./-]*)`", text)
    places = [[ROOT / path, ROOT / "src" / "tasvir" / path] for path in named]

    assert [path for path, tried in zip(named, places, strict=True) if not any(p.exists() for p in tried)] == []


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
