"""kill -9 of the whole server in the middle of a load: what was acknowledged is there, once, and the audit is whole.

5 times in continuous integration; TASVIR_CRASHES=50 by hand.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path
from threading import Thread

from tasvir.cli.serve import web_server
from tests.end_to_end import load

CRASHES = int(os.environ.get("TASVIR_CRASHES", "5"))
AGENCIES = 8
RATE = 30.0
PAUSE = (0.5, 3.0)  # seconds of answers between two crashes


def crash(settings: dict[str, str], port: int, answered: load.Answered, pause: float) -> None:
    """Start the server, let it answer for a while under load, kill it and all its processes."""
    # A session of its own: its group is the server and everything that it started.
    server = subprocess.Popen(web_server("127.0.0.1", port, 2), env=settings, start_new_session=True)
    try:
        load.wait_for(port)
        before = len(answered.acknowledged)
        end = time.monotonic() + 60
        while len(answered.acknowledged) == before and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(pause)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def test_no_acknowledged_submission_is_lost_or_doubled_when_the_server_is_killed(tmp_path: Path) -> None:
    settings = load.environment(tmp_path / "office")
    load.run_python(load.PREPARE.format(agencies=AGENCIES), settings)
    port, chance = load.free_port(), random.Random(7)
    answered = load.Answered()
    ended: list[bool] = []

    def send() -> None:
        while not ended:
            load.send_load(port, rate=RATE, seconds=1, agencies=AGENCIES, senders=8, answered=answered)

    sender = Thread(target=send)
    sender.start()
    try:
        for _ in range(CRASHES):
            crash(settings, port, answered, chance.uniform(*PAUSE))
    finally:
        ended.append(True)
        sender.join()

    ids, numbers, whole, _ = json.loads(load.run_python(load.STORED, settings))
    assert len(answered.acknowledged) > CRASHES
    assert answered.unanswered > 0  # it was killed in the middle
    assert set(answered.acknowledged) - set(ids) == set()
    assert (len(ids), numbers) == (len(set(ids)), len(ids))
    assert whole
