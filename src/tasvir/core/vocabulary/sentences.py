"""Sentences by code and language: a folder of the lists has a file for each subject, the same in each language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

import yaml


@lru_cache(maxsize=8)
def load_sentences(folder: str, lang: str) -> Mapping[str, str]:
    """All sentences of `lists/<folder>/<lang>/*.yaml` by code."""
    found: dict[str, str] = {}
    for file in (resources.files("tasvir") / "lists" / folder / lang).iterdir():
        if file.name.endswith(".yaml"):
            told = yaml.load(file.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}
            found |= {str(code): str(sentence) for code, sentence in told.items()}
    return found
