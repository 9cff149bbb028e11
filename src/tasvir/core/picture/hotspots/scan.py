"""Run a scan: the best window round every place, clusters without overlap, and how often chance does better."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np

from tasvir.core.errors import UserError
from tasvir.core.picture.hotspots.kernels import BERNOULLI, POISSON, best_of_each
from tasvir.core.picture.hotspots.model import Cluster, Floats, Scan, Settings, Study
from tasvir.core.picture.hotspots.replicating import Tell, strongest_of_replications
from tasvir.core.picture.hotspots.windows import Circles, Intervals, at_one_point, circles, intervals, without_time


def scan(study: Study, settings: Settings, *, tell: Tell | None = None, threads: int | None = None) -> Scan:
    """The clusters of a study, best first and without overlap, with their Monte Carlo p-values.

    Question: is there a place and time with more cases than the rest of the study leads one to expect?
    Source: Kulldorff 1997 (spatial), Kulldorff et al. 1998 (space-time), 2005 (permutation); p is the rank among
    the replications and the study together. Places at one point are one place: no circle can part them.
    """
    refuse_what_cannot_be_scanned(study, settings)
    joined = at_one_point(study)
    scanned = without_time(joined.study) if settings.spatial else joined.study
    rings = circles(scanned.places, scanned.population, settings.max_population)
    times = intervals(scanned, settings)
    arguments = kernel_arguments(scanned, settings, rings, times)
    ratios, windows = best_of_each(scanned.cases.astype(np.float32), *arguments)
    found = _without_overlap(scanned, settings, rings, ratios, windows)
    maxima = strongest_of_replications(scanned, settings, arguments, tell, threads)
    return Scan([_with_p(joined.apart(one), maxima) for one in found], maxima)


def refuse_what_cannot_be_scanned(study: Study, settings: Settings) -> None:
    """A clear sentence where a scan would only look like an answer."""
    if len(study.places) < 2:
        raise UserError("hotspots.one_place", count=len(study.places))
    if study.total < 2:
        raise UserError("hotspots.no_cases", count=study.total)
    if len(study.starts) < 2 and not settings.spatial:
        raise UserError("hotspots.one_interval")
    if settings.spatial and settings.model == "permutation":
        raise UserError("hotspots.permutation_needs_time")
    if not 0 < settings.max_population <= 0.5:
        raise UserError("hotspots.population_share", value=settings.max_population)


def kernel_arguments(study: Study, settings: Settings, rings: Circles, times: Intervals) -> tuple[Any, ...]:
    """Everything that the kernels take after the cases."""
    by_margins = settings.model == "permutation" or len(study.starts) == 1
    held = study.cases.sum(axis=1).astype(float) if study.baseline is None else study.population
    weights = np.cumsum(held[rings.order], axis=1)
    tables = np.zeros((len(times.duration), len(study.starts)), np.float32)
    if len(study.starts) == 1:
        tables[:] = 1
    elif by_margins:
        running = np.concatenate([[0], np.cumsum(study.cases.sum(axis=0))])
        for at, duration in enumerate(times.duration):
            tables[at, : len(study.starts) - duration + 1] = running[duration:] - running[: len(running) - duration]
        weights = weights / study.total
    baseline = np.zeros((0, 0)) if by_margins or study.baseline is None else study.baseline
    everyone = float(study.population.sum()) if settings.model == "bernoulli" else float(study.total)
    kind = BERNOULLI if settings.model == "bernoulli" else POISSON
    totals = (float(study.total), everyone, kind, settings.least_cases)
    return baseline, tables, weights, rings.order, rings.size, times.duration, times.first, times.last, totals


def _with_p(cluster: Cluster, maxima: Floats) -> Cluster:
    if not len(maxima):
        return cluster
    # Windows that tie with the observed one count against it; sums in another order differ in the last digits.
    above = int((maxima >= cluster.llr * (1 - 1e-9)).sum())
    return replace(cluster, p=(1 + above) / (1 + len(maxima)))


def _without_overlap(study: Study, settings: Settings, rings: Circles, ratios: Floats, windows: Any) -> list[Cluster]:
    """The best window of each place in the order of their ratios, those that share no place with a better one.

    Of windows that tie the one of fewer places comes first, then the one whose centre's name does, as in SaTScan.
    """
    taken: set[int] = set()
    found: list[Cluster] = []
    names, digits = np.array(study.places.ids), np.round(ratios, 10)
    for centre in np.lexsort((names, windows[:, 0], -digits)):
        if ratios[centre] <= 0:
            break
        members = rings.order[centre, : windows[centre, 0]]
        if taken.isdisjoint(members.tolist()):
            taken.update(members.tolist())
            found.append(_cluster(study, settings, rings, int(centre), ratios[centre], windows[centre]))
    return found


def _cluster(study: Study, settings: Settings, rings: Circles, centre: int, ratio: float, window: Any) -> Cluster:
    neighbours, duration, start = (int(one) for one in window)
    members = rings.order[centre, :neighbours]
    inside = np.ix_(members, np.arange(start, start + duration))
    observed, total = int(study.cases[inside].sum()), study.total
    expected = _expected(study, settings, members, start, duration)
    stop = start + duration
    end = study.starts[stop] - timedelta(days=1) if stop < len(study.starts) else study.end
    outside = (total - observed) / (total - expected) if total > expected else 0
    return Cluster(
        places=[study.places.ids[member] for member in members],
        centre=(float(study.places.first[centre]), float(study.places.second[centre])),
        radius=float(rings.distance[centre, neighbours - 1]),
        start=study.starts[start],
        end=end,
        observed=observed,
        expected=expected,
        relative_risk=(observed / expected) / outside if outside > 0 else None,
        llr=float(ratio),
    )


def _expected(study: Study, settings: Settings, members: Any, start: int, duration: int) -> float:
    if study.baseline is None:
        here = study.cases[members].sum()
        then = study.cases[:, start : start + duration].sum()
        return float(here * then / study.total)
    held = float(study.baseline[np.ix_(members, np.arange(start, start + duration))].sum())
    return held * study.total / float(study.baseline.sum()) if settings.model == "bernoulli" else held
