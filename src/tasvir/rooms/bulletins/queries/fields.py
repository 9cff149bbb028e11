"""The fields that a Word template may hold: of every document, of an issued bulletin, and one for each measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tasvir.core.disclosure.picture_cells import exact
from tasvir.core.picture.wording import Wording
from tasvir.core.vocabulary.lists import load_lists
from tasvir.foundation.texts import say
from tasvir.renderers.docx import FIELDS

OF_BULLETIN = ("number", "date", "period", "period_days", "fingerprint", "replaces", "approved_by")


@dataclass(frozen=True)
class Field:
    """One field as the list of fields shows it: its name between braces, what it is, and an example."""

    name: str
    meaning: str
    example: str


def known_fields() -> tuple[str, ...]:
    """The names of all fields."""
    return (*FIELDS, *OF_BULLETIN, *load_lists().codes("measures"))


def field_values(picture: Mapping[str, Any], voice: Wording, of_bulletin: Mapping[str, str]) -> dict[str, str]:
    """The values of the fields beyond those of every document; a measure without a total is a dash."""
    nothing = voice.word("text.none")
    values = dict.fromkeys(voice.lists.codes("measures"), nothing)
    for number in picture["numbers"]:
        if not number["by"] and number["measure"] in values and number["measure"] != "quantity":
            values[number["measure"]] = _amount(number, voice)
    return {**values, **{name: of_bulletin.get(name, "") for name in OF_BULLETIN}}


def _amount(number: Mapping[str, Any], voice: Wording) -> str:
    value = exact(number["value"])
    return voice.word(f"state.{number['state']}") if value is None else voice.amount(value, number["unit"])


def listed_fields(lang: str, values: Mapping[str, str]) -> list[Field]:
    """All fields with their meaning in a language and an example."""
    lists = load_lists()
    own = [Field(name, say(f"bulletins.field.{name}", lang), values.get(name, "")) for name in (*FIELDS, *OF_BULLETIN)]
    measures = [
        Field(code, lists.label("measures", code, lang), values.get(code, ""))
        for code in lists.codes("measures")
        if code != "quantity"
    ]
    return own + measures
