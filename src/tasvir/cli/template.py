"""`tasvir template`: an empty workbook with drop-downs for an office to fill in."""

from __future__ import annotations

import argparse

HELP = "write an empty workbook for incidents, figures or effort, with drop-downs"
EXAMPLE = "tasvir template incidents --lang fa --out incidents.xlsx"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `tasvir template`."""
    parser.add_argument("kind", choices=("incidents", "figures", "effort"), help="which list the workbook is for")
    parser.add_argument("--lang", choices=("fa", "vi", "en"), default="en", help="the language of the workbook")
    parser.add_argument("--out", metavar="FILE", help="where to write it (default: KIND-LANG.xlsx here)")


def run(args: argparse.Namespace) -> int:
    """Write the workbook and print its name."""
    from pathlib import Path

    from tasvir.core.intake.templates import build_template
    from tasvir.core.vocabulary.lists import load_lists

    path = Path(args.out or f"{args.kind}-{args.lang}.xlsx")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(build_template(args.kind, args.lang, load_lists()))
    print(path)
    return 0
