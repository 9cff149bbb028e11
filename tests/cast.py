"""The cast of every permission test: two provinces under one nation, and a person for each role.

nation                      chair_nation
├── lorestan (commission)   secretary, chair, analyst, auditor, administrator
│   ├── police              officer
│   └── customs             other_officer
└── tayninh (commission)    secretary_elsewhere
    └── police_tayninh      officer_elsewhere
outsider: signed in, without any role
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.test import Client

from tasvir.foundation import roles
from tasvir.rooms.people.models import Appointment, Body, User
from tasvir.rooms.people.services import add_body

NOW = datetime(2025, 10, 1, 8, 30, tzinfo=UTC)
PASSWORD = "correct-horse-battery"
_PLACES = {
    "chair_nation": ("nation", roles.CHAIR),
    "secretary": ("lorestan", roles.SECRETARY),
    "chair": ("lorestan", roles.CHAIR),
    "analyst": ("lorestan", roles.ANALYST),
    "auditor": ("lorestan", roles.AUDITOR),
    "administrator": ("lorestan", roles.ADMINISTRATOR),
    "officer": ("police", roles.DATA_OFFICER),
    "other_officer": ("customs", roles.DATA_OFFICER),
    "secretary_elsewhere": ("tayninh", roles.SECRETARY),
    "officer_elsewhere": ("police_tayninh", roles.DATA_OFFICER),
    "outsider": (None, None),
}
PERSONS = tuple(_PLACES)


@dataclass(frozen=True)
class Cast:
    """Bodies and persons by name."""

    bodies: dict[str, Body]
    people: dict[str, User]

    def __getattr__(self, name: str) -> Any:
        found = self.people.get(name) or self.bodies.get(name)
        if found is None:
            raise AttributeError(name)
        return found

    def client(self, name: str) -> Client:
        """A browser in which a person has signed in; of a stranger where the name is empty."""
        client = Client()
        if name:
            client.force_login(self.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client


def make_cast() -> Cast:
    """Write the cast into the database."""
    bodies: dict[str, Body] = {}

    def body(code: str, kind: str, parent: str | None, **fields: Any) -> None:
        above = bodies[parent] if parent else None
        bodies[code] = add_body(code=code, kind=kind, parent=above, by=None, now=NOW, **fields)

    jalali = {"country": "IR", "calendar": "jalali", "time_zone": "Asia/Tehran", "lang": "fa"}
    vietnamese = {"country": "VN", "calendar": "vn", "time_zone": "Asia/Ho_Chi_Minh", "lang": "vi"}
    body("nation", "commission", None, name_en="National headquarters", name_fa="ستاد مرکزی")
    body("lorestan", "commission", "nation", area="IR-15", name_fa="کمیسیون لرستان", name_en="Lorestan", **jalali)
    body("police", "agency", "lorestan", area="IR-15", agency="police", name_fa="انتظامی", name_en="Police")
    body("customs", "agency", "lorestan", area="IR-15", agency="customs", name_fa="گمرک", name_en="Customs")
    body("tayninh", "commission", "nation", area="VN-37", name_vi="Ban chỉ đạo 389 Tây Ninh", **vietnamese)
    body("police_tayninh", "agency", "tayninh", area="VN-37", agency="police", name_vi="Công an tỉnh")
    people = {}
    for name, (place, role) in _PLACES.items():
        home = bodies[place] if place else None
        full_name = name.replace("_", " ").title()
        people[name] = User.objects.create_user(name, f"{name}@example.org", PASSWORD, full_name=full_name, home=home)
        if place and role:
            Appointment.objects.create(user=people[name], body=bodies[place], role=role, since=NOW)
    return Cast(bodies, people)
