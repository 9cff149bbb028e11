"""The windows of a scan: growing circles round every place, and the intervals of time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tasvir.core.picture.hotspots.model import Floats, Places, Settings, Study

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


def circles(places: Places, population: Floats, share: float) -> Circles:
    """Circles whose population stays within a share of the whole; a place alone is always one."""
    distance = distances(places)
    order = np.argsort(distance, axis=1, kind="stable").astype(np.int32)
    # A place that lies on the same point as another is still nearest to itself.
    order = _itself_first(order)
    limit = share * population.sum() * (1 + 1e-12)
    size = np.maximum((np.cumsum(population[order], axis=1) <= limit).sum(axis=1), 1)
    return Circles(order, np.take_along_axis(distance, order.astype(np.int64), axis=1), size.astype(np.int32))


def _itself_first(order: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    own = np.arange(len(order), dtype=np.int32)[:, None]
    rest = order[order != own].reshape(len(order), -1)
    return np.ascontiguousarray(np.hstack([own, rest]))


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
