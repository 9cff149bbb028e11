from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasvir.core.disclosure.identifiers import is_national_id
from tasvir.core.disclosure.names import find_personal, redact, redact_picture
from tasvir.core.disclosure.spans import Span, replace_spans, without_overlaps
from tasvir.core.disclosure.tests.scoring import read_passages, score

PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@pytest.mark.parametrize("lang", ["fa", "vi", "en"])
def test_nothing_labelled_stays_readable(lang: str) -> None:
    found = score([passage for passage in read_passages() if passage.lang == lang])

    assert (found.hidden, found.wrong) == (found.labelled, 0)


def test_labelled_passages_are_found_to_the_letter() -> None:
    found = score(read_passages())

    assert found.precision >= 0.97
    assert found.recall >= 0.97


def test_passages_without_persons_stay_as_they_are() -> None:
    changed = [one.text for one in read_passages() if not one.spans and redact(one.text) != one.text]

    assert changed == []


@pytest.mark.parametrize("passage", read_passages(), ids=lambda passage: passage.text[:30])
def test_redacting_twice_changes_nothing_more(passage: object) -> None:
    text = getattr(passage, "text")  # noqa: B009

    assert redact(redact(text)) == redact(text)


@given(st.text(alphabet="علی رضایی آقای ۰۹۱۲۳ 0912 ông Nguyễn Văn Mr John .-،«»\n", max_size=60))
def test_redacting_twice_changes_nothing_more_in_odd_texts(text: str) -> None:
    assert redact(redact(text, "en"), "en") == redact(text, "en")


@given(st.integers(min_value=0, max_value=999_999_999))
def test_telephones_are_found_in_any_digits(number: int) -> None:
    plain = f"09{number:09d}"

    for text in (plain, plain.translate(PERSIAN_DIGITS)):
        assert [span.kind for span in find_personal(f"تلفن {text}")] == ["telephone"]


@given(st.integers(min_value=1, max_value=10**15), st.sampled_from(["ریال", "نخ", "فقره", "لیتر"]))
def test_amounts_stay(number: int, unit: str) -> None:
    for written in (f"{number:,}", f"{number:,}".replace(",", "٬").translate(PERSIAN_DIGITS)):
        text = f"به ارزش {written} {unit} کشف شد"
        assert redact(text) == text


@given(st.dates())
def test_dates_stay(day: object) -> None:
    text = f"Received on {day} and registered as file 12/345."

    assert redact(text) == text


def test_national_id_needs_its_check_digit() -> None:
    assert is_national_id("0012345679")
    assert not is_national_id("0012345678")
    assert not is_national_id("1111111111")


def test_placeholder_speaks_the_language_of_the_text_or_the_one_asked_for() -> None:
    assert redact("آقای احمدی آمد") == "آقای [نام شخص] آمد"
    assert redact("آقای احمدی آمد", "en") == "آقای [name] آمد"


def test_overlapping_spans_become_one() -> None:
    spans = without_overlaps([Span(5, 9, "plate"), Span(0, 6, "person"), Span(12, 14, "email")])

    assert spans == [Span(0, 9, "person"), Span(12, 14, "email")]
    assert replace_spans("abcdefghijklmnop", spans, lambda kind: f"<{kind}>") == "<person>jkl<email>op"


def test_picture_keeps_codes_and_sources_and_hides_persons_in_sentences() -> None:
    picture = {
        "sources": [{"file": "Mr John Smith.txt"}],
        "statements": [
            {"quotes": ["Mr John Smith said so"], "sources": ["a.txt#chars=0-9"], "owner": "Col. Ray Hughes"}
        ],
        "numbers": [{"value": 9121234567, "unit": "IRR"}],
    }

    assert redact_picture(picture) == {
        "sources": [{"file": "Mr John Smith.txt"}],
        "statements": [{"quotes": ["Mr [name] said so"], "sources": ["a.txt#chars=0-9"], "owner": "Col. [name]"}],
        "numbers": [{"value": 9121234567, "unit": "IRR"}],
    }


def test_a_number_that_is_a_persons_own_is_no_figure() -> None:
    sentence = "Mr John Smith, phone 0912 000 4412, paid 300 dollars"
    figures = [{"value": 9120004412, "quotes": ["0912 000 4412"], "sentences": [sentence]}]
    figures += [{"value": 300, "quotes": ["300 dollars"], "sentences": [sentence]}]

    shown = redact_picture({"unplaced": figures})["unplaced"]

    assert [entry["value"] for entry in shown] == [300]
