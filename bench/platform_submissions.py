"""50 submissions/s of about 10 KB from 200 agencies for 60 s: the web server on two cores, the load beside it.

`python -m bench.platform_submissions` on SQLite; `python tests/postgresql.py python -m bench.platform_submissions` on
PostgreSQL. TASVIR_BENCH_RATE, TASVIR_BENCH_SECONDS and TASVIR_BENCH_WORKERS change the load. No background worker
runs: its readings are another work, at another time.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.end_to_end import load

from tasvir.cli.serve import web_server

AGENCIES = 200
LIMIT = 1.0  # seconds, 95 in 100
RATE = float(os.environ.get("TASVIR_BENCH_RATE", "50"))
SECONDS = float(os.environ.get("TASVIR_BENCH_SECONDS", "60"))
WORKERS = int(os.environ.get("TASVIR_BENCH_WORKERS", "2"))


def main() -> int:
    """Measure, and say whether the promise holds."""
    with tempfile.TemporaryDirectory(prefix="tasvir-bench-") as folder:
        settings = load.environment(Path(folder), os.environ.get("TASVIR_DATABASE", ""))
        load.run_python(load.PREPARE.format(agencies=AGENCIES), settings)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        port = load.free_port()
        server = subprocess.Popen(web_server("127.0.0.1", port, WORKERS), env=settings, start_new_session=True)
        try:
            load.wait_for(port)
            load.send_load(port, rate=10, seconds=4, agencies=AGENCIES)  # every process has loaded its code
            answered = load.send_load(port, rate=RATE, seconds=SECONDS, agencies=AGENCIES)
        finally:
            server.terminate()
            server.wait()
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
        print(
            f"the server used {spent:.0f} s of processor, its start among them; machine load {os.getloadavg()[0]:.1f}"
        )
        ids, numbers, whole, events = json.loads(load.run_python(load.STORED, settings))
    return report(answered, ids, numbers, whole=whole, events=events)


def report(answered: load.Answered, ids: list[str], numbers: int, *, whole: bool, events: int) -> int:
    """The numbers as they are."""
    sent = int(RATE * SECONDS)
    lost = set(answered.acknowledged) - set(ids)
    doubled = len(ids) - len(set(ids)) + (len(ids) - numbers)
    times = "  ".join(f"p{share} {answered.percentile(share / 100) * 1000:.0f} ms" for share in (50, 95, 99))
    print(
        f"sent {sent} at {RATE:g}/s; acknowledged {len(answered.acknowledged)}, refused {len(answered.refused)}, ",
        end="",
    )
    print(f"unanswered {answered.unanswered}; lost {len(lost)}, doubled {doubled}")
    print(f"{times}  max {max(answered.seconds, default=0) * 1000:.0f} ms; audit of {events} events whole: {whole}")
    for refusal in answered.refused[:3]:
        print("refused:", *refusal)
    kept = len(answered.acknowledged) == sent and not lost and not doubled and whole
    holds = kept and answered.percentile(0.95) <= LIMIT
    print("holds" if holds else "DOES NOT HOLD", f"(p95 at most {LIMIT:g} s, none lost, none doubled)")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
