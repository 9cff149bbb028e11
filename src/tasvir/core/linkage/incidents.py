"""From judged reports to the table of events: one lead, its partners, and why every other row is ignored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.intake.tables import INCIDENTS
from tasvir.core.linkage.judgement import Judgement, ScoredPair
from tasvir.core.linkage.model import EVENTS, Doubtful, Group, Linked, Reason, Repeat, incident_code
from tasvir.core.linkage.reports import Reports

_WEIGHTY = ("quantity", "value", "goods", "area", "place")  # what a leading report had better tell
_REPEAT_PROBABILITY = 0.9

Numbers = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class _Members:
    """The incident of every row: its report, its number from 1, and whether it is live and counts."""

    report: Numbers
    incident: Numbers
    live: Flags  # neither superseded nor a duplicate
    used: Flags  # of the leading report
    leading_row: Numbers  # by incident - 1


def build_events(
    rows: pa.Table, reports: Reports, judgement: Judgement, repeats: Sequence[Repeat], confirmed: set[str]
) -> Linked:
    """The events of all rows, with the repeats that intake left out added as ignored rows.

    `confirmed` holds the sources of repeats that a person has called repeats; they are no longer doubtful.
    """
    members = _members(rows, reports, judgement)
    ignored = _ignored(reports, members)
    told = _Told(rows, members, ignored)
    partners, groups = told.partners(), told.groups(judgement, reports)
    events = _events(rows, members, ignored, partners)
    doubtful = [*_doubtful_pairs(judgement, reports, told, rows), *_doubtful_repeats(repeats, confirmed)]
    distinct = len(members.leading_row)
    events = _with_repeats(events, repeats)
    return Linked(events, groups, doubtful, events.num_rows, distinct)


def _members(rows: pa.Table, reports: Reports, judgement: Judgement) -> _Members:
    live = np.ones(rows.num_rows, bool)
    live[list(reports.ignored)] = False
    lead = reports.report.copy()
    if judgement.groups:
        score = _completeness(rows, judgement, reports, live)
        target = {
            report: max(group, key=lambda one: (score[one], -one)) for group in judgement.groups for report in group
        }
        moved = np.flatnonzero(np.isin(lead, np.fromiter(target, np.int64)))
        lead[moved] = [target[int(report)] for report in lead[moved]]
    used = live & (reports.report == lead)
    _, incident = np.unique(lead, return_inverse=True)
    leading_row = np.full(int(incident.max(initial=-1)) + 1, rows.num_rows, np.int64)
    chosen = np.flatnonzero(used)
    np.minimum.at(leading_row, incident[chosen], chosen)
    return _Members(reports.report, incident.astype(np.int64) + 1, live, used, leading_row)


def _completeness(rows: pa.Table, judgement: Judgement, reports: Reports, live: Flags) -> dict[int, int]:
    """How much each joined report tells: cells filled, the weighty ones counted three times, over its lines."""
    joined = [report for group in judgement.groups for report in group]
    score = dict.fromkeys(joined, 0)
    chosen = np.flatnonzero(np.isin(reports.report, joined) & live)
    part = rows.take(pa.array(chosen))
    cells = np.zeros(len(chosen), np.int64)
    for name in INCIDENTS.names:
        cells += np.asarray(pc.is_valid(part[name])).astype(np.int64) * (3 if name in _WEIGHTY else 1)
    for row, filled in zip(chosen, cells):
        score[int(reports.report[row])] += int(filled)
    return score


def _ignored(reports: Reports, members: _Members) -> np.ndarray[Any, np.dtype[np.object_]]:
    why = np.full(len(members.used), None, object)
    why[~members.used] = "partner_report"
    for row, reason in reports.ignored.items():
        why[row] = reason
    return why


class _Told:
    """What the rows of incidents with more than one row say together."""

    def __init__(self, rows: pa.Table, members: _Members, ignored: np.ndarray[Any, np.dtype[np.object_]]) -> None:
        self.members, self.ignored = members, ignored
        self.sources: pa.ChunkedArray = rows["source"]
        self.agency: pa.ChunkedArray = rows["lead_agency"]
        self.partner_agencies: pa.ChunkedArray = rows["partner_agencies"]
        self.by_incident = self._several()

    def _several(self) -> dict[int, list[int]]:
        many = np.bincount(self.members.incident) > 1
        found: dict[int, list[int]] = defaultdict(list)
        for row in np.flatnonzero(many[self.members.incident]).tolist():
            found[int(self.members.incident[row])].append(row)
        return found

    def source(self, row: int) -> str:
        """The source of a row."""
        return str(self.sources[row].as_py())

    def leading_row(self, incident: int) -> int:
        """The first used row of an incident."""
        return int(self.members.leading_row[incident - 1])

    def credited(self, incident: int) -> tuple[str, ...]:
        """The agencies beside the lead that reported the incident or were named as partners, sorted."""
        lead = self.agency[self.leading_row(incident)].as_py()
        found: set[str] = set()
        for row in self.by_incident[incident]:
            found.add(self.agency[row].as_py() or "")
            found.update((self.partner_agencies[row].as_py() or "").split("|"))
        return tuple(sorted(found - {lead, ""}))

    def partners(self) -> pa.Array:
        """The credited partners of each used row, joined by |."""
        lone = _without_lead(self.agency, self.partner_agencies).to_numpy(zero_copy_only=False)
        for incident, rows in self.by_incident.items():
            lone[rows] = "|".join(self.credited(incident)) or None
        return pa.array(lone, pa.string())

    def groups(self, judgement: Judgement, reports: Reports) -> list[Group]:
        """The incidents of more than one row, in the order of their leading rows."""
        made = [self._group(incident, judgement, reports) for incident in self.by_incident]
        order = {group.members[0]: row for group, row in made}
        return [group for group, _ in sorted(made, key=lambda pair: order[pair[0].members[0]])]

    def _group(self, incident: int, judgement: Judgement, reports: Reports) -> tuple[Group, int]:
        rows, lead = self.by_incident[incident], self.leading_row(incident)
        ordered = [lead, *(row for row in rows if row != lead)]
        told_by = {int(reports.report[row]) for row in rows}
        reasons = [reason for report in sorted(told_by) for reason in judgement.reasons.get(report, ())]
        reasons += [Reason(code) for code in self._within(rows)]
        group = Group(
            incident=incident_code(self.source(lead)),
            members=tuple(self.source(row) for row in ordered),
            reasons=tuple(_once(reasons)),
            decided_by="person" if told_by & judgement.decided else "rule",
            lead_agency=self.agency[lead].as_py(),
            partners=self.credited(incident),
        )
        return group, lead

    def _within(self, rows: Sequence[int]) -> list[str]:
        """What holds rows of one report together: goods lines, a later version, a repeat."""
        whys = [self.ignored[row] for row in rows]
        codes = ["link.lines"] if whys.count(None) > 1 else []
        return codes + [f"link.{why}" for why in ("superseded", "duplicate") if why in whys]


def _once(reasons: Sequence[Reason]) -> list[Reason]:
    found: list[Reason] = []
    for reason in reasons:
        if reason not in found:
            found.append(reason)
    return found


def _without_lead(agency: pa.ChunkedArray, partners: pa.ChunkedArray) -> pa.Array:
    """The named partners without the reporter itself, worked out once per distinct pair."""
    pairs = pc.binary_join_element_wise(pc.fill_null(agency, ""), partners, "\x1f")
    encoded = pc.dictionary_encode(pairs.combine_chunks() if isinstance(pairs, pa.ChunkedArray) else pairs)
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    made = []
    for pair in encoded.dictionary.to_pylist():
        lead, _, names = pair.partition("\x1f")
        made.append("|".join(sorted(set(names.split("|")) - {lead, ""})) or None)
    return pa.array(made, pa.string()).take(encoded.indices)


def _events(
    rows: pa.Table, members: _Members, ignored: np.ndarray[Any, np.dtype[np.object_]], partners: pa.Array
) -> pa.Table:
    """The rows with their incident; the used rows of one incident share its day and area."""
    own = np.arange(rows.num_rows, dtype=np.int64)
    shared = np.where(members.used, members.leading_row[members.incident - 1], own) if rows.num_rows else own
    lines = np.bincount(members.incident[members.used], minlength=len(members.leading_row) + 1)
    leads = members.used & (shared == own)
    columns: dict[str, Any] = {name: rows[name] for name in INCIDENTS.names}
    for name in ("occurred_on", "area"):
        columns[name] = rows[name].take(pa.array(shared))
    columns |= {
        "incident": pa.array(members.incident, pa.int64()),
        "used": pa.array(members.used, pa.bool_()),
        "ignored": pa.array(ignored, pa.string()),
        "lines": pa.array(np.where(members.used, lines[members.incident], 0), pa.int32()),
        "leads": pa.array(leads, pa.bool_()),
        "event_persons": _told_once(rows["persons"], members, leads),
        "event_vehicles": _told_once(rows["vehicles"], members, leads),
        "partners": pc.if_else(pa.array(members.used, pa.bool_()), partners, pa.scalar(None, pa.string())),
    }
    return pa.table(columns, schema=EVENTS)


def _told_once(column: pa.ChunkedArray, members: _Members, leads: Flags) -> pa.Array:
    """On each leading row what one report tells of the whole incident: the lead's, else the first partner's.

    Reports of one event are never added. The goods lines of a report repeat the figure, so its largest counts.
    """
    rows = np.flatnonzero(np.asarray(pc.is_valid(column)) & members.live)
    incident, values = members.incident[rows], np.asarray(pc.fill_null(column, 0))
    order = np.lexsort((rows, ~members.used[rows], incident))
    first = order[np.flatnonzero(np.diff(incident[order], prepend=0))]
    teller = np.full(len(members.leading_row) + 1, -1, np.int64)
    teller[incident[first]] = members.report[rows[first]]
    rows = rows[members.report[rows] == teller[incident]]
    largest = np.full(len(teller), np.iinfo(np.int64).min, np.int64)
    np.maximum.at(largest, members.incident[rows], values[rows])
    told = largest[members.incident]
    return pa.array(told, pa.int64(), mask=~leads | (told == np.iinfo(np.int64).min))


def _doubtful_pairs(judgement: Judgement, reports: Reports, told: _Told, rows: pa.Table) -> list[Doubtful]:
    found = [_doubtful(pair, told) for pair in judgement.doubtful]
    reused = [ScoredPair(left, right, 0.5, ("link.ref_reused",)) for left, right in reports.reused]
    return found + [_doubtful(pair, told) for pair in reused if pair.right < rows.num_rows]


@lru_cache
def _reason(code: str) -> Reason:
    """One object per code, however many pairs share it."""
    return Reason(code)


def _doubtful(pair: ScoredPair, told: _Told) -> Doubtful:
    members = (told.source(pair.left), told.source(pair.right))
    return Doubtful(members, round(pair.probability, 4), tuple(map(_reason, pair.codes)))


def _doubtful_repeats(repeats: Sequence[Repeat], confirmed: set[str]) -> list[Doubtful]:
    return [
        Doubtful((one.duplicate_of, one.source), _REPEAT_PROBABILITY, (Reason("repeat.exact"),))
        for one in repeats
        if one.source not in confirmed
    ]


def _with_repeats(events: pa.Table, repeats: Sequence[Repeat]) -> pa.Table:
    """Add the rows that intake left out, as ignored copies of the rows that they repeat."""
    if not repeats:
        return events
    wanted = pa.array([one.duplicate_of for one in repeats], pa.string())
    found = pc.index_in(wanted, value_set=events["source"].combine_chunks())
    known: Mapping[int, Repeat] = {
        place: one for place, (one, at) in enumerate(zip(repeats, found.to_pylist())) if at is not None
    }
    copies = events.take(found.drop_null())
    many = len(known)
    changed: dict[str, pa.Array] = {
        "source": pa.array([one.source for one in known.values()], pa.string()),
        "file": pa.array([one.file for one in known.values()], pa.string()),
        "sheet": pa.array([one.sheet for one in known.values()], pa.string()),
        "row": pa.array([one.row for one in known.values()], pa.int32()),
        "used": pa.array([False] * many, pa.bool_()),
        "ignored": pa.array(["duplicate"] * many, pa.string()),
        "lines": pa.array([0] * many, pa.int32()),
        "leads": pa.array([False] * many, pa.bool_()),
        "event_persons": pa.nulls(many, pa.int64()),
        "event_vehicles": pa.nulls(many, pa.int64()),
        "partners": pa.nulls(many, pa.string()),
    }
    columns = {name: changed.get(name, copies[name]) for name in EVENTS.names}
    return pa.concat_tables([events, pa.table(columns, schema=EVENTS)])
