"""What every section of the document needs: the picture, one language's voice, and the evidence that it cites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from tasvir.core.bulletins.tree import Cell, Paragraph, Run, Table
from tasvir.core.calendars.periods import parse_period
from tasvir.core.picture.wording import Wording

Number = Mapping[str, Any]
Numbered = tuple[int, Number]

MAIN = "cases_detected"
MOST_ROWS = 15


def exact(value: Any) -> Any:
    """A number out of JSON, where large integers stand as strings."""
    return int(value) if isinstance(value, str) else value


def figure_of(pages: Pages, one: Mapping[str, Any]) -> str:
    """The value of a figure that is not placed, or the words that stand for one."""
    return one["quotes"][0] if one["value"] is None else pages.voice.amount(exact(one["value"]), one["unit"])


@dataclass
class Pages:
    """The picture as the sections read it; `cited` keeps every evidence key in the order of its first use."""

    picture: Mapping[str, Any]
    voice: Wording
    paper: bool = False
    cited: dict[str, None] = field(default_factory=dict)

    def cite(self, key: str, *, always: bool = False) -> str | None:
        """Note that a key is used, so that its evidence is written; paper carries only what is `always` cited."""
        if self.paper and not always and key not in self.cited:
            return None
        self.cited.setdefault(key)
        return key

    @cached_property
    def start(self) -> date:
        return date.fromisoformat(self.picture["period"]["start"])

    @cached_property
    def end(self) -> date:
        return date.fromisoformat(self.picture["period"]["end"])

    @cached_property
    def period_name(self) -> str:
        """The period's name in the document's language."""
        return self.voice.period(parse_period(self.picture["period"]["name"]))

    @property
    def range(self) -> str:
        """The period's days."""
        return self.voice.days(self.start, self.end)

    @property
    def made_on(self) -> str:
        """The day of the cut-off."""
        return self.voice.day(date.fromisoformat(self.picture["made_on"]))

    @cached_property
    def numbers(self) -> list[Numbered]:
        return list(enumerate(self.picture["numbers"]))

    @cached_property
    def totals(self) -> list[Numbered]:
        """The numbers of the whole, without breakdown."""
        return [one for one in self.numbers if not one[1]["by"]]

    @cached_property
    def main(self) -> Numbered | None:
        """The measure that the breakdowns show: cases, or else the first that has a value."""
        told = [one for one in self.totals if one[1]["value"] is not None]
        return next((one for one in told if one[1]["measure"] == MAIN), told[0] if told else None)

    def cells(self, measure: str, dimension: str) -> list[Numbered]:
        """The numbers of a measure by one breakdown."""
        return [one for one in self.numbers if one[1]["measure"] == measure and list(one[1]["by"]) == [dimension]]

    def areas(self, measure: str) -> list[Numbered]:
        """The areas of a measure, without those that only say again what the whole says."""
        found = self.cells(measure, "area")
        entries = self.voice.lists["areas"].entries
        above = {entries[code].parent for _, one in found if (code := one["by"]["area"]) in entries}
        whole = next((one["value"] for _, one in self.totals if one["measure"] == measure), None)
        return [one for one in found if one[1]["by"]["area"] not in above or one[1]["value"] != whole]

    def amount(self, number: Number) -> str:
        """A number's value in words, or why there is none."""
        if number["value"] is None:
            if number.get("conflict"):
                return self.voice.joined([self.voice.amount(exact(v), number["unit"]) for v in number["conflict"]])
            return self.voice.word(f"state.{number['state']}")
        return self.voice.amount(exact(number["value"]), number["unit"])

    def base(self, number: Number) -> Mapping[str, Any] | None:
        """The first comparison that is not the plan."""
        return next((one for one in number["comparisons"] if one["name"] != "plan"), None)

    def change(self, compared: Mapping[str, Any]) -> str:
        """A comparison's change in words, or nothing."""
        value, base = exact(compared["current_value"]), exact(compared["value"])
        if value is None or base is None:
            return ""
        return self.voice.change(value, base, compared["change_percent"])

    def number_cell(self, place: int, number: Number, *, always: bool = False) -> Cell:
        """A table's cell that opens to the number's sources."""
        value = exact(number["value"])
        run = Run(self.amount(number), evidence=self.cite(f"numbers/{place}", always=always), muted=value is None)
        return Cell((run,), align="end", value=value)


def text(words: str, *, muted: bool = False, isolate: bool = False) -> Cell:
    """A plain cell."""
    return Cell((Run(words, muted=muted, isolate=isolate),))


def amount(words: str, value: float | int | None = None) -> Cell:
    """A plain cell that stands at the end of its column."""
    return Cell((Run(words),), align="end", value=value)


def headings(*words: str, ends: int = 0) -> list[Cell]:
    """A table's head; the last `ends` columns hold numbers."""
    first = len(words) - ends
    return [
        Cell((Run(word, bold=True),), align="end" if place >= first else "start", heading=True)
        for place, word in enumerate(words)
    ]


def paragraph(words: str, style: Any = "body") -> Paragraph:
    """One paragraph of plain text."""
    return Paragraph((Run(words),), style)


def shortened(
    pages: Pages,
    caption: str,
    header: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    *,
    name: str,
    note: str | None = None,
) -> Table:
    """A table cut to what paper can hold; a note says how many rows stand elsewhere."""
    notes = [note] if note else []
    if len(rows) > MOST_ROWS:
        notes.append(pages.voice.say("note.more", count=pages.voice.number(len(rows) - MOST_ROWS)))
    return Table(caption, header, rows[:MOST_ROWS], name=name[:31], note=" ".join(notes) or None)


def heads(pages: Pages, *names: str, ends: int = 0) -> list[Cell]:
    """A table's head by the names of its columns."""
    return headings(*(pages.voice.say(f"column.{name}") for name in names), ends=ends)


def day_of(pages: Pages, iso: str | None) -> str:
    """A day in words, or the mark for none."""
    return pages.voice.day(date.fromisoformat(iso)) if iso else pages.voice.word("text.none")


def caption_of(pages: Pages, name: str) -> str:
    """The caption of a table of the period: what, and which days."""
    return f"{pages.voice.say(f'heading.{name}')}{pages.voice.word('join.comma')}{pages.period_name} ({pages.range})"


def cut_short(sentence: str, longest: int = 200) -> str:
    """A sentence cut at a word, with a mark where it was cut."""
    flat = " ".join(sentence.split())
    return flat if len(flat) <= longest else flat[:longest].rsplit(" ", 1)[0] + " …"


def place_name(pages: Pages, source: str) -> str:
    """A source as a person would say it: file, sheet and row, or the file of a quote."""
    file, _, place = source.partition("#")
    if place.startswith("chars="):
        return file
    sheet, _, cell = place.rpartition("!")
    row = "".join(letter for letter in cell if letter.isdigit())
    if not row:
        return file
    number = pages.voice.number(int(row)).replace(".", "").replace(",", "").replace("٬", "")
    key = "text.sheet_row" if sheet else "text.row"
    return pages.voice.word(key).format(file=file, sheet=sheet, row=number)


def totals_beside(pages: Pages, number: Number) -> str:
    """The reported totals that are not in a number counted from lists, by agency."""
    item = pages.voice.word("finding.beside_item")
    told = [
        item.format(
            name=pages.voice.label("agency", one["agency"]), value=pages.voice.amount(exact(one["value"]), one["unit"])
        )
        for one in number["not_included"]
    ]
    return pages.voice.word("join.list").join(told)
