"""`tasvir analyse METHOD`: each analysis alone, on anybody's CSV or Parquet; answers JSON."""

from __future__ import annotations

import argparse
import importlib
from typing import Protocol, cast

HELP = "one analysis alone, on anybody's CSV or Parquet; answers JSON"
EXAMPLE = "tasvir analyse hotspots --cases cases.csv --places places.csv --model permutation --unit week"
METHODS = ("hotspots", "alerts", "trends", "axes", "roots", "effect", "patterns", "new-methods", "duplicates")
DONE = 0


class Method(Protocol):
    """What the module of a method offers."""

    HELP: str
    EXAMPLE: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""

    def answer(self, args: argparse.Namespace) -> dict[str, object]:
        """The parameters as used, and the findings."""


def load_method(name: str) -> Method:
    """The module of a method: `new-methods` lives in `new_methods.py`."""
    return cast(Method, importlib.import_module(f"tasvir.cli.analyse.{name.replace('-', '_')}"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the methods, each with its own options."""
    chosen = parser.add_subparsers(dest="method", metavar="METHOD", required=True)
    for name in METHODS:
        method = load_method(name)
        layout = argparse.RawDescriptionHelpFormatter
        own = chosen.add_parser(
            name,
            help=method.HELP,
            description=method.HELP,
            epilog=f"example:\n  {method.EXAMPLE}",
            formatter_class=layout,
        )
        own.add_argument("--out", metavar="FILE.csv", help="write the findings as a table too")
        own.add_argument("--lang", choices=("fa", "vi", "en"), default="en", help="the language of error lines")
        method.add_arguments(own)


def run(args: argparse.Namespace) -> int:
    """Run the method and print its answer."""
    import json
    import time

    from tasvir.cli.tables import write_findings

    begun = time.perf_counter()
    told = load_method(args.method).answer(args)
    seconds = round(time.perf_counter() - begun, 3)
    answer = {"method": args.method, "seed": getattr(args, "seed", None), "seconds": seconds, **told}
    if args.out:
        write_findings(args.out, answer["findings"])
    print(json.dumps(answer, ensure_ascii=False, indent=1, default=str))
    return DONE
