"""How well persons are found in labelled passages; run as a module it prints what went wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from tasvir.core.disclosure.names import find_personal

_MARKED = re.compile("⟦(.*?)⟧")


@dataclass(frozen=True)
class Passage:
    """A sentence and the stretches of it that point at a person."""

    lang: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass
class Score:
    """Right: found to the letter. Hidden: no letter of it is left. Wrong: found, though nothing is labelled there."""

    labelled: int = 0
    right: int = 0
    hidden: int = 0
    found: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is labelled to the letter."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is labelled that was found to the letter."""
        return self.right / self.labelled if self.labelled else 1.0


def read_passages() -> list[Passage]:
    """The labelled passages in three languages."""
    marked = yaml.safe_load((Path(__file__).parent / "passages.yaml").read_text("utf-8"))
    return [_passage(lang, text) for lang, texts in marked.items() for text in texts]


def _passage(lang: str, marked: str) -> Passage:
    text, spans, at = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        spans.append((len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    return Passage(lang, text + marked[at:], tuple(spans))


def score(passages: list[Passage], *, show: bool = False) -> Score:
    """The counts over passages; `show` prints each passage that is not found to the letter."""
    total = Score()
    for passage in passages:
        found = [(span.start, span.end) for span in find_personal(passage.text)]
        covered = {place for start, end in found for place in range(start, end)}
        labelled = {place for start, end in passage.spans for place in range(start, end)}
        total.labelled += len(passage.spans)
        total.found += len(found)
        total.right += len(set(found) & set(passage.spans))
        total.hidden += sum(set(range(*span)) <= covered for span in passage.spans)
        total.wrong += sum(not labelled & set(range(*span)) for span in found)
        if show and set(found) != set(passage.spans):
            print(passage.text, "| found:", [passage.text[a:b] for a, b in found])
    return total


if __name__ == "__main__":
    for language in ("fa", "vi", "en"):
        print(language, score([one for one in read_passages() if one.lang == language], show=True))
