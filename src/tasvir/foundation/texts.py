"""The words of the screen in fa, vi and en: every room keeps its own, one code has one sentence in each language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.functional import lazy
from django.utils.translation import get_language

from tasvir.core.vocabulary.messages import LANGUAGES, load_messages

HOUSE = Path(__file__).resolve().parent.parent
DEFAULT = "fa"


def text_files(lang: str) -> list[Path]:
    """The files that hold the texts of a language: of the frame, the foundation and every room."""
    places = [HOUSE / "foundation", HOUSE / "web", *sorted((HOUSE / "rooms").glob("*/"))]
    return [path for place in places if (path := place / "texts" / f"{lang}.yaml").is_file()]


@lru_cache(maxsize=3)
def load_texts(lang: str) -> Mapping[str, str]:
    """Every text of a language by code, the messages of core among them."""
    texts: dict[str, str] = dict(load_messages(lang))
    for path in text_files(lang):
        loaded = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}
        texts.update({str(code): str(text) for code, text in loaded.items()})
    return texts


def active_language() -> str:
    """The language of this request."""
    lang = (get_language() or DEFAULT)[:2]
    return lang if lang in LANGUAGES else DEFAULT


def say(code: str, lang: str | None = None, /, **values: Any) -> str:
    """The sentence of a code with its values, in a language or in that of the request; an unknown code shows itself."""
    sentence = load_texts(lang or active_language()).get(code)
    return code if sentence is None else sentence.format_map(values) if values else sentence


# The same, said only when it is shown: for labels of forms and choices.
say_later = lazy(say, str)
