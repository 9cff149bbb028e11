"""Watch many series with one detector, and say how many alarms chance alone would bring."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tasvir.core.errors import UserError
from tasvir.core.picture.alerts.cusum import chance, cusum
from tasvir.core.picture.alerts.discovery import Discovery, with_discovery
from tasvir.core.picture.alerts.ears import ears, needed_before
from tasvir.core.picture.alerts.farrington import farrington_flexible
from tasvir.core.picture.alerts.model import Answer, Cusum, Ears, Farrington, Series, Settings, Whole


def monitor(
    series: Sequence[Series], settings: Settings, *, last: int = 52, level: float = 0.05
) -> tuple[Answer, Discovery]:
    """Each of the `last` periods of every series held against its past, with q-values over all of them.

    UserError where a setting is out of its range, or where no series is long enough for a single answer.
    """
    _check(settings, last, level)
    monitored = _monitored(series, last)
    if isinstance(settings, Farrington):
        answer, alpha = farrington_flexible(series, monitored, settings), settings.alpha
    elif isinstance(settings, Ears):
        answer, alpha = ears(series, monitored, settings), settings.alpha
    else:
        answer, alpha = cusum(series, monitored, settings), chance(settings)
    if all(reason == "short" for reason in answer.reason):
        longest = max(series, key=len)
        needed = _needed(settings, longest)
        raise UserError("alerts.too_short", count=len(series), series=longest.name, length=len(longest), needed=needed)
    return with_discovery(answer, alpha, level)


def _monitored(series: Sequence[Series], last: int) -> tuple[Whole, Whole]:
    sizes = [min(last, len(one)) for one in series]
    places = [np.arange(len(one) - size, len(one)) for one, size in zip(series, sizes)]
    return np.repeat(np.arange(len(series)), sizes), np.concatenate(places)


def _needed(settings: Settings, one: Series) -> int:
    if isinstance(settings, Farrington):
        season = 12 if settings.by_date and one.step == "month" else settings.season
        return season * settings.years_back + max(settings.half_window, 1)
    if isinstance(settings, Ears):
        return needed_before(settings) + 1
    return 2 if settings.level == "mean" else 5


def _check(settings: Settings, last: int, level: float) -> None:
    shares = {"--discovery-rate": level}
    counts: dict[str, tuple[float, int]] = {"--last": (last, 1)}
    if isinstance(settings, Farrington):
        shares["--alpha"] = settings.alpha
        counts |= {
            "--years-back": (settings.years_back, 1),
            "--half-window": (settings.half_window, 0),
            "--periods": (settings.periods, 1),
            "--left-out": (settings.left_out, 0),
            "--season": (settings.season, 2),
            "--limit54": (min(settings.least_cases, settings.least_over - 1), 0),
            "--trend-p": (settings.trend_p, 0),
            "--weights-threshold": (settings.weights_threshold, 0),
        }
    elif isinstance(settings, Ears):
        shares["--alpha"] = settings.alpha
        counts |= {"--baseline": (settings.baseline, 3), "--least-sigma": (settings.least_sigma, 0)}
    elif isinstance(settings, Cusum):
        counts |= {"--k": (settings.k, 0), "--h": (settings.h, 0), "--season": (settings.season, 2)}
    for option, share in shares.items():
        if not 0 < share < 1:
            raise UserError("alerts.share", option=option, value=share)
    for option, (value, least) in counts.items():
        if not value >= least:
            raise UserError("alerts.least", option=option, value=value, least=least)
