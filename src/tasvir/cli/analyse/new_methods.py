"""`tasvir analyse new-methods`: combinations and terms of narratives not seen before, or rising fast."""

from __future__ import annotations

import argparse
from typing import Any

HELP = "methods not seen before or rising fast, in coded columns and in the words of narratives (fa, vi, en)"
EXAMPLE = "tasvir analyse new-methods --incidents incidents.csv --since 2025-06-22"
CODES = "goods,channel,carrier,platform,conveyance,concealment_place,concealment_method,detection"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--incidents", required=True, metavar="F", help="occurred_on, narrative and coded columns, a row an incident"
    )
    parser.add_argument("--since", required=True, metavar="DATE", help="first day of what counts as now")
    parser.add_argument("--until", metavar="DATE", help="its last day (that of the incidents)")
    parser.add_argument("--columns", default=CODES, metavar="A,B", help=f"coded columns, where they are ({CODES})")
    parser.add_argument("--date-column", default="occurred_on", metavar="NAME", help="day of an incident (occurred_on)")
    parser.add_argument("--narrative-column", default="narrative", metavar="NAME", help="its account (narrative)")
    parser.add_argument("--id-column", default="ref", metavar="NAME", help="what examples are named by (ref, else row)")
    parser.add_argument("--with-names", action="store_true", help="quotes as they stand, with persons and telephones")


def answer(args: argparse.Namespace) -> dict[str, Any]:
    """The parameters as used, what was read, and the methods."""
    from tasvir.cli.tables import read_columns
    from tasvir.core.disclosure.names import redact
    from tasvir.core.errors import UserError
    from tasvir.core.picture.hotspots.times import read_date
    from tasvir.core.picture.new_methods.finding import Incidents, find_new_methods
    from tasvir.core.vocabulary.lists import load_lists

    names = [name.strip() for name in args.columns.split(",") if name.strip()]
    own = {"date": args.date_column, "narrative": args.narrative_column, "id": args.id_column}
    wanted = own | {f"code {name}": name for name in (*names, "description")}
    columns = read_columns(
        args.incidents, wanted, lang=args.answer_lang, optional=[name for name in wanted if name != "date"]
    )
    days = [read_date(value, table="incidents", row=at + 1).first for at, value in enumerate(columns["date"])]
    codes = {name: columns[f"code {name}"] for name in names if f"code {name}" in columns}
    narratives = columns.get("narrative") or [None] * len(days)
    if not codes and "narrative" not in columns:
        raise UserError("new_methods.no_columns", file=args.incidents, expected=args.columns)
    goods = [
        " ".join(str(columns[key][at] or "") for key in ("code goods", "code description") if key in columns)
        for at in range(len(days))
    ]
    since = read_date(args.since, table="--since", row=1).first
    until = read_date(args.until, table="--until", row=1).last if args.until else max(days)
    plain = [redact(text) if text else None for text in narratives]
    found = find_new_methods(Incidents(days, codes, plain, goods), since, until, load_lists())
    ids = columns.get("id")
    findings = []
    for one in found:
        examples = [
            {
                "row": row + 2,
                "id": ids[row] if ids else None,
                "date": days[row].isoformat(),
                "quote": ((narratives if args.with_names else plain)[row] or "")[:300],
            }
            for row in one.rows[:5]
        ]
        findings.append(
            {
                "items": dict(one.items),
                "terms": list(one.terms),
                "first_date": one.first.isoformat(),
                "found_on": one.found_on.isoformat(),
                "count": len(one.rows),
                "before": one.before,
                "kind": "rising" if one.before else "new",
                "score": one.score,
                "examples": examples,
            }
        )
    parameters = {"since": since.isoformat(), "until": until.isoformat(), "columns": list(codes)}
    read = {"rows": len(days), "narratives": sum(bool(text) for text in narratives)}
    return {"parameters": parameters, "read": read, "findings": findings}
