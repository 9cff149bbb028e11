"""A person's mistake as one sentence, in a language or in that of the request."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.utils import timezone

from tasvir.core.errors import UserError
from tasvir.core.text.formatting import format_date, format_datetime, localise_digits
from tasvir.foundation.texts import active_language, load_texts


def explain(error: UserError, lang: str | None = None) -> str:
    """What is wrong and what was expected; a code without a text shows itself, never a second error."""
    lang = lang or active_language()
    sentence = load_texts(lang).get(error.code)
    if sentence is None:
        return str(error)
    values = {name: _shown(value, lang) for name, value in error.values.items()}
    return sentence.format_map(defaultdict(lambda: "–", values))


def _shown(value: object, lang: str) -> object:
    """Numbers and days as the language writes them; everything else as it was typed."""
    if isinstance(value, datetime):
        return format_datetime(timezone.localtime(value) if timezone.is_aware(value) else value, lang)
    if isinstance(value, date):
        return format_date(value, lang)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return localise_digits(str(value), lang)
    return value
