"""`tasvir analyse effect`: what a campaign changed, by interrupted time series."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tasvir.core.picture.effects.model import Effect, Measured, Series, Settings

HELP = "what a campaign changed (interrupted time series with season, autocorrelation, placebo campaigns)"
EXAMPLE = "tasvir analyse effect --series complaints.csv --start 2024-07-22 --end 2024-10-21 --control elsewhere"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--series", required=True, metavar="F", help="series, date, count and, if there are, population and effort"
    )
    parser.add_argument("--start", required=True, metavar="DATE", help="first day of the campaign")
    parser.add_argument("--end", metavar="DATE", help="its last day (that of the series)")
    parser.add_argument("--control", metavar="S", help="a series of the file that the campaign left alone")
    parser.add_argument("--only", metavar="S", help="this series of the file alone")
    parser.add_argument("--lasting", action="store_true", help="the change stays after the campaign")
    parser.add_argument("--slope", action="store_true", help="the campaign may also bend the trend")
    parser.add_argument("--no-trend", action="store_true", help="no straight line over time")
    parser.add_argument("--harmonics", type=int, default=2, metavar="N", help="pairs of waves of the year (2)")
    parser.add_argument(
        "--errors", choices=("autocorrelated", "independent", "poisson"), default="autocorrelated",
        help="autocorrelated; independent: quasi-Poisson; poisson: variance as the mean",
    )  # fmt: skip
    parser.add_argument(
        "--outcome", choices=("seizures", "other"), default="seizures",
        help="seizures, or what enforcement does not make itself: complaints, survey shares, prices",
    )  # fmt: skip
    parser.add_argument("--level", type=float, default=0.95, help="of the intervals (0.95)")
    for name in ("series", "date", "count", "population", "effort"):
        parser.add_argument(f"--{name}-column", default=name, metavar="NAME", help=argparse.SUPPRESS)


def answer(args: argparse.Namespace) -> dict[str, Any]:
    """The parameters as used, and the effect on each series."""
    from tasvir.cli.tables import read_columns
    from tasvir.core.errors import UserError
    from tasvir.core.picture.effects.measuring import measure
    from tasvir.core.picture.effects.reading import read_series

    own = {name: getattr(args, f"{name}_column") for name in ("series", "date", "count", "population", "effort")}
    columns = read_columns(args.series, own, lang=args.answer_lang, optional=("series", "population", "effort"))
    found = read_series(columns)
    for option in ("control", "only"):
        name = getattr(args, option)
        if name is not None and name not in found:
            raise UserError(
                "effects.no_series", option=f"--{option}", series=name, expected=", ".join(list(found)[:20])
            )
    control = found.get(args.control) if args.control else None
    chosen = [args.only] if args.only else [name for name in found if name != args.control]
    findings = []
    for name in chosen:
        settings = _settings(args, found[name])
        if args.outcome == "seizures":
            refuse_risen_effort(found[name], settings)
        findings.append(_finding(measure(found[name], settings, control), found[name], settings))
    return {"parameters": _parameters(args), "findings": findings}


def refuse_risen_effort(series: Series, settings: Settings) -> None:
    """UserError where effort rose with the campaign: then seizures cannot tell what the campaign changed."""
    from tasvir.core.errors import UserError
    from tasvir.core.picture.effects.measuring import effort_rose

    rose = effort_rose(series, settings)
    if rose is not None:
        raise UserError("effects.effort_rose", series=series.name, percent=round((rose.ratio - 1) * 100))


def _settings(args: argparse.Namespace, series: Series) -> Settings:
    from tasvir.core.errors import UserError
    from tasvir.core.picture.effects.model import Settings
    from tasvir.core.picture.hotspots.times import read_date

    if not 0.5 <= args.level < 1:
        raise UserError("effects.level", value=args.level)
    return Settings(
        start=read_date(args.start, table="--start", row=1).first,
        end=read_date(args.end, table="--end", row=1).last if args.end else series.end,
        lasting=args.lasting,
        slope=args.slope,
        harmonics=max(0, args.harmonics),
        trend=not args.no_trend,
        errors=args.errors,
        level=args.level,
    )


def _parameters(args: argparse.Namespace) -> dict[str, Any]:
    names = ("start", "end", "control", "lasting", "slope", "harmonics", "errors", "outcome", "level")
    return {name: getattr(args, name) for name in names}


def _finding(found: Measured, series: Series, settings: Settings) -> dict[str, Any]:
    told = {
        "series": found.series,
        "start": settings.start.isoformat(),
        "end": settings.end.isoformat(),
        **_effect(found.effect),
        "observed": found.observed,
        "expected": round(found.expected, 4),
        "steps_before": found.before,
        "steps_during": found.during,
        "harmonics": found.harmonics,
        "dispersion": round(found.effect.dispersion, 4),
        "autocorrelation": round(found.effect.autocorrelation, 4),
        "placebo": {"windows": found.placebo.windows, "p": _rounded(found.placebo.p), "ratios": found.placebo.ratios},
        "sensitivity": {name: _effect(one) for name, one in found.sensitivity},
        "compared_with_control": _effect(found.compared) if found.compared else None,
        "effort": "unknown" if series.effort is None else "not risen",
    }
    if settings.slope:
        told |= {"slope_ratio": _rounded(found.effect.slope_ratio), "slope_p": _rounded(found.effect.slope_p)}
    return told


def _effect(effect: Effect) -> dict[str, Any]:
    values = {"rate_ratio": effect.ratio, "low": effect.low, "high": effect.high, "p": effect.p}
    return {name: round(value, 6) for name, value in values.items()}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
