"""The windows of a scan: growing circles round every place, and the intervals of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from tasvir.core.picture.hotspots.model import Cluster, Floats, Places, Settings, Study

EARTH_RADIUS_KM = 6367.0  # as SaTScan takes it, so that radii compare


@dataclass(frozen=True)
class Circles:
    """For each place its neighbours by distance (itself first) and how many of them the largest circle holds."""

    order: npt.NDArray[np.int32]  # (places, places)
    distance: Floats  # (places, places), along `order`
    size: npt.NDArray[np.int32]  # (places,)


@dataclass(frozen=True)
class Intervals:
    """Each duration with the first and the last interval at which a window of that length may begin."""

    duration: npt.NDArray[np.int32]
    first: npt.NDArray[np.int32]
    last: npt.NDArray[np.int32]


@dataclass(frozen=True)
class Joined:
    """A study whose places at one point are one place, called by the first of them in the alphabet."""

    study: Study
    names: Mapping[str, Sequence[str]]

    def apart(self, cluster: Cluster) -> Cluster:
        """A cluster with all its places by name."""
        return replace(cluster, places=[name for place in cluster.places for name in self.names[place]])


def at_one_point(study: Study) -> Joined:
    """Join the places that share their coordinates; a circle holds all of them or none."""
    where = np.column_stack([study.places.first, study.places.second])
    points, number = np.unique(where, axis=0, return_inverse=True)
    if len(points) == len(study.places):
        return Joined(study, {place: [place] for place in study.places.ids})
    members: dict[int, list[str]] = {}
    for place, point in sorted(zip(study.places.ids, number.ravel().tolist(), strict=True)):
        members.setdefault(point, []).append(place)
    sums = np.zeros((len(points), len(study.places)))
    sums[number.ravel(), np.arange(len(study.places))] = 1
    names = [members[point] for point in range(len(points))]
    joined = replace(
        study,
        places=Places(tuple(one[0] for one in names), points[:, 0], points[:, 1], study.places.plane),
        cases=(sums @ study.cases).astype(np.int64),
        baseline=None if study.baseline is None else sums @ study.baseline,
        population=sums @ study.population,
    )
    return Joined(joined, {one[0]: one for one in names})


def without_time(study: Study) -> Study:
    """The study as one interval, for a purely spatial scan."""
    return replace(
        study,
        starts=study.starts[:1],
        cases=study.cases.sum(axis=1, keepdims=True),
        baseline=None if study.baseline is None else study.baseline.sum(axis=1, keepdims=True),
    )


def circles(places: Places, population: Floats, share: float) -> Circles:
    """Circles whose population stays within a share of the whole; a place alone is always one.

    Of neighbours equally far the one with the lesser coordinates enters first, as in SaTScan.
    """
    distance = distances(places)
    count = len(places)
    rank = np.empty(count)
    rank[np.lexsort((places.second, places.first))] = np.arange(count)
    order = np.lexsort((np.broadcast_to(rank, distance.shape), distance), axis=1).astype(np.int32)
    limit = share * population.sum() * (1 + 1e-12)
    size = np.maximum((np.cumsum(population[order], axis=1) <= limit).sum(axis=1), 1)
    return Circles(order, np.take_along_axis(distance, order.astype(np.int64), axis=1), size.astype(np.int32))


def distances(places: Places) -> Floats:
    """Between all places: great circles in kilometres, or straight lines on the plane."""
    if places.plane:
        apart = (places.first[:, None] - places.first) ** 2 + (places.second[:, None] - places.second) ** 2
        return np.asarray(np.sqrt(apart))
    latitude, longitude = np.radians(places.first), np.radians(places.second)
    half = (
        np.sin((latitude[:, None] - latitude) / 2) ** 2
        + np.cos(latitude[:, None]) * np.cos(latitude) * np.sin((longitude[:, None] - longitude) / 2) ** 2
    )
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def intervals(study: Study, settings: Settings) -> Intervals:
    """The windows in time: all of it, those that reach its end, or all up to the longest duration."""
    count = len(study.starts)
    if settings.spatial:
        durations = [count]
    else:
        wanted = settings.max_duration
        longest = int(wanted * count) if wanted < 1 else int(wanted)
        durations = list(range(1, min(max(longest, 1), count) + 1))
    last = [count - duration for duration in durations]
    first = last if settings.prospective or settings.spatial else [0] * len(durations)
    return Intervals(*(np.asarray(one, np.int32) for one in (durations, first, last)))
