"""Letters for tests: text with figures and statements at the places where their quotes stand."""

from __future__ import annotations

from tasvir.core.picture.office.commission import Body
from tasvir.core.picture.written.figures import WrittenReport
from tasvir.core.text.extracted import Block, Extracted
from tasvir.core.text.figures.model import Figure
from tasvir.core.text.statements.model import Statement

POLICE = Body("police", {"en": "Police"}, area="IR-15", agency="police")


def extracted(text: str, lang: str = "fa") -> Extracted:
    blocks, at = [], 0
    for line in text.split("\n"):
        kind = "heading" if line.startswith("#") else "paragraph"
        blocks.append(Block(at, at + len(line), kind, lang))  # type: ignore[arg-type]
        at += len(line) + 1
    return Extracted(text, tuple(blocks), lang)


def figure(text: str, quote: str, value: float, *, nth: int = 0, **changes: object) -> Figure:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    told: dict[str, object] = {
        "value": value, "unit": "case", "kind": "amount", "direction": None, "approx": False,
        "measure": "cases_detected", "goods": None, "period": None, "area": None, "agency": None,
        "quote": quote, "start": start, "end": start + len(quote), "confidence": 0.9,
    }  # fmt: skip
    return Figure(**{**told, **changes})  # type: ignore[arg-type]


def statement(text: str, kind: str, quote: str, *, owner: str | None = None, repeat_of: int | None = None) -> Statement:
    start = text.index(quote)
    return Statement(kind, "topic", owner, None, quote, start, start + len(quote), 0.9, repeat_of)


def letter(
    text: str, *figures: Figure, lang: str = "fa", file: str = "letter.docx", body: Body | None = POLICE
) -> WrittenReport:
    return WrittenReport(file, extracted(text, lang), figures, (), body)
