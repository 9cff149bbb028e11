"""Narratives with invented persons, plates and telephones, each noted so that tests can look for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from making.days import persian
from making.events import Draw, Event

Lexicon = Mapping[str, Sequence[str]]


@dataclass
class Planted:
    """Everything personal that the sample invents."""

    persons: set[str] = field(default_factory=set)
    plates: set[str] = field(default_factory=set)
    telephones: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)


def iranian_plate(draw: Draw, letters: Sequence[str]) -> str:
    """A plate as police reports write it."""
    left, right = draw.random.randint(11, 99), draw.random.randint(111, 999)
    return persian(f"{left} {draw.random.choice(letters)} {right} ایران {draw.random.choice([31, 41, 14, 11, 28])}")


def iranian_mobile(draw: Draw) -> str:
    """A made-up mobile number: a run of zeros with four digits behind."""
    return persian(f"0900000{draw.random.randint(1000, 9999)}")


def vietnamese_plate(draw: Draw, _: Sequence[str]) -> str:
    """A plate of the province."""
    return f"70{draw.random.choice('ACH')}-{draw.random.randint(100, 999)}.{draw.random.randint(10, 99)}"


def vietnamese_mobile(draw: Draw) -> str:
    """A made-up mobile number: a run of zeros with three digits behind."""
    return f"0900 000 {draw.random.randint(100, 999)}"


def person(draw: Draw, lexicon: Lexicon, lang: str) -> str:
    """A made-up name."""
    if lang == "vi":
        return " ".join(draw.random.choice(lexicon[part]) for part in ("family", "middle", "given"))
    return f"{draw.random.choice(lexicon['given'])} {draw.random.choice(lexicon['family'])}"


class Narrator:
    """Fills narrative sentences for events and keeps account of the persons in them."""

    def __init__(self, sentences: Sequence[str], lexicon: Lexicon, draw: Draw, lang: str, planted: Planted) -> None:
        self.sentences, self.lexicon, self.draw, self.lang, self.planted = sentences, lexicon, draw, lang, planted
        self.plate: Callable[[Draw, Sequence[str]], str] = iranian_plate if lang == "fa" else vietnamese_plate
        self.mobile: Callable[[Draw], str] = iranian_mobile if lang == "fa" else vietnamese_mobile

    def tell(self, event: Event, partner: str, sentence: str | None = None) -> str:
        """One narrative of an event."""
        chosen = sentence or self.draw.random.choice(self.sentences)
        goods = event.goods[0]
        amount = f"{goods.quantity:g} {goods.unit_label}"
        values = {
            "name": person(self.draw, self.lexicon, self.lang),
            "father": self.draw.random.choice(self.lexicon["given"]),
            "plate": self.plate(self.draw, self.lexicon.get("plate_letters", ())),
            "phone": self.mobile(self.draw),
            "place": event.place,
            "amount": persian(amount) if self.lang == "fa" else amount.replace(".", ","),
            "goods": goods.label,
            "partner": partner,
            "origin": event.origin,
        }
        for key, account in (
            ("name", self.planted.persons),
            ("plate", self.planted.plates),
            ("phone", self.planted.telephones),
        ):
            if f"{{{key}}}" in chosen:
                account.add(values[key])
        return chosen.format(**values)
