"""Find new methods among incidents: combinations of their codes, and terms of their narratives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tasvir.core.errors import UserError
from tasvir.core.picture.new_methods.combinations import Combination, new_combinations
from tasvir.core.picture.new_methods.terms import as_written, known_words, shown, terms_of, words_of
from tasvir.core.picture.new_methods.watching import Discovery, Document, watch
from tasvir.core.vocabulary.lists import Lists

Texts = Sequence[str | None]


@dataclass(frozen=True)
class Incidents:
    """Days, coded columns, narratives without persons (redacted), the goods that each row names: all of one length."""

    days: Sequence[date]
    codes: Mapping[str, Texts]
    narratives: Texts
    goods: Texts


@dataclass(frozen=True)
class NewMethod:
    """One method: its codes, its terms, since when, when five mentions were there, its rows, and how it scores.

    `before` counts rows that had it earlier; `score` is -log10 of the probability that chance brings as many.
    """

    items: Mapping[str, str]
    terms: tuple[str, ...]
    first: date
    found_on: date
    rows: tuple[int, ...]
    before: int
    score: float


def find_new_methods(incidents: Incidents, since: date, until: date, lists: Lists) -> list[NewMethod]:
    """What was not seen before or rises fast from `since` to `until`, the strongest first.

    Terms are judged week by week, each by what is known by then. Terms and a combination of the same rows are one
    method. UserError where nothing lies before `since` or after it.
    """
    if not incidents.days:
        raise UserError("analyse.empty", table="incidents")
    if max(incidents.days) < since:
        raise UserError("new_methods.since_late", since=since.isoformat(), last=max(incidents.days).isoformat())
    if min(incidents.days) >= since:
        raise UserError("new_methods.since_early", since=since.isoformat(), first=min(incidents.days).isoformat())
    names, goods = known_words(lists)
    documents = [
        Document(row, day, terms_of(text, names | words_of(incidents.goods[row] or ""), goods))
        for row, (day, text) in enumerate(zip(incidents.days, incidents.narratives))
        if text and day <= until
    ]
    discoveries = watch(documents, since, until)
    combined = new_combinations(incidents.codes, incidents.days, since, until)
    return sorted(_merged(discoveries, combined, incidents.narratives), key=lambda one: (-one.score, one.first))


def _merged(discoveries: Sequence[Discovery], combined: Sequence[Combination], narratives: Texts) -> list[NewMethod]:
    from math import log10

    told = [
        NewMethod(one.items, (), one.first, one.found_on, one.rows, one.before, round(-log10(max(one.p, 1e-300)), 2))
        for one in combined
    ]
    for found in discoveries:
        rows = set(found.rows)
        written = as_written((narratives[row] or "" for row in found.rows), shown(found.terms))
        terms = tuple(dict.fromkeys(written.values()))
        same = next((at for at, one in enumerate(told) if len(rows & set(one.rows)) >= 0.5 * len(rows)), None)
        if same is None:
            told.append(NewMethod({}, terms, found.first, found.found_on, tuple(found.rows), found.before, found.score))
            continue
        one = told[same]
        told[same] = NewMethod(
            one.items,
            (*one.terms, *(term for term in terms if term not in one.terms)),
            min(one.first, found.first),
            min(one.found_on, found.found_on),
            tuple(sorted({*one.rows, *rows})),
            min(one.before, found.before),
            max(one.score, found.score),
        )
    return told
