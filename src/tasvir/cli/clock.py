"""The clock: the only place where the command line asks what day it is."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from tasvir.core.errors import UserError


def day_in_zone(zone: str | None) -> date:
    """Today in a time zone, or by the machine's clock where none is named; UserError for a zone that is none."""
    if not zone:
        return datetime.now().astimezone().date()
    try:
        return datetime.now(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        if available_timezones():
            raise UserError("commission.unknown_zone", value=zone) from error
        return datetime.now().astimezone().date()  # a machine without a list of zones
