"""`tasvir analyse trends`: slopes, seasons, breaks, moving holidays and effort-adjusted trends of series."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tasvir.core.errors import UserError
    from tasvir.core.picture.trends.answering import Settings, Trend
    from tasvir.core.picture.trends.latent import Latent
    from tasvir.core.picture.trends.model import Series

HELP = "level, direction, change per year, season, moving holidays, breaks; raw beside effort-adjusted"
EXAMPLE = "tasvir analyse trends --series series.csv --country IR"
COLUMNS = ("series", "date", "count", "effort", "completeness")
_OPTIONAL = ("series", "effort", "completeness")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--series", required=True, metavar="F", help="series, date, count[, effort][, completeness]")
    parser.add_argument("--level", type=float, default=0.9, help="of the intervals, 0.5 to 0.999 (0.9)")
    parser.add_argument("--penalty", type=float, help="of a change point, times the log of the length (5)")
    parser.add_argument("--country", choices=("IR", "VN"), help="whose moving holidays: Nowruz and Ramadan, or Tet")
    parser.add_argument(
        "--calendar", choices=("auto", "gregorian", "jalali", "vn"), default="auto", help="whose months (as dates say)"
    )
    parser.add_argument("--no-effort", action="store_true", help="leave effort and completeness aside")
    parser.add_argument("--no-parts", action="store_true", help="without STL (quicker)")
    parser.add_argument("--components", action="store_true", help="trend, season and remainder of every period too")
    for name in COLUMNS:
        parser.add_argument(f"--{name}-column", metavar="NAME", help=f"the column of {name} ({name})")


def answer(args: argparse.Namespace) -> dict[str, Any]:
    """The parameters as used, and the trend of every series."""
    from tasvir.core.errors import UserError
    from tasvir.core.picture.trends.answering import together, trend
    from tasvir.core.picture.trends.reading import read_series

    settings, several = _settings(args), read_series(_table(args), calendar=args.calendar)
    findings, refused = [], []
    for one in several:
        try:
            findings.append(_finding(trend(one, settings), args))
        except UserError as error:
            refused.append(error)
            findings.append({"series": one.name, "direction": None, "notes": _notes([error], args.answer_lang)})
    if len(refused) == len(several):
        raise refused[0]
    told: dict[str, Any] = {"parameters": _parameters(settings, several), "findings": findings}
    if any(one.effort is not None for one in several):
        found, notes = together(several, settings)
        told["latent"] = {**(_latent(found) if found else {}), "notes": _notes(notes, args.answer_lang)}
    return told


def _settings(args: argparse.Namespace) -> Settings:
    from tasvir.core.errors import UserError
    from tasvir.core.picture.trends.answering import Settings
    from tasvir.core.picture.trends.breaks import PENALTY

    if not 0.5 <= args.level <= 0.999:
        raise UserError("trends.level", value=args.level)
    penalty = PENALTY if args.penalty is None else args.penalty
    if not 0 < penalty < 1000:
        raise UserError("trends.penalty", value=penalty)
    return Settings(args.level, penalty, args.country, not args.no_parts or args.components)


def _table(args: argparse.Namespace) -> dict[str, list[Any]]:
    from tasvir.cli.tables import read_columns

    names = COLUMNS[:3] if args.no_effort else COLUMNS
    own = {name: getattr(args, f"{name}_column") for name in names}
    optional = [name for name in _OPTIONAL if own.get(name) is None]  # a column that was named must be there
    columns = {name: own[name] or name for name in names}
    return read_columns(args.series, columns, lang=args.answer_lang, optional=optional)


def _parameters(settings: Settings, several: Sequence[Series]) -> dict[str, Any]:
    from tasvir.core.picture.trends.breaks import SHORTEST

    step = several[0].step
    return {
        "step": step,
        "calendar": several[0].calendar,
        "level": settings.level,
        "penalty": settings.penalty,
        "shortest_segment": SHORTEST[step],
        "country": settings.country,
        "headline": "adjusted" if any(one.effort is not None for one in several) else "raw",
    }


def _finding(told: Trend, args: argparse.Namespace) -> dict[str, Any]:
    from tasvir.core.picture.trends.telling import trend_numbers

    return {**trend_numbers(told, components=args.components), "notes": _notes(told.notes, args.answer_lang)}


def _latent(found: Latent) -> dict[str, Any]:
    from tasvir.core.picture.trends.telling import latent_numbers

    return latent_numbers(found)


def _notes(notes: Sequence[UserError], lang: str) -> list[dict[str, str]]:
    from tasvir.core.vocabulary.messages import message

    return [{"code": one.code, "text": message(one.code, lang, one.values)} for one in notes]
