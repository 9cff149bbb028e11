"""`tasvir --help` against a bare interpreter: CPU seconds and their ratio; the limit is 0.3 s."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

LIMIT = 0.3
ROUNDS = 7


def cpu_seconds(code: str) -> float:
    """The median CPU time of an interpreter that runs `code`."""
    spent = []
    for _ in range(ROUNDS):
        before = os.times()
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        spent.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return statistics.median(spent)


def main() -> int:
    """Measure, print, and fail above the limit."""
    bare = cpu_seconds("pass")
    answer = cpu_seconds("from tasvir.cli.main import main; raise SystemExit(main(['--help']))")
    print(f"tasvir --help: {answer:.2f} s CPU, {answer / bare:.1f} x a bare interpreter; limit {LIMIT} s")
    return int(answer > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
