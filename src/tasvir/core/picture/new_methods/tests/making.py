"""Made-up narratives with planted methods, and how well the watch finds them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tasvir.core.picture.new_methods.terms import known_words, terms_of, words_of
from tasvir.core.picture.new_methods.watching import Document, watch
from tasvir.core.vocabulary.lists import load_lists

FIRST = date(2023, 1, 2)
BEFORE, LAST = 40, 104  # weeks without, and in all
IN_TIME = timedelta(weeks=4)


@dataclass(frozen=True)
class Graded:
    """How many planted methods were found in time, found late, missed; false alerts among how many documents."""

    planted: int
    in_time: int
    late: int
    false: int
    documents: int
    missed: tuple[str, ...]
    wrong: tuple[tuple[str, ...], ...]


@cache
def vocabulary() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "vocabulary.yaml").read_text("utf-8"))
    return found


def narratives(lang: str, seed: int, a_week: int, later: bool) -> list[tuple[date, str, str | None, str]]:
    """Day, text, the planted method and the goods of each narrative, by day."""
    words, draw = vocabulary()[lang], random.Random(f"{lang}{seed}{later}")
    planted = words["planted_later" if later else "planted"]
    wordings = words["wordings_later" if later else "wordings"]
    told = []
    phrases = {phrase: draw.randrange(BEFORE, LAST - 8) for phrase in words["phrases"]}
    places = {place: draw.randrange(BEFORE, LAST - 8) for place in words["new_places"]}
    for week in range(LAST):
        for _ in range(a_week):
            goods = words["seasonal"] if week % 52 in range(30, 36) and draw.random() < 0.3 else words["goods"]
            known = [*words["places"], *(place for place, since in places.items() if week >= since)]
            seized = draw.choice(goods)
            text = _filled(draw.choice(words["background"]), draw, seized, known)
            text += _beside(draw, words, [one for one, since in phrases.items() if week >= since])
            told.append((_day(draw, week), text, None, seized))
    for method in planted:
        start = draw.randrange(BEFORE, LAST - 16)
        for week in range(start, LAST):
            for _ in range(draw.choice((1, 2, 2, 3))):
                seized = draw.choice(words["goods"])
                text = _filled(draw.choice(wordings), draw, seized, words["places"]).replace("{x}", method)
                told.append((_day(draw, week), text + _beside(draw, words, []), method, seized))
    return sorted(told, key=lambda one: (one[0], one[1]))


def _day(draw: random.Random, week: int) -> date:
    return FIRST + timedelta(days=7 * week + draw.randrange(7))


def _filled(template: str, draw: random.Random, goods: str, places: list[str]) -> str:
    told = template.replace("{goods}", goods).replace("{place}", draw.choice(places))
    return told.replace("{amount}", str(draw.randrange(5, 900)))


def _beside(draw: random.Random, words: Mapping[str, Any], phrases: list[str]) -> str:
    """What follows a sentence now and then: an officer's new phrase, an odd word."""
    text = f". {draw.choice(phrases)}" if phrases and draw.random() < 0.2 else ""
    return f"{text} {draw.choice(words['odd'])}" if draw.random() < 0.05 else text


def grade(lang: str, *, seed: int = 1, a_week: int = 60, later: bool = False) -> Graded:
    """Watch made-up narratives week by week and hold what is found against what was planted."""
    names, goods = known_words(load_lists())
    told = narratives(lang, seed, a_week, later)
    documents = [
        Document(row, day, terms_of(text, names | words_of(seized), goods))
        for row, (day, text, _, seized) in enumerate(told)
    ]
    alerts = watch(documents, FIRST + timedelta(weeks=14), told[-1][0])
    fifth: dict[str, date] = {}
    count: dict[str, int] = {}
    for day, _, method, _ in told:
        if method:
            count[method] = count.get(method, 0) + 1
            if count[method] == 5:
                fifth[method] = day
    found: dict[str, date] = {}
    wrong = []
    for alert in alerts:
        methods = [told[row][2] for row in alert.rows]
        usual = max(set(methods), key=methods.count)
        if usual is None or methods.count(usual) < 0.5 * len(methods):
            wrong.append(tuple(alert.terms))
        else:
            found.setdefault(usual, alert.found_on)
    in_time = [one for one, day in found.items() if day <= fifth[one] + IN_TIME]
    missed = tuple(sorted(fifth.keys() - found.keys()))
    return Graded(len(fifth), len(in_time), len(found) - len(in_time), len(wrong), len(told), missed, tuple(wrong))
