"""`tasvir analyse axes`: the network of origins, checkpoints and destinations over time."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tasvir.core.picture.axes.model import Journeys, Surge, Window

HELP = "busiest, growing, new and vanished routes, checkpoints, and what moved after an enforcement surge"
EXAMPLE = (
    "tasvir analyse axes --incidents incidents.csv --surge-place 'K1' --surge-start 2025-03-01 --surge-end 2025-05-31"
)
_COLUMNS = ("origin", "transit", "destination", "place", "area", "axis", "goods")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--incidents", required=True, metavar="F", help="a row an incident; columns as in the template")
    parser.add_argument("--before", metavar="DAY..DAY", help="earlier window (the equally long one before --after)")
    parser.add_argument("--after", metavar="DAY..DAY", help="newer window (the last year of two, or the later half)")
    parser.add_argument("--surge-place", metavar="NAME", help="checkpoint, axis or area where enforcement surged")
    parser.add_argument("--surge-start", metavar="DAY")
    parser.add_argument("--surge-end", metavar="DAY", help="(the last day of the incidents)")
    parser.add_argument("--buffer-place", action="append", default=[], metavar="NAME", help="where traffic may go (B)")
    parser.add_argument("--effort", metavar="F", help="place (or area), period and amount: surges are found in it")
    parser.add_argument("--effort-column", metavar="NAME", help="its amount (inspections, patrol_hours, checks …)")
    parser.add_argument("--effort-place-column", metavar="NAME", help="(place, axis or area)")
    parser.add_argument("--effort-period-column", metavar="NAME", help="(period or date)")
    parser.add_argument("--checkpoint-column", metavar="NAME", help="the checkpoint (axis, else place, else area)")
    parser.add_argument("--date-column", default="occurred_on", metavar="NAME")
    for name in _COLUMNS:
        parser.add_argument(f"--{name}-column", default=name, metavar="NAME", help=argparse.SUPPRESS)
    parser.add_argument("--alpha", type=float, default=0.05, help="false-discovery rate and level of tests (0.05)")
    parser.add_argument("--top", type=int, default=10, help="how many busiest routes and checkpoints (10)")
    parser.add_argument("--replications", type=int, default=999)
    parser.add_argument("--seed", type=int, default=1)


def answer(args: argparse.Namespace) -> dict[str, Any]:
    """The parameters as used, what was assumed, and the findings."""
    from tasvir.core.picture.axes import findings as tell
    from tasvir.core.picture.axes.network import checkpoints, shifts
    from tasvir.core.picture.axes.routes import routes

    _check(args)
    journeys = _journeys(args)
    windows = _windows(args, journeys)
    levels = {level: routes(journeys, level, windows, args.alpha) for level in ("route", "axis")}
    told = [
        tell.route_finding(one, journeys, kind, windows)
        for found in levels.values()
        for kind, one in tell.by_kind(found, args.top)
    ]
    told += [tell.checkpoint_finding(one, journeys) for one in checkpoints(journeys)[: args.top]]
    surges = _surges(args, journeys)
    told += _displacements(args, journeys, surges)
    told += [tell.shift_finding(one, journeys, windows) for one in shifts(journeys, levels["axis"], windows)]
    parameters = {
        "before": [day.isoformat() for day in (windows[0].start, windows[0].end)],
        "after": [day.isoformat() for day in (windows[1].start, windows[1].end)],
        "alpha": args.alpha,
        "confidence": 0.95,
        "replications": args.replications,
        "surges": len(surges),
    }
    return {
        "parameters": parameters,
        "study": {"start": journeys.start.isoformat(), "end": journeys.end.isoformat(), **journeys.assumed},
        "merged": journeys.names.merged(),
        "unproven": [_unproven(one, journeys) for found in levels.values() for one in found if _is_unproven(one)],
        "findings": told,
    }


def _check(args: argparse.Namespace) -> None:
    from tasvir.core.errors import UserError

    if not 0 < args.alpha < 1:
        raise UserError("axes.alpha", value=args.alpha)
    if args.replications < 20 or args.top < 1:
        raise UserError("axes.at_least", replications=args.replications, top=args.top)
    if bool(args.surge_place) != bool(args.surge_start):
        raise UserError("axes.half_surge")


def _is_unproven(one: Any) -> bool:
    return one.chance is not None and one.kind is None


def _unproven(one: Any, journeys: Journeys) -> dict[str, Any]:
    """A route seen in one window only, too rarely to be called new or vanished."""
    return {
        "level": one.level,
        "name": " → ".join(journeys.names.labels(one.key)),
        "seen": "after" if one.after else "before",
        "count": one.before + one.after,
        "chance": round(one.chance, 6),
        "q": round(one.q, 6),
    }


def _journeys(args: argparse.Namespace) -> Journeys:
    from tasvir.cli.tables import read_columns
    from tasvir.core.picture.axes.reading import read_journeys

    own = {"occurred_on": args.date_column, **{name: getattr(args, f"{name}_column") for name in _COLUMNS}}
    optional = [name for name in _COLUMNS if getattr(args, f"{name}_column") == name]
    if args.checkpoint_column:
        own["checkpoint"] = args.checkpoint_column
    table = read_columns(args.incidents, own, lang=args.lang, optional=optional)
    return read_journeys(table, name=args.incidents, checkpoint="checkpoint" if args.checkpoint_column else None)


def _windows(args: argparse.Namespace, journeys: Journeys) -> tuple[Window, Window]:
    from datetime import timedelta

    from tasvir.core.errors import UserError
    from tasvir.core.picture.axes.model import Window
    from tasvir.core.picture.axes.routes import default_windows

    if args.before and not args.after:
        raise UserError("axes.before_alone")
    if not args.after:
        return default_windows(journeys)
    after = _window(args.after, "--after")
    start = after.start - timedelta(days=after.days)
    before = _window(args.before, "--before") if args.before else Window(start, after.start - timedelta(days=1))
    if before.end >= after.start:
        raise UserError("axes.window_order", value=args.before, expected=args.after)
    for window, option in ((before, "--before"), (after, "--after")):
        if not journeys.inside(window):
            raise UserError("axes.window_empty", option=option, start=journeys.start, end=journeys.end)
    return before, after


def _window(text: str, option: str) -> Window:
    from tasvir.core.errors import UserError
    from tasvir.core.picture.axes.model import Window
    from tasvir.core.picture.axes.reading import read_dates

    first, dots, last = text.partition("..")
    if not dots:
        raise UserError("axes.window", option=option, value=text)
    start, end = read_dates([first, last], option)
    if end < start:
        raise UserError("axes.window", option=option, value=text)
    return Window(start, end)


def _surges(args: argparse.Namespace, journeys: Journeys) -> list[Surge]:
    from tasvir.core.errors import UserError
    from tasvir.core.picture.axes.model import Surge, Window
    from tasvir.core.picture.axes.names import place_key
    from tasvir.core.picture.axes.reading import read_dates
    from tasvir.core.picture.axes.surges import find_surges

    found: list[Surge] = []
    if args.surge_place:
        (start,) = read_dates([args.surge_start], "--surge-start")
        end = read_dates([args.surge_end], "--surge-end")[0] if args.surge_end else journeys.end
        key = place_key(args.surge_place)
        if key not in journeys.names.spellings:
            raise UserError("axes.unknown_place", value=args.surge_place)
        if end < start or start > journeys.end:
            raise UserError("axes.surge_days", start=start, end=end, first=journeys.start, last=journeys.end)
        found.append(Surge(key, Window(start, end)))
    if args.effort:
        from tasvir.cli.analyse.axes_effort import read_effort

        known = journeys.names.spellings
        found += [one for one in find_surges(read_effort(args)) if one.place in known]
    return found


def _displacements(args: argparse.Namespace, journeys: Journeys, surges: list[Surge]) -> list[dict[str, Any]]:
    from tasvir.core.picture.axes.displacement import displacement
    from tasvir.core.picture.axes.findings import displacement_finding
    from tasvir.core.picture.axes.names import place_key

    buffer = [place_key(name) for name in args.buffer_place]
    return [
        displacement_finding(
            displacement(
                journeys, one, buffer=buffer, alpha=args.alpha, replications=args.replications, seed=args.seed
            ),
            journeys,
        )
        for one in surges
    ]
