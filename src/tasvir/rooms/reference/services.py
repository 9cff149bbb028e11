"""Change the office's own part of lists, calendars and legal parameters; nothing is deleted, everything is audited."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from tasvir.core.errors import UserError
from tasvir.core.vocabulary.lists import load_lists
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.reference.choices import COUNTRIES, FIXED
from tasvir.rooms.reference.models import CampaignWindow, HolidayOverride, LegalParameter, ReferenceEntry
from tasvir.rooms.reference.queries import office_lists, own_versions
from tasvir.rooms.reference.rules import Version, check_version


@transaction.atomic
def save_entry(*, version: Version, by: Any, now: datetime) -> ReferenceEntry:
    """Keep one version of a code from its first day on; that of the same day is corrected, and the audit tells both."""
    if version.list not in load_lists().by_name:
        raise UserError("reference.list.unknown", value=version.list)
    check_version(version, office_lists()[version.list], may_add=version.list not in FIXED)
    values = asdict(version)
    key = {name: values.pop(name) for name in ("list", "code", "valid_from")}
    before = ReferenceEntry.objects.filter(**key).values(*values).first()
    entry, _ = ReferenceEntry.objects.update_or_create(**key, defaults=values)
    _record("reference.entry_added", entry, by, now, before=_plain(before or {}), after=_plain(values | key))
    return entry


@transaction.atomic
def end_entry(*, name: str, code: str, last_day: date, reason: str, by: Any, now: datetime) -> ReferenceEntry:
    """Let a code end with a day; what was reported under it keeps it."""
    lists = office_lists()
    if name not in lists.by_name or code not in lists[name].entries:
        raise UserError("reference.code.unknown", value=code)
    if name in FIXED:
        raise UserError("reference.code.fixed", value=code)
    newest = own_versions(name, code).order_by("valid_from").last()
    if newest and newest.valid_from and last_day < newest.valid_from:
        raise UserError("reference.days.order", start=newest.valid_from, end=last_day)
    entry = newest or ReferenceEntry(list=name, code=code, source=reason)
    entry.valid_to = last_day
    entry.save()
    _record("reference.entry_ended", entry, by, now, reason=reason, last_day=last_day.isoformat())
    return entry


@transaction.atomic
def set_holiday(
    *, country: str, code: str, year: int, start: date, end: date, source: str, by: Any, now: datetime
) -> HolidayOverride:
    """Put the office's own days in place of the computed ones of a moving holiday."""
    _check_days(country, start, end)
    found, _ = HolidayOverride.objects.update_or_create(
        country=country, code=code, year=year, defaults={"start": start, "end": end, "source": source}
    )
    _record("reference.holiday_set", found, by, now, start=start.isoformat(), end=end.isoformat(), source=source)
    return found


@transaction.atomic
def set_campaign(
    *, country: str, code: str, year: int, start: date, end: date, by: Any, now: datetime, **words: str
) -> CampaignWindow:
    """Set the days of one campaign in one year; `words`: name_fa, name_vi, name_en, source."""
    _check_days(country, start, end)
    found, _ = CampaignWindow.objects.update_or_create(
        code=code, year=year, defaults={"country": country, "start": start, "end": end, **words}
    )
    _record("reference.campaign_set", found, by, now, start=start.isoformat(), end=end.isoformat(), **words)
    return found


@transaction.atomic
def set_parameter(*, values: dict[str, Any], by: Any, now: datetime) -> LegalParameter:
    """Set the value of a legal parameter from a day on; the own value before it ends on the day before."""
    start, end = values["valid_from"], values.get("valid_to")
    _check_days(values["country"], start, end or start)
    key = {name: values[name] for name in ("country", "code", "valid_from")}
    rest = {name: value for name, value in values.items() if name not in key}
    earlier = LegalParameter.objects.filter(country=key["country"], code=key["code"], valid_from__lt=start)
    earlier.filter(valid_to=None).update(valid_to=start - timedelta(days=1))
    found, _ = LegalParameter.objects.update_or_create(**key, defaults=rest)
    _record("reference.parameter_set", found, by, now, **_plain(rest), valid_from=start.isoformat())
    return found


def version_of(entry: ReferenceEntry, **changes: Any) -> Version:
    """A kept version as rules see it, with changes."""
    plain = {field: getattr(entry, field) for field in Version.__dataclass_fields__}
    return replace(Version(**plain), **changes)


def _check_days(country: str, start: date, end: date) -> None:
    if country not in COUNTRIES:
        raise UserError("reference.country.unknown", value=country)
    if end < start:
        raise UserError("reference.days.order", start=start, end=end)


def _record(kind: str, subject: Any, by: Any, now: datetime, **facts: Any) -> None:
    reason = facts.pop("reason", "")
    what = {"subject": subject._meta.model_name, "subject_id": str(subject)[:60], "reason": reason}
    record_event(kind=kind, by=by, now=now, **what, **facts)


def _plain(values: dict[str, Any]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in values.items()}
