"""What stands at a source: the cells of a row in words, or the sentence round a quote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.intake.tables import SourceAnswer
from tasvir.core.picture.wording import Wording

_SHOWN = ("area", "goods", "channel", "violation", "lead_agency")
_DIMENSION = {"lead_agency": "agency"}


def source_texts(
    picture: Mapping[str, Any], events: pa.Table, answers: Sequence[SourceAnswer], voice: Wording
) -> dict[str, str]:
    """For each source that the picture names, what stands there."""
    wanted = sorted(set(_named(picture)))
    found = dict(_sentences(picture))
    values = pa.array([source for source in wanted if source not in found], pa.string())
    rows = events.filter(pc.is_in(events["source"], value_set=values))
    found |= {row["source"]: row_text(row, voice) for row in rows.to_pylist()}
    for answer in answers:
        if answer.kind in ("figures", "effort") and answer.table.num_rows:
            rows = answer.table.filter(pc.is_in(answer.table["source"], value_set=values))
            tell = _figure if answer.kind == "figures" else _effort
            found |= {row["source"]: tell(row, voice) for row in rows.to_pylist()}
    return {source: found[source] for source in wanted if source in found}


def _named(picture: Mapping[str, Any]) -> Iterator[str]:
    for number in picture["numbers"]:
        yield from number["sources"]["examples"]
    for entry in (*picture["counted_once"]["groups"], *picture["counted_once"]["doubtful"]):
        yield from entry["members"]
    for entry in picture["reconciliation"]:
        yield from entry["reported_sources"]
        yield from entry["event_sources"]["examples"]
    for source, _ in _sentences(picture):
        yield source


def _sentences(picture: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for entry in picture["statements"]:
        yield from zip(entry["sources"], entry["quotes"])
    for entry in picture["unplaced"]:
        yield from zip(entry["sources"], entry["sentences"])
    for entry in picture["written"]:
        for value in entry["values"]:
            yield from zip(value["sources"], value["sentences"])


def row_text(row: Mapping[str, Any], voice: Wording) -> str:
    """What a row of incidents says, in words."""
    cells = [voice.day(row["occurred_on"])] if row["occurred_on"] else []
    for column in _SHOWN:
        if row[column]:
            cells.append(voice.label(_DIMENSION.get(column, column), row[column]))
    if row["place"] and not row["area"]:
        cells.append(row["place"])
    if row["quantity"] is not None:
        cells.append(voice.amount(row["quantity"], row["unit"] or "other"))
    if row["value"] is not None:
        cells.append(voice.amount(row["value"], row["currency"] or "other"))
    if row["ref"]:
        cells.append(row["ref"])
    return voice.word("join.list").join(cells)


def _figure(row: Mapping[str, Any], voice: Wording) -> str:
    cells = [voice.label("agency", row["agency"])] if row["agency"] else []
    cells += [voice.measure(row["measure"] or "other")]
    by = dict(part.split("=", 1) for part in (row["breakdown"] or "").split("|") if "=" in part)
    cells += [voice.label(name, code) for name, code in by.items()]
    if row["period_start"] and row["period_end"]:
        cells.append(voice.days(row["period_start"], row["period_end"]))
    told = row["value"] is not None
    cells.append(_amount(row, voice) if told else voice.word(f"state.{row['state'] or 'not_reported'}"))
    return voice.word("join.list").join(cells)


def _amount(row: Mapping[str, Any], voice: Wording) -> str:
    unit = row["unit"] or "other"
    entry = voice.lists["currencies"].entries.get(unit)
    factor = 10 ** int(entry.columns.get("exponent") or 0) if entry else 1
    return voice.amount(row["value"] * factor, unit)


def _effort(row: Mapping[str, Any], voice: Wording) -> str:
    cells = [voice.label("agency", row["agency"])] if row["agency"] else []
    if row["period_start"] and row["period_end"]:
        cells.append(voice.days(row["period_start"], row["period_end"]))
    for name in ("inspections", "parcels_screened"):
        if row[name] is not None:
            cells.append(voice.say("text.colon", label=voice.measure(name), value=voice.number(row[name])))
    return voice.word("join.list").join(cells)
