"""Findings about numbers: totals and their comparisons, the largest changes, the most frequent, the effort."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tasvir.core.calendars.periods import Period
from tasvir.core.picture.findings.draft import Draft, Say, accounted, surety
from tasvir.core.picture.wording import Wording
from tasvir.core.vocabulary.lists import Lists

_CASES = "cases_detected"
_EFFORT = ("inspections", "parcels_screened", "joint_patrols")
_LEADING = (_CASES, "goods_value")  # told before all other totals
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
    results = [one for one in totals if one[1]["measure"] not in _EFFORT]
    for place, number in sorted(results, key=lambda one: one[1]["measure"] not in _LEADING)[:_MOST_TOTALS]:
        yield from _total(place, number, period, reporting)
    effort = [one for one in totals if one[1]["measure"] in _EFFORT]
    if effort:
        yield _effort(effort, period, reporting)
    yield from _beside(totals)
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


def _effort(efforts: Sequence[Numbered], period: Period, reporting: Mapping[str, Any]) -> Draft:
    """All measures of effort in one sentence, each beside its base where there is one."""
    bases = [next((c for c in one["comparisons"] if c["value"] is not None), None) for _, one in efforts]
    base = next((one for one in bases if one), None)

    def say(voice: Wording) -> str:
        parts = voice.joined([_effort_part(voice, number, one) for (_, number), one in zip(efforts, bases)])
        if base is None:
            return voice.say("finding.effort_alone", parts=parts)
        return voice.say("finding.effort", parts=parts, **_both_sides(voice, efforts[0][1], base, period))

    confidence, because = surety(efforts[0][1], None, reporting)
    return Draft("effort", say, tuple(f"numbers/{place}" for place, _ in efforts), confidence, because)


def _effort_part(voice: Wording, number: Number, base: Mapping[str, Any] | None) -> str:
    measure = voice.measure(number["measure"])
    told = voice.number(number["value"] or 0)  # the measure's name says already what is counted
    if base is None:
        return voice.word("finding.effort_part_alone").format(measure=measure, value=told)
    other = voice.number(base["value"])
    return voice.word("finding.effort_part").format(measure=measure, value=told, other=other)


def _beside(totals: Sequence[Numbered]) -> Iterator[Draft]:
    """Whose reported totals are not in a total that is counted from lists."""
    for place, number in totals:
        if number.get("not_included"):
            yield Draft("beside", _missing_totals(number), (f"numbers/{place}",), "high", accounted)


def _missing_totals(number: Number) -> Say:
    def say(voice: Wording) -> str:
        told = [_agency_total(voice, one) for one in number["not_included"]]
        value = voice.amount(number["value"], number["unit"])
        measure = voice.measure(number["measure"])
        return voice.say("finding.beside", measure=measure, value=value, names=voice.joined(told))

    return say


def _agency_total(voice: Wording, one: Mapping[str, Any]) -> str:
    name = voice.label("agency", one["agency"])
    return voice.word("finding.beside_item").format(name=name, value=voice.amount(one["value"], one["unit"]))


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
    seen: set[tuple[Any, Any]] = set()
    for change in sorted(found, key=lambda c: -abs(c[0])):
        sides = (change[4]["current_value"], change[4]["value"])
        if sides not in seen and len(seen) < _MOST_CHANGES:  # the same cases under two names are told once
            seen.add(sides)
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
