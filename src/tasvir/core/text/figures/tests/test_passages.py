"""The reader against our own labelled passages, the five real reports and the number phrases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tasvir.core.text.figures.reader import parse_number
from tasvir.core.text.figures.tests.scoring import Passage, compare, f1, load_passages, same

SHARED = next((p / "shared" for p in Path(__file__).resolve().parents if (p / "shared" / "reports").is_dir()), None)
needs_shared = pytest.mark.skipif(SHARED is None, reason="needs the shared reports beside the checkout")
AIM = 0.95


@pytest.mark.parametrize("lang", ["fa", "vi", "en"])
def test_passages_reach_the_aim(lang: str) -> None:
    passages = load_passages(lang)

    score = f1([compare(passage, lang)[0] for passage in passages])

    assert len(passages) >= 100
    assert score >= AIM


@needs_shared
def test_real_reports_are_read_as_labelled() -> None:
    assert SHARED is not None
    labels = json.loads((SHARED / "reports" / "figures.json").read_text("utf-8"))

    counts = []
    for name, answer in labels.items():
        text = (SHARED / "reports" / name).read_text("utf-8")
        wanted = tuple((float(f["value"]), f["unit"], f["kind"]) for f in answer["figures"])
        counts.append(compare(Passage(text, wanted), answer["lang"])[0])

    assert f1(counts) == 1.0


@needs_shared
def test_number_phrases_are_read() -> None:
    assert SHARED is not None
    phrases = json.loads((SHARED / "data" / "numbers" / "duckling_number_gold.json").read_text("utf-8"))
    numbers = [p for p in phrases if p["dim"] == "number"]

    wrong = [
        p["text"]
        for p in numbers
        if (value := parse_number(p["text"], p["lang"])) is None
        or not same((value, "", ""), (float(p["value"]), "", ""))
    ]

    assert len(wrong) / len(numbers) <= 0.05, wrong
