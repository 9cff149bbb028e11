"""`tasvir analyse duplicates`: groups of rows in one or several lists that tell one event."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasvir.core.linkage.model import Reason

HELP = "rows of one or several lists that are one event, with probability and reasons"
EXAMPLE = "tasvir analyse duplicates --incidents police.xlsx customs.csv"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--incidents", required=True, nargs="+", metavar="F", help="lists of incidents, with a mapping beside if needed"
    )


def answer(args: argparse.Namespace) -> dict[str, Any]:
    """What was read, and the groups: joined ones first, then those that a person has to look at.

    The probability of a joined group is the least at which rows are joined (`bound` says `at_least`); that of a
    doubtful one is its own estimate.
    """
    import pyarrow as pa

    from tasvir.cli.clock import day_in_zone
    from tasvir.cli.folder import Reader, load_commission
    from tasvir.cli.report_files import FoundFiles
    from tasvir.core.intake.tables import INCIDENTS
    from tasvir.core.linkage.comparisons import CERTAIN
    from tasvir.core.linkage.model import repeats_of
    from tasvir.core.vocabulary.lists import load_lists
    from tasvir.warehouse.linkage import link

    lists = load_lists()
    paths = _paths(args.incidents)
    folder = paths[0].parent
    reader = Reader(folder, load_commission(folder, lists), lists, day_in_zone(None), args.answer_lang)
    reading = reader.read(FoundFiles(paths), lambda _file: None)
    _refuse(reading.refused, args.answer_lang)
    tables = [answer.table for answer in reading.answers if answer.kind == "incidents"]
    linked = link(
        pa.concat_tables([INCIDENTS.empty_table(), *tables]), repeats=repeats_of(reading.answers), lists=lists
    )
    joined = [
        {"members": list(one.members), "joined": True, "probability": CERTAIN, "bound": "at_least"}
        | {"decided_by": one.decided_by, **_reasons(one.reasons, args.answer_lang)}
        for one in linked.groups
    ]
    doubtful = [
        {"members": list(one.members), "joined": False, "probability": one.probability, "bound": "estimate"}
        | {"decided_by": None, **_reasons(one.reasons, args.answer_lang)}
        for one in sorted(linked.doubtful, key=lambda one: -one.probability)
    ]
    read = {
        "rows_in": sum(one.rows_in for one in reading.answers),
        "accepted": sum(one.accepted for one in reading.answers),
        "rejected": sum(one.rejected for one in reading.answers),
        "distinct": linked.distinct,
        "not_compared": linked.not_compared,
    }
    names = [str(path) for path in paths]
    return {"parameters": {"incidents": names, "certain": CERTAIN}, "read": read, "findings": [*joined, *doubtful]}


def _paths(files: Sequence[str]) -> list[Path]:
    """The files as they stand in one folder: sources name them without it."""
    from tasvir.core.errors import UserError

    paths = [Path(file).resolve() for file in files]
    for path in paths:
        if path.parent != paths[0].parent:
            raise UserError("analyse.one_folder", file=path.name, folder=str(paths[0].parent))
    return paths


def _refuse(refused: Sequence[Any], lang: str) -> None:
    from tasvir.core.errors import RefusedFile
    from tasvir.core.vocabulary.messages import placed_message

    if refused:
        raise RefusedFile("analyse.not_a_table", file=refused[0].file, detail=placed_message(refused[0].issue, lang))


def _reasons(reasons: Sequence[Reason], lang: str) -> dict[str, list[str]]:
    from tasvir.core.vocabulary.messages import message

    return {
        "reasons": [message(one.code, lang, one.values) for one in reasons],
        "reason_codes": [one.code for one in reasons],
    }
