"""Serve the platform with the sample commissions: `python samples/serve.py HOST PORT`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
HOME = ROOT / ".run" / "sample-office"
# Written last: an office that was only half filled is made anew.
FILLED = HOME / ".filled"


def fill(environment: dict[str, str]) -> None:
    """Bring the samples into an office of their own, once, and print who can sign in."""
    if not FILLED.exists() and HOME.exists():
        shutil.rmtree(HOME)
    HOME.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, HERE / "office.py"], check=True, cwd=ROOT, env=environment)
    FILLED.touch()


def main() -> None:
    """Fill, and become the server, so that whoever ends this ends it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("host", nargs="?", default="127.0.0.1")
    parser.add_argument("port", nargs="?", type=int, default=8000)
    args = parser.parse_args()
    # The sample users sign in with a password alone; an office of your own asks for a second factor.
    environment = {**os.environ, "TASVIR_HOME": str(HOME), "TASVIR_SECOND_FACTOR": "offered"}
    fill(environment)
    words = ["serve", "--host", args.host, "--port", str(args.port), "--lang", "en"]
    os.execve(sys.executable, [sys.executable, "-X", "utf8", "-m", "tasvir.cli.main", *words], environment)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
    except KeyboardInterrupt:
        sys.exit(130)
