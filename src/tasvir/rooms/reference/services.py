"""Change the office's own part of lists, calendars and legal parameters; nothing is deleted, everything is audited."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from django.db import transaction

from tasvir.core.errors import UserError
from tasvir.core.picture.office import commission as core
from tasvir.core.picture.office.driver_sheet import driver_columns
from tasvir.core.picture.office.driver_table import tidy_drivers
from tasvir.core.vocabulary.lists import load_lists
from tasvir.foundation import handlers
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.reference.choices import AIMS, COUNTRIES, FIXED
from tasvir.rooms.reference.models import (
    CampaignWindow,
    Driver,
    DriverValue,
    HolidayOverride,
    LegalParameter,
    ReferenceEntry,
)
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
    """Set the days of one campaign in one year, and what it aims at.

    `words`: name_fa, name_vi, name_en, source; goods, area, agency, measure, control by code or any spelling.
    """
    _check_days(country, start, end)
    words |= {name: _listed(name, words[name]) for name in AIMS if words.get(name)}
    if words.get("control") and not (words.get("measure") and words.get("goods")):
        raise UserError("reference.control.alone", value=words["control"])
    found, _ = CampaignWindow.objects.update_or_create(
        code=code, year=year, defaults={"country": country, "start": start, "end": end, **words}
    )
    handlers.announce("reference.declared", now=now)
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


@transaction.atomic
def load_driver(
    *, country: str, code: str, file: str, data: bytes, by: Any, now: datetime, unit: str = "", **words: str
) -> Driver:
    """Load a table of a driver's values; a value of the same days, area and goods takes the place of the one before.

    `words`: name_fa, name_vi, name_en, source. UserError names the file, the row and the value that cannot be read.
    """
    if country not in COUNTRIES:
        raise UserError("reference.country.unknown", value=country)
    lists, plain = office_lists(), PurePosixPath(file).name
    columns = driver_columns(plain, data, driver=code, lists=lists)
    rows = tidy_drivers(plain, columns, [core.Driver(code, plain, {}, unit)], lists=lists).to_pylist()
    driver, _ = Driver.objects.update_or_create(country=country, code=code, defaults={"unit": unit, **words})
    keys = ("start", "end", "area", "goods")
    standing = {tuple(getattr(one, key) for key in keys): one.pk for one in driver.values.filter(replaced_at=None)}
    told = [{**{key: row[key] or "" for key in keys}, "value": row["value"], "source": row["source"]} for row in rows]
    replaced = [standing[key] for one in told if (key := tuple(one[name] for name in keys)) in standing]
    DriverValue.objects.filter(pk__in=replaced).update(replaced_at=now)
    DriverValue.objects.bulk_create(
        DriverValue(driver=driver, **{**one, "source": one["source"] or words.get("source", "")}) for one in told
    )
    handlers.announce("reference.declared", now=now)
    _record("reference.driver_loaded", driver, by, now, file=plain, rows=len(told), replaced=len(replaced), **words)
    return driver


def _listed(name: str, written: str) -> str:
    """The code of what a campaign aims at, by its code or any spelling."""
    code = office_lists().find(AIMS[name], written)
    if code is None:
        raise UserError("reference.code.unknown", value=written)
    return code


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
