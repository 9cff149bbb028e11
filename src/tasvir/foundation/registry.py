"""The registry of rooms: what a room's apps.py declares is in the menu, the permissions and the texts of the audit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from django.apps import AppConfig, apps

ROOMS = Path(__file__).resolve().parent.parent / "rooms"


@dataclass(frozen=True)
class MenuEntry:
    """One line of the menu: its route, the code of its text, its icon, who sees it, and whose day begins there."""

    route: str
    text: str
    icon: str
    permission: str | None = None  # None: every signed-in person
    order: int = 50
    first_for: tuple[str, ...] = ()  # the roles that land here after they sign in


@dataclass(frozen=True)
class Room:
    """What a room brings: adding a room edits nothing elsewhere."""

    name: str
    menu: tuple[MenuEntry, ...] = ()
    # permission -> the roles that hold it
    permissions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # kinds of audit events; the text of each is `event.<kind>` in the room's texts
    events: tuple[str, ...] = ()


class RoomConfig(AppConfig):
    """The base of every room's AppConfig."""

    default = False  # Django takes the one class of a room's apps.py that is not this base
    default_auto_field = "django.db.models.BigAutoField"
    room: Room

    def __init_subclass__(cls) -> None:
        cls.default = True


def room_packages() -> list[str]:
    """The packages of the rooms that are there, found by their folder."""
    found = sorted(path.parent.name for path in ROOMS.glob("*/apps.py"))
    return [f"tasvir.rooms.{name}" for name in found]


def room_modules(name: str) -> list[str]:
    """The modules of a name ("urls", "api", …) that rooms have."""
    return [f"{package}.{name}" for package in room_packages() if find_spec(f"{package}.{name}")]


def rooms() -> list[Room]:
    """Every room in the house."""
    return [config.room for config in apps.get_app_configs() if isinstance(config, RoomConfig)]


def menu() -> Iterator[MenuEntry]:
    """The entries of the menu in their order."""
    yield from sorted((entry for room in rooms() for entry in room.menu), key=lambda entry: (entry.order, entry.route))


@lru_cache(maxsize=1)
def roles_of_permissions() -> Mapping[str, frozenset[str]]:
    """For each permission the roles that hold it."""
    return {name: frozenset(roles) for room in rooms() for name, roles in room.permissions.items()}


@lru_cache(maxsize=1)
def audited_events() -> frozenset[str]:
    """Every kind of event that a room may write into the audit."""
    return frozenset(kind for room in rooms() for kind in room.events)
