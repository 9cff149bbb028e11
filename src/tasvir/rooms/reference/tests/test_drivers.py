from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.cast import NOW, Cast

from tasvir.core.errors import UserError
from tasvir.core.picture.office.commission import Series
from tasvir.rooms.audit.models import Event
from tasvir.rooms.reference.models import DriverValue
from tasvir.rooms.reference.queries import declared_drivers, driver_values, loaded_drivers, own_campaigns
from tasvir.rooms.reference.services import load_driver, set_campaign

TABLE = "دوره;مقدار;استان\n۱۴۰۳/۰۱;610000;\n۱۴۰۳/۰۲;640000;لرستان\n".encode()


def load(cast: Cast, data: bytes = TABLE, **other: str) -> None:
    """Load the exchange rate."""
    given = {"name_fa": "نرخ ارز", "source": "بانک مرکزی", "unit": "IRR", **other}
    load_driver(country="IR", code="rate", file="rate.csv", data=data, by=cast.secretary, now=NOW, **given)


def test_a_loaded_driver_goes_to_pictures_with_its_days_and_areas(cast: Cast) -> None:
    load(cast)

    values = driver_values("IR")
    assert values is not None
    rows = values.to_pylist()
    assert [(one["driver"], one["start"], one["area"], one["value"]) for one in rows] == [
        ("rate", date(2024, 3, 20), None, 610000),
        ("rate", date(2024, 4, 20), "IR-15", 640000),
    ]
    assert [(one.code, one.unit, one.label("vi")) for one in declared_drivers("IR")] == [("rate", "IRR", "نرخ ارز")]
    assert Event.objects.filter(kind="reference.driver_loaded").count() == 1
    assert driver_values("VN") is None
    assert declared_drivers("VN") == ()


def test_a_later_value_takes_the_place_of_the_one_before_which_is_kept(cast: Cast) -> None:
    load(cast)
    load(cast, "دوره;مقدار\n۱۴۰۳/۰۱;615000\n۱۴۰۳/۰۳;650000\n".encode())

    values = driver_values("IR")
    assert values is not None
    assert values["value"].to_pylist() == [615000, 640000, 650000]
    assert [one.value for one in DriverValue.objects.exclude(replaced_at=None)] == [610000]
    [loaded] = loaded_drivers("IR")
    assert (loaded.rows, loaded.start, loaded.end) == (3, date(2024, 3, 20), date(2024, 6, 20))


def test_nothing_is_loaded_while_a_row_cannot_be_read(cast: Cast) -> None:
    with pytest.raises(UserError) as caught:
        load(cast, "دوره;مقدار\n۱۴۰۳/۰۱;615000\n۱۴۰۳/۱۴;650000\n".encode())

    assert (caught.value.code, caught.value.values["row"]) == ("drivers.date", 3)
    assert loaded_drivers("IR") == []


def test_the_page_loads_a_table_and_says_what_is_wrong_with_another(cast: Cast) -> None:
    client = cast.client("secretary")
    path = f"{reverse('reference:edit_driver')}?country=IR"
    form = {"code": "rate", "name_fa": "نرخ ارز", "source": "بانک مرکزی", "unit": "IRR"}

    wrong = client.post(path, {**form, "file": SimpleUploadedFile("rate.csv", b"date;value\n2025-01-01;much\n")})
    right = client.post(path, {**form, "file": SimpleUploadedFile("rate.csv", TABLE)}, follow=True)

    assert "much" in wrong.content.decode()
    assert "نرخ ارز" in right.content.decode()
    assert right.redirect_chain[-1][0] == f"{reverse('reference:drivers')}?country=IR"


def test_an_own_campaign_with_its_aim_goes_to_pictures(cast: Cast) -> None:
    days = {"start": date(2025, 6, 1), "end": date(2025, 6, 30)}
    aim = {"goods": "سیگار", "area": "", "agency": "police", "measure": "tips_received", "control": "clothing"}
    given = {"country": "IR", "code": "summer", "year": 1404, "source": "ابلاغ ۹", "name_fa": "طرح تابستان", **aim}

    set_campaign(by=cast.secretary, now=NOW, **days, **given)  # type: ignore[arg-type]

    [campaign] = own_campaigns("IR")
    assert (campaign.goods, campaign.area, campaign.agency) == ("cigarettes", None, "police")
    assert campaign.outcome == Series("tips_received", {"goods": "cigarettes"})
    assert campaign.control == Series("tips_received", {"goods": "clothing"})
    assert campaign.label("fa") == "طرح تابستان"
    with pytest.raises(UserError) as caught:
        set_campaign(by=cast.secretary, now=NOW, **days, **{**given, "goods": "چیز"})  # type: ignore[arg-type]
    assert caught.value.code == "reference.code.unknown"
    with pytest.raises(UserError) as caught:
        set_campaign(by=cast.secretary, now=NOW, **days, **{**given, "measure": ""})  # type: ignore[arg-type]
    assert caught.value.code == "reference.control.alone"
