"""`tasvir analyse roots`: incident rates and drivers in a panel of units and periods."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tasvir.core.picture.roots.model import Association, Caution, Change, Roots

HELP = "how incident rates go with drivers (prices, exchange rate, tariff, supply), and what of a change is effort"
EXAMPLE = "tasvir analyse roots --panel panel.csv --drivers price_gap,exchange_rate --unit area --effort inspections"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--panel", required=True, metavar="F", help="one row a unit and period: CSV or Parquet")
    parser.add_argument("--drivers", required=True, metavar="A,B", help="columns of drivers, one or more")
    parser.add_argument("--unit", default="area", metavar="COLUMN[,COLUMN]", help="column of units (area)")
    parser.add_argument("--date", default="date", metavar="COLUMN", help="column of days, months or periods (date)")
    parser.add_argument("--count", default="count", metavar="COLUMN", help="column of incidents (count)")
    parser.add_argument("--effort", metavar="COLUMN", help="column of inspections, patrols or the like")
    parser.add_argument(
        "--effort-as",
        choices=("covariate", "offset"),
        default="covariate",
        help="estimate how counts go with effort (covariate), or take them as proportional (offset)",
    )
    parser.add_argument("--completeness", metavar="COLUMN", help="column of the share of reports that came in, 0 to 1")
    parser.add_argument("--lag", action="append", default=[], metavar="DRIVER=N", help="a driver of N periods before")
    parser.add_argument("--model", choices=("nb", "poisson"), default="nb")
    parser.add_argument(
        "--effects",
        choices=("auto", "two-way", "unit", "period", "none"),
        default="auto",
        help="what is taken out: auto gives each driver the strictest model that can tell it",
    )
    parser.add_argument(
        "--step", choices=("day", "week", "month", "quarter", "year"), help="length of a period (as the dates show)"
    )
    parser.add_argument("--before", metavar="P", help="first span of the change: 2024, 2024-Q1, 2024-01-01..2024-06-30")
    parser.add_argument("--after", metavar="P", help="second span of the change (last year against the one before)")
    parser.add_argument("--level", type=float, default=0.95, help="of intervals (0.95)")


def answer(args: argparse.Namespace) -> dict[str, Any]:
    """The parameters as used, and the associations and the change taken apart."""
    from tasvir.core.picture.roots.association import find_roots
    from tasvir.core.picture.roots.model import Settings
    from tasvir.core.picture.roots.reading import read_panel

    drivers = _names(args.drivers, "--drivers")
    settings = Settings(
        family=args.model,
        effects=args.effects,
        effort_as=args.effort_as,
        lags=_lags(args.lag, drivers),
        level=_level(args.level),
        before=_span(args.before),
        after=_span(args.after),
    )
    panel = read_panel(args.panel, _columns(args, drivers), drivers, step=args.step)
    found = find_roots(panel, settings)
    parameters = {
        "model": args.model,
        "effects": args.effects,
        "drivers": drivers,
        "unit": args.unit,
        "effort": args.effort,
        "effort_as": args.effort_as if args.effort else None,
        "completeness": args.completeness,
        "lags": dict(settings.lags),
        "level": args.level,
        "step": panel.step,
    }
    tell = _Teller(args.answer_lang)
    findings = [_driver(one, tell) for one in found.associations]
    if found.change:
        findings.append(_change(found.change, tell))
    return {"parameters": parameters, "study": _study(found, panel, tell), "findings": findings}


def _columns(args: argparse.Namespace, drivers: list[str]) -> dict[str, list[Any]]:
    from tasvir.cli.tables import read_columns

    units = _names(args.unit, "--unit")
    own = {f"unit {number}": name for number, name in enumerate(units)}
    own |= {"date": args.date, "count": args.count} | {name: name for name in drivers}
    own |= {name: getattr(args, name) for name in ("effort", "completeness") if getattr(args, name)}
    columns = read_columns(args.panel, own, lang=args.answer_lang)
    parts = [columns.pop(f"unit {number}") for number in range(len(units))]
    return {**columns, "unit": [" · ".join(map(str, row)) for row in zip(*parts, strict=True)]}


def _names(text: str, option: str) -> list[str]:
    from tasvir.core.errors import UserError

    names = list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    reserved = next((name for name in names if name in ("effort", "completeness")), None)
    if option == "--drivers" and (not names or reserved):
        raise UserError("roots.no_drivers", value=reserved or text)
    return names


def _lags(told: Iterable[str], drivers: list[str]) -> dict[str, int]:
    from tasvir.core.errors import UserError

    found = {}
    for one in told:
        name, _, number = one.rpartition("=")
        if name.strip() not in drivers or not number.strip().isdecimal():
            raise UserError("roots.lag", value=one, drivers=", ".join(drivers))
        found[name.strip()] = int(number)
    return found


def _level(level: float) -> float:
    from tasvir.core.errors import UserError

    if not 0.5 <= level < 1:
        raise UserError("roots.level", value=level)
    return level


def _span(text: str | None) -> Any:
    from tasvir.core.calendars.periods import parse_period

    if text is None:
        return None
    period = parse_period(text)
    return period.start, period.end


class _Teller:
    """Says cautions in the language of the answer, each once."""

    def __init__(self, lang: str) -> None:
        from tasvir.core.picture.office.commission import Commission
        from tasvir.core.picture.wording import Wording
        from tasvir.core.vocabulary.lists import load_lists

        self.voice = Wording(lang, load_lists(), Commission())

    def all(self, cautions: Iterable[Caution]) -> list[dict[str, str]]:
        from tasvir.core.picture.roots.sentences import caution_text

        return [{"code": one.code, "text": caution_text(self.voice, one)} for one in cautions]


def _driver(one: Association, tell: _Teller) -> dict[str, Any]:
    from tasvir.core.picture.roots.sentences import association_numbers

    return {"kind": "driver", **association_numbers(one), "warnings": tell.all(one.cautions)}


def _change(change: Change, tell: _Teller) -> dict[str, Any]:
    from tasvir.core.picture.roots.sentences import change_numbers

    return {"kind": "change", **change_numbers(change), "warnings": tell.all(change.cautions)}


def _study(found: Roots, panel: Any, tell: _Teller) -> dict[str, Any]:
    from tasvir.core.picture.roots.sentences import association_numbers

    return {
        "units": len(panel.units),
        "periods": len(panel.periods),
        "start": panel.periods[0].isoformat(),
        "end": panel.periods[-1].isoformat(),
        "rows": len(panel),
        "rows_used": found.rows,
        "left_out": dict(found.left_out),
        "dispersion": found.dispersion,
        "pearson": found.pearson,
        "effort": association_numbers(found.effort) if found.effort else None,
        "season": {"factors": dict(found.season.factors), "p": found.season.p} if found.season else None,
        "warnings": tell.all(found.cautions),
    }
