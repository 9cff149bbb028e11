"""Run a command with a PostgreSQL of its own on loopback: `python tests/postgresql.py pytest src/tasvir/rooms`."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, or None."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    places += [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A fresh server in a folder; yields its address, and ends with the block."""
    bin_folder = programs()
    assert bin_folder is not None
    # PostgreSQL refuses to run as root.
    user = next((name for name in ("postgres", "nobody") if _exists(name)), None) if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", _free_port()
    _call([bin_folder / "initdb", "-D", data, "-U", "tasvir", "-A", "trust", "-E", "UTF8", "--locale=C"], user)
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c max_connections=200"
    control: list[str | Path] = [bin_folder / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    _call([*control, "-o", options, "start"], user)
    try:
        yield f"postgresql://tasvir@127.0.0.1:{port}/postgres"
    finally:
        _call([*control, "-m", "immediate", "stop"], user)


def _exists(name: str) -> bool:
    try:
        return bool(pwd.getpwnam(name))
    except KeyError:
        return False


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _call(words: list[str | Path], user: str | None) -> None:
    # A started server keeps the descriptors that it was given, so it is given none of ours.
    nothing = subprocess.DEVNULL
    subprocess.run(list(map(str, words)), check=True, user=user, cwd="/", stdout=nothing, stdin=nothing)


def main(words: list[str]) -> int:
    """Run the words with TASVIR_DATABASE set; say so and end well where there is no PostgreSQL."""
    if programs() is None:
        print("postgresql: the server's programs are not on this machine; its tests are left out", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory(prefix="tasvir-pg-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with server(folder) as address:
            return subprocess.call(words, env={**os.environ, "TASVIR_DATABASE": address})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
