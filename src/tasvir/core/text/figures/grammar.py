"""A language's figure grammar, read from its YAML file in lists/grammar and compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from tasvir.core.characters.folding import fold
from tasvir.core.text.figures.phrases import Phrases, inflections

_SHORT_UNIT = 2  # letters; a shorter one after a number word makes an ordinary word


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as contracts.md names it, the factor to it, and whether what it counts can only be whole."""

    code: str
    factor: Decimal
    counted: bool
    classifier: bool = False  # a word that counts many things; the noun after it says what
    place: bool = False  # a noun that numbers also name ("District 5"): no subject of bare numbers
    abstract: bool = False  # too general for a small number in words ("two kinds")
    none: bool = False  # looks like a unit and is none («bộ luật»)


@dataclass(frozen=True)
class Grammar:
    """Everything that the engine knows about one language."""

    lang: str
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    scale_letters: Mapping[str, int]
    lone_scale_letters: Mapping[str, int]
    connectors: frozenset[str]
    halves: Sequence[tuple[str, ...]]
    points: frozenset[str]
    numerators: Phrases[Fraction]
    unit_phrases: Phrases[Unit]
    currency_marks: Mapping[str, str]
    multiples: Phrases[int]
    times_words: Phrases[bool]
    excluded: Sequence[re.Pattern[str]]
    labelled: Sequence[re.Pattern[str]]
    hedges: Phrases[bool]
    changes: Phrases[str]
    change_headings: Phrases[bool]
    to_words: frozenset[str]
    by_words: frozenset[str]
    share_cues: Phrases[bool]
    rate_cues: Phrases[bool]
    price_cues: Phrases[bool]
    period_cues: Phrases[bool]
    range_words: frozenset[str]
    stop_words: frozenset[str]
    articles: frozenset[str]
    passing: frozenset[str]
    vague: frozenset[str]
    ratio_words: frozenset[str]
    joiners: frozenset[str]
    value_words: frozenset[str]
    each_words: Phrases[bool]
    each_prefixes: frozenset[str]
    rates_before: Phrases[bool]
    rates_after: Phrases[bool]
    no_changes: Phrases[bool]
    no_rates: Phrases[bool]
    change_verbs: frozenset[str]
    difference_words: frozenset[str]
    determiners: frozenset[str]
    one_counts: Phrases[bool]
    subject_leads: frozenset[str]
    anaphors: frozenset[str]
    continuations: frozenset[str]
    number_endings: frozenset[str]
    size_words: frozenset[str]
    near_goods: Sequence[tuple[Phrases[str], Phrases[bool]]]
    lone_refused: frozenset[str]
    growth_nouns: Phrases[str]
    compounds: frozenset[str]
    plural_ending: str
    mark_letters: Mapping[str, Mapping[str, int]]
    index_headings: frozenset[str]
    quantifiers: Mapping[str, int | float]
    become: Phrases[bool]
    scaled_halves: frozenset[str]
    parts_of: frozenset[str]
    lone_scale_after: frozenset[str]
    compared: Phrases[bool]
    measures: Phrases[str]
    any_number: re.Pattern[str]
    unjoined_rests: bool
    slash_is_decimal: bool
    glued_numbers: re.Pattern[str] | None
    glued_units: re.Pattern[str] | None

    def unit_at(self, words: Sequence[str], index: int) -> tuple[Unit, int] | None:
        """The longest unit word or phrase that starts at `index` and its length, or None."""
        hit = self.unit_phrases.at(words, index)
        return None if hit is None or hit[0].none else hit


def _folded(words: Sequence[str] | None) -> frozenset[str]:
    return frozenset(fold(str(word)).key.strip() for word in words or ())


def _folded_map(mapping: Mapping[str, Any] | None) -> dict[str, Any]:
    return {fold(str(word)).key.strip(): value for word, value in (mapping or {}).items()}


def _units(section: Mapping[str, Any], lang: str) -> Phrases[Unit]:
    items: list[tuple[str, Unit]] = []
    for code, entry in section.items():
        unit = Unit(
            entry.get("unit", code),
            Decimal(str(entry.get("factor", 1))),
            bool(entry.get("counted")),
            *(bool(entry.get(flag)) for flag in ("classifier", "place", "abstract", "none")),
        )
        items += [(form, unit) for word in entry["words"] for form in inflections(str(word), lang)]
    return Phrases(items, lang)


def _flags(words: Sequence[str] | None, lang: str) -> Phrases[bool]:
    return Phrases(((str(word), True) for word in words or ()), lang)


def _glued(data: Mapping[str, Any]) -> re.Pattern[str] | None:
    """Number words written together («پنجهزار»), where the language does that."""
    if not data.get("glued"):
        return None
    words = sorted({**_folded_map(data["numbers"]), **_folded_map(data["scales"])}, key=len, reverse=True)
    joiner = "|".join(map(re.escape, _folded(data.get("connectors"))))
    return re.compile(f"(?:{'|'.join(map(re.escape, words))}|(?:{joiner})(?!$))+(?:{joiner})?")


def _glued_units(data: Mapping[str, Any]) -> re.Pattern[str] | None:
    """A scale word written together with what follows it («میلیاردریال», «هزارو»), where the language does that."""
    if not data.get("glued"):
        return None
    units = {fold(str(word)).key.strip() for entry in data["units"].values() for word in entry["words"]}
    halves = {half for half in _folded(data.get("halves")) if " " not in half}
    numbers = "|".join(map(re.escape, _folded_map(data["numbers"])))
    measures = [str(w) for e in data["units"].values() if not e.get("counted") for w in e["words"]]
    named = {fold(word).key.strip() for word in measures if " " not in word and len(word) > _SHORT_UNIT}
    half = "|".join(map(re.escape, halves | named)) or "(?!)"
    after = {unit for unit in units if " " not in unit} | _folded(data.get("connectors")) | halves
    scales = sorted(_folded_map(data["scales"]), key=len, reverse=True)
    rest = sorted(after, key=len, reverse=True)
    first = f"{'|'.join(map(re.escape, scales))}|(?:{numbers})(?=(?:{half})$)"
    return re.compile(f"({first})({'|'.join(map(re.escape, rest))})")


def compile_grammar(lang: str, data: Mapping[str, Any]) -> Grammar:
    """The grammar of a language from the content of its YAML file."""
    numbers, scales = _folded_map(data["numbers"]), _folded_map(data["scales"])
    said = [*numbers, *scales, *_folded_map(data.get("fractions")), *_folded_map(data.get("multiples"))]
    hint = rf"\d|(?<!\w)(?:{'|'.join(map(re.escape, said))})"
    return Grammar(
        lang=lang,
        numbers=numbers,
        scales=scales,
        scale_letters=_folded_map(data.get("scale_letters")),
        lone_scale_letters=_folded_map(data.get("lone_scale_letters")),
        connectors=_folded(data.get("connectors")),
        halves=[tuple(fold(phrase).key.split()) for phrase in data.get("halves", ())],
        points=_folded(data.get("points")),
        numerators=Phrases(((p, Fraction(str(v))) for p, v in (data.get("fractions") or {}).items()), lang),
        unit_phrases=_units(data["units"], lang),
        currency_marks=_folded_map(data.get("currency_marks")),
        multiples=Phrases(((p, v) for p, v in (data.get("multiples") or {}).items()), lang),
        times_words=_flags(data.get("times_words"), lang),
        excluded=[re.compile(p) for p in data.get("excluded", ())],
        labelled=[re.compile(p) for p in data.get("labelled", ())],
        hedges=_flags(data.get("hedges"), lang),
        changes=Phrases(((w, d) for d in ("up", "down") for w in data["changes"][d]), lang),
        change_headings=_flags(data.get("change_headings"), lang),
        to_words=_folded(data.get("to_words")),
        by_words=_folded(data.get("by_words")),
        share_cues=_flags(data.get("share_cues"), lang),
        rate_cues=_flags(data.get("rate_cues"), lang),
        price_cues=_flags(data.get("price_cues"), lang),
        period_cues=_flags(data.get("period_cues"), lang),
        range_words=_folded(data.get("range_words")),
        stop_words=_folded(data.get("stop_words")),
        articles=_folded(data.get("articles")),
        passing=_folded(data.get("passing")),
        vague=_folded(data.get("vague")),
        ratio_words=_folded(data.get("ratio_words")),
        joiners=_folded(data.get("joiners")),
        value_words=_folded(data.get("value_words")),
        each_words=_flags(data.get("each_words"), lang),
        each_prefixes=_folded(data.get("each_prefixes")),
        rates_before=_flags(data.get("rates_before"), lang),
        rates_after=_flags(data.get("rates_after"), lang),
        no_changes=_flags(data.get("no_changes"), lang),
        no_rates=_flags(data.get("no_rates"), lang),
        change_verbs=_folded(data.get("change_verbs")),
        difference_words=_folded(data.get("difference_words")),
        determiners=_folded(data.get("determiners")),
        one_counts=_flags(data.get("one_counts"), lang),
        subject_leads=_folded(data.get("subject_leads")),
        anaphors=_folded(data.get("anaphors")),
        continuations=_folded(data.get("continuations")),
        number_endings=_folded(data.get("number_endings")),
        size_words=_folded(data.get("size_words")),
        near_goods=[
            (Phrases([(row["word"], row["goods"])], lang), _flags(row["near"], lang))
            for row in data.get("near_goods", ())
        ],
        lone_refused=_folded(data.get("lone_refused")),
        growth_nouns=Phrases(((w, d) for d, ws in (data.get("growth_nouns") or {}).items() for w in ws), lang),
        compounds=_folded(data.get("compounds")),
        plural_ending=str(data.get("plural_ending", "")),
        mark_letters=data.get("mark_letters") or {},
        index_headings=_folded(data.get("index_headings")),
        quantifiers=_folded_map(data.get("quantifiers")),
        become=_flags(data.get("become"), lang),
        scaled_halves=_folded(data.get("scaled_halves")),
        parts_of=_folded(data.get("parts_of")),
        lone_scale_after=_folded(data.get("lone_scale_after")),
        compared=_flags(data.get("compared"), lang),
        measures=Phrases(((w, m) for m, words in data["measures"].items() for w in words), lang),
        any_number=re.compile(hint),
        unjoined_rests=bool(data.get("unjoined_rests")),
        slash_is_decimal=bool(data.get("slash_is_decimal")),
        glued_numbers=_glued(data),
        glued_units=_glued_units(data),
    )


@lru_cache(maxsize=3)
def load_grammar(lang: str) -> Grammar:
    """The grammar that ships for a language (fa, vi or en)."""
    text = (resources.files("tasvir") / "lists" / "grammar" / f"{lang}.yaml").read_text("utf-8")
    return compile_grammar(lang, yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
