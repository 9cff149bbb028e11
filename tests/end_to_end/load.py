"""A load of submissions with a fixed rate, from agencies with keys of their own, over kept-alive connections.

The rate does not wait for answers (an open loop): a slow server is seen as such. One process of plain sockets, so that
the load costs the machine little.
"""

from __future__ import annotations

import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from uuid import UUID, uuid4

ROOT = Path(__file__).resolve().parent.parent.parent
PREPARE = """
import django; django.setup()
from tasvir.cli.office import prepare
prepare()
from django.utils import timezone
from tests.cast import make_cast
from tasvir.rooms.people.services import add_body, make_token
cast, now = make_cast(), timezone.now()
for index in range({agencies}):
    told = dict(parent=cast.lorestan, by=None, now=now, area="IR-15", agency="police")
    body = add_body(code=f"agency-{{index}}", kind="agency", **told, name_en=f"A{{index}}")
    make_token(body=body, label="load", secret=f"load-key-of-the-agency-{{index:06d}}", by=cast.secretary, now=now)
"""
STORED = """
import django; django.setup()
import json
from tasvir.rooms.audit.queries import verify_chain
from tasvir.rooms.reports.models import Submission
verdict = verify_chain()
ids = [str(one) for one in Submission.objects.values_list("client_id", flat=True)]
numbers = Submission.objects.values("number").distinct().count()
print(json.dumps([ids, numbers, verdict.broken is None, verdict.events]))
"""


@dataclass
class Answered:
    """What became of the submissions of a load."""

    acknowledged: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    unanswered: int = 0

    def percentile(self, share: float) -> float:
        """The time within which a share of the answers came."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def environment(home: Path, database: str = "") -> dict[str, str]:
    """That of an office of its own."""
    own = {"TASVIR_HOME": str(home), "TASVIR_DATABASE": database, "DJANGO_SETTINGS_MODULE": "tasvir.web.settings"}
    return {**os.environ, **own, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}


def run_python(code: str, settings: dict[str, str]) -> str:
    """What a piece of code prints in an office."""
    words = [sys.executable, "-c", code]
    return subprocess.run(words, env=settings, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def form_of_ten_kilobytes(chance: random.Random) -> bytes:
    """One submission of rows, about 10 KB as JSON, without its id."""
    goods = ("cigarettes", "tea", "rice", "clothing")
    rows = [
        {
            "ref": f"r-{chance.randrange(10**9)}",
            "occurred_on": f"1404/05/{chance.randrange(1, 29):02d}",
            "area": "IR-15",
            "place": "خرم‌آباد، محور پل‌دختر",
            "violation": "smuggling",
            "goods": chance.choice(goods),
            "quantity": chance.randrange(1, 500),
            "unit": "kg",
            "value": chance.randrange(10**6, 10**9),
            "currency": "IRR",
            "narrative": "محموله در بازرسی روزانه از زیر بار علوفه کشف شد",
        }
        for _ in range(29)
    ]
    told = {"client_id": "CLIENT", "kind": "incidents", "period": "1404-05", "rows": rows, "submit": True}
    return json.dumps(told, ensure_ascii=False).encode()


def request(agency: int, body: bytes, client_id: UUID, port: int) -> bytes:
    """The bytes of one POST."""
    data = body.replace(b"CLIENT", str(client_id).encode())
    head = (
        f"POST /api/reports/submissions HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer load-key-of-the-agency-{agency:06d}\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data


def send_load(
    port: int, *, rate: float, seconds: float, agencies: int, senders: int = 32, answered: Answered | None = None
) -> Answered:
    """Send at a rate for a time; times count from the moment at which each was due."""
    bodies = [form_of_ten_kilobytes(random.Random(index)) for index in range(20)]
    due: SimpleQueue[tuple[float, int]] = SimpleQueue()
    start = time.monotonic() + 0.2
    for index in range(int(rate * seconds)):
        due.put((start + index / rate, index))
    answered = answered or Answered()
    threads = [Thread(target=_send, args=(port, due, bodies, agencies, answered)) for _ in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answered


def _send(
    port: int, due: SimpleQueue[tuple[float, int]], bodies: Sequence[bytes], agencies: int, answered: Answered
) -> None:
    connection: socket.socket | None = None
    while True:
        try:
            moment, index = due.get_nowait()
        except Empty:
            break
        time.sleep(max(0.0, moment - time.monotonic()))
        client_id = uuid4()
        message = request(index % agencies, bodies[index % len(bodies)], client_id, port)
        try:
            connection = connection or socket.create_connection(("127.0.0.1", port), timeout=30)
            connection.sendall(message)
            status, text, keep = _answer(connection)
        except OSError:  # the server was killed, or is not there yet
            status, text, keep = 0, "", False
        if not keep and connection:
            connection.close()
            connection = None
        if status in (200, 201):
            answered.acknowledged.append(str(client_id))
            answered.seconds.append(time.monotonic() - moment)
        elif status:
            answered.refused.append((status, text[:200]))
        else:
            answered.unanswered += 1
    if connection:
        connection.close()


def _answer(connection: socket.socket) -> tuple[int, str, bool]:
    """Status, body, and whether the connection stays; a cut answer is none."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            raise ConnectionResetError
        data += piece
    head, _, rest = data.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").lower().split("\r\n")
    told = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
    while len(rest) < int(told.get("content-length", 0)):
        piece = connection.recv(65536)
        if not piece:
            raise ConnectionResetError
        rest += piece
    return int(lines[0].split()[1]), rest.decode("utf-8", "replace"), told.get("connection") != "close"


def free_port() -> int:
    """A port that nobody holds."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int, seconds: float = 60) -> None:
    """Until somebody listens."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nobody listens on {port}")
