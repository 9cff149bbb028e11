"""How well and how fast statements are read: F1 on (kind, overlapping quote) by kind, and paragraphs a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from tasvir.core.text.extracted import Extracted
from tasvir.core.text.statements import KINDS, read_statements
from tasvir.core.text.statements.tests.labelled import REPORTS, counts_of, passages, reports
from tasvir.core.text.statements.tests.scoring import GOAL_KINDS, Counts, interval, total

LANGUAGES = ("fa", "vi", "en")
GOAL = 0.8
LEAST_PARAGRAPHS = 1000
SECONDS = 2.0


def report(name: str, counts: Sequence[dict[str, Counts]]) -> float:
    """Print the scores of a set of texts; answers F1 over the kinds of the goal."""
    low, high = interval(counts, GOAL_KINDS)
    reached = total(counts, GOAL_KINDS).f1
    print(f"{name}: F1 {reached:.2f} ({low:.2f}–{high:.2f}) over {len(counts)} texts")
    by_kind = {kind: total(counts, [kind]) for kind in KINDS}
    told = [f"{kind} {c.f1:.2f} ({c.hit} of {c.read} read, {c.expected} labelled)" for kind, c in by_kind.items()]
    print("   " + " · ".join(told))
    return reached


def paragraphs_per_second(texts: Sequence[Extracted]) -> float:
    """Paragraphs read in a second of CPU, after the lexicons are loaded."""
    for text in texts:
        read_statements(text)
    started, done = time.process_time(), 0
    while time.process_time() - started < SECONDS:
        for text in texts:
            read_statements(text)
            done += len(text.blocks)
    return done / (time.process_time() - started)


def main() -> int:
    """Measure, print, and fail under the goal."""
    scores = []
    texts: list[Extracted] = []
    for lang in LANGUAGES:
        labelled = passages(lang)
        texts += [extracted for extracted, _ in labelled]
        for part, name in enumerate(("tuning", "held out")):
            counts = [counts_of(extracted, labels) for extracted, labels in labelled[part::2]]
            scores.append(report(f"{lang}, our passages, {name}", counts))
    if REPORTS.exists():
        real = list(reports())
        texts = [extracted for _, extracted, _ in real]
        scores.append(report("five real reports", [counts_of(extracted, labels) for _, extracted, labels in real]))
    speed = paragraphs_per_second(texts)
    print(f"statements: {speed:,.0f} paragraphs/s; at least {LEAST_PARAGRAPHS:,}")
    return int(min(scores) < GOAL or speed < LEAST_PARAGRAPHS)


if __name__ == "__main__":
    sys.exit(main())
