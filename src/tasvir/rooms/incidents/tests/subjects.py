"""The records that routes of this room name in their path, for the access tests."""

from __future__ import annotations

from collections.abc import Callable

from tests.cast import NOW, Cast

from tasvir.rooms.incidents.models import Export, Incident, SavedView
from tasvir.rooms.incidents.services import add_party
from tasvir.rooms.incidents.tests.rows import add_rows

_OFFICERS = {"police": "officer", "customs": "other_officer", "police_tayninh": "officer_elsewhere"}


def row_of(cast: Cast, owner: str) -> Incident:
    """A counted row of a body."""
    number = cast.bodies[owner].pk
    return add_rows(cast.bodies[owner], {"ref": "1"}, number=f"{owner}-1", submission_id=number)[0]


def _incident(cast: Cast, owner: str) -> dict[str, object]:
    return {"pk": row_of(cast, owner).pk}


def _party(cast: Cast, owner: str) -> dict[str, object]:
    by = cast.people[_OFFICERS[owner]]
    facts = {"kind": "person", "name": "رضا احمدی", "identifier": "", "role": "driver"}
    return {"pk": add_party(incident=row_of(cast, owner), by=by, now=NOW, **facts).pk}


def _export(cast: Cast, owner: str) -> dict[str, object]:
    made = Export.objects.create(owner=cast.people[_OFFICERS[owner]], form="csv", lang="fa", rights="", made_at=NOW)
    return {"pk": made.pk}


def _saved_view(cast: Cast, owner: str) -> dict[str, object]:
    by, body = cast.people[_OFFICERS[owner]], cast.bodies[owner]
    return {"pk": SavedView.objects.create(owner=by, name="tea", query="goods=tea", shared_with=body, made_at=NOW).pk}


SUBJECTS: dict[str, Callable[[Cast, str], dict[str, object]]] = {
    "incident": _incident,
    "party": _party,
    "export": _export,
    "saved_view": _saved_view,
}
