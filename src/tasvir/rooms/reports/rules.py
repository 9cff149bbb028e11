"""Which step follows which state, who may take it, and the mistakes that are told; receipt numbers and file names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tasvir.core.errors import UserError
from tasvir.rooms.reports.choices import (
    ACCEPTED,
    APPROVED,
    DRAFT,
    FIGURES,
    INCIDENTS,
    LOCKED,
    RETURNED,
    SUBMITTED,
    SUPERSEDED,
    ZERO,
)


class SubmissionConflict(UserError):
    """Another content came under an id already used; both are kept."""

    def __init__(self, number: str) -> None:
        super().__init__("reports.mistake.conflict", number=number)
        self.number = number


class StaleSubmission(UserError):
    """Somebody else changed the record since it was opened; nothing of either is lost."""


class NotAllowed(UserError):
    """The step is not open to this person or in this state."""


@dataclass(frozen=True)
class Step:
    """A change of state: from where, to where, who may, and what it asks for."""

    name: str
    sources: tuple[str, ...]
    target: str
    permissions: tuple[str, ...]  # any of them, at the submission's body
    needs_reason: bool = False
    needs_reading: bool = False  # the rows must have been read without refusal
    another_person: bool = False  # than the one who submitted, where the agency has more than one officer


SUBMIT, APPROVE, ACCEPT, RETURN, LOCK, WITHDRAW, CORRECT, EDIT = (
    "submit", "approve", "accept", "return_to_agency", "lock", "withdraw", "correct", "edit",
)  # fmt: skip
STEPS: Final = {
    step.name: step
    for step in (
        Step(EDIT, (DRAFT, RETURNED), DRAFT, ("reports.submit",)),
        Step(SUBMIT, (DRAFT, RETURNED), SUBMITTED, ("reports.submit",), needs_reading=True),
        Step(WITHDRAW, (SUBMITTED,), DRAFT, ("reports.submit",), needs_reason=True),
        Step(APPROVE, (SUBMITTED,), APPROVED, ("reports.approve",), needs_reading=True, another_person=True),
        # The secretariat accepts what it submitted for an agency itself, such as a letter that came by post.
        Step(ACCEPT, (APPROVED, SUBMITTED), ACCEPTED, ("reports.accept",), needs_reading=True),
        Step(RETURN, (SUBMITTED, APPROVED), RETURNED, ("reports.accept", "reports.approve"), needs_reason=True),
        Step(LOCK, (ACCEPTED,), LOCKED, ("reports.lock",)),
        Step(CORRECT, (SUBMITTED, APPROVED, ACCEPTED, LOCKED), SUPERSEDED, ("reports.submit",), needs_reason=True),
    )
}


def steps_from(state: str) -> list[Step]:
    """The steps that a state leaves open."""
    return [step for step in STEPS.values() if state in step.sources]


def list_kind(kind: str, entry: str) -> str:
    """The kind of list that rows make: that there was no incident is said by a total of nought."""
    return FIGURES if entry == ZERO and kind == INCIDENTS else kind


# ------------------------------------------------------------------------------------------------ receipt numbers
_DIGITS: Final = 6
# Damm's quasigroup of order ten: finds every wrong digit and every swap of two neighbours.
_DAMM: Final = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


def receipt_number(sequence: int) -> str:
    """The number on the receipt, "000123-4": the last digit finds a slip of the pen."""
    digits = f"{sequence:0{_DIGITS}}"
    return f"{digits}-{_check_digit(digits)}"


def read_receipt_number(text: str) -> str | None:
    """The receipt number that somebody typed in any digits, with or without its dash; None where a digit is wrong."""
    digits = "".join(str(unicodedata.digit(char)) for char in text if char.isdecimal())
    if len(digits) < 2 or re.sub(r"[\W\d_]", "", text):
        return None
    return receipt_number(int(digits[:-1])) if _check_digit(digits[:-1].zfill(_DIGITS)) == digits[-1] else None


def _check_digit(digits: str) -> str:
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)


# ------------------------------------------------------------------------------------------------ names and caps
MEGABYTE: Final = 1024 * 1024
LARGEST_FILE: Final = 25 * MEGABYTE
LARGEST_SUBMISSION: Final = 60 * MEGABYTE
MOST_FILES: Final = 20
MOST_ROWS: Final = 2_000
MOST_CELL: Final = 20_000
READ_AT_ONCE: Final = MEGABYTE  # larger ones are read in the background
_LONGEST_NAME: Final = 120
_LONGEST_ENDING: Final = 12
_CONTROLS = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_JOINERS = "\u200c\u200d"  # belong to Persian words


def safe_names(names: Iterable[str]) -> list[str]:
    """The names of files as they may be shown and told in sources: no folder, no control, none twice."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        plain, number = _plain_name(name), 2
        stem, dot, ending = plain.rpartition(".") if "." in plain else (plain, "", "")
        while plain.casefold() in taken:
            plain, number = f"{stem} ({number}){dot}{ending}", number + 1
        taken.add(plain.casefold())
        found.append(plain)
    return found


def _plain_name(name: str) -> str:
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(c for c in last if c in _JOINERS or unicodedata.category(c) not in _CONTROLS)
    kept = re.sub(r'[#!|<>:"*?\[\]]', "_", kept).strip().lstrip(".").strip()
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        stem, dot, ending = kept, "", ""
    room = _LONGEST_NAME - len(dot + ending) - 6  # " (20)" may follow
    return (stem[:room].strip() or "file") + dot + ending


def storable_text(text: str) -> str:
    """The same text without what no database keeps: NUL and halves of characters become U+FFFD, place for place."""
    return _UNKEPT.sub("\ufffd", text)


def storable(value: object) -> object:
    """The same JSON value, every text in it storable."""
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, dict):
        return {str(storable(key)): storable(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [storable(one) for one in value]
    return value if isinstance(value, (int, float, bool, type(None))) else str(value)


_UNKEPT = re.compile("[\x00\ud800-\udfff]")
