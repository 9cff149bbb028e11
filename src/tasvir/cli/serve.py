"""`tasvir serve`: the platform for a small office: web server and background work together."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Sequence

HELP = "serve the platform in the browser, with its background work (a small office needs nothing else)"
EXAMPLE = "tasvir serve --host 127.0.0.1 --port 8000"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_THREADS = 8  # requests at the same time in one process


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `tasvir serve`."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine alone)")
    parser.add_argument("--port", type=int, default=8000, help="the port (default: 8000)")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes of the web server (default: 2)")
    parser.add_argument("--no-background", action="store_true", help="the web alone; `tasvir worker` runs elsewhere")
    parser.add_argument("--lang", choices=("fa", "vi", "en"), help="the language of what is said here")


def run(args: argparse.Namespace) -> int:
    """Prepare the office, say where it is, and serve until told to end."""
    from tasvir.cli.office import in_use, open_office, prepare
    from tasvir.cli.processes import Program, keep_running
    from tasvir.cli.worker import look_after_work, worker

    open_office()
    with in_use(alone=False):
        _check_port(args.host, args.port)
        prepare()
        _tell(args)
        web = Program(lambda: web_server(args.host, args.port, args.workers))
        background = [] if args.no_background else [worker()]
        keep_running([web, *background], now_and_then=look_after_work)
    return 0


def web_server(host: str, port: int, workers: int) -> Sequence[str]:
    """How the web server is called: threads, so that a slow reader holds up nobody else."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = ["--worker-class", "gthread", "--workers", str(max(1, workers)), "--threads", str(_THREADS)]
    options += ["--bind", bind, "--timeout", "120", "--graceful-timeout", "25", "--keep-alive", "5"]
    options += ["--no-control-socket", "--log-level", "warning"]
    return [sys.executable, "-X", "utf8", "-m", "gunicorn", "tasvir.web.wsgi", *options]


def _check_port(host: str, port: int) -> None:
    from tasvir.core.errors import UserError

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except (OSError, OverflowError) as error:
            raise UserError("office.port_taken", host=host, port=port) from error


def _tell(args: argparse.Namespace) -> None:
    from tasvir.cli.office import say
    from tasvir.cli.set_up import told_office

    lang = args.answer_lang
    shown = "127.0.0.1" if args.host == "0.0.0.0" else args.host
    print(say("office.address", lang, {"address": f"http://{shown}:{args.port}/"}))
    for line in told_office(lang):
        print(line)
    if args.host not in _LOOPBACK and not os.environ.get("TASVIR_HOSTS"):
        print(say("office.hosts", lang))
    print(say("office.how_to_end", lang), flush=True)
