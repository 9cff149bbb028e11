"""Legal parameters: those that ship, and the office's own over them, each between its days."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources

from tasvir.rooms.reference.models import LegalParameter


@dataclass(frozen=True)
class Parameter:
    """One value of one parameter, in force between its days."""

    country: str
    code: str
    names: dict[str, str]
    value: Decimal
    unit: str
    valid_from: date
    valid_to: date | None
    source: str
    own: bool

    def label(self, lang: str) -> str:
        """Its name in a language, or in one that it has."""
        return self.names.get(lang) or next(iter(self.names.values()), self.code)


def legal_parameters(country: str) -> list[Parameter]:
    """Every value of a country, by code and day; an own value ends the one before it on the day before its own."""
    own = [_own(one) for one in LegalParameter.objects.filter(country=country)]
    replaced = {(one.code, one.valid_from) for one in own}
    found = [one for one in _shipped() if one.country == country and (one.code, one.valid_from) not in replaced]
    return sorted([*found, *own], key=lambda one: (one.code, one.valid_from))


def legal_value(country: str, code: str, on: date) -> Parameter | None:
    """The value in force on a day: of those that have begun and not ended the newest, or None."""
    running = [
        one
        for one in legal_parameters(country)
        if one.code == code and one.valid_from <= on and (one.valid_to is None or on <= one.valid_to)
    ]
    return running[-1] if running else None


def _own(one: LegalParameter) -> Parameter:
    known = next((other for other in _shipped() if (other.country, other.code) == (one.country, one.code)), None)
    names = (known.names if known else {}) | one.names
    return Parameter(
        one.country, one.code, names, one.value, one.unit, one.valid_from, one.valid_to, one.source, own=True
    )


@cache
def _shipped() -> tuple[Parameter, ...]:
    file = resources.files("tasvir") / "lists" / "legal" / "parameters.csv"
    rows = csv.DictReader(file.read_text("utf-8").splitlines())
    return tuple(
        Parameter(
            row["country"],
            row["code"],
            {lang: row[lang] for lang in ("fa", "vi", "en")},
            Decimal(row["value"]),
            row["unit"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            row["source"],
            own=False,
        )
        for row in rows
    )
