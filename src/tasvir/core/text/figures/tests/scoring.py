"""Score the reader against labelled passages: F1 on (value, unit, kind), with bootstrap intervals over passages."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from tasvir.core.text.extracted import Block, Extracted
from tasvir.core.text.figures.model import Figure
from tasvir.core.text.figures.reader import read_figures

PASSAGES = Path(__file__).parent / "passages"
Label = tuple[float, str, str]  # value, unit, kind


@dataclass(frozen=True)
class Passage:
    """A text with the figures that a careful reader finds in it."""

    text: str
    figures: tuple[Label, ...]


@dataclass(frozen=True)
class Counts:
    """Hits, false finds and misses of one passage."""

    hits: int
    false: int
    missed: int


def load_passages(lang: str) -> list[Passage]:
    """The labelled passages of a language: a list of {text, figures: [[value, unit, kind], …]}."""
    rows = yaml.safe_load((PASSAGES / f"{lang}.yaml").read_text("utf-8"))
    return [Passage(r["text"], tuple((float(v), u, k) for v, u, k in r["figures"] or ())) for r in rows]


def read_passage(text: str, lang: str) -> list[Figure]:
    """The figures found in a text, a block for each line."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start, start + len(line), "paragraph", lang))
        start += len(line) + 1
    return read_figures(Extracted(text, tuple(blocks), lang))


def same(found: Label, wanted: Label) -> bool:
    """Whether two figures are the same: values within 1e-6, unit and kind equal."""
    close = abs(found[0] - wanted[0]) <= 1e-6 * max(1.0, abs(wanted[0]))
    return close and found[1:] == wanted[1:]


def compare(passage: Passage, lang: str) -> tuple[Counts, list[Label], list[Label]]:
    """The counts of a passage, with the false finds and the misses themselves."""
    found = [(float(f.value), f.unit, f.kind) for f in read_passage(passage.text, lang)]
    missed = list(passage.figures)
    false = []
    for label in found:
        match = next((wanted for wanted in missed if same(label, wanted)), None)
        if match:
            missed.remove(match)
        else:
            false.append(label)
    return Counts(len(passage.figures) - len(missed), len(false), len(missed)), false, missed


def f1(counts: Sequence[Counts]) -> float:
    """The F1 of pooled counts; 1.0 where there was nothing to find and nothing was found."""
    hits, wrong = sum(c.hits for c in counts), sum(c.false + c.missed for c in counts)
    return 2 * hits / (2 * hits + wrong) if hits or wrong else 1.0


def interval(counts: Sequence[Counts], *, draws: int = 1000, seed: int = 1) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of F1 over passages."""
    rng = random.Random(seed)
    scores = sorted(f1(rng.choices(counts, k=len(counts))) for _ in range(draws))
    return scores[int(0.025 * draws)], scores[int(0.975 * draws)]
