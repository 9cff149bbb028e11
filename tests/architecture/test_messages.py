"""Every message exists in every language, with the same values, and every code in the source has one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
import yaml

from tasvir.core.vocabulary.messages import LANGUAGES
from tasvir.foundation.texts import load_texts
from tests.architecture.repository import LISTS, PACKAGE, name, product_files, texts, tree

CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_-]*)*\.[a-z]([a-z0-9_-]*[a-z0-9])?")
FILE = re.compile(r".+\.(csv|css|docx|html|j2|js|json|parquet|pdf|txt|typ|ttf|xlsx|yaml)")
FOLDERS = ("findings", "messages")
RAISERS = {"Issue", "UserError", "RefusedFile", "message", "_complain"}


def called(node: ast.Call) -> str:
    """The last part of the name that is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def handed_over(path: Path) -> Iterator[str]:
    """The texts that a file hands to issues, errors and messages as their code."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            given = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            given += node.args[:1] if called(node) in RAISERS else []
            yield from (part.value for part in given if isinstance(part, ast.Constant) and isinstance(part.value, str))


def codes_in(path: Path, groups: set[str]) -> set[str]:
    """The message codes of a file: handed over, or spelt like one of a known group."""
    constants = (node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant))
    alike = {text for text in constants if isinstance(text, str) and text.split(".")[0] in groups}
    return {text for text in alike | set(handed_over(path)) if CODE.fullmatch(text) and not FILE.fullmatch(text)}


def placeholders(sentence: str) -> set[str]:
    """The names between braces."""
    return {field for _, field, _, _ in Formatter().parse(sentence) if field is not None}


@cache
def sentences(folder: str, lang: str) -> dict[str, str]:
    """The sentences of a folder of the lists in a language, by code."""
    found: dict[str, str] = {}
    for path in sorted((LISTS / folder / lang).glob("*.yaml")):
        found |= {str(code): str(sentence) for code, sentence in yaml.safe_load(path.read_text("utf-8")).items()}
    return found


def all_codes() -> set[str]:
    """Every code that has a sentence."""
    return {code for folder in FOLDERS for code in sentences(folder, "en")}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("folder", FOLDERS)
def test_no_key_stands_twice(folder: str, lang: str) -> None:
    texts = [path.read_text("utf-8") for path in (LISTS / folder / lang).glob("*.yaml")]
    keys = [line.split(":")[0] for text in texts for line in text.splitlines() if line and line[0] not in "# "]

    assert sorted({key for key in keys if keys.count(key) > 1}) == []


@pytest.mark.parametrize("lang", ["fa", "vi"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_sentence_is_translated_with_the_same_values(folder: str, lang: str) -> None:
    english, other = sentences(folder, "en"), sentences(folder, lang)

    assert sorted(english.keys() ^ other.keys()) == []
    assert [code for code in english if placeholders(english[code]) != placeholders(other[code])] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("folder", FOLDERS)
def test_no_sentence_is_empty(folder: str, lang: str) -> None:
    assert [code for code, sentence in sentences(folder, lang).items() if not sentence.strip()] == []


def on_platform(path: Path) -> bool:
    """Whether a file belongs to the platform, where codes also name texts, events, permissions and tasks."""
    return bool({"rooms", "foundation", "web", "cli"} & set(path.parts))


def test_every_code_in_the_source_has_a_message() -> None:
    known = all_codes()
    groups = {code.split(".")[0] for code in known}
    on_screen = load_texts("en").keys()  # rooms also say what their own texts hold

    missing: dict[str, str] = {}
    for path in product_files():
        codes = (
            {one for one in handed_over(path) if CODE.fullmatch(one)} if on_platform(path) else codes_in(path, groups)
        )
        missing |= {code: name(path) for code in codes - known if not (on_platform(path) and code in on_screen)}

    assert missing == {}


def test_every_message_is_used_in_the_source() -> None:
    source = "\n".join(
        text for path, text in texts() if path.is_relative_to(PACKAGE) and not path.is_relative_to(LISTS)
    )
    spoken = set(re.findall(r"[\"']([a-z][a-z0-9_.-]*)[\"'{]", source))
    # A code is written out, or what it begins with is, before a value: f"comparison.{name}".
    beginnings = tuple(text for text in spoken if text.endswith((".", "_")))

    def used(code: str) -> bool:
        return code in spoken or code.startswith(beginnings)

    assert [code for code in sorted(all_codes()) if not used(code)] == []
