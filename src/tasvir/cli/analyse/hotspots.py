"""`tasvir analyse hotspots`: Kulldorff's scan statistic on cases, places and population."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tasvir.core.picture.hotspots.model import Cluster, Study

HELP = "places and times with more cases than expected (Kulldorff's scan statistic)"
EXAMPLE = (
    "tasvir analyse hotspots --cases cases.csv --places places.csv --model permutation --unit week "
    "--max-duration 12 --replications 999 --seed 1"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--cases", required=True, metavar="F", help="place, count, date and, for bernoulli, controls")
    parser.add_argument("--places", required=True, metavar="F", help="place, lat, lon (or x, y with --plane)")
    parser.add_argument("--population", metavar="F", help="place, date, population: expected cases for poisson")
    parser.add_argument("--model", choices=("poisson", "permutation", "bernoulli"), default="permutation")
    parser.add_argument(
        "--unit", choices=("day", "week", "month", "year"), default="week", help="length of an interval"
    )
    parser.add_argument("--max-population", type=float, default=0.5, metavar="SHARE", help="largest window (0.5)")
    parser.add_argument(
        "--max-duration",
        type=float,
        default=0.5,
        metavar="N|SHARE",
        help="longest window: intervals, or a share below 1",
    )
    parser.add_argument("--prospective", action="store_true", help="only windows that reach the last interval")
    parser.add_argument("--spatial", action="store_true", help="places only, time ignored")
    parser.add_argument("--plane", action="store_true", help="coordinates x, y on a plane instead of degrees")
    parser.add_argument(
        "--shading", choices=("moran", "getis"), help="no scan: local Moran's I or Gi* of each place, for maps"
    )
    parser.add_argument("--neighbours", type=int, default=4, metavar="K", help="shading: nearest places (4)")
    parser.add_argument("--start", metavar="DAY", help="first day of the study (that of the cases)")
    parser.add_argument("--end", metavar="DAY", help="last day of the study (that of the cases)")
    parser.add_argument("--covariates", default="", metavar="A,B", help="columns of cases and population to adjust for")
    parser.add_argument("--replications", type=int, default=999)
    parser.add_argument("--seed", type=int, default=1)
    for name in ("place", "count", "date", "controls", "lat", "lon", "x", "y", "population"):
        parser.add_argument(f"--{name}-column", default=name, metavar="NAME", help=argparse.SUPPRESS)


def answer(args: argparse.Namespace) -> dict[str, Any]:
    """The parameters as used, and the clusters."""
    from tasvir.cli.progress import Progress
    from tasvir.core.picture.hotspots.model import Settings
    from tasvir.core.picture.hotspots.reading import read_study
    from tasvir.core.picture.hotspots.scan import scan

    study = read_study(
        _tables(args),
        model=args.model,
        unit=args.unit,
        plane=args.plane,
        start=_day(args.start, "--start"),
        end=_day(args.end, "--end"),
    )
    if args.shading:
        return _shading(args, study)
    settings = Settings(
        args.model, args.max_population, args.max_duration, args.prospective, args.spatial, args.replications, args.seed
    )
    progress = Progress()
    try:
        found = scan(study, settings, tell=lambda done, of: progress.tell(f"{done} / {of}"))
    finally:
        progress.close()
    parameters = {
        "model": args.model,
        "unit": args.unit,
        "max_population": args.max_population,
        "max_duration": args.max_duration,
        "prospective": args.prospective,
        "spatial": args.spatial,
        "replications": args.replications,
        "covariates": _names(args.covariates),
    }
    told = {
        "places": len(study.places),
        "intervals": len(study.starts),
        "start": study.starts[0].isoformat(),
        "end": study.end.isoformat(),
        "cases": study.total,
    }
    return {"parameters": parameters, "study": told, "findings": [_finding(one) for one in found.clusters]}


def _shading(args: argparse.Namespace, study: Study) -> dict[str, Any]:
    """Each place among its neighbours: counts, or counts over what was expected where there is a population."""
    import numpy as np

    from tasvir.core.picture.hotspots.shading import local_g, local_moran, nearest_weights

    values = study.cases.sum(axis=1).astype(float)
    if args.population:
        values = np.divide(values, study.population, out=np.zeros_like(values), where=study.population > 0)
    weights = nearest_weights(study.places, args.neighbours)
    moran = args.shading == "moran"
    found = (
        local_moran(values, weights, permutations=args.replications, seed=args.seed)
        if moran
        else local_g(values, weights)
    )
    findings = [
        {
            "place": place,
            "value": float(values[at]),
            "statistic": float(found.statistic[at]),
            "z": float(found.z[at]) if np.isfinite(found.z[at]) else None,
            "p": float(found.p[at]) if np.isfinite(found.p[at]) else None,
            "quadrant": int(found.quadrant[at]) if moran else None,
        }
        for at, place in enumerate(study.places.ids)
    ]
    parameters = {
        "shading": args.shading,
        "neighbours": args.neighbours,
        "permutations": args.replications if moran else 0,
    }
    return {"parameters": parameters, "findings": findings}


def _tables(args: argparse.Namespace) -> Any:
    from tasvir.cli.tables import read_columns
    from tasvir.core.picture.hotspots.reading import Tables

    def read(path: str, *names: str, optional: tuple[str, ...] = ()) -> dict[str, list[Any]]:
        own = {name: getattr(args, f"{name}_column", name) for name in names}
        return read_columns(path, own, lang=args.answer_lang, optional=optional)

    covariates = _names(args.covariates)
    controls = ("controls",) if args.model == "bernoulli" else ()
    cases = read(
        args.cases, "place", "count", "date", *controls, *covariates, optional=("date",) if args.spatial else ()
    )
    if "date" not in cases:  # time ignored, and none told
        cases["date"] = ["2000-01-01"] * len(cases["place"])
    places = read(args.places, "place", *(("x", "y") if args.plane else ("lat", "lon")))
    population = read(args.population, "place", "date", "population", *covariates) if args.population else None
    return Tables(cases, places, population, covariates)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _day(text: str | None, option: str) -> Any:
    from tasvir.core.picture.hotspots.times import read_date

    if text is None:
        return None
    told = read_date(text, table=option, row=1)
    return told.first if option == "--start" else told.last


def _finding(cluster: Cluster) -> dict[str, Any]:
    return {
        "places": list(cluster.places),
        "centre": list(cluster.centre),
        "radius_km": round(cluster.radius, 3),
        "start": cluster.start.isoformat(),
        "end": cluster.end.isoformat(),
        "observed": cluster.observed,
        "expected": round(cluster.expected, 6),
        "relative_risk": None if cluster.relative_risk is None else round(cluster.relative_risk, 6),
        "llr": round(cluster.llr, 9),
        "p": cluster.p,
    }
