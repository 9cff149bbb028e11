"""The table of totals with its comparisons, and the cells that other tables of numbers share with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tasvir.core.bulletins.pages import Numbered, Pages, amount, exact, headings, paragraph, text, totals_beside
from tasvir.core.bulletins.tree import Cell, Part, Table


def totals_parts(pages: Pages) -> Iterator[Part]:
    """One table for each comparison, so that each stands alone and fits a page."""
    voice = pages.voice
    told = [one for one in pages.totals if one[1]["value"] is not None or one[1].get("conflict") or tells(one)]
    names = list(dict.fromkeys(c["name"] for _, number in told for c in number["comparisons"]))
    for place, name in enumerate(names or [""]):
        compared = [one for one in told if place == 0 or _compares(one, name)]
        title = voice.say("heading.numbers")
        sheet = title if place == 0 else voice.say(f"comparison.{name}")
        rows = [list(_total_row(pages, one, name)) for one in compared]
        note = _not_included(pages) if place == 0 else None
        yield Table(caption(pages, title, [name]), _totals_head(pages, name), rows, sheet[:31], note)
    yield paragraph(voice.say("note.seizures"), "note")
    yield paragraph(voice.say("note.small"), "note")


def _not_included(pages: Pages) -> str | None:
    """Beside the totals: which reported totals are not in those counted from lists."""
    told = [
        pages.voice.word("text.colon").format(
            label=pages.voice.measure(one["measure"]), value=totals_beside(pages, one)
        )
        for _, one in pages.totals
        if one.get("not_included")
    ]
    joined = pages.voice.word("join.list").join(told)
    return pages.voice.say("note.not_included", totals=joined) if told else None


def _compares(one: Numbered, name: str) -> bool:
    return any(compared["name"] == name and compared["value"] is not None for compared in one[1]["comparisons"])


def _totals_head(pages: Pages, name: str) -> list[Cell]:
    voice = pages.voice
    compared = [voice.say(f"comparison.{name}"), voice.say("column.change")] if name else []
    if name == "year-to-date":
        compared.insert(0, voice.say("comparison.year-to-date"))
        compared[1] = voice.say("comparison.year-to-date.base")
    head = headings(voice.say("column.measure"), voice.say("column.value"), *compared, voice.say("column.basis"))
    return [Cell(cell.runs, "end", True) if 0 < place < len(head) - 1 else cell for place, cell in enumerate(head)]


def caption(pages: Pages, title: str, names: Sequence[str]) -> str:
    """A caption that stands alone: what, when, and both ranges of every comparison."""
    ranges: dict[str, str] = {}
    for _, number in pages.numbers:
        for one in number["comparisons"]:
            ranges.setdefault(one["name"], range_of(pages, one))
        if len(ranges) >= len(names):
            break
    voice = pages.voice
    told = [f"{voice.word(f'comparison.{name}')} ({ranges[name]})" for name in names if name in ranges]
    return voice.word("join.list").join(
        [f"{title}, {pages.period_name} ({pages.range})".replace(", ", comma(pages)), *told]
    )


def comma(pages: Pages) -> str:
    """What stands between the parts of a caption."""
    return pages.voice.word("join.comma")


def _total_row(pages: Pages, one: Numbered, name: str) -> Iterator[Cell]:
    place, number = one
    yield text(capital(pages, number["measure"]))
    yield pages.number_cell(place, number, always=True)
    if name:
        compared = next((one for one in number["comparisons"] if one["name"] == name), None)
        if name == "year-to-date":
            value = exact(compared["current_value"]) if compared else None
            words = pages.voice.word("text.none") if value is None else pages.voice.amount(value, number["unit"])
            yield amount(words, value)
        yield from comparison_cells(pages, number, compared)
    yield text(pages.voice.word(f"basis.{number['basis']}"), muted=True)


def comparison_cells(pages: Pages, number: Mapping[str, Any], one: Mapping[str, Any] | None) -> list[Cell]:
    """The base of a comparison and the change, or two marks for nothing."""
    if one is None or one["value"] is None:
        nothing = pages.voice.word("text.none")
        return [amount(nothing), amount(nothing)]
    value = exact(one["value"])
    if one["name"] == "plan":
        change = pages.voice.percent(one["percent_of_plan"]) if one.get("percent_of_plan") is not None else ""
    else:
        change = pages.change(one)
    return [amount(pages.voice.amount(value, number["unit"]), value), amount(change, one["change_percent"])]


def tells(one: Numbered) -> bool:
    """Whether a number has anything to show, now or before, or is kept from the public."""
    base = one[1]["comparisons"][0] if one[1]["comparisons"] else None
    shown = exact(one[1]["value"]) or (base and exact(base["value"])) or one[1].get("conflict")
    return bool(shown) or one[1]["state"] == "hidden"


def range_of(pages: Pages, compared: Mapping[str, Any]) -> str:
    """The days of a comparison's base."""
    return pages.voice.days(date.fromisoformat(compared["start"]), date.fromisoformat(compared["end"]))


def capital(pages: Pages, measure: str) -> str:
    """A measure's name as the head of a column."""
    return pages.voice.say("text.colon", label=pages.voice.measure(measure), value="").rstrip(": ")
