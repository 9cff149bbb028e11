"""Read YAML strictly and remember lines: every problem of a file at once, each with its line and what was expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from tasvir.core.issues import Issue

Node = yaml.nodes.Node
Read = Callable[["Marked", Node, str], Any]
_LONGEST_VALUE = 60


@dataclass
class Marked:
    """One file being read: its name and the problems found so far."""

    file: str
    issues: list[Issue] = field(default_factory=list)

    def wrong(self, code: str, node: Node, key: str, **values: object) -> None:
        """Note a problem at a node's line; the caller goes on with a default."""
        line = node.start_mark.line + 1
        told = {"file": self.file, "line": line, "key": key, "value": shown(node), **values}
        self.issues.append(Issue(code, told, self.file, None, line, key, shown(node)))


@dataclass(frozen=True)
class Field:
    """One key of a record: how its value is read, and what stands for it where it is absent."""

    read: Read
    default: Any = None
    required: bool = False


def shown(node: Node) -> str:
    """The value as a person wrote it, shortened; a list or a record only says what it is."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)[:_LONGEST_VALUE]
    return "[…]" if isinstance(node, yaml.SequenceNode) else "{…}"


def is_empty(node: Node) -> bool:
    """Whether nothing (or null) stands there."""
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def compose(marked: Marked, text: str) -> Node | None:
    """The tree of nodes, or None with an issue where the text is not YAML."""
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        detail = str(getattr(error, "problem", None) or error).splitlines()[0]
        told = {"file": marked.file, "line": line, "detail": detail}
        marked.issues.append(Issue("yaml.broken", told, marked.file, None, line))
        return None


def text(marked: Marked, node: Node, key: str) -> str | None:
    """A text; numbers and dates count as they are written."""
    if isinstance(node, yaml.ScalarNode) and not is_empty(node):
        return str(node.value)
    marked.wrong("yaml.expected_text", node, key)
    return None


def number(marked: Marked, node: Node, key: str) -> int | float | None:
    """A number; whole ones stay whole."""
    if isinstance(node, yaml.ScalarNode):
        for kind in (int, float):
            try:
                return kind(str(node.value).replace("_", ""))
            except ValueError:
                continue
    marked.wrong("yaml.expected_number", node, key)
    return None


def amount(marked: Marked, node: Node, key: str) -> int | float | None:
    """A number from nought up, not without end."""
    value = number(marked, node, key)
    if value is None or 0 <= value < float("inf"):
        return value
    marked.wrong("yaml.expected_amount", node, key)
    return None


def whole(marked: Marked, node: Node, key: str) -> int | None:
    """A whole number from nought up."""
    if isinstance(node, yaml.ScalarNode) and str(node.value).isdecimal():
        return int(node.value)
    marked.wrong("yaml.expected_whole", node, key)
    return None


def one_of(*choices: str) -> Read:
    """One of a few words."""

    def read(marked: Marked, node: Node, key: str) -> str | None:
        if isinstance(node, yaml.ScalarNode) and node.value in choices:
            return str(node.value)
        marked.wrong("yaml.expected_choice", node, key, choices=", ".join(choices))
        return None

    return read


def list_of(read: Read) -> Read:
    """A list, each entry read alike; wrong entries are left out, with their issues."""

    def read_all(marked: Marked, node: Node, key: str) -> tuple[Any, ...]:
        if is_empty(node):
            return ()
        if not isinstance(node, yaml.SequenceNode):
            marked.wrong("yaml.expected_list", node, key)
            return ()
        values = [read(marked, entry, f"{key}[{place}]") for place, entry in enumerate(node.value)]
        return tuple(value for value in values if value is not None)

    return read_all


def pairs(marked: Marked, node: Node, key: str) -> dict[str, Node] | None:
    """The entries of a record by key; a key that stands twice is an issue."""
    if is_empty(node):
        return {}
    if not isinstance(node, yaml.MappingNode):
        marked.wrong("yaml.expected_record", node, key)
        return None
    found: dict[str, Node] = {}
    for name, value in node.value:
        if name.value in found:
            marked.wrong("yaml.repeated_key", name, f"{key}.{name.value}".lstrip("."))
        found[str(name.value)] = value
    return found


def texts(marked: Marked, node: Node, key: str) -> dict[str, str]:
    """A record of texts, such as a name in three languages."""
    entries = pairs(marked, node, key) or {}
    values = {name: text(marked, value, f"{key}.{name}") for name, value in entries.items()}
    return {name: value for name, value in values.items() if value is not None}


def record(fields: Mapping[str, Field]) -> Read:
    """A record of known keys as a dict; unknown and missing keys are issues."""

    def read(marked: Marked, node: Node, key: str) -> dict[str, Any] | None:
        entries = pairs(marked, node, key)
        if entries is None:
            return None
        for name in (name for name in entries if name not in fields):
            marked.wrong("yaml.unknown_key", entries[name], _joined(key, name), known=", ".join(fields))
        missing = [name for name, of in fields.items() if of.required and _absent(entries, name)]
        for name in missing:
            marked.wrong("yaml.missing_key", node, _joined(key, name))
        values = {name: _value(marked, of, entries.get(name), _joined(key, name)) for name, of in fields.items()}
        return None if missing else {**values, "line": node.start_mark.line + 1, "node": node}

    return read


def _joined(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _absent(entries: Mapping[str, Node], name: str) -> bool:
    return name not in entries or is_empty(entries[name])


def _value(marked: Marked, of: Field, node: Node | None, key: str) -> Any:
    if node is None or is_empty(node):
        return of.default
    value = of.read(marked, node, key)
    return of.default if value is None else value
