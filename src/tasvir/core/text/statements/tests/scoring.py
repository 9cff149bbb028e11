"""F1 on (kind, overlapping quote), each label matched at most once, with bootstrap intervals over passages."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

GOAL_KINDS = ("directive", "limitation", "cause", "method", "proposal")


@dataclass(frozen=True)
class Labelled:
    """One statement, expected or read: its kind and span."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Counts:
    """Right ones, read ones, expected ones."""

    hit: int = 0
    read: int = 0
    expected: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.hit + other.hit, self.read + other.read, self.expected + other.expected)

    @property
    def f1(self) -> float:
        return 2 * self.hit / (self.read + self.expected) if self.read + self.expected else 1.0


def compare(read: Sequence[Labelled], expected: Sequence[Labelled]) -> dict[str, Counts]:
    """Counts by kind; the best overlap is matched first."""
    pairs = sorted(
        (
            (min(r.end, e.end) - max(r.start, e.start), i, j)
            for i, r in enumerate(read)
            for j, e in enumerate(expected)
            if r.kind == e.kind and min(r.end, e.end) > max(r.start, e.start)
        ),
        reverse=True,
    )
    used_read: set[int] = set()
    used_expected: set[int] = set()
    counts: dict[str, Counts] = defaultdict(Counts)
    for _, i, j in pairs:
        if i not in used_read and j not in used_expected:
            used_read.add(i)
            used_expected.add(j)
            counts[read[i].kind] += Counts(hit=1)
    for r in read:
        counts[r.kind] += Counts(read=1)
    for e in expected:
        counts[e.kind] += Counts(expected=1)
    return counts


def total(counts: Sequence[Mapping[str, Counts]], kinds: Sequence[str]) -> Counts:
    """The counts of some kinds over passages."""
    return sum((c[kind] for c in counts for kind in kinds if kind in c), Counts())


def interval(counts: Sequence[Mapping[str, Counts]], kinds: Sequence[str], seed: int = 1) -> tuple[float, float]:
    """The middle 95 % of F1 when passages are drawn again with replacement."""
    draw = random.Random(seed)
    values = sorted(total(draw.choices(counts, k=len(counts)), kinds).f1 for _ in range(400)) if counts else [0.0]
    return values[int(0.025 * len(values))], values[int(0.975 * len(values)) - 1]
