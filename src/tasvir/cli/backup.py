"""`tasvir backup`: the whole office in one file, while it goes on working."""

from __future__ import annotations

import argparse

HELP = "write the whole office (database, files, keys) into one file, while it goes on working"
EXAMPLE = "tasvir backup office.tar"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `tasvir backup`."""
    parser.add_argument("file", metavar="FILE.tar", help="the file to write; whoever has it has everything")
    parser.add_argument("--lang", choices=("fa", "vi", "en"), help="the language of what is said here")


def run(args: argparse.Namespace) -> int:
    """Write the backup and say what it holds."""
    from pathlib import Path

    from tasvir.cli.office import open_office, say

    open_office()
    from django.utils import timezone

    from tasvir.web.backups.backup import write_backup

    told = write_backup(Path(args.file).resolve(), now=timezone.now())
    print(say("backup.written", args.answer_lang, {"file": args.file, **vars(told)}))
    return 0
