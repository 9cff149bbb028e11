"""Progress of long work: one line on a terminal that rewrites itself, nothing in a pipe."""

from __future__ import annotations

import sys
from typing import TextIO

_CLEAR = "\r\x1b[K"
_WIDTH = 100


class Progress:
    """Tells what is being done, where somebody watches; close it before other output."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._watched = self._stream.isatty()
        self._shown = False

    def tell(self, sentence: str) -> None:
        """Replace the line."""
        if self._watched:
            self._stream.write(_CLEAR + sentence[:_WIDTH])
            self._stream.flush()
            self._shown = True

    def close(self) -> None:
        """Wipe the line."""
        if self._shown:
            self._stream.write(_CLEAR)
            self._stream.flush()
            self._shown = False
