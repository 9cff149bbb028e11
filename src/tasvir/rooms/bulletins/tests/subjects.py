"""The records that routes of this room name in their path, for the access tests."""

from __future__ import annotations

from collections.abc import Callable

from tests.cast import Cast

from tasvir.rooms.bulletins import services
from tasvir.rooms.bulletins.models import Bulletin
from tasvir.rooms.bulletins.tests.making import NOW, drafted, made, notice, public, template


def _bulletin(cast: Cast, owner: str) -> dict[str, object]:
    return {"pk": drafted(cast, body=cast.bodies[owner]).pk, "form": "pdf"}


def _issued(cast: Cast, owner: str) -> Bulletin:
    draft = drafted(cast, body=cast.bodies[owner])
    services.approve_bulletin(bulletin=draft, by=cast.chair_nation, now=NOW)
    return services.issue_bulletin(bulletin=draft, by=cast.secretary, now=NOW)


def _file(cast: Cast, owner: str) -> dict[str, object]:
    bulletin = _issued(cast, owner)
    services.write_files(bulletin=bulletin, now=NOW)
    return {"pk": bulletin.pk, "form": "json"}


def _edition(cast: Cast, owner: str) -> dict[str, object]:
    return {"pk": public(cast, _issued(cast, owner)).pk, "form": "json"}


def _template(cast: Cast, owner: str) -> dict[str, object]:
    made(cast.bodies[owner])
    return {"pk": template(cast, body=cast.bodies[owner]).pk, "number": 1}


def _notice(cast: Cast, owner: str) -> dict[str, object]:
    return {"pk": notice(cast, body=cast.bodies[owner]).pk}


SUBJECTS: dict[str, Callable[[Cast, str], dict[str, object]]] = {
    "bulletin": _bulletin,
    "bulletin_file": _file,
    "public_edition": _edition,
    "word_template": _template,
    "notice": _notice,
}
