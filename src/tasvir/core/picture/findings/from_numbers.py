"""Findings about numbers: totals and their comparisons, the largest changes, the most frequent, the effort."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tasvir.core.calendars.periods import Period
from tasvir.core.picture.findings.draft import Draft, surety
from tasvir.core.picture.wording import Wording
from tasvir.core.vocabulary.lists import Lists

_CASES = "cases_detected"
_EFFORT = ("inspections", "parcels_screened", "joint_patrols")
_MOST_TOTALS = 6
_CHANGED = ("area", "goods", "channel", "agency", "violation", "carrier")
_RANKED = ("goods", "area", "channel", "carrier")
_TOP = 3
_MOST_CHANGES = 4
_LEAST_CHANGE = 2

Number = Mapping[str, Any]
Numbered = tuple[int, Number]


def number_findings(picture: Mapping[str, Any], period: Period, lists: Lists) -> Iterator[Draft]:
    """What the numbers say, the main measure first."""
    numbers: list[Numbered] = list(enumerate(picture["numbers"]))
    totals = [one for one in numbers if not one[1]["by"] and one[1]["measure"] != "quantity" and _tells(one[1])]
    reporting = picture["reporting"]
    for place, number in [one for one in totals if one[1]["measure"] not in _EFFORT][:_MOST_TOTALS]:
        yield from _total(place, number, period, reporting)
    for place, number in totals:
        if number["measure"] in _EFFORT:
            yield _effort(place, number, period, reporting)
    main = next((number["measure"] for _, number in totals if number["measure"] == _CASES), None)
    if main:
        yield from _changes(numbers, main, period, lists, reporting)
        yield from _ranked(numbers, main, period, lists, reporting)


def _tells(number: Number) -> bool:
    return number["value"] is not None or any(one["value"] for one in number["comparisons"])


def _total(place: int, number: Number, period: Period, reporting: Mapping[str, Any]) -> Iterator[Draft]:
    evidence = (f"numbers/{place}",)
    compared = [one for one in number["comparisons"] if one["current_value"] is not None]
    if not compared and number["value"] is not None:
        key = {"written": "total_written", "reported": "total_reported"}.get(number["basis"], "total_only")
        confidence, because = surety(number, None, reporting)
        yield Draft("total", lambda voice: _alone(voice, key, number, period), evidence, confidence, because)
    for one in compared if number["measure"] == _CASES else compared[:1]:
        base = one["value"] if one["name"] != "plan" else None
        confidence, because = surety(number, base, reporting)
        yield Draft("total", _compared(number, one, period), evidence, confidence, because)
    for one in compared[1:] if number["measure"] != _CASES else ():
        if one["name"] == "plan":
            confidence, because = surety(number, None, reporting)
            yield Draft("plan", _compared(number, one, period), evidence, confidence, because)


def _alone(voice: Wording, key: str, number: Number, period: Period) -> str:
    return voice.say(
        f"finding.{key}",
        measure=voice.measure(number["measure"]),
        period=voice.period(period),
        range=voice.days(period.start, period.end),
        value=voice.amount(number["value"], number["unit"]),
    )


def _compared(number: Number, compared: Mapping[str, Any], period: Period) -> Any:
    def say(voice: Wording) -> str:
        values = _both_sides(voice, number, compared, period)
        measure = voice.measure(number["measure"])
        if compared["name"] == "plan":
            percent = voice.percent(compared.get("percent_of_plan") or 0)
            return voice.say("finding.plan", measure=measure, target=values["other"], percent=percent, **values)
        key = "finding.total_alone" if compared["value"] is None else "finding.total"
        return voice.say(key, measure=measure, **values)

    return say


def _both_sides(voice: Wording, number: Number, compared: Mapping[str, Any], period: Period) -> dict[str, str]:
    """Value and base of a comparison in words, each with its days."""
    value, base, unit = compared["current_value"], compared["value"], number["unit"]
    start, end = (date.fromisoformat(compared[key]) for key in ("current_start", "current_end"))
    own = (start, end) == (period.start, period.end)
    name = compared["name"]
    other = f"comparison.{name}" if own else f"comparison.{name}.base"
    return {
        "period": voice.period(period) if own else voice.word(f"comparison.{name}"),
        "range": voice.days(start, end),
        "value": voice.amount(value, unit),
        "other_period": voice.period(period) if name == "plan" else voice.word(other),
        "other_range": voice.days(*(date.fromisoformat(compared[key]) for key in ("start", "end"))),
        "other": "" if base is None else voice.amount(base, unit),
        "change": "" if base is None else voice.change(value, base, compared["change_percent"]),
    }


def _effort(place: int, number: Number, period: Period, reporting: Mapping[str, Any]) -> Draft:
    compared = next((one for one in number["comparisons"] if one["value"] is not None), None)

    def say(voice: Wording) -> str:
        measure = voice.measure(number["measure"])
        if compared is None or number["value"] is None:
            value = voice.amount(number["value"] or 0, number["unit"])
            return voice.say("finding.effort_alone", measure=measure, value=value)
        sides = _both_sides(voice, number, compared, period)
        return voice.say("finding.effort", measure=measure, **sides)

    confidence, because = surety(number, None, reporting)
    return Draft("effort", say, (f"numbers/{place}",), confidence, because)


def _cells(numbers: Sequence[Numbered], measure: str, dimension: str, lists: Lists) -> list[Numbered]:
    """The cells of one breakdown; areas that hold other areas of the picture are left out."""
    found = [(place, one) for place, one in numbers if one["measure"] == measure and list(one["by"]) == [dimension]]
    if dimension != "area" or "areas" not in lists.by_name:
        return found
    entries = lists["areas"].entries
    above = {entries[one["by"]["area"]].parent for _, one in found if one["by"]["area"] in entries}
    return [(place, one) for place, one in found if one["by"]["area"] not in above]


def _changes(
    numbers: Sequence[Numbered], measure: str, period: Period, lists: Lists, reporting: Mapping[str, Any]
) -> Iterator[Draft]:
    """The largest rises and falls over all breakdowns, at most one of each in a breakdown."""
    found: list[tuple[float, str, int, Number, Mapping[str, Any]]] = []
    for dimension in _CHANGED:
        changed = []
        for place, number in _cells(numbers, measure, dimension, lists):
            one = next((c for c in number["comparisons"] if c["name"] != "plan"), None)
            if one and one["value"] is not None and one["current_value"] is not None:
                changed.append((one["current_value"] - one["value"], dimension, place, number, one))
        rises = [one for one in changed if one[0] >= _LEAST_CHANGE]
        falls = [one for one in changed if one[0] <= -_LEAST_CHANGE]
        found += [max(rises, key=lambda c: c[0])] if len(changed) > 1 and rises else []
        found += [min(falls, key=lambda c: c[0])] if len(changed) > 1 and falls else []
    for change in sorted(found, key=lambda c: -abs(c[0]))[:_MOST_CHANGES]:
        yield _change(change, period, reporting)


def _change(
    change: tuple[float, str, int, Number, Mapping[str, Any]], period: Period, reporting: Mapping[str, Any]
) -> Draft:
    difference, dimension, place, number, compared = change

    def say(voice: Wording) -> str:
        key = "finding.largest_rise" if difference > 0 else "finding.largest_fall"
        name = voice.label(dimension, number["by"][dimension])
        sides = _both_sides(voice, number, compared, period)
        return voice.say(key, dimension=voice.word(f"dimension.{dimension}"), name=name, **sides)

    confidence, because = surety(number, compared["value"], reporting)
    return Draft("change", say, (f"numbers/{place}",), confidence, because)


def _ranked(
    numbers: Sequence[Numbered], measure: str, period: Period, lists: Lists, reporting: Mapping[str, Any]
) -> Iterator[Draft]:
    whole = next((one["value"] for _, one in numbers if one["measure"] == measure and not one["by"]), 0)
    for dimension in _RANKED:
        cells = [one for one in _cells(numbers, measure, dimension, lists) if one[1]["value"]]
        if len(cells) > 1 and whole:
            top = sorted(cells, key=lambda one: -one[1]["value"])[:_TOP]
            yield _top(top, measure, dimension, whole, period, reporting)


def _top(
    top: Sequence[Numbered], measure: str, dimension: str, whole: float, period: Period, reporting: Mapping[str, Any]
) -> Draft:
    def say(voice: Wording) -> str:
        ranked = [
            voice.word("finding.ranked").format(
                name=voice.label(dimension, one["by"][dimension]),
                value=voice.amount(one["value"], one["unit"]),
                percent=voice.percent(one["value"] / whole * 100),
            )
            for _, one in top
        ]
        return voice.say(
            "finding.top",
            measure=voice.measure(measure),
            period=voice.period(period),
            dimension=voice.word(f"dimension.{dimension}"),
            ranked=voice.joined(ranked),
        )

    confidence, because = surety(top[0][1], None, reporting)
    return Draft("top", say, tuple(f"numbers/{place}" for place, _ in top), confidence, because)
