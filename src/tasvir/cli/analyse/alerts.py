"""`tasvir analyse alerts`: counts above what their own past leads one to expect, over many series at once."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasvir.core.picture.alerts.discovery import Discovery
    from tasvir.core.picture.alerts.model import Answer, Farrington, Series, Settings, Step

HELP = "weeks or months with more cases than their past leads one to expect (Farrington flexible, EARS, CUSUM)"
EXAMPLE = (
    "tasvir analyse alerts --series series.csv --method farrington-flexible --threshold nb-plugin --alpha 0.005 "
    "--years-back 5 --half-window 3 --last 52"
)
METHODS = ("farrington-flexible", "ears-c1", "ears-c2", "ears-c3", "cusum")
_ALPHA = {"farrington-flexible": 0.005, "ears-c1": 0.001, "ears-c2": 0.001, "ears-c3": 0.001}
_CLASSIC = {"periods": 1, "weights_threshold": 1.0, "trend_p": 0.05, "left_out": 3}
_NOUFAILY = {"periods": 10, "weights_threshold": 2.58, "trend_p": 1.0, "left_out": 26}
_MANY = 20  # names in a list


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--series", required=True, metavar="F", help="series, date, count and, if there is, effort")
    # The command line keeps `args.method` for the name of the analysis.
    parser.add_argument("--method", choices=METHODS, default=METHODS[0], dest="detector")
    parser.add_argument("--alpha", type=float, help="one-sided (0.005; EARS 0.001)")
    parser.add_argument("--last", type=int, default=52, metavar="N", help="how many of the newest periods (52)")
    parser.add_argument("--season", type=int, metavar="N", help="periods in a year (52 weekly, 12 monthly)")
    parser.add_argument("--fill-zero", action="store_true", help="a period without a row counts zero, not as unknown")
    parser.add_argument("--discovery-rate", type=float, default=0.05, metavar="Q", help="largest q that is kept (0.05)")
    _add_farrington(parser)
    _add_others(parser)
    for name in ("series", "date", "count", "effort"):
        parser.add_argument(f"--{name}-column", metavar="NAME", help=argparse.SUPPRESS)


def _add_farrington(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("farrington-flexible (defaults of Noufaily et al. 2013)")
    group.add_argument("--threshold", choices=("delta", "nb-plugin", "muan"), default="delta")
    group.add_argument("--years-back", type=int, default=5, metavar="B")
    group.add_argument("--half-window", type=int, default=3, metavar="W", help="periods on each side (3)")
    group.add_argument("--by-date", action="store_true", help="count back calendar years, not whole seasons")
    group.add_argument(
        "--original", action="store_true", help="Farrington 1996: --periods 1, weights above 1, trend 0.05"
    )
    group.add_argument(
        "--periods", "--no-periods", type=int, metavar="N", help="parts of the season (10; 1: windows only)"
    )
    group.add_argument("--weights-threshold", type=float, metavar="Z", help="down-weight residuals above (2.58)")
    group.add_argument("--no-reweight", action="store_true", help="past outbreaks keep their full weight")
    group.add_argument(
        "--left-out", "--past-weeks-not-included", type=int, metavar="N", help="newest periods not learned from (26)"
    )
    group.add_argument(
        "--trend-p", "--p-threshold-trend", type=float, metavar="P", help="p of a trend to stay (1: always)"
    )
    group.add_argument("--no-trend", action="store_true", help="no trend at all")
    group.add_argument("--limit54", default="5,4", metavar="CASES,PERIODS", help="no answer below so many cases (5,4)")
    group.add_argument("--no-effort", action="store_true", help="leave a column of effort aside")


def _add_others(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("ears and cusum")
    group.add_argument("--baseline", type=int, default=7, metavar="N", help="EARS: periods of the past (7)")
    group.add_argument("--least-sigma", type=float, default=0.0, metavar="S", help="EARS: smallest deviation (0)")
    group.add_argument("--transform", choices=("standard", "rossi", "anscombe"), default="standard", help="CUSUM")
    group.add_argument("--level", choices=("mean", "glm"), default="mean", help="CUSUM: m, a mean or a season")
    group.add_argument("--k", type=float, default=1.04, help="CUSUM: reference value (1.04)")
    group.add_argument("--h", type=float, default=2.26, help="CUSUM: decision interval (2.26)")


def answer(args: argparse.Namespace) -> dict[str, Any]:
    """The parameters as used, what was read, the account of chance, and a finding for each series and date."""
    from dataclasses import asdict, replace

    from tasvir.core.picture.alerts.monitor import monitor
    from tasvir.core.picture.alerts.reading import read_series

    series = read_series(_columns(args), fill_zero=args.fill_zero)
    settings = _settings(args, series[0].step)
    offset = settings.method == METHODS[0] and any(one.effort is not None for one in series)
    if not offset:
        series = [replace(one, effort=None) for one in series]
    found, discovery = monitor(series, settings, last=args.last, level=args.discovery_rate)
    parameters = {"method": settings.method, **asdict(settings), "last": args.last, "effort": offset}
    return {
        "parameters": parameters,
        "study": _study(series, args.fill_zero),
        "unanswered": dict(Counter(reason for reason in found.reason if reason)),
        "chance": _chance(discovery),
        "notes": _notes(settings, discovery),
        "findings": _findings(found, series, settings),
    }


def _columns(args: argparse.Namespace) -> dict[str, list[Any]]:
    from tasvir.cli.tables import read_columns

    own = {name: getattr(args, f"{name}_column") or name for name in ("series", "date", "count", "effort")}
    optional = tuple(name for name in ("series", "effort") if getattr(args, f"{name}_column") is None)
    if args.no_effort:
        del own["effort"]
    return read_columns(args.series, own, lang=args.answer_lang, optional=optional)


def _settings(args: argparse.Namespace, step: Step) -> Settings:
    from tasvir.core.picture.alerts.model import SEASON, Cusum, Ears

    season = args.season or SEASON[step]
    alpha = _ALPHA.get(args.detector, 0.0) if args.alpha is None else args.alpha
    if args.detector == "cusum":
        return Cusum(args.transform, args.level, args.k, args.h, season)
    if args.detector == METHODS[0]:
        return _farrington(args, season, alpha)
    return Ears(args.detector.removeprefix("ears-"), alpha, args.baseline, args.least_sigma)


def _farrington(args: argparse.Namespace, season: int, alpha: float) -> Farrington:
    from tasvir.core.errors import UserError
    from tasvir.core.picture.alerts.model import Farrington

    told = _CLASSIC if args.original else _NOUFAILY
    chosen: dict[str, Any] = {
        name: value if getattr(args, name) is None else getattr(args, name) for name, value in told.items()
    }
    cases, _, over = args.limit54.partition(",")
    if not (cases.strip().isdecimal() and over.strip().isdecimal()):
        raise UserError("alerts.limit54", value=args.limit54)
    return Farrington(
        threshold=args.threshold,
        alpha=alpha,
        years_back=args.years_back,
        half_window=args.half_window,
        season=season,
        by_date=args.by_date,
        reweight=not args.no_reweight,
        trend=not args.no_trend,
        least_cases=int(cases),
        least_over=int(over),
        **chosen,
    )


def _study(series: Sequence[Series], fill_zero: bool) -> dict[str, Any]:
    import numpy as np

    missing = {one.name: int(np.isnan(one.counts).sum()) for one in series}
    ends = sorted({one.written[-1] for one in series})
    return {
        "series": len(series),
        "step": series[0].step,
        "first": min(one.dates[0] for one in series).isoformat(),
        "last": max(one.dates[-1] for one in series).isoformat(),
        "periods": max(map(len, series)),
        "missing_periods": sum(missing.values()),
        "missing_treated_as": "zero" if fill_zero else "unknown",
        "series_with_gaps": [name for name, count in missing.items() if count][:_MANY],
        "ends": ends[:_MANY],
    }


def _chance(discovery: Discovery) -> dict[str, Any]:
    return {
        "tested": discovery.tested,
        "alarms": discovery.alarms,
        "expected_by_chance": round(discovery.by_chance, 3),
        "discovery_rate": discovery.level,
        "alarms_kept": discovery.kept,
    }


def _notes(settings: Settings, discovery: Discovery) -> list[str]:
    """What an answer rests on that its numbers do not say, as codes; docs/methods/alerts.md says them in words."""
    from tasvir.core.picture.alerts.model import Farrington

    told = []
    if isinstance(settings, Farrington) and settings.left_out >= settings.season:
        told.append("left-out-exceeds-season")
    if isinstance(settings, Farrington) and settings.trend and settings.years_back < 3:
        told.append("no-trend-below-three-years")
    if settings.method == "cusum":
        told.append("p-from-normal-sums")
    if discovery.tested and discovery.alarms <= discovery.by_chance:
        told.append("no-more-alarms-than-by-chance")
    return told


def _findings(found: Answer, series: Sequence[Series], settings: Settings) -> list[dict[str, Any]]:
    whole = getattr(settings, "threshold", "delta") != "delta"
    rows = []
    for row, (which, at) in enumerate(zip(found.series.tolist(), found.at.tolist())):
        one = series[which]
        told: dict[str, Any] = {
            "series": one.name,
            "date": one.written[at],
            "count": _number(found.count[row], whole=True),
            "expected": _number(found.expected[row]),
            "upper": _number(found.upper[row], whole=whole),
            "alarm": bool(found.alarm[row]),
            "score": _number(found.score[row]),
            "p": _number(found.p[row]),
            "q": _number(found.q[row]),
        }
        told["reason"] = found.reason[row] or None
        rows.append(told)
    return rows


def _number(value: float, *, whole: bool = False) -> float | int | None:
    if not -1e300 < value < 1e300:
        return None
    return int(value) if whole else float(value)
