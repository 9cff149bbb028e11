"""From a plan to a folder of lists: events, what is planted among them, and who reported what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from making.events import Draw, Event, Plan, one_event, simulate
from making.narratives import Narrator, Planted
from making.reports import Row, correction, lead_rows, partner_row
from making.sheets import Clerk
from tasvir.core.vocabulary.lists import Lists, load_lists

DATA = Path(__file__).parent / "data"


def read_data(name: str) -> Any:
    """One of the sample's data files."""
    return yaml.safe_load((DATA / name).read_text("utf-8"))


@dataclass
class Province:
    """A sample commission in the making."""

    name: str
    plan: dict[str, Any]
    bodies: Sequence[Plan]
    people: Mapping[str, Sequence[str]]
    sentences: Sequence[str]
    folder: Path
    lists: Lists = field(default_factory=load_lists)
    events: list[Event] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    planted: Planted = field(default_factory=Planted)
    truth: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, name: str, folder: Path) -> Province:
        """A province from its data files."""
        return cls(
            name,
            read_data(f"{name}.yaml"),
            read_data(f"{name}_bodies.yaml"),
            read_data(f"{name}_people.yaml"),
            read_data(f"{name}_narratives.yaml"),
            folder,
        )

    def draw(self, purpose: str) -> Draw:
        """Chance of its own for each purpose, so that one part can change without the others."""
        return Draw(f"{self.plan['seed']}/{self.name}/{purpose}")

    @property
    def labels(self) -> dict[str, str]:
        """What each agency is called in lists."""
        return {body["agency"]: body["label"] for body in self.bodies}

    def happen(self) -> None:
        """Draw the ordinary events and those that are planted, number them by day."""
        made = [self._rerouted(event) for event in simulate(self.plan, self.draw("events"))]
        for planted in self.plan.get("planted", []):
            made.extend(self._plant(planted))
        made.sort(key=lambda event: event.day)
        self.events = [replace(event, number=number) for number, event in enumerate(made, start=1)]

    def _rerouted(self, event: Event) -> Event:
        """The event on the road that its kind takes: one way until enforcement rises there, another from then on."""
        for plan in self.plan.get("reroutes", []):
            if event.stream == plan["stream"] and event.channel in plan.get("channels", ["road"]):
                draw = self.draw(f"{plan['name']}/{event.day}/{event.hour}/{event.area}/{event.place}")
                way = plan["after"] if event.day >= plan["start"] else plan["before"]
                if draw.chance(way["share"]):
                    name = plan["name"] if event.day >= plan["start"] else None
                    fixed = {key: way[key] for key in ("area", "place", "origin", "destination")}
                    return replace(event, planted=name, **fixed)
        return event

    def _plant(self, planted: Plan) -> list[Event]:
        draw, found = self.draw(f"planted/{planted['name']}"), []
        days = (planted["end"] - planted["start"]).days
        offsets = [0, *sorted(draw.random.randint(0, days) for _ in range(planted["events"] - 1))]
        for offset in offsets:
            day = planted["start"] + timedelta(days=offset)
            years = (day - self.plan["first_day"]).days / 365.25
            fixed = dict(planted["fixed"])
            if "areas" in planted:
                fixed["area"] = draw.weighted(planted["areas"])
                fixed["place"] = draw.random.choice(self.plan["areas"][fixed["area"]]["places"])
            if "places" in planted:
                fixed["place"] = draw.random.choice(planted["places"])
            if "leads" in planted:
                fixed["lead"] = draw.weighted(planted["leads"])
            if "platforms" in planted:
                fixed["platform"] = draw.weighted(planted["platforms"])
            found.append(one_event(planted["stream"], day, years, self.plan, draw, planted=planted["name"], **fixed))
        return found

    def report(self) -> None:
        """Who wrote which event down, and how."""
        narrator = Narrator(self.sentences, self.people, self.draw("narratives"), self.plan["lang"], self.planted)
        draw = self.draw("reports")
        special = {
            planted["name"]: planted["narratives"]
            for planted in self.plan.get("planted", [])
            if "narratives" in planted
        }
        for event in self.events:
            partners = self._partners(event, draw)
            partner = self.labels.get(partners[0] if partners else "police", self.labels["police"])
            narrative = ""
            if event.planted in special:
                narrative = narrator.tell(event, partner, draw.random.choice(special[event.planted]))
            elif draw.chance(0.16):
                narrative = narrator.tell(event, partner)
            rows = lead_rows(event, narrative)
            if partners and draw.chance(0.6):
                rows[0].cells["partner_agencies"] = "|".join(partners)
            self.rows.extend(rows)
            self.rows.extend(partner_row(rows[0], agency, self.plan, draw) for agency in partners)
        self._corrections(draw)
        self._repeats(draw)
        self._dirty()

    def _partners(self, event: Event, draw: Draw) -> list[str]:
        shares: Mapping[str, Mapping[str, float]] = self.plan["partners"]
        found = [agency for agency, share in shares.get(event.lead, {}).items() if draw.chance(share)]
        return found[:2] if len(event.goods) == 1 else []

    def _corrections(self, draw: Draw) -> None:
        alone = [row for row in self.rows if row.role == "lead" and row.cells["line"] is None]
        chosen = draw.random.sample(alone, self.plan["corrections"])
        for row in chosen:
            later = correction(row, draw, self.plan.get("value_step", 1_000_000))
            later.cells["reported_on"] = row.cells["reported_on"] + timedelta(days=9)
            self.rows.append(later)

    def _repeats(self, draw: Draw) -> None:
        """Rows that a clerk pasted twice; those of one office carry no reference."""
        for agency, many in self.plan["repeats"].items():
            own = [
                row for row in self.rows if row.agency == agency and row.role == "lead" and row.cells["line"] is None
            ]
            corrected = {row.event for row in self.rows if row.role == "correction"}
            for row in draw.random.sample([row for row in own if row.event not in corrected], many):
                if agency in self.plan["repeats_without_reference"]:
                    row.cells["no_reference"] = True
                self.rows.append(replace(row, role="repeat", cells=dict(row.cells)))

    def _dirty(self) -> None:
        """Rows that cannot be taken as they stand."""
        for number, dirty in enumerate(self.plan["dirty"], start=1):
            source = next(
                row
                for row in reversed(self.rows)
                if row.agency == dirty["agency"]
                and row.role == "lead"
                and row.cells["line"] is None
                and row.cells["occurred_on"] >= dirty["after"]
            )
            cells = dict(source.cells) | {"narrative": None, "partner_agencies": None}
            self.rows.append(Row(-number, dirty["agency"], "dirty", cells, spoiled=dirty["cells"]))

    def write_lists(self) -> None:
        """Write every office's lists; afterwards each row knows its cell."""
        for body in self.bodies:
            own = [row for row in self.rows if row.agency == body["agency"]]
            if own:
                Clerk(body, self.plan, self.lists, self.labels).write(self._in_order(own), self.folder)

    def _in_order(self, rows: Sequence[Row]) -> list[Row]:
        """By day, with corrections, repeats and unusable rows where a clerk adds them: at the end."""
        last = {"correction": 1, "repeat": 1, "dirty": 2}
        return sorted(rows, key=lambda row: (last.get(row.role, 0), row.cells["occurred_on"], row.event))
