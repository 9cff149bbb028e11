"""`tasvir worker`: the background work of a national office, apart from its web servers."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tasvir.cli.processes import Program

HELP = "run background work (readings, pictures, exports) apart from the web server"
EXAMPLE = "tasvir worker --processes 2"
_starts = count(1)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `tasvir worker`."""
    parser.add_argument("--processes", type=int, default=1, metavar="N", help="how many at the same time (default: 1)")
    parser.add_argument("--lang", choices=("fa", "vi", "en"), help="the language of what is said here")


def run(args: argparse.Namespace) -> int:
    """Work until told to end."""
    from tasvir.cli.office import in_use, open_office, say
    from tasvir.cli.processes import keep_running

    open_office()
    with in_use(alone=False):
        print(say("office.worker", args.answer_lang, {"count": max(1, args.processes)}), flush=True)
        keep_running([worker() for _ in range(max(1, args.processes))], now_and_then=look_after_work)
    return 0


def worker() -> Program:
    """One worker; when it dies, what it held is put back at once."""
    from tasvir.cli.processes import Program

    return Program(_words, _release)


def look_after_work() -> None:
    """Start lost work again and forget what is old; a database that is busy now is asked again later."""
    from django.db import DatabaseError, connection
    from django.utils import timezone

    from tasvir.foundation import work

    now = timezone.now()
    try:
        work.restart_lost(now=now)
        work.release_forgotten(now=now)
        work.prune(now=now)
    except DatabaseError:
        pass
    finally:
        connection.close()


def _words() -> Sequence[str]:
    name = f"{os.uname().nodename[:30]}-{os.getpid()}-{next(_starts)}"
    options = ["--queue-name", "*", "--worker-id", name, "--no-startup-delay", "-v", "0"]
    return [sys.executable, "-X", "utf8", "-m", "tasvir.web", "db_worker", *options]


def _release(words: Sequence[str]) -> None:
    from django.db import DatabaseError, connection
    from django.utils import timezone

    from tasvir.foundation import work

    try:
        work.release(worker=words[words.index("--worker-id") + 1], now=timezone.now())
    except DatabaseError:  # found again by its missing signs of life
        pass
    finally:
        connection.close()
