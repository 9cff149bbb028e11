"""How many alarms chance alone would bring, and which stand above it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tasvir.core.picture.alerts.model import Answer, Floats


@dataclass(frozen=True)
class Discovery:
    """Alarms held against chance: `tested` answers, `by_chance` alarms expected if nothing had changed anywhere."""

    tested: int
    alarms: int
    by_chance: float
    level: float
    kept: int  # alarms whose q is at most `level`


def q_values(p: Floats) -> Floats:
    """Benjamini and Hochberg's adjusted p-values (1995, JRSS B 57, 289-300); NaN stays out of the count."""
    q = np.full(p.shape, np.nan)
    known = np.flatnonzero(np.isfinite(p))
    order = known[np.argsort(-p[known], kind="stable")]
    ranks = np.arange(len(order), 0, -1)
    q[order] = np.minimum.accumulate(np.minimum(p[order] * len(order) / ranks, 1.0)) if len(order) else p[order]
    return q


def with_discovery(answer: Answer, alpha: float, level: float) -> tuple[Answer, Discovery]:
    """The answer with its q-values, over every series and period together, and the account of chance."""
    q = q_values(answer.p)
    tested = int(np.isfinite(answer.p).sum())
    with np.errstate(invalid="ignore"):
        kept = int((answer.alarm & (q <= level)).sum())
    by_chance = alpha * tested if tested else 0.0
    return replace(answer, q=q), Discovery(tested, int(answer.alarm.sum()), by_chance, level, kept)
