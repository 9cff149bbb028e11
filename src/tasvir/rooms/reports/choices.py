"""The kinds, ways of entry and states of a submission."""

from __future__ import annotations

from typing import Final

INCIDENTS, FIGURES, EFFORT, WRITTEN = "incidents", "figures", "effort", "written"
KINDS: Final = (INCIDENTS, FIGURES, EFFORT, WRITTEN)

DAY, WEEK, MONTH, QUARTER, HALF, YEAR = "day", "week", "month", "quarter", "half", "year"
SLOTS: Final = (DAY, WEEK, MONTH, QUARTER, HALF, YEAR)
CALENDARS: Final = ("jalali", "gregorian", "vn")

FILE, FORM, TEXT, ZERO, HISTORY, API = "file", "form", "text", "zero", "history", "api"
ENTRIES: Final = (FILE, FORM, TEXT, ZERO, HISTORY, API)

DRAFT, SUBMITTED, APPROVED, ACCEPTED, LOCKED, RETURNED, SUPERSEDED = (
    "draft", "submitted", "approved", "accepted", "locked", "returned", "superseded",
)  # fmt: skip
STATES: Final = (DRAFT, SUBMITTED, APPROVED, ACCEPTED, LOCKED, RETURNED, SUPERSEDED)
# Those whose rows stand in totals, and those that answer for what was due.
COUNTED_STATES: Final = (ACCEPTED, LOCKED)
ARRIVED_STATES: Final = (SUBMITTED, APPROVED, ACCEPTED, LOCKED)

WAITING, DONE, REFUSED = "waiting", "done", "refused"
READINGS: Final = (WAITING, DONE, REFUSED)

REPORT, LETTER, MAPPING = "report", "letter", "mapping"
ATTACHMENT_KINDS: Final = (REPORT, LETTER, MAPPING)

YES, NO, CHANGED = "yes", "no", "changed"
CONFIRMATIONS: Final = (YES, NO, CHANGED)

IN_APP, E_MAIL, PRINTED = "in_app", "e_mail", "printed"
REMINDER_WAYS: Final = (IN_APP, E_MAIL, PRINTED)


def pairs(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """The names as Django's choices; their labels are texts."""
    return [(name, name) for name in names]
