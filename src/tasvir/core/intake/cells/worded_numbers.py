"""Numbers that a cell writes with their scale or unit in words, read by the grammar of written figures."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from tasvir.core.characters.folding import fold
from tasvir.core.text.extracted import Block, Extracted
from tasvir.core.text.figures.grammar import load_grammar
from tasvir.core.text.figures.reader import parse_number, read_figures

# What may stand behind the number of a column: other units mean that something else is counted.
_COUNTED = {"persons": ("person",), "vehicles": ("vehicle", "device", "item"), "line": (), "hour": ()}
_LANGUAGES = ("fa", "vi", "en")


@dataclass(frozen=True, slots=True)
class Worded:
    """A number, and the code of its unit or currency where the cell names one that its column does not imply."""

    value: float
    unit: str | None = None


def read_worded(column: str, text: str, lang: str, currencies: Container[str]) -> Worded | None:
    """The one number that a whole cell says; None where it says more, less or something else.

    The language of the sheet is tried first, then the others: offices mix them.
    """
    languages = (lang, *(other for other in _LANGUAGES if other != lang))
    plain = (parse_number(text, spoken) for spoken in languages if not _is_vague(text, spoken))
    number = next((number for number in plain if number is not None), None)
    if number is not None:
        return Worded(float(number))
    measured = (_measured(column, text, spoken, currencies) for spoken in languages)
    return next((found for found in measured if found), None)


def _is_vague(text: str, lang: str) -> bool:
    """Whether a text is a word such as "several", which letters may count with and lists may not."""
    return fold(text).key.strip() in load_grammar(lang).quantifiers


def _measured(column: str, text: str, lang: str, currencies: Container[str]) -> Worded | None:
    whole = Extracted(text, (Block(0, len(text), "paragraph", lang),), lang)
    figures = read_figures(whole)
    if len(figures) != 1 or figures[0].quote.strip() != text.strip() or figures[0].approx:
        return None
    figure = figures[0]
    if column == "quantity" and figure.unit not in currencies:
        return Worded(float(figure.value), figure.unit)
    if column == "value" and figure.unit in currencies:
        return Worded(float(figure.value), figure.unit)
    return Worded(float(figure.value)) if figure.unit in _COUNTED.get(column, ()) else None
