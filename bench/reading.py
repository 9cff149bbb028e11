"""How well and how fast written reports are read: F1 per language with bootstrap intervals, paragraphs a second."""

from __future__ import annotations

import sys
import time

from tasvir.core.text.figures.tests.scoring import compare, f1, interval, load_passages, read_passage


def main() -> None:
    """Print a line per language; with --errors also each false find and miss."""
    for lang in ("fa", "vi", "en"):
        passages = load_passages(lang)
        results = [compare(passage, lang) for passage in passages]
        counts = [result[0] for result in results]
        low, high = interval(counts)
        figures = sum(len(passage.figures) for passage in passages)
        started = time.process_time()
        rounds = 5
        for _ in range(rounds):
            for passage in passages:
                read_passage(passage.text, lang)
        speed = rounds * len(passages) / (time.process_time() - started)
        print(
            f"{lang}: F1 {f1(counts):.3f} ({low:.3f}-{high:.3f}), {len(passages)} passages, {figures} figures, "
            f"{speed:,.0f} paragraphs per CPU second"
        )
        if "--errors" in sys.argv:
            for passage, (_, false, missed) in zip(passages, results, strict=True):
                if false or missed:
                    print(f"  {passage.text}\n    false {false}\n    missed {missed}")


if __name__ == "__main__":
    main()
