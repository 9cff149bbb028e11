"""Programs that run beside each other until they are told to end: started, watched, started again, ended."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

_LOOK_EVERY = 0.5
_PATIENCE = 35.0  # seconds for a request or a task in hand to end
_LONGEST_PAUSE = 30.0
_STEADY = 60.0  # a program that ran so long did not fail at its start
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


@dataclass
class Program:
    """One program: how it is called (anew for each start), and how often it failed at its start."""

    words: Callable[[], Sequence[str]]
    ended: Callable[[Sequence[str]], None] = lambda _: None  # told the words of a start that ended by itself
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    not_before: float = 0.0
    called: Sequence[str] = field(default_factory=tuple)

    def start(self) -> None:
        """Call it in a session of its own, so that a Ctrl+C in the terminal reaches us alone."""
        self.called, self.started = self.words(), time.monotonic()
        self.process = subprocess.Popen(self.called, start_new_session=True, preexec_fn=_end_with_parent)

    def look(self, now: float) -> int | None:
        """Start it again where it has ended; its exit code where it just did."""
        if self.process is None:
            if now >= self.not_before:
                self.start()
            return None
        code = self.process.poll()
        if code is None:
            return None
        self.process = None
        self.failures = 0 if now - self.started > _STEADY else self.failures + 1
        self.not_before = now + min(_LONGEST_PAUSE, 0.5 * 2.0**self.failures)
        self.ended(self.called)
        return code


def keep_running(programs: Sequence[Program], *, now_and_then: Callable[[], None], every: float = 15.0) -> None:
    """Run the programs until this process is told to end (SIGTERM, Ctrl+C); then end them and wait for them."""
    asked: list[int] = []

    def ask(number: int, frame: FrameType | None) -> None:
        del frame
        asked.append(number)

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        next_time = 0.0
        while not asked:
            now = time.monotonic()
            for program in programs:
                program.look(now)
            if now >= next_time:
                now_and_then()
                next_time = time.monotonic() + every
            time.sleep(_LOOK_EVERY)
    finally:
        end(programs)
        for number, handler in before.items():
            signal.signal(number, handler)


def end(programs: Sequence[Program]) -> None:
    """Ask all to end, wait, and make those end that do not."""
    running = [one.process for one in programs if one.process and one.process.poll() is None]
    for process in running:
        process.terminate()
    last = time.monotonic() + _PATIENCE
    for process in running:
        try:
            process.wait(max(0.1, last - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _end_with_parent() -> None:
    """On Linux a program is told to end when its parent was killed and could not tell it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)
