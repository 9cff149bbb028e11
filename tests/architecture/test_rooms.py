"""Every room follows the plan, points its foreign keys downward and speaks three languages."""

from __future__ import annotations

import ast
import re
import string

import pytest
import yaml
from django.apps import apps

from tasvir.core.vocabulary.messages import LANGUAGES
from tasvir.foundation.registry import ROOMS, audited_events, menu, roles_of_permissions, rooms
from tasvir.foundation.roles import ROLES
from tasvir.foundation.texts import HOUSE, load_texts, text_files
from tests.architecture.repository import PACKAGE, files, name, product_files, tree

# From the top of the stack to its foot, as import-linter has it.
STACK = ["bulletins", "picture", "reports", "matching", "incidents", "people", "reference", "audit", "foundation"]
PLAN = {
    "README.md", "__init__.py", "api.py", "apps.py", "choices.py", "forms.py", "models.py", "queries.py", "rules.py",
    "services.py", "tasks.py", "urls.py", "views.py",
    "forms", "migrations", "models", "queries", "rules", "services", "static", "templates", "tests", "texts", "views",
}  # fmt: skip
# What one room needs beyond the plan, and why.
BESIDE_THE_PLAN = {
    ("people", "requests.py"): "the request as views see it",
    ("people", "sign_in"): "how allauth asks this house",
}
CODE = re.compile(r"""(?:\bsay(?:_later)?\(\s*|\{% say )["']([a-z_]+(?:\.[a-z_0-9]+)+)["']""")
SIDES = re.compile(
    r"(?<![\w-])(?:margin|padding|border)-(?:left|right)\b|(?<![\w-])(?:left|right)\s*:|text-align\s*:\s*(?:left|right)|float\s*:\s*(?:left|right)"
)


def room_names() -> list[str]:
    """The rooms that are there."""
    return sorted(path.parent.name for path in ROOMS.glob("*/apps.py"))


def test_a_room_keeps_to_the_plan() -> None:
    found = {(room, path.name) for room in room_names() for path in (ROOMS / room).iterdir() if path.name[0] != "."}
    strange = {one for one in found if one[1] not in PLAN and one[1] != "__pycache__"}

    assert strange - BESIDE_THE_PLAN.keys() == set()


def test_a_room_says_what_it_is_for() -> None:
    assert [room for room in room_names() if not (ROOMS / room / "README.md").is_file()] == []


def test_foreign_keys_point_down_the_stack() -> None:
    wrong = []
    for model in apps.get_models():
        own = model._meta.app_label
        for field in model._meta.get_fields() if own in STACK else ():
            to = getattr(getattr(field.related_model, "_meta", None), "app_label", "")
            if not field.concrete or to not in STACK or to == own:
                continue
            if STACK.index(to) < STACK.index(own):
                wrong.append(f"{model._meta.label}.{field.name} points up to {to}")
            if not str(getattr(field.remote_field, "related_name", None) or "").endswith("+"):
                wrong.append(f"{model._meta.label}.{field.name} needs related_name='+'")

    assert wrong == []


def test_permissions_belong_to_their_room_and_to_known_roles() -> None:
    wrong = [name for room in rooms() for name in room.permissions if name.split(".")[0] != room.name]
    strange = {role for roles in roles_of_permissions().values() for role in roles} - set(ROLES)

    assert (wrong, strange) == ([], set())


def texts_of(lang: str) -> dict[str, str]:
    """The texts of the screen in a language, without core's messages."""
    found: dict[str, str] = {}
    for path in text_files(lang):
        for code, text in (yaml.safe_load(path.read_text("utf-8")) or {}).items():
            assert code not in found, f"{code} stands twice ({path})"
            found[code] = str(text)
    return found


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_texts_say_the_same_in_every_language(lang: str) -> None:
    english, other = texts_of("en"), texts_of(lang)

    assert other.keys() ^ english.keys() == set()
    assert [code for code in english if placeholders(english[code]) != placeholders(other[code])] == []
    assert [code for code, text in other.items() if not text.strip()] == []


def test_every_text_that_is_said_is_there() -> None:
    said = {}
    for path in (path for path in files() if path.is_relative_to(PACKAGE) and "tests" not in path.parts):
        if {"rooms", "foundation", "web"} & set(path.parts) and path.suffix in (".py", ".html", ".txt"):
            said.update({code: name(path) for code in CODE.findall(path.read_text("utf-8"))})
    wanted = {f"event.{kind}": "audited events" for kind in audited_events()}
    wanted |= {f"permission.{one}": "permissions" for one in roles_of_permissions()}
    wanted |= {f"role.{role}": "roles" for role in ROLES} | {entry.text: "menu" for entry in menu()}

    assert {code: where for code, where in {**said, **wanted}.items() if code not in load_texts("en")} == {}


def test_style_sheets_know_no_left_and_no_right() -> None:
    own = [
        path for path in files() if path.suffix == ".css" and path.is_relative_to(HOUSE) and "vendor" not in path.parts
    ]
    found = [f"{name(path)}: {hit}" for path in own for hit in SIDES.findall(path.read_text("utf-8"))]

    assert found == []


def test_templates_hold_no_script_and_no_style() -> None:
    inline = re.compile(r"<script(?![^>]*\b(?:src|type=\"application/json\"))|<style|\sstyle=|\son[a-z]+=|javascript:")
    pages = [path for path in files() if path.suffix == ".html" and path.is_relative_to(PACKAGE)]
    found = {name(path): inline.findall(path.read_text("utf-8")) for path in pages}

    assert {page: hits for page, hits in found.items() if hits} == {}


def test_templates_trust_nothing_that_a_person_typed() -> None:
    pages = [path for path in files() if path.suffix == ".html" and path.is_relative_to(PACKAGE)]

    assert [name(path) for path in pages if re.search(r"\|\s*safe\b|autoescape off", path.read_text("utf-8"))] == []


def test_only_doors_read_the_clock() -> None:
    doors = {"views", "tasks", "api", "cli", "middleware", "management", "sign_in"}
    found = []
    for path in product_files():
        parts = {part.removesuffix(".py") for part in path.relative_to(PACKAGE).parts}
        if parts & doors or not parts & {"rooms", "foundation"}:
            continue
        calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
        found += [name(path) for call in calls if ast.unparse(call.func) in ("timezone.now", "datetime.now")]

    assert found == ["src/tasvir/foundation/work.py"] * len(found)
