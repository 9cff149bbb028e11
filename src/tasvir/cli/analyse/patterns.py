"""`tasvir analyse patterns`: combinations beyond what their parts explain; contexts with `--target`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tasvir.core.picture.patterns.contexts import Context, Contexts
    from tasvir.core.picture.patterns.encoding import Items
    from tasvir.core.picture.patterns.finding import Pattern

HELP = "combinations more frequent than their parts explain; with --target, what distinguishes a part of the incidents"
EXAMPLE = "tasvir analyse patterns --incidents incidents.csv --columns goods,channel,concealment_method,hour"
_LEAST_ROWS = 10
_LEAST_HELD = 3  # rows of a combination that is tested
_EXAMPLES = 5
_AGENCY = "lead_agency"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--incidents", required=True, metavar="F", help="one row an incident")
    parser.add_argument("--columns", required=True, metavar="A,B", help="columns whose values may combine")
    parser.add_argument("--min-support", type=float, default=0.01, metavar="SHARE", help="least share of rows (0.01)")
    parser.add_argument("--max-length", type=int, default=4, metavar="N", help="most items of a combination (4)")
    parser.add_argument("--alpha", type=float, default=0.05, help="largest q that is told (0.05)")
    parser.add_argument("--all", action="store_true", help="every frequent combination, untested")
    parser.add_argument("--target", metavar="COLUMN=VALUE", help="what distinguishes these rows from the rest")
    parser.add_argument("--hour-column", default="hour", metavar="NAME", help="hours, taken in four parts of the day")
    parser.add_argument("--ref-column", default="ref", metavar="NAME", help="names the examples, where there is one")
    parser.add_argument(
        "--agency-column", default=_AGENCY, metavar="NAME", help="contexts are compared within agencies, where told"
    )


def answer(args: argparse.Namespace) -> dict[str, Any]:
    """The parameters as used, and the combinations."""
    from tasvir.core.errors import UserError
    from tasvir.core.picture.patterns.mining import least_rows

    names = list(dict.fromkeys(name.strip() for name in args.columns.split(",") if name.strip()))
    target = _target(args.target)
    table = _read(args, names, target)
    rows = len(next(iter(table.values())))
    if not 0 < args.alpha < 1:
        raise UserError("patterns.alpha", value=args.alpha)
    if args.max_length < 1:
        raise UserError("patterns.length", value=args.max_length)
    least = least_rows(rows, args.min_support)
    columns = {name: table[name] for name in names if target is None or name != target[0]}
    if args.all:
        told = _every(columns, least, args.max_length)
    else:
        if rows < _LEAST_ROWS:
            raise UserError("patterns.too_few", table=args.incidents, count=rows, least=_LEAST_ROWS)
        told = _tested(args, table, columns, max(least, _LEAST_HELD), target)
    return {"parameters": _parameters(args, names, max(least, 1 if args.all else _LEAST_HELD)), "rows": rows, **told}


def _target(text: str | None) -> tuple[str, str] | None:
    from tasvir.core.errors import UserError

    if text is None:
        return None
    column, sign, value = (part.strip() for part in text.partition("="))
    if not sign or not column or not value:
        raise UserError("patterns.target", value=text)
    return column, value


def _read(args: argparse.Namespace, names: list[str], target: tuple[str, str] | None) -> dict[str, list[Any]]:
    from tasvir.cli.tables import read_columns
    from tasvir.core.picture.patterns.encoding import parts_of_day

    wanted = dict.fromkeys([*names, *([target[0]] if target else [])])
    beside = [name for name in (args.ref_column, args.agency_column) if name not in wanted]
    optional = [name for name in beside if name in ("ref", _AGENCY)]  # a column named by hand must be there
    every = {name: name for name in [*wanted, *beside]}
    table = read_columns(args.incidents, every, lang=args.answer_lang, optional=optional)
    if args.hour_column in wanted:
        table[args.hour_column] = list(parts_of_day(table[args.hour_column], args.hour_column))
    return table


def _parameters(args: argparse.Namespace, names: list[str], least: int) -> dict[str, Any]:
    return {
        "columns": names,
        "min_support": args.min_support,
        "least_rows": least,
        "max_length": args.max_length,
        "alpha": args.alpha,
        "all": args.all,
        "target": args.target,
        "missing": "no item; a combination is tested among the rows that tell all its columns",
        "hour": "00-05, 06-11, 12-17, 18-23" if args.hour_column in names else None,
    }


def _every(columns: dict[str, list[Any]], least: int, longest: int) -> dict[str, Any]:
    from tasvir.core.picture.patterns.encoding import encode
    from tasvir.core.picture.patterns.mining import frequent

    items = encode(columns, least, whole=True)
    found = frequent(items, least, longest)
    findings = [
        {"items": items.labelled(found.items(number)), "support": int(count) / items.rows, "count": int(count)}
        for number, count in enumerate(found.counts)
    ]
    return {"left_out": [], "findings": sorted(findings, key=lambda one: -float(str(one["support"])))}


def _tested(
    args: argparse.Namespace,
    table: dict[str, list[Any]],
    columns: dict[str, list[Any]],
    least: int,
    target: tuple[str, str] | None,
) -> dict[str, Any]:
    from tasvir.core.errors import UserError
    from tasvir.core.picture.patterns.encoding import encode
    from tasvir.core.picture.patterns.finding import find_patterns

    items = encode(columns, least)
    left_out = [{"column": one.column, "reason": one.reason} for one in items.left_out]
    if len(items.columns) < (1 if target else 2):
        told = ", ".join(f"{one.column} ({one.reason})" for one in items.left_out) or "0"
        raise UserError("patterns.columns", count=len(items.columns), least=1 if target else 2, left_out=told)
    refs = table.get(args.ref_column)
    if target is not None:
        contexts = _contexts(args, table, items, least, target)
        findings = [_context(items, one, refs) for one in contexts.contexts]
        return {"left_out": left_out, "tests": contexts.tests, "pruned": contexts.pruned, "findings": findings}
    found = find_patterns(items, least, args.max_length, args.alpha)
    findings = [_pattern(items, one, refs) for one in found.patterns]
    return {"left_out": left_out, "tests": found.tests, "pruned": found.pruned, "findings": findings}


def _contexts(
    args: argparse.Namespace, table: dict[str, list[Any]], items: Items, least: int, target: tuple[str, str]
) -> Contexts:
    from tasvir.core.picture.patterns.contexts import find_contexts, target_of
    from tasvir.core.picture.patterns.encoding import parts_of_day

    column, value = target
    texts = [str(one).strip() or None if one is not None else None for one in table[column]]
    wanted = parts_of_day([value], column)[0] if column == args.hour_column else value
    agency = table.get(args.agency_column) if column != args.agency_column else None
    aim = target_of(texts, str(wanted), column, agency)
    return find_contexts(items, aim, least, args.max_length, args.alpha)


def _examples(items: Items, own: tuple[int, ...], refs: list[Any] | None) -> list[str]:
    rows = [int(row) for row in items.rows_of(own)[:_EXAMPLES]]
    return [str(refs[row]) if refs and refs[row] is not None else f"row {row + 1}" for row in rows]


def _pattern(items: Items, one: Pattern, refs: list[Any] | None) -> dict[str, Any]:
    return {
        "items": items.labelled(one.items),
        "support": one.support,
        "count": one.count,
        "expected": round(one.expected, 6),
        "lift": round(one.lift, 6),
        "p": one.p,
        "q": one.q,
        "examples": _examples(items, one.items, refs),
    }


def _context(items: Items, one: Context, refs: list[Any] | None) -> dict[str, Any]:
    a, b, c, d = one.cells
    agency = one.by_agency
    return {
        "items": items.labelled(one.items),
        "direction": "more" if one.odds.ratio > 1 else "less",
        "support": a / (a + b) if a + b else 0.0,
        "count": a,
        "of": a + b,
        "rest_count": c,
        "rest_of": c + d,
        "expected": round(one.expected, 6),
        "lift": round(a / one.expected, 6) if one.expected else None,
        "odds_ratio": round(one.odds.ratio, 6),
        "low": round(one.odds.low, 6),
        "high": round(one.odds.high, 6),
        "p": one.p,
        "q": one.q,
        "within_agencies": agency
        and {
            "verdict": agency.verdict,
            "agency": agency.agency,
            "odds_ratio": agency.odds and round(agency.odds.ratio, 6),
            "low": agency.odds and round(agency.odds.low, 6),
            "high": agency.odds and round(agency.odds.high, 6),
        },
        "examples": _examples(items, one.items, refs),
    }
