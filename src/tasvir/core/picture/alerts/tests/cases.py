"""Series for the tests of alerts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from tasvir.core.picture.alerts.model import Series, Step


def series_of(counts: Sequence[float | None], effort: Sequence[float] | None = None, *, step: Step = "week") -> Series:
    """Weeks from 2012-01-02 or months from 2012-01."""
    size = len(counts)
    if step == "week":
        dates = [date(2012, 1, 2) + timedelta(days=7 * at) for at in range(size)]
    else:
        dates = [date(2012 + at // 12, at % 12 + 1, 1) for at in range(size)]
    known = np.array([np.nan if one is None else one for one in counts], float)
    return Series(
        "A", step, dates, known, None if effort is None else np.array(effort, float), [day.isoformat() for day in dates]
    )


def made_by_r(name: str) -> list[dict[str, Any]]:
    """What R answered, beside this file; each file says how it was made."""
    cases: list[dict[str, Any]] = json.loads((Path(__file__).parent / name).read_text("utf-8"))["cases"]
    return cases


def numbers(values: Sequence[float | None]) -> Any:
    """Numbers with NaN where R says NA."""
    return np.array([np.nan if one is None else one for one in values], float)
