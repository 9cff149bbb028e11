"""A platform of its own for the journeys: a folder, a server and a worker, on loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "tasvir-sample-1404"
PATIENCE = 60.0


@contextmanager
def running_office(home: Path, *, with_samples: bool) -> Iterator[str]:
    """`tasvir serve` over a fresh folder, with the sample commissions or empty; yields its address."""
    own = {"DJANGO_SETTINGS_MODULE": "tasvir.web.settings", "TASVIR_HOME": str(home)}
    environment = {**os.environ, **own, "TASVIR_SECOND_FACTOR": "offered", "PYTHONUTF8": "1"}
    if with_samples:
        subprocess.run([sys.executable, "samples/office.py"], cwd=ROOT, env=environment, check=True, timeout=600)
    port = free_port()
    words = ["serve", "--host", "127.0.0.1", "--port", str(port)]
    start = "import sys; from tasvir.cli.main import main; sys.exit(main())"
    log = (home.parent / f"{home.name}.log").open("w")
    server = subprocess.Popen([sys.executable, "-c", start, *words], cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, server)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        log.close()


@contextmanager
def office_at_hand(home: Path, *, with_samples: bool) -> Iterator[str]:
    """The platform that TASVIR_AT names, while a journey is written; else one of its own."""
    if running := os.environ.get("TASVIR_AT"):
        yield running
        return
    with running_office(home, with_samples=with_samples) as address:
        yield address


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Until the server answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        try:
            with urllib.request.urlopen(f"{address}/account/login/", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("the server did not answer in time")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
