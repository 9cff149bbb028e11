"""The bodies of people as the office that core reads reports for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone

from tasvir.core.calendars.systems import System
from tasvir.core.picture.office import commission as core
from tasvir.core.picture.office.own_lists import office_lists
from tasvir.core.vocabulary.lists import Lists
from tasvir.foundation.labels import current_lists
from tasvir.rooms.people.models import Body, WorkingGroup
from tasvir.rooms.people.models.body import COMMISSION

_INHERITED = ("country", "calendar", "time_zone", "lang")


def line_of(body: Body) -> list[Body]:
    """A body and those above it, the nearest first."""
    above = {one.pk: one for one in Body.objects.filter(pk__in=body.above_ids)} if body.above_ids else {}
    return [body, *(above[pk] for pk in reversed(body.above_ids) if pk in above)]


def inherited(line: Iterable[Body]) -> dict[str, str]:
    """Country, calendar, time zone and language of a body: its own, or those of the nearest body above."""
    found = dict.fromkeys(_INHERITED, "")
    for body in line:
        for name in _INHERITED:
            found[name] = found[name] or getattr(body, name)
    return found


def local_day(now: datetime, zone: str) -> date:
    """The day that it is at a moment in a zone (that of the settings where none is given)."""
    return timezone.localtime(now, ZoneInfo(zone) if zone else None).date()


def day_of(body: Body, now: datetime) -> date:
    """The day that it is for a body at a moment."""
    return local_day(now, inherited(line_of(body))["time_zone"])


def calendar_of(body: Body) -> System:
    """The calendar in which a body names its periods."""
    return _system(inherited(line_of(body))["calendar"]) or "gregorian"


def office_of(body: Body) -> core.Commission:
    """The office in which a body's reports are read: the nearest commission and all its bodies, by name and area."""
    line = line_of(body)
    root = next((one for one in line if one.kind == COMMISSION), line[-1])
    return commission_frame(root, line[line.index(root) :])


def commission_frame(root: Body, line: Iterable[Body]) -> core.Commission:
    """A body and all below it as core knows a commission, without what it declares about periods."""
    told = inherited(line)
    bodies = list(Body.objects.filter(path__startswith=root.path))
    groups = list(WorkingGroup.objects.filter(commission__in=bodies).prefetch_related("members"))
    member_of: dict[int, list[str]] = {}
    for group in groups:
        for member in group.members.all():
            member_of.setdefault(member.pk, []).append(group.code)
    codes = {body.pk: body.code for body in bodies}
    return core.Commission(
        names=root.names,
        country=told["country"] or None,
        area=root.area or None,
        calendar=_system(told["calendar"]),
        time_zone=told["time_zone"] or None,
        lang=told["lang"] or None,
        bodies=tuple(core_body(body, codes, member_of) for body in bodies),
        working_groups=tuple({group.code: core.Named(group.code, group.names) for group in groups}.values()),
    )


def core_body(body: Body, codes: Mapping[int, str], member_of: Mapping[int, list[str]]) -> core.Body:
    """A body as core knows it; a commission that is no agency stands for itself."""
    return core.Body(
        code=body.code,
        names=body.names,
        parent=codes.get(body.parent_id or 0),
        area=body.area or None,
        agency=body.agency or body.code,
        working_groups=tuple(member_of.get(body.pk, ())),
    )


_Names = tuple[tuple[str, str], ...]


def lists_of(commission: core.Commission) -> Lists:
    """The reference lists with the office's own names, made once for the same names."""
    bodies = tuple((body.code, body.agency, tuple(sorted(body.names.items()))) for body in commission.bodies)
    groups = tuple((group.code, tuple(sorted(group.names.items()))) for group in commission.working_groups)
    return _lists(current_lists(), bodies, groups)


@lru_cache(maxsize=64)
def _lists(lists: Lists, bodies: tuple[tuple[str, str, _Names], ...], groups: tuple[tuple[str, _Names], ...]) -> Lists:
    commission = core.Commission(
        bodies=tuple(core.Body(code, dict(names), agency=agency) for code, agency, names in bodies),
        working_groups=tuple(core.Named(code, dict(names)) for code, names in groups),
    )
    return office_lists(lists, commission)


def _system(name: str) -> System | None:
    return name or None  # type: ignore[return-value]
