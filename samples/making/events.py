"""What truly happened: invented events of one province, drawn with a seed."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from making.days import jalali

Plan = Mapping[str, Any]


@dataclass(frozen=True)
class Goods:
    """One line of goods: its code, how it is written, how much and what it is worth in whole currency units."""

    code: str
    label: str
    quantity: float
    unit: str
    unit_label: str
    value: int | None


@dataclass(frozen=True)
class Event:
    """One event, as it was."""

    number: int
    day: date
    hour: int
    area: str
    place: str
    stream: str
    goods: tuple[Goods, ...]
    violation: str
    channel: str
    conveyance: str
    lead: str
    carrier: str | None = None
    tracking_no: str | None = None
    platform: str | None = None
    concealment_place: str = "none"
    concealment_method: str = "none"
    detection: str = "routine"
    persons: int = 0
    vehicles: int = 0
    origin: str = ""
    destination: str = ""
    planted: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


class Draw:
    """Seeded chance, with the few distributions that a sample needs."""

    def __init__(self, seed: int | str) -> None:
        self.random = random.Random(seed)

    def weighted(self, weights: Mapping[str, float]) -> str:
        """One key, by weight."""
        keys = list(weights)
        return self.random.choices(keys, [weights[key] for key in keys])[0]

    def row(self, rows: Sequence[Sequence[Any]]) -> Sequence[Any]:
        """One row whose last cell is its weight, without that cell."""
        chosen = self.random.choices(rows, [row[-1] for row in rows])[0]
        return chosen[:-1]

    def poisson(self, mean: float) -> int:
        """A count with a small mean (Knuth)."""
        limit, count, product = math.exp(-mean), 0, self.random.random()
        while product > limit:
            count, product = count + 1, product * self.random.random()
        return count

    def around(self, middle: float, spread: float) -> float:
        """A log-normal amount around its median."""
        return middle * math.exp(self.random.gauss(0, spread * 0.75))

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.random.random() < share


def simulate(plan: Plan, draw: Draw) -> list[Event]:
    """All ordinary events of a province between two days, in the order of their days."""
    first, last = plan["first_day"], plan["last_day"]
    found: list[Event] = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        found.extend(_on(day, offset / 365.25, plan, draw))
    return found


def _on(day: date, years: float, plan: Plan, draw: Draw) -> Iterator[Event]:
    month = jalali(day)[1] if plan["calendar"] == "jalali" else day.month
    for name, stream in plan["streams"].items():
        season = plan["seasons"][stream["season"]][month - 1]
        rate = stream["per_month"] / 30.4 * season * (1 + stream.get("growth", 0)) ** years
        for _ in range(draw.poisson(rate)):
            yield one_event(name, day, years, plan, draw)


def one_event(name: str, day: date, years: float, plan: Plan, draw: Draw, **fixed: Any) -> Event:
    """One event of a stream on a day; what is fixed is not drawn."""
    stream = plan["streams"][name]
    areas = stream.get("areas") or {code: area["weight"] for code, area in plan["areas"].items()}
    area = fixed.get("area") or draw.weighted(areas)
    channel = fixed.get("channel") or draw.weighted(stream["channels"])
    conveyance = draw.weighted(stream["conveyances"])
    (
        place,
        method,
    ) = draw.row(plan["concealment"].get(channel, [["none", "none", 1]]))
    by_parcel = channel in ("post", "courier")
    lines = 1 + draw.poisson(stream.get("lines", 0)) if stream.get("lines") else 1
    made = Event(
        number=0,
        day=day,
        hour=draw.random.randint(0, 23),
        area=area,
        place=draw.random.choice(plan["areas"][area]["places"]),
        stream=name,
        goods=tuple(one_line(stream, years, plan, draw) for _ in range(min(lines, 3))),
        violation=stream["violation"],
        channel=channel,
        conveyance="parcel" if by_parcel else conveyance,
        lead=draw.weighted(stream["agencies"]),
        carrier=draw.weighted(stream["carriers"]) if by_parcel and "carriers" in stream else None,
        tracking_no=f"{draw.random.randrange(10**11, 10**12)}" if by_parcel else None,
        platform=draw.weighted(plan["platforms"]) if channel == "online" and "platforms" in plan else None,
        concealment_place=place,
        concealment_method=method,
        detection=draw.weighted(plan["detection"]),
        persons=draw.poisson(0.9),
        vehicles=int(channel == "road" and conveyance not in ("none", "parcel", "animal", "on_foot")),
        origin=draw.random.choice(plan["origins"]),
        destination=draw.random.choice(plan["destinations"]),
    )
    return replace(made, **fixed)


def one_line(stream: Plan, years: float, plan: Plan, draw: Draw) -> Goods:
    """One line of goods, rounded as a clerk would."""
    label, code = draw.row(stream["goods"])
    unit_label, unit, middle, spread = draw.random.choice(stream["units"])
    amount = max(1.0, draw.around(middle, spread))
    quantity = float(round(amount, -1) if amount > 500 else round(amount))
    if unit in ("t",):
        quantity = round(amount, 1)
    price = stream["price"] * (1 + plan["price_growth"]) ** years * draw.random.uniform(0.85, 1.2)
    if unit == "t":
        price *= 1000
    step = plan.get("value_step", 1_000_000)
    value = max(step, round(quantity * price / step) * step) if stream["price"] else None
    return Goods(code, label, quantity, unit, unit_label, value)
