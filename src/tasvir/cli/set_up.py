"""`tasvir set-up`: make the office ready: folder, keys, database, and the code for its first person."""

from __future__ import annotations

import argparse

HELP = "make the office ready: its folder, keys and database, and the code for the first person"
EXAMPLE = "tasvir set-up --lang fa"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `tasvir set-up`."""
    parser.add_argument("--lang", choices=("fa", "vi", "en"), help="the language of what is said here")


def run(args: argparse.Namespace) -> int:
    """Prepare the office and say where it is."""
    from tasvir.cli.office import open_office, prepare

    open_office()
    prepare()
    for line in told_office(args.answer_lang):
        print(line)
    return 0


def told_office(lang: str) -> list[str]:
    """Where the office lies, and the code that its first person needs."""
    from tasvir.cli.office import database_name, office_home, say
    from tasvir.rooms.people.services import is_empty, setup_code

    lines = [say("office.told", lang, {"home": office_home(), "database": database_name(lang)})]
    if is_empty():
        lines.append(say("office.first_person", lang, {"code": setup_code()}))
    return lines
