"""`tasvir restore`: put an office back from its backup."""

from __future__ import annotations

import argparse

HELP = "put an office back from its backup, into an empty TASVIR_HOME and database"
EXAMPLE = "tasvir restore office.tar"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `tasvir restore`."""
    parser.add_argument("file", metavar="FILE.tar", help="a file that `tasvir backup` has written")
    parser.add_argument("--replace", action="store_true", help="in the place of an office that is not empty")
    parser.add_argument("--lang", choices=("fa", "vi", "en"), help="the language of what is said here")


def run(args: argparse.Namespace) -> int:
    """Check the backup, put it in place, check the office."""
    from pathlib import Path

    from tasvir.cli.office import in_use, open_office, prepare, say

    open_office()
    from django.utils import timezone

    from tasvir.web.backups.restore import restore_backup

    with in_use(alone=True):
        told = restore_backup(Path(args.file).resolve(), replace=args.replace, now=timezone.now())
        prepare()  # a backup of an earlier version is brought to this one
    print(say("backup.restored", args.answer_lang, {"file": args.file, **vars(told)}))
    return 0
