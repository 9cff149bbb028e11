"""Read `commission.yaml` strictly: all problems at once, each with its line and what was expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tasvir.core.calendars.periods import Period, parse_period
from tasvir.core.errors import UserError
from tasvir.core.issues import Issue
from tasvir.core.picture.office import marked_yaml as marks
from tasvir.core.picture.office.commission import (
    Body,
    Campaign,
    Commission,
    Declared,
    Driver,
    Expected,
    Named,
    Receipt,
    Series,
)
from tasvir.core.picture.office.marked_yaml import Field, Marked, Node
from tasvir.core.vocabulary.lists import Lists

CALENDARS = ("jalali", "gregorian", "vn")
KINDS = ("incidents", "figures", "effort", "written")
SLOTS = ("month", "quarter", "half", "year")

Record = dict[str, Any]


class CommissionError(UserError):
    """A commission.yaml that cannot be used, with every problem in it."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__("commission.wrong", file=issues[0].file, count=len(issues))


def read_commission(file: str, text: str, *, lists: Lists) -> Commission:
    """The commission that a file declares; raises CommissionError with all its problems."""
    marked = Marked(file)
    root = marks.compose(marked, text)
    found = None if root is None else marks.record(_fields(lists))(marked, root, "")
    if found is not None:
        _check_tree(marked, found)
        _check_names(marked, found["bodies"], lists)
    if marked.issues:
        raise CommissionError(marked.issues)
    return _commission(found) if found else Commission()


def _fields(lists: Lists) -> Mapping[str, Field]:
    names, text = Field(_names, {}), Field(marks.text)
    declared = Field(marks.list_of(marks.record(_declared_fields(lists))), ())
    named = Field(marks.list_of(marks.record(_NAMED)), ())
    return {
        "name": names,
        "country": text,
        "area": text,
        "calendar": Field(marks.one_of(*CALENDARS)),
        "time_zone": text,
        "lang": Field(marks.one_of("fa", "vi", "en")),
        "bodies": Field(marks.list_of(marks.record(_BODY)), ()),
        "working_groups": named,
        "areas": named,
        "expected_reports": Field(marks.list_of(marks.record(_EXPECTED)), ()),
        "receipts": Field(marks.list_of(marks.record(_RECEIPT)), ()),
        "targets": declared,
        "past_totals": declared,
        "drivers": Field(marks.list_of(marks.record(_DRIVER)), ()),
        "campaigns": Field(marks.list_of(marks.record(_campaign_fields(lists))), ()),
    }


def _names(marked: Marked, node: Node, key: str) -> dict[str, str]:
    """A name as one text for all languages, or one for each of fa, vi, en."""
    if isinstance(node.value, str):
        return {"any": node.value}
    found = marks.texts(marked, node, key)
    for lang in found.keys() - {"fa", "vi", "en"}:
        marked.wrong("yaml.unknown_key", node, f"{key}.{lang}", known="fa, vi, en")
    return found


def _period(marked: Marked, node: Node, key: str) -> Period | None:
    label = marks.text(marked, node, key)
    if label is None:
        return None
    try:
        return parse_period(label)
    except UserError:
        marked.wrong("commission.expected_period", node, key)
        return None


def _day(marked: Marked, node: Node, key: str) -> date | None:
    """A day in the calendar that its year belongs to: 1404-04-14 is one of the Jalali calendar."""
    written = marks.text(marked, node, key)
    if written is None:
        return None
    try:
        return parse_period(f"{written}..{written}").start
    except UserError:
        marked.wrong("commission.expected_day", node, key)
        return None


def _code_of(lists: Lists, name: str) -> marks.Read:
    """A code of a reference list, or any spelling that the list knows."""

    def read(marked: Marked, node: Node, key: str) -> str | None:
        written = marks.text(marked, node, key)
        code = None if written is None else lists.find(name, written)
        if written is not None and code is None:
            marked.wrong("commission.unknown_code", node, key, known=", ".join(lists.codes(name)[:12]))
        return code

    return read


_TEXTS = Field(marks.list_of(marks.text), ())
_NAMED = {
    "code": Field(marks.text, required=True),
    "name": Field(_names, {}),
    "parent": Field(marks.text),
    "aliases": _TEXTS,
}
_BODY = {
    **_NAMED,
    "area": Field(marks.text),
    "agency": Field(marks.text),
    "working_groups": _TEXTS,
    "files": _TEXTS,
}
_EXPECTED = {
    "body": Field(marks.text, required=True),
    "kind": Field(marks.one_of(*KINDS), "incidents"),
    "every": Field(marks.one_of(*SLOTS), required=True),
    "due_days": Field(marks.whole, 0),
    "first": Field(_period),
    "last": Field(_period),
}
_RECEIPT = {
    "file": Field(marks.text, required=True),
    "body": Field(marks.text),
    "received_on": Field(_day),
    "period": Field(_period),
}

_DRIVER = {
    "code": Field(marks.text, required=True),
    "file": Field(marks.text, required=True),
    "name": Field(_names, {}),
    "unit": Field(marks.text, ""),
}


def _declared_fields(lists: Lists) -> dict[str, Field]:
    return {
        "measure": Field(_code_of(lists, "measures"), required=True),
        "by": Field(marks.texts, {}),
        "period": Field(_period, required=True),
        "value": Field(marks.amount, required=True),
        "unit": Field(marks.text, "case"),
    }


def _campaign_fields(lists: Lists) -> dict[str, Field]:
    series = Field(
        marks.record({"measure": Field(_code_of(lists, "measures"), required=True), "by": Field(marks.texts, {})})
    )
    return {
        "code": Field(marks.text, required=True),
        "name": Field(_names, {}),
        "start": Field(_day, required=True),
        "end": Field(_day, required=True),
        "goods": Field(_code_of(lists, "goods")),
        "area": Field(marks.text),
        "agency": Field(marks.text),
        "outcome": series,
        "control": series,
    }


def _check_tree(marked: Marked, found: Record) -> None:
    bodies: Sequence[Record] = found["bodies"]
    for part in ("bodies", "working_groups", "areas", "campaigns", "drivers"):
        _check_repeats(marked, part, found[part])
    codes = {body["code"] for body in bodies}
    for part, key, record in _references(found):
        if record[key] is not None and record[key] not in codes:
            marked.wrong("commission.unknown_body", record["node"], f"{part}.{key}", name=record[key])
    parents = {body["code"]: body["parent"] for body in bodies}
    for body in bodies:
        if _in_a_circle(body["code"], parents):
            marked.wrong("commission.circle", body["node"], "bodies.parent", name=body["code"])
    for expected in found["expected_reports"]:
        if expected["first"] and expected["last"] and expected["last"].end < expected["first"].start:
            marked.wrong("commission.last_before_first", expected["node"], "expected_reports.last")
    for campaign in found["campaigns"]:
        if campaign["start"] and campaign["end"] and campaign["end"] < campaign["start"]:
            marked.wrong("commission.end_before_start", campaign["node"], "campaigns.end", name=campaign["code"])


def _check_names(marked: Marked, bodies: Sequence[Record], lists: Lists) -> None:
    """A body needs a name, unless the list of agencies has one for it."""
    known = lists["agencies"].entries if "agencies" in lists.by_name else {}
    for body in bodies:
        if not body["name"] and (body["agency"] or body["code"]) not in known:
            marked.wrong("yaml.missing_key", body["node"], "bodies.name")


def _references(found: Record) -> Iterator[tuple[str, str, Record]]:
    for part, key in (("bodies", "parent"), ("expected_reports", "body"), ("receipts", "body")):
        for record in found[part]:
            yield part, key, record


def _check_repeats(marked: Marked, part: str, records: Sequence[Record]) -> None:
    seen: Counter[str] = Counter()
    for record in records:
        seen[record["code"]] += 1
        if seen[record["code"]] == 2:
            marked.wrong("commission.repeated_code", record["node"], f"{part}.code", name=record["code"])


def _in_a_circle(code: str, parents: Mapping[str, str | None]) -> bool:
    at, steps = parents.get(code), 0
    while at is not None and at != code and steps <= len(parents):
        at, steps = parents.get(at), steps + 1
    return at == code


def _commission(found: Record) -> Commission:
    plain = {key: found[key] for key in ("country", "area", "calendar", "time_zone", "lang")}
    return Commission(
        names=found["name"],
        **plain,
        bodies=tuple(map(_body, found["bodies"])),
        working_groups=tuple(map(_named, found["working_groups"])),
        areas=tuple(map(_named, found["areas"])),
        expected=_all(Expected, _EXPECTED, found["expected_reports"]),
        receipts=_all(Receipt, _RECEIPT, found["receipts"]),
        targets=tuple(map(_declared, found["targets"])),
        past_totals=tuple(map(_declared, found["past_totals"])),
        drivers=tuple(Driver(one["code"], one["file"], one["name"], one["unit"]) for one in found["drivers"]),
        campaigns=tuple(map(_campaign, found["campaigns"])),
    )


def _all(make: Callable[..., Any], fields: Mapping[str, Field], records: Sequence[Record]) -> tuple[Any, ...]:
    return tuple(make(**{key: record[key] for key in fields}) for record in records)


def _named(record: Record) -> Named:
    return Named(record["code"], record["name"], record["parent"], record["aliases"])


def _body(record: Record) -> Body:
    parts = {key: record[key] for key in ("code", "parent", "area", "aliases", "working_groups", "files")}
    return Body(names=record["name"], agency=record["agency"] or record["code"], **parts)


def _declared(record: Record) -> Declared:
    return Declared(*(record[key] for key in ("measure", "by", "period", "value", "unit")))


def _campaign(record: Record) -> Campaign:
    plain = {key: record[key] for key in ("code", "start", "end", "goods", "area", "agency")}
    return Campaign(
        names=record["name"], outcome=_series(record["outcome"]), control=_series(record["control"]), **plain
    )


def _series(record: Record | None) -> Series | None:
    return Series(record["measure"], record["by"]) if record else None
