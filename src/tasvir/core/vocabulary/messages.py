"""The texts of messages in fa, vi and en: one code, three sentences, the same for command line and web."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

import yaml

LANGUAGES = ("fa", "vi", "en")


@lru_cache(maxsize=3)
def load_messages(lang: str) -> Mapping[str, str]:
    """All message texts of a language by code."""
    text = (resources.files("tasvir") / "lists" / "messages" / f"{lang}.yaml").read_text("utf-8")
    messages = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {str(code): str(sentence) for code, sentence in (messages or {}).items()}


def message(code: str, lang: str, values: Mapping[str, object] | None = None) -> str:
    """The sentence for a code in a language with its values filled in; an unknown code is shown as itself."""
    sentence = load_messages(lang).get(code)
    if sentence is None:
        return f"{code} {dict(values or {})}"
    return sentence.format_map(values or {})
