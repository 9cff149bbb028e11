"""What of a picture a person may not read, and what has changed between two pictures."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Picture = Mapping[str, Any]
_PARALLEL = ("quotes", "sentences", "sources")


def submission_of(source: str) -> str:
    """The number of the submission in which a source stands: `<number>/<file>#…`."""
    return source.partition("/")[0]


def submissions_of(picture: Picture) -> list[str]:
    """The numbers of the submissions that the picture is made of."""
    return sorted({submission_of(one["file"]) for one in picture["sources"]})


def withhold(picture: Picture, hidden: Collection[str]) -> dict[str, Any]:
    """The picture without the words of some submissions; numbers stay, since they name nobody."""
    if not hidden:
        return dict(picture)
    shown = dict(picture)
    for name in ("statements", "unplaced"):
        shown[name] = _told(picture[name], hidden)
    written = ({**one, "values": _told(one["values"], hidden)} for one in picture["written"])
    shown["written"] = [one for one in written if one["values"]]
    shown["findings"] = [one for one in picture["findings"] if not _rests_on_words(one)]
    shown["sources"] = [
        {**one, "issues": []} if submission_of(one["file"]) in hidden else one for one in picture["sources"]
    ]
    shown["analysis"] = {kind: [_unquoted(one, hidden) for one in found] for kind, found in picture["analysis"].items()}
    texts = picture["source_texts"].items()
    shown["source_texts"] = {source: text for source, text in texts if submission_of(source) not in hidden}
    return shown


def _unquoted(entry: Mapping[str, Any], hidden: Collection[str]) -> dict[str, Any]:
    """An entry of an analysis, its sentence kept since it names nobody, without the quotes of hidden submissions."""
    quotes = [one for one in entry.get("quotes", ()) if submission_of(one["source"]) not in hidden]
    return {**entry, "quotes": quotes} if "quotes" in entry else dict(entry)


def _told(entries: Sequence[Mapping[str, Any]], hidden: Collection[str]) -> list[dict[str, Any]]:
    """The entries that somebody else says too, without the quotes of hidden submissions."""
    kept = (_without(entry, hidden) for entry in entries)
    return [entry for entry in kept if entry["sources"]]


def _without(entry: Mapping[str, Any], hidden: Collection[str]) -> dict[str, Any]:
    kept = [place for place, source in enumerate(entry["sources"]) if submission_of(source) not in hidden]
    parallel = {name: [entry[name][place] for place in kept] for name in _PARALLEL if name in entry}
    return {**entry, **parallel}


def _rests_on_words(finding: Mapping[str, Any]) -> bool:
    """Whether a finding says again what letters say; its places in the picture hold no longer either."""
    return any(key.partition("/")[0] in ("statements", "unplaced", "written") for key in finding["evidence"])


@dataclass(frozen=True)
class Change:
    """One number that differs: what it was and what it is; None where it was or is not there."""

    measure: str
    by: Mapping[str, str]
    unit: str
    before: int | float | None
    now: int | float | None
    place: int | None  # of the number in the newer picture

    @property
    def kind(self) -> Literal["appeared", "vanished", "changed"]:
        """What happened to it."""
        if self.before is None:
            return "appeared"
        return "vanished" if self.now is None else "changed"

    @property
    def difference(self) -> int | float | None:
        """By how much it has changed."""
        return None if self.before is None or self.now is None else self.now - self.before


def drift(before: Picture, now: Picture) -> list[Change]:
    """The numbers that differ between two pictures of one period, totals first, then the largest changes."""
    old, new = _numbers(before), _numbers(now)
    found = []
    for key in {**old, **new}:
        was, is_now = _value(old.get(key)), _value(new.get(key))
        if was != is_now:
            number = (new.get(key) or old[key])[1]
            place = new[key][0] if key in new else None
            found.append(Change(number["measure"], number["by"], number["unit"], was, is_now, place))
    return sorted(found, key=_order)


def _numbers(picture: Picture) -> dict[str, tuple[int, Mapping[str, Any]]]:
    return {one["sources"]["key"]: (place, one) for place, one in enumerate(picture["numbers"])}


def _value(found: tuple[int, Mapping[str, Any]] | None) -> int | float | None:
    value = found[1]["value"] if found else None
    return int(value) if isinstance(value, str) else value


def _order(one: Change) -> tuple[int, str, float, Sequence[tuple[str, str]]]:
    base = max(abs(one.before or 0), abs(one.now or 0)) or 1
    share = abs((one.now or 0) - (one.before or 0)) / base
    return len(one.by), one.measure, -share, sorted(one.by.items())
