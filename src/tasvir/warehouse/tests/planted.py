"""A made-up list of events with planted copies and near misses, and the truth about them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from tasvir.core.intake.tables import INCIDENTS
from tasvir.core.vocabulary.lists import Lists, read_list

AGENCIES = ["police", "customs", "market", "border_guard", "tax", "health", "post", "prosecutor", "intelligence"]
COUNTIES = [f"IR-15-{number:02d}" for number in range(1, 12)]
GOODS = [
    "cigarettes",
    "tea",
    "fabric",
    "clothing",
    "mobile_phones",
    "diesel",
    "petrol",
    "rice",
    "medicine",
    "cosmetics",
]
UNITS = {"diesel": "L", "petrol": "L", "tea": "kg", "rice": "kg", "fabric": "m"}
PLACES = [
    "بازار مرکزی خرم‌آباد",
    "پاسگاه پل زال",
    "محور خرم‌آباد به پل‌دختر",
    "میدان شهدا بروجرد",
    "انبار خیابان کاشانی",
    "ترمینال مسافربری",
    "عوارضی آزادراه",
    "شهرک صنعتی شماره ۲",
    "شهرک صنعتی شماره ۳",
    "کیلومتر ۱۲ جاده الیگودرز",
    "کیلومتر ۲۱ جاده الیگودرز",
    "پاساژ امیرکبیر",
]


@dataclass
class Planted:
    """The rows, and for every source the event that it tells."""

    rows: pa.Table
    event: dict[str, int]

    def pairs(self) -> set[tuple[str, str]]:
        """Every pair of sources that tells one event."""
        by_event: dict[int, list[str]] = {}
        for source, event in self.event.items():
            by_event.setdefault(event, []).append(source)
        return {
            (one, other) for told in by_event.values() for one in sorted(told) for other in sorted(told) if one < other
        }


def lists() -> Lists:
    """Areas and goods enough for the planted rows."""
    areas = "code,parent,en\nIR,,Iran\nIR-15,IR,Lorestan\n" + "".join(f"{code},IR-15,\n" for code in COUNTIES)
    goods = "code,parent,en\n" + "".join(f"{code},{'fuel' if UNITS.get(code) == 'L' else ''},\n" for code in GOODS)
    return Lists({"areas": read_list("areas", areas), "goods": read_list("goods", goods + "fuel,,\n")})


def plant(seed: int, events: int = 700, days: int = 730, copied: float = 0.3) -> Planted:
    """Events over two years; some told by a second or third agency, some that only look alike."""
    chance = random.Random(seed)
    rows: list[dict[str, Any]] = []
    truth: list[int] = []
    for event in range(events):
        told = _event(chance, event, days)
        if event and chance.random() < 0.12:
            told = _near_miss(chance, rows[-1], told)
        rows.append(told)
        truth.append(event)
        others = [agency for agency in AGENCIES if agency != told["lead_agency"]]
        chance.shuffle(others)
        for agency in others[: _copies(chance, copied)]:
            rows.append(_copy(chance, told, agency, len(rows)))
            truth.append(event)
    order = list(range(len(rows)))
    chance.shuffle(order)
    shuffled = [rows[place] for place in order]
    for number, row in enumerate(shuffled):
        row |= {"source": f"{row['lead_agency']}.xlsx#S!A{number + 2}", "row": number + 2}
    table = pa.Table.from_pylist(shuffled, schema=INCIDENTS)
    return Planted(table, {shuffled[n]["source"]: truth[place] for n, place in enumerate(order)})


def _copies(chance: random.Random, copied: float) -> int:
    return 0 if chance.random() > copied else (2 if chance.random() < 0.25 else 1)


def _event(chance: random.Random, number: int, days: int) -> dict[str, Any]:
    goods = chance.choice(GOODS[: chance.choice([3, 6, 10])])
    quantity = float(
        chance.choice([chance.randrange(1, 12), chance.randrange(10, 400) * 5, chance.randrange(20, 9000)])
    )
    agency = chance.choice(AGENCIES)
    return {
        "file": f"{agency}.xlsx",
        "sheet": "S",
        "ref": f"{agency}-{1000 + number}",
        "occurred_on": date(2023, 3, 21) + timedelta(days=chance.randrange(days)),
        "area": COUNTIES[min(int(chance.expovariate(0.35)), 10)],
        "place": chance.choice(PLACES) if chance.random() < 0.7 else None,
        "goods": goods,
        "quantity": quantity,
        "unit": UNITS.get(goods, "item"),
        "quantity_base": quantity,
        "unit_base": UNITS.get(goods, "item"),
        "value": int(quantity * chance.lognormvariate(13, 1)) if chance.random() < 0.8 else None,
        "currency": "IRR",
        "persons": chance.choice([None, 0, 1, 1, 1, 2, 3]),
        "vehicles": chance.choice([None, 0, 0, 1]),
        "violation": "smuggling",
        "channel": chance.choice(["road", "market", "post"]),
        "lead_agency": agency,
    }


def _copy(chance: random.Random, told: dict[str, Any], agency: str, number: int) -> dict[str, Any]:
    shift = chance.choices([0, 1, -1, 2], [0.72, 0.16, 0.10, 0.02])[0]
    factor = chance.choices([1.0, chance.uniform(0.95, 1.05)], [0.55, 0.45])[0]
    quantity = round(told["quantity"] * factor, 1) if told["quantity"] > 15 else told["quantity"]
    value = told["value"] and int(
        told["value"] * chance.choice([1, 1, chance.uniform(0.8, 1.25), chance.uniform(0.4, 2)])
    )
    return told | {
        "file": f"{agency}.xlsx",
        "ref": f"{agency}/c{number}",
        "lead_agency": agency,
        "occurred_on": told["occurred_on"] + timedelta(days=shift),
        "area": told["area"] if chance.random() < 0.92 else "IR-15",
        "place": told["place"] and (misspell(chance, told["place"]) if chance.random() < 0.9 else None),
        "quantity": quantity,
        "quantity_base": quantity,
        "value": value if chance.random() < 0.8 else None,
        "persons": told["persons"] if chance.random() < 0.8 else None,
        "vehicles": told["vehicles"] if chance.random() < 0.8 else None,
    }


def _near_miss(chance: random.Random, told: dict[str, Any], fresh: dict[str, Any]) -> dict[str, Any]:
    """Another event on the same day, in the same county, of the same goods: a market raid, a busy checkpoint."""
    keep = {name: told[name] for name in ("occurred_on", "area", "goods", "unit", "unit_base", "place")}
    if chance.random() < 0.5:
        keep |= {"lead_agency": told["lead_agency"], "file": told["file"], "ref": f"near-{fresh['ref']}"}
    return fresh | keep


def misspell(chance: random.Random, place: str) -> str:
    """The same name as another hand writes it: Arabic letters, lost half-spaces, a slip."""
    edits = [_arabic_letters, _spaces, _no_half_spaces, _dropped_letter, _as_it_is]
    for edit in chance.sample(edits, 2):
        place = edit(place)
    return place


def _as_it_is(text: str) -> str:
    return text


def _arabic_letters(text: str) -> str:
    return text.replace("ی", "ي").replace("ک", "ك")


def _spaces(text: str) -> str:
    return text.replace("\u200c", " ")


def _no_half_spaces(text: str) -> str:
    return text.replace("\u200c", "")


def _dropped_letter(text: str) -> str:
    middle = len(text) // 2
    return text if text[middle].isdigit() else text[:middle] + text[middle + 1 :]
