from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from tests.cast import NOW, Cast

from tasvir.core.calendars.occasions import moving_holidays
from tasvir.core.errors import UserError
from tasvir.rooms.audit.models import Event
from tasvir.rooms.reference.queries import campaigns, country_holidays, holiday_overrides, legal_value
from tasvir.rooms.reference.services import set_campaign, set_holiday, set_parameter


def test_the_offices_days_of_a_holiday_take_the_place_of_the_computed_ones(cast: Cast) -> None:
    [computed] = [one for one in country_holidays("IR", [2025]) if one.code == "ramadan"]
    start, end = date(2025, 3, 2), date(2025, 3, 30)

    set_holiday(
        country="IR", code="ramadan", year=2025, start=start, end=end, source="ستاد استهلال", by=cast.secretary, now=NOW
    )

    [own] = [one for one in country_holidays("IR", [2025]) if one.code == "ramadan"]
    [in_core] = [one for one in moving_holidays("IR", [2025], holiday_overrides("IR")) if one.code == "ramadan"]
    assert (own.start, own.end, own.own, own.computed_start) == (start, end, True, computed.start)
    assert (in_core.start, in_core.end) == (start, end)
    assert Event.objects.filter(kind="reference.holiday_set").count() == 1


def test_a_campaign_of_one_year_replaces_the_usual_days_of_that_year_alone(cast: Cast) -> None:
    usual = {one.year: one.start for one in campaigns("IR", [2025, 2026]) if one.code == "yalda"}

    set_campaign(
        country="IR",
        code="yalda",
        year=1404,
        start=date(2025, 12, 1),
        end=date(2025, 12, 31),
        source="ابلاغ ۵",
        by=cast.secretary,
        now=NOW,
    )

    found = {one.year: one for one in campaigns("IR", [2025, 2026]) if one.code == "yalda"}
    assert (found[1404].start, found[1404].own) == (date(2025, 12, 1), True)
    assert (found[1405].start, found[1405].own) == (usual[1405], False)
    assert found[1404].label("fa") == "طرح ویژهٔ شب یلدا"


def test_an_own_campaign_stands_beside_those_that_ship(cast: Cast) -> None:
    path = f"{reverse('reference:edit_campaign')}?country=VN&year=2026"
    form = {
        "code": "dragon_boat",
        "name_vi": "Tết Đoan Ngọ",
        "start": "2026-06-10",
        "end": "2026-06-25",
        "source": "KH 7",
    }
    client = cast.client("secretary")
    client.cookies["tasvir_language"] = "en"

    answer = client.post(path, form, follow=True)

    assert "Tết Đoan Ngọ" in answer.content.decode()
    assert [(one.code, one.year) for one in campaigns("VN", [2026]) if one.own] == [("dragon_boat", 2026)]


def test_days_in_the_wrong_order_are_refused(cast: Cast) -> None:
    with pytest.raises(UserError) as caught:
        set_holiday(
            country="VN",
            code="tet",
            year=2026,
            start=date(2026, 2, 20),
            end=date(2026, 2, 10),
            source="x",
            by=cast.secretary,
            now=NOW,
        )

    assert caught.value.code == "reference.days.order"


def test_a_new_value_of_the_law_ends_the_one_before_it(cast: Cast) -> None:
    def set_limit(value: str, start: date) -> None:
        set_parameter(
            values={
                "country": "IR",
                "code": "minor_limit",
                "value": Decimal(value),
                "unit": "IRR",
                "valid_from": start,
                "source": "مصوبه",
            },
            by=cast.administrator,
            now=NOW,
        )

    set_limit("100000000", date(2022, 1, 1))
    set_limit("200000000", date(2025, 1, 1))

    days = (date(2013, 1, 1), date(2020, 1, 1), date(2024, 12, 31), date(2025, 1, 1))
    found = [legal_value("IR", "minor_limit", day) for day in days]
    assert [one and int(one.value) for one in found] == [None, 10_000_000, 100_000_000, 200_000_000]


@pytest.mark.parametrize("lang", ["fa", "vi", "en"])
@pytest.mark.parametrize(
    "path", ["", "list/?name=areas", "entry/?name=goods&code=cigarettes", "calendar/?country=VN&year=2026", "legal/"]
)
def test_pages_speak_each_language(cast: Cast, lang: str, path: str) -> None:
    client = cast.client("secretary")
    client.cookies["tasvir_language"] = lang

    answer = client.get(f"/reference/{path}")

    assert answer.status_code == 200
    assert "reference." not in answer.content.decode().replace("reference.css", "")


@pytest.mark.parametrize("query", ["", "country=IR&year=99999&code=nowruz", "country=XX&year=2025&code=nowruz"])
def test_a_holiday_that_is_not_there_is_not_found(cast: Cast, query: str) -> None:
    assert cast.client("secretary").get(f"{reverse('reference:edit_holiday')}?{query}").status_code == 404
