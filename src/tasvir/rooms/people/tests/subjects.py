"""What the ids in this room's routes stand for, made for the access tests."""

from __future__ import annotations

from collections.abc import Callable

from tests.cast import NOW, Cast

from tasvir.rooms.people.models import AccessToken, Appointment, WorkingGroup


def body(cast: Cast, code: str) -> dict[str, object]:
    """The body itself."""
    del cast
    return {"code": code}


def working_group(cast: Cast, code: str) -> dict[str, object]:
    """A working group of the commission above the body."""
    made, _ = WorkingGroup.objects.get_or_create(
        commission=cast.bodies[code].parent, code="handicrafts", defaults={"name_en": "Handicrafts"}
    )
    return {"pk": made.pk}


def person(cast: Cast, code: str) -> dict[str, object]:
    """The data officer of the body."""
    return {"pk": Appointment.objects.get(body=cast.bodies[code]).user_id}


def appointment(cast: Cast, code: str) -> dict[str, object]:
    """The data officer's role at the body."""
    return {"pk": Appointment.objects.get(body=cast.bodies[code]).pk}


def token(cast: Cast, code: str) -> dict[str, object]:
    """A key of the body."""
    made, _ = AccessToken.objects.get_or_create(
        hash=code, defaults={"body": cast.bodies[code], "label": "x", "made_by": cast.secretary, "made_at": NOW}
    )
    return {"pk": made.pk}


SUBJECTS: dict[str, Callable[[Cast, str], dict[str, object]]] = {
    "body": body,
    "working_group": working_group,
    "person": person,
    "appointment": appointment,
    "token": token,
}
