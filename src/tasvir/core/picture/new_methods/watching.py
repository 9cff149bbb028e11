"""Watch narratives week by week, knowing only what is known by then: terms that are new or rise fast."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from scipy import stats

from tasvir.core.picture.new_methods.bursts import burst_states

WINDOW = 10  # weeks that count as now
LEAST = 5  # documents with the term in them
LEAST_RATIO = 4.0  # of the share now over that before
LARGEST_P = 1e-4
ALIKE = 0.5  # Jaccard of the documents of two terms that are one method
_SETTLED = 13  # weeks of the past before anything can be new


@dataclass(frozen=True)
class Document:
    """A narrative: its row, its day, and the terms that may name a method."""

    row: int
    day: date
    terms: frozenset[str]


@dataclass
class Discovery:
    """Terms that came up together: since when, when found, in which documents, and how strongly."""

    terms: dict[str, int]
    first: date
    found_on: date
    rows: list[int]
    before: int
    score: float
    p: float
    new: bool
    known: set[str] = field(default_factory=set)


def watch(documents: Sequence[Document], since: date, until: date) -> list[Discovery]:
    """The discoveries of the weeks that end from `since` to `until`, in the order of their finding.

    Each week is judged by the documents up to its last day. A term is found where at least five documents of the last
    ten weeks hold it, its share is at least four times that before, chance would do so once in 10,000 (binomial, given
    how many documents there were then and now), and Kleinberg's automaton has it in a burst. Terms of the same
    documents are one discovery; a discovery is made once.
    """
    ordered = sorted(documents, key=lambda one: (one.day, one.row))
    if not ordered:
        return []
    first = ordered[0].day
    places: dict[str, list[int]] = defaultdict(list)
    weeks = np.array([(one.day - first).days // 7 for one in ordered], np.int64)
    found: list[Discovery] = []
    upto = 0
    last = (until - first).days // 7
    for week in range(last + 1):
        touched: set[str] = set()
        while upto < len(ordered) and weeks[upto] <= week:
            for term in ordered[upto].terms:
                places[term].append(upto)
                touched.add(term)
            upto += 1
        end = min(first + timedelta(days=7 * week + 6), until)
        if end >= since and week >= _SETTLED:
            _judge(touched, places, ordered, weeks[:upto], week, end, found)
    return found


def _judge(
    touched: set[str],
    places: Mapping[str, list[int]],
    ordered: Sequence[Document],
    weeks: np.ndarray[tuple[int], np.dtype[np.int64]],
    week: int,
    end: date,
    found: list[Discovery],
) -> None:
    edge = int(np.searchsorted(weeks, week - WINDOW + 1))
    now, before = len(weeks) - edge, edge
    passed: dict[str, tuple[list[int], int, float]] = {}
    for term in touched:
        all_places = places[term]
        recent = [at for at in all_places if at >= edge]
        earlier = len(all_places) - len(recent)
        if len(recent) < LEAST or len({ordered[at].day for at in recent}) < 3 or not before:
            continue
        ratio = (len(recent) / now) / ((earlier + 0.5) / (before + 1))
        if ratio < LEAST_RATIO:
            continue
        p = float(stats.binom.sf(len(recent) - 1, len(recent) + earlier, now / (now + before)))
        if p <= LARGEST_P and _in_burst(all_places, weeks, week):
            passed[term] = (recent, earlier, p)
    for term in sorted(passed, key=lambda one: (passed[one][2], one)):
        _join(term, passed[term], ordered, end, (edge, len(weeks)), found)


def _in_burst(places: Sequence[int], weeks: np.ndarray[tuple[int], np.dtype[np.int64]], week: int) -> bool:
    documents = np.bincount(weeks, minlength=week + 1).astype(float)
    hits = np.bincount(weeks[np.array(places)], minlength=week + 1).astype(float)
    return bool(burst_states(hits, documents)[max(0, week - WINDOW + 1) :].any())


def _join(
    term: str,
    told: tuple[list[int], int, float],
    ordered: Sequence[Document],
    end: date,
    span: tuple[int, int],
    found: list[Discovery],
) -> None:
    """Add the term to the discovery of the same documents, or make it one of its own."""
    recent, earlier, p = told
    edge, upto = span
    rows = {ordered[at].row for at in recent}
    now = {one.row for one in ordered[edge:upto]}
    for one in found:
        if term in one.known:
            one.terms[term] = max(one.terms.get(term, 0), len(recent))
            _add_rows(one, ordered, recent)
            return
        held = set(one.rows)
        shared = len(rows & held)
        # Neither may be a small part of the other: a new verb in all reports is no reason to join their methods.
        if shared >= ALIKE * len(rows) and shared >= ALIKE * len({row for row in held if row in now}):
            one.known.add(term)
            one.terms[term] = len(recent)
            _add_rows(one, ordered, recent)
            return
    score = round(float(-np.log10(max(p, 1e-300))), 2)
    days = [ordered[at].day for at in recent]
    found.append(Discovery({term: len(recent)}, min(days), end, sorted(rows), earlier, score, p, not earlier, {term}))


def _add_rows(one: Discovery, ordered: Sequence[Document], recent: Sequence[int]) -> None:
    one.rows = sorted({*one.rows, *(ordered[at].row for at in recent)})
