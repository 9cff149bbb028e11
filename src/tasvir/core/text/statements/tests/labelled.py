"""The labelled texts: our own passages per language, and the real reports where the shared folder is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import yaml

from tasvir.core.intake.documents import extract_document
from tasvir.core.text.extracted import Extracted
from tasvir.core.text.statements import read_statements
from tasvir.core.text.statements.tests.scoring import Counts, Labelled, compare

_FOLDER = Path(__file__).parent / "passages"
REPORTS = Path(__file__).parents[7] / "shared" / "reports"


def passages(lang: str) -> list[tuple[Extracted, list[Labelled]]]:
    """The passages of a language with the spans of their labels."""
    found = []
    for entry in yaml.safe_load((_FOLDER / f"{lang}.yaml").read_text("utf-8")):
        extracted = extract_document("passage.txt", entry["text"].encode(), lang=lang)
        labels = [_label(extracted.text, kind, quote) for says in entry["says"] for kind, quote in says.items()]
        found.append((extracted, labels))
    return found


def _label(text: str, kind: str, quote: str) -> Labelled:
    start = text.index(quote)
    return Labelled(kind, start, start + len(quote))


def reports() -> Iterator[tuple[str, Extracted, list[Labelled]]]:
    """The real reports with their labels."""
    for name, labels in json.loads((REPORTS / "statements.json").read_text("utf-8")).items():
        extracted = extract_document(name, (REPORTS / name).read_bytes())
        yield name, extracted, [Labelled(s["kind"], s["start"], s["end"]) for s in labels]


def counts_of(extracted: Extracted, expected: list[Labelled]) -> dict[str, Counts]:
    """What the reader finds against what is labelled."""
    return compare([Labelled(s.kind, s.start, s.end) for s in read_statements(extracted)], expected)
