"""The watch: planted methods found in time, hardly anything else, nothing known before its time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tasvir.core.disclosure.names import redact
from tasvir.core.picture.new_methods.combinations import new_combinations
from tasvir.core.picture.new_methods.terms import known_words, stem, terms_of
from tasvir.core.picture.new_methods.tests.making import grade
from tasvir.core.picture.new_methods.watching import Document, watch
from tasvir.core.vocabulary.lists import load_lists

START = date(2024, 1, 1)


@pytest.mark.parametrize("lang", ["fa", "vi", "en"])
def test_planted_methods_are_found_within_four_weeks_of_their_fifth_mention(lang: str) -> None:
    found = grade(lang, a_week=40)

    assert found.planted == 17
    assert found.in_time / found.planted >= 0.85  # 17 of them; over all languages and seeds the bench asks for 0.90
    assert found.false / found.documents <= 0.001


def documents(term: str, weeks: range, many: int = 2) -> list[Document]:
    """Ten documents a week for a year; in some weeks many of them hold a term."""
    return [
        Document(week * 10 + at, START + timedelta(days=7 * week + at % 7), frozenset({term} if at < many else ()))
        if week in weeks
        else Document(week * 10 + at, START + timedelta(days=7 * week + at % 7), frozenset())
        for week in range(52)
        for at in range(10)
    ]


def test_a_term_is_found_when_it_has_come_five_times_and_not_before() -> None:
    (found,) = watch(documents("toy", range(40, 52)), START, START + timedelta(days=363))

    assert found.first == START + timedelta(days=280)
    assert START + timedelta(days=280 + 14) <= found.found_on <= START + timedelta(days=280 + 28)
    assert found.new


def test_a_term_that_is_always_there_is_no_method() -> None:
    assert watch(documents("tank", range(52)), START, START + timedelta(days=363)) == []


def test_terms_of_the_same_documents_are_one_discovery() -> None:
    both = [
        Document(one.row, one.day, one.terms | ({"doll"} if one.terms else set()))
        for one in documents("toy", range(40, 52))
    ]
    found = watch(both, START, START + timedelta(days=363))

    assert [set(one.terms) for one in found] == [{"toy", "doll"}]


def test_a_watch_that_begins_later_does_not_tell_what_was_found_before() -> None:
    assert watch(documents("toy", range(20, 30)), START + timedelta(days=320), START + timedelta(days=363)) == []


def test_persons_places_and_numbers_are_no_terms() -> None:
    names, goods = known_words(load_lists())
    text = "سیگار داخل عروسک در خرم‌آباد جاسازی شد؛ آقای رضا محمدی با شماره ۰۹۱۲۱۲۳۴۵۶۷ تحویل گرفت"

    found = terms_of(redact(text), names, goods)
    assert "عروسک" in found
    assert not {"خرماباد", "رضا", "محمد", "اقا"} & found
    assert not any(letter.isdigit() for term in found for letter in term)


@pytest.mark.parametrize(
    ("one", "other"),
    [("اسباببازیهای", "اسباببازی"), ("عروسکها", "عروسک"), ("toys", "toy"), ("boxes", "box"), ("batteries", "battery")],
)
def test_endings_do_not_matter(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    "text", ["", "x", "<b>" * 40_000, "hidden", "۱۲۳ ۴۵۶", "\ud83d\ude00 hidden inside \ud83d\ude00"]
)
def test_odd_narratives_do_no_harm(text: str) -> None:
    assert len(terms_of(text, frozenset(), frozenset())) == 0


def test_a_combination_that_is_new_is_found_once_with_its_longest_form() -> None:
    days = [START + timedelta(days=at) for at in range(300)]
    new = [at >= 260 and at % 4 == 0 for at in range(300)]
    columns = {
        "goods": ["vape" if one else "tea" for one in new],
        "channel": ["courier" if one or at % 9 == 0 else "road" for at, one in enumerate(new)],
        "place": ["toy" if one else "none" for one in new],
    }
    (found,) = new_combinations(columns, days, days[250], days[-1])

    assert found.items == {"goods": "vape", "channel": "courier", "place": "toy"}
    assert (found.before, len(found.rows), found.first) == (0, 10, days[260])


def test_goods_that_come_every_year_are_not_new() -> None:
    days = [START + timedelta(days=at) for at in range(720)]
    school = [at % 360 in range(200, 260) and at % 4 == 0 for at in range(720)]
    columns = {"goods": ["pens" if one else "tea" for one in school], "channel": ["shop"] * 720}

    assert new_combinations(columns, days, days[540], days[-1]) == []
