"""The states of a doubtful pair, and what an agency may answer."""

from __future__ import annotations

from typing import Final

OPEN, ASKED, DECIDED, SETTLED = "open", "asked", "decided", "settled"
STATES: Final = (OPEN, ASKED, DECIDED, SETTLED)  # settled: linking finds no doubt in it any more
UNDECIDED: Final = (OPEN, ASKED)

SAME, APART, UNSURE = "same", "apart", "unsure"
ANSWERS: Final = (SAME, APART, UNSURE)
