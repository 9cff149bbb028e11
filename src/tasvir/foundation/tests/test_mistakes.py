from __future__ import annotations

from datetime import date

import pytest

from tasvir.core.errors import UserError
from tasvir.foundation import mistakes


@pytest.fixture
def sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mistakes, "load_texts", lambda lang: {"row.bad": f"{lang}: {{row}} {{day}} {{name}}"})


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("fa", "fa: ۷ ۱۴۰۴/۰۱/۰۱ A7"),
        ("vi", "vi: 7 21/03/2025 A7"),
        ("en", "en: 7 2025-03-21 A7"),
    ],
)
def test_a_mistake_is_told_as_the_language_writes_it(sentences: None, lang: str, said: str) -> None:
    error = UserError("row.bad", row=7, day=date(2025, 3, 21), name="A7")

    assert mistakes.explain(error, lang) == said


def test_a_missing_value_or_text_is_never_a_second_error(sentences: None) -> None:
    assert mistakes.explain(UserError("row.bad", row=1), "en") == "en: 1 – –"
    assert mistakes.explain(UserError("no.such"), "en") == "no.such"
