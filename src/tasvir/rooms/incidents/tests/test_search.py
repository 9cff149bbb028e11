from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict
from tests.cast import Cast

from tasvir.rooms.incidents.forms import ListForm
from tasvir.rooms.incidents.queries import visible_incidents
from tasvir.rooms.incidents.queries.listing import page_of, totals_of, wanted_rows
from tasvir.rooms.incidents.rules import row_key
from tasvir.rooms.incidents.services import Link, write_links
from tasvir.rooms.incidents.tests.rows import add_rows
from tasvir.rooms.people.queries import access_of

TODAY = date(2025, 10, 1)


def found(cast: Cast, query: str) -> list[str]:
    """The references that the officer's list shows for a query, in its order."""
    form = ListForm(QueryDict(query), today=TODAY)
    assert form.is_valid(), form.errors
    wanted = form.wanted()
    rows = wanted_rows(visible_incidents(access_of(cast.officer)), wanted)
    return [row.ref for row in page_of(rows, wanted.sort).rows]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("كشف محموله‌ي چاي", "کشف محموله‌ی چای"),  # Arabic yeh and kaf against Persian ones
        ("کشف محموله‌ی چای", "محمولهی"),  # typed without the half-space
        ("پرونده ۱۴۰۴/۷۷", "1404/77"),  # Persian digits against ASCII
        ("پرونده ١٣٩٩", "۱۳۹۹"),  # Arabic-Indic against Persian
        ("مُحَمَّد", "محمد"),  # vowel signs
        ("thuốc lá điếu", "thuoc la dieu"),  # without accents
        ("thuốc lá điếu", "THUỐC LÁ"),
        ("thuo\u0302\u0301c la\u0301", "thuốc lá"),  # decomposed
        ("Mộc Bài", "moc bài"),  # one word with, one without
    ],
)
def test_search_finds_every_way_of_writing(cast: Cast, written: str, typed: str) -> None:
    add_rows(cast.police, {"ref": "A", "description": written}, {"ref": "B", "description": "چیز دیگر"})

    assert found(cast, f"q={typed}") == ["A"]


def test_search_with_accents_finds_only_what_has_them(cast: Cast) -> None:
    add_rows(cast.police, {"ref": "A", "description": "ma túy"}, {"ref": "B", "description": "ma tuy"})

    assert (found(cast, "q=túy"), sorted(found(cast, "q=tuy"))) == (["A"], ["A", "B"])


def test_search_wants_every_word(cast: Cast) -> None:
    add_rows(cast.police, {"ref": "A", "place": "پل‌دختر", "brand": "Kent"}, {"ref": "B", "place": "پل‌دختر"})

    assert (found(cast, "q=kent پلدختر"), found(cast, "q=100%25")) == (["A"], [])


def test_a_row_is_folded_word_by_word_as_a_whole() -> None:
    assert row_key(["كلاه  ۱۲", None, "Thuốc"]) == "کلاه 12 thuốc\nکلاه 12 thuoc"


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ("area=IR", ["A", "B"]),
        ("goods=tobacco", ["A"]),  # cigarettes lie below
        ("period=1404-04", ["A"]),
        ("period=تیر ۱۴۰۴", ["A"]),
        ("channel=post", ["B"]),
        ("agency=police", ["A", "B", "C"]),
        ("value_from=۱٬۰۰۰&currency=IRR", ["A"]),
        ("value_to=999&currency=IRR", ["B"]),
        ("standing=pending", []),
        ("doubtful=on", ["C"]),
        ("sensitivity=members", ["A", "B", "C"]),
        ("violation=smuggling", ["B"]),
        ("sort=oldest", ["C", "B", "A"]),
        ("sort=largest", ["A", "B", "C"]),
    ],
)
def test_filters_say_what_they_filter(cast: Cast, query: str, refs: list[str]) -> None:
    rows = add_rows(
        cast.police,
        {"ref": "A", "value": 5000, "currency": "IRR", "occurred_on": date(2025, 7, 1)},
        {"ref": "B", "value": 20, "currency": "IRR", "goods": "tea", "channel": "post", "violation": "smuggling"}
        | {"occurred_on": date(2025, 3, 1)},
        {"ref": "C", "area": "VN-37", "goods": "tea", "occurred_on": date(2024, 7, 1)},
    )
    write_links(links=[Link(rows[2].pk, "i-1", False, True)])

    assert found(cast, query) == refs


@pytest.mark.parametrize("query", ["period=gestern", "value_from=a&currency=IRR", "value_from=5"])
def test_a_filter_that_is_not_understood_says_so_and_keeps_what_was_typed(cast: Cast, query: str) -> None:
    add_rows(cast.police, {})

    page = cast.client("officer").get(f"/incidents/?{query}")

    assert page.status_code == 200
    assert page.context["form"].errors
    assert query.split("=")[1].split("&")[0] in page.content.decode()


@pytest.mark.parametrize("sort", ["newest", "oldest", "largest", "latest"])
def test_pages_hold_every_row_once_and_lead_back(cast: Cast, sort: str) -> None:
    add_rows(cast.police, *({"occurred_on": date(2025, 7, 1 + n % 3), "value": n % 4 or None} for n in range(23)))
    rows, seen, after = visible_incidents(access_of(cast.officer)), [], ""
    while True:
        page = page_of(rows, sort, after=after, size=5)
        seen.append(page)
        if not page.after:
            break
        after = page.after

    numbers = [row.pk for page in seen for row in page.rows]
    back = page_of(rows, sort, before=seen[-1].before, size=5)
    assert len(numbers) == len(set(numbers)) == 23
    assert [row.pk for row in back.rows] == [row.pk for row in seen[-2].rows]
    assert (seen[0].before, bool(back.after)) == ("", True)


def test_totals_count_an_event_once_however_many_rows_tell_it(cast: Cast) -> None:
    rows = add_rows(cast.police, {}, {}, {}, {})
    write_links(links=[Link(rows[0].pk, "i-1", True, False), Link(rows[1].pk, "i-1", True, False)])

    totals = totals_of(visible_incidents(access_of(cast.officer)))

    assert (totals.rows, totals.events) == (4, 3)
