"""What an office declares in `commission.yaml`: bodies, groups, areas, reports owed, plans, past totals, campaigns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property

from tasvir.core.calendars.periods import Period
from tasvir.core.calendars.systems import System

Names = Mapping[str, str]


@dataclass(frozen=True)
class Body:
    """An agency, office or committee that reports; its own report is never added to those of the bodies under it."""

    code: str
    names: Names
    parent: str | None = None
    area: str | None = None
    agency: str = ""
    aliases: tuple[str, ...] = ()
    working_groups: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def label(self, lang: str) -> str:
        """Its name in a language, or in the one it has."""
        return name_in(self.names, lang) or self.code


@dataclass(frozen=True)
class Named:
    """A working group or an area of the office's own."""

    code: str
    names: Names
    parent: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expected:
    """A report that a body owes again and again, due some days after each slot of a calendar (or the office's) ends."""

    body: str
    kind: str
    every: str
    due_days: int
    first: Period | None = None
    last: Period | None = None
    calendar: System | None = None


@dataclass(frozen=True)
class Receipt:
    """When a file came in, from whom, and for which period."""

    file: str
    body: str | None = None
    received_on: date | None = None
    period: Period | None = None


@dataclass(frozen=True)
class Declared:
    """A plan target or a past total."""

    measure: str
    by: Mapping[str, str]
    period: Period
    value: int | float
    unit: str


@dataclass(frozen=True)
class Series:
    """A measure and its breakdown, month by month."""

    measure: str
    by: Mapping[str, str]


@dataclass(frozen=True)
class Campaign:
    """A campaign of known days: on what, where, by whom, what it was to change, and what it should leave as it was."""

    code: str
    names: Names
    start: date
    end: date
    goods: str | None = None
    area: str | None = None
    agency: str | None = None
    outcome: Series | None = None
    control: Series | None = None

    def label(self, lang: str) -> str:
        """Its name in a language, or in the one it has."""
        return name_in(self.names, lang) or self.code


@dataclass(frozen=True)
class Driver:
    """What may drive incidents (a price gap, the exchange rate), and the file of the folder that holds its values."""

    code: str
    file: str
    names: Names
    unit: str = ""

    def label(self, lang: str) -> str:
        """Its name in a language, or in the one it has."""
        return name_in(self.names, lang) or self.code


@dataclass(frozen=True)
class Commission:
    """All that an office declared; without a file every part is empty."""

    names: Names = field(default_factory=dict)
    country: str | None = None
    area: str | None = None
    calendar: System | None = None
    time_zone: str | None = None
    lang: str | None = None
    bodies: tuple[Body, ...] = ()
    working_groups: tuple[Named, ...] = ()
    areas: tuple[Named, ...] = ()
    expected: tuple[Expected, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    targets: tuple[Declared, ...] = ()
    past_totals: tuple[Declared, ...] = ()
    drivers: tuple[Driver, ...] = ()
    campaigns: tuple[Campaign, ...] = ()

    @cached_property
    def body_by_code(self) -> Mapping[str, Body]:
        return {body.code: body for body in self.bodies}

    def label(self, lang: str) -> str:
        """The commission's name in a language."""
        return name_in(self.names, lang)

    def calendar_for(self, period: Period) -> System:
        """The calendar in which the office names its periods; where it declares none, that of the period asked for."""
        return self.calendar or period.system

    def receipt_of(self, file: str) -> Receipt | None:
        """The receipt of a file: the one whose pattern says most."""
        by_folder, others = self._receipts
        found = [receipt for receipt in others if matches(file, receipt.file)]
        own = by_folder.get(file.partition("/")[0]) if "/" in file else None
        return max([*found, *([own] if own else [])], key=lambda receipt: len(receipt.file), default=None)

    @cached_property
    def _receipts(self) -> tuple[Mapping[str, Receipt], list[Receipt]]:
        """The receipts of whole folders ("000123-4/*") by folder, so that thousands cost nothing; and the others."""
        by_folder: dict[str, Receipt] = {}
        others: list[Receipt] = []
        for receipt in self.receipts:
            folder, _, rest = receipt.file.partition("/")
            if rest == "*" and not set("*?[") & set(folder):
                by_folder.setdefault(folder, receipt)
            else:
                others.append(receipt)
        return by_folder, others

    def body_of_file(self, file: str) -> Body | None:
        """The body that a file is from: by its receipt, else by the body whose pattern says most."""
        receipt = self.receipt_of(file)
        if receipt and receipt.body:
            return self.body_by_code.get(receipt.body)
        found = [(len(glob), body) for body in self.bodies for glob in body.files if matches(file, glob)]
        return max(found, key=lambda entry: entry[0])[1] if found else None

    def above(self, code: str) -> list[str]:
        """The bodies above a body, the nearest first."""
        found: list[str] = []
        body = self.body_by_code.get(code)
        while body and body.parent and body.parent not in found:
            found.append(body.parent)
            body = self.body_by_code.get(body.parent)
        return found


def name_in(names: Names, lang: str) -> str:
    """A name in a language, else in any it has, else nothing."""
    for choice in (lang, "any", "en", "fa", "vi"):
        if names.get(choice):
            return names[choice]
    return next(iter(names.values()), "")


def matches(file: str, glob: str) -> bool:
    """Whether a path in the folder meets a pattern; a pattern without a slash meets the file's name anywhere."""
    name = file.rsplit("/", 1)[-1]
    return fnmatchcase(file, glob) or ("/" not in glob and fnmatchcase(name, glob))
