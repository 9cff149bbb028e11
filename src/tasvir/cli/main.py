"""The door `tasvir`: finds the sub-command, runs it, and says in one line what a person can mend.

A sub-command is a module of this folder with HELP, EXAMPLE, `add_arguments(parser)` and `run(args) -> int`.
Heavy imports belong inside `run`, so that `tasvir --help` answers at once. Exit codes: 0 done, 1 a bug, 2 the
user's input or options, 3 done but some input was refused.
"""

from __future__ import annotations

import argparse
import errno
import importlib
import io
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from typing import NoReturn, Protocol, cast

from tasvir.core.errors import UserError

COMMANDS = (
    "analyse", "audit", "backup", "picture", "read", "restore", "serve", "set-up", "template", "warehouse", "worker",
)  # fmt: skip
LANGUAGES = ("fa", "vi", "en")
DONE, BUG, USER = 0, 1, 2
INTERRUPTED = 130
# What the machine refuses and the user can mend: no right, no room, read-only, name too long.
_MENDABLE = frozenset({errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EROFS, errno.ENAMETOOLONG, errno.EDQUOT})


class Command(Protocol):
    """What a sub-command's module offers."""

    HELP: str
    EXAMPLE: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""

    def run(self, args: argparse.Namespace) -> int:
        """Do the work; the exit code."""


class UsageError(Exception):
    """Options that cannot be understood, in argparse's words."""


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of printing its usage over many lines."""

    def error(self, message: str) -> NoReturn:
        """Hand the complaint to `main`, which says it in one line."""
        raise UsageError(message)


def load_command(name: str) -> Command:
    """The module of a sub-command."""
    return cast(Command, importlib.import_module(f"tasvir.cli.{name.replace('-', '_')}"))


def _new_parser(prog: str, description: str, example: str) -> Parser:
    layout = argparse.RawDescriptionHelpFormatter
    parser = Parser(prog=prog, description=description, epilog=f"example:\n  {example}", formatter_class=layout)
    parser.add_argument("--debug", action="store_true", help="show the traceback of a bug")
    return parser


def build_overview() -> Parser:
    """The parser of `tasvir` itself, which only lists the sub-commands."""
    parser = _new_parser(
        "tasvir",
        "From a folder of written reports to one picture, counted once, each number open to its source.",
        "tasvir picture samples/lorestan --period 1404-Q2 --lang fa --out /tmp/picture",
    )
    listed = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        listed.add_parser(name, help=load_command(name).HELP, add_help=False)
    return parser


def parse(argv: Sequence[str]) -> tuple[Command, argparse.Namespace]:
    """The chosen sub-command and its options; only that sub-command's module is imported.

    `args.answer_lang` is the language in which the command speaks to its user.
    """
    words = [word for word in argv if word != "--debug"]
    if not words or words[0] not in COMMANDS:
        build_overview().parse_args(words)
        raise UsageError("the following arguments are required: COMMAND")
    command = load_command(words[0])
    parser = _new_parser(f"tasvir {words[0]}", command.HELP, command.EXAMPLE)
    command.add_arguments(parser)
    args = parser.parse_args(words[1:])
    args.debug = len(words) < len(argv)
    args.answer_lang = answer_language(argv, os.environ)
    return command, args


def answer_language(argv: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language of error lines: `--lang`, or the machine's own, or English."""
    for place, word in enumerate(argv):
        value = word[7:] if word.startswith("--lang=") else "".join(argv[place + 1 : place + 2])
        if word.split("=")[0] == "--lang" and value in LANGUAGES:
            return value
    machine = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return machine[:2] if machine[:2] in LANGUAGES else "en"


def _complain(code: str, lang: str, values: Mapping[str, object]) -> None:
    from tasvir.core.vocabulary.messages import load_messages, message  # reads YAML: only when something is said

    sentence = message(code, lang, values)
    if code not in load_messages(lang):  # the platform keeps its own texts
        from tasvir.foundation.texts import say

        sentence = say(code, lang, **values)
    line = " ".join(sentence.split())
    print(f"tasvir: {line}", file=sys.stderr)


def _explain(error: BaseException, argv: Sequence[str]) -> int:
    """Say in one line what went wrong; the exit code that goes with it."""
    lang = answer_language(argv, os.environ)
    if isinstance(error, UsageError):
        name = argv[0] if argv and argv[0] in COMMANDS else ""
        from tasvir.cli.complaints import usage_detail

        detail = usage_detail(str(error), lang)
        _complain("cli.usage", lang, {"detail": detail, "command": f"tasvir {name}".strip()})
        return USER
    if isinstance(error, UserError):
        _complain(error.code, lang, error.values)
        return USER
    if isinstance(error, OSError) and error.errno in _MENDABLE:
        from tasvir.cli.machine import machine_reason

        _complain("cli.machine_refused", lang, {"file": error.filename or "", "reason": machine_reason(error, lang)})
        return USER
    _complain("cli.bug", lang, {"error": f"{type(error).__name__}: {error}"})
    return BUG


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _run(words: Sequence[str]) -> int:
    try:
        command, args = parse(words)
        code = command.run(args)
    except SystemExit as end:  # argparse ends this way after `--help`
        code = end.code if isinstance(end.code, int) else DONE
    sys.stdout.flush()
    return code


def main(argv: Sequence[str] | None = None) -> int:
    """Run `tasvir` with these words and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    try:
        return _run(words)
    except BrokenPipeError:
        # The reader (head, less) has seen enough; nothing more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if "--debug" in words:
            traceback.print_exc()
        return _explain(error, words)


if __name__ == "__main__":
    sys.exit(main())
