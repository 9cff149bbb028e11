"""`tasvir read`: the figures and statements in written reports."""

from __future__ import annotations

import argparse
import sys
from typing import Any

HELP = "figures and statements in written reports (.txt .docx .pdf .html .md .rtf, or - for standard input)"
EXAMPLE = "tasvir read letter.docx --json"
DONE, REFUSED = 0, 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `tasvir read`."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a written report, or - for standard input")
    parser.add_argument("--lang", choices=("auto", "fa", "vi", "en"), default="auto", help="the reports' language")
    parser.add_argument("--json", action="store_true", help="one JSON object a file, one a line")


def run(args: argparse.Namespace) -> int:
    """Read each file and print what stands in it; 3 where a file was refused, the others are still read."""
    from tasvir.core.errors import UserError
    from tasvir.core.vocabulary.messages import message

    shown_lang = args.answer_lang
    refused = 0
    for name in args.files:
        try:
            answer = _read(name, args.lang, shown_lang)
        except UserError as error:
            refused += 1
            sentence = message(error.code, shown_lang, {"file": name, **error.values})
            print(f"tasvir: {sentence}", file=sys.stderr)
            answer = {"file": name, "lang": None, "figures": [], "statements": [], "refused": error.code}
        _show(answer, as_json=args.json)
    return REFUSED if refused else DONE


def _read(name: str, lang: str, shown_lang: str) -> dict[str, Any]:
    from dataclasses import asdict

    from tasvir.core.intake.documents import extract_document
    from tasvir.core.text.figures.reader import read_figures
    from tasvir.core.text.statements import read_statements

    extracted = extract_document(name, _content(name, shown_lang), lang=lang)
    forced = None if lang == "auto" else lang
    return {
        "file": name,
        "lang": extracted.lang,
        "figures": [figure.as_json() for figure in read_figures(extracted, lang=forced)],
        "statements": [asdict(statement) for statement in read_statements(extracted, lang=forced)],
    }


def _content(name: str, lang: str) -> bytes:
    from pathlib import Path

    from tasvir.cli.machine import machine_reason
    from tasvir.core.errors import RefusedFile

    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise RefusedFile("file.unreadable", file=name, reason=machine_reason(error, lang)) from error


def _show(answer: dict[str, Any], *, as_json: bool) -> None:
    import json

    if as_json:
        print(json.dumps(answer, ensure_ascii=False))
        return
    print(f"{answer['file']}  ({answer['lang'] or '-'})")
    for figure in answer["figures"]:
        sign = {"up": "+", "down": "-"}.get(figure["direction"] or "", "")
        about = ", ".join(str(figure[key]) for key in ("measure", "goods", "period", "area", "agency") if figure[key])
        print(f"  {sign}{figure['value']} {figure['unit']}  {figure['kind']}  [{about}]  «{figure['quote']}»")
    for statement in answer["statements"]:
        print(f"  {statement['kind']}: {statement['quote']}")
