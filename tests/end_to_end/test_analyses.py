"""What is planted in the sample commissions is found by their analyses, and what is not there is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.end_to_end.conftest import Made


def analysis(run: Made) -> dict[str, Any]:
    found: dict[str, Any] = run.picture["analysis"]
    return found


@pytest.fixture
def known(truth: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """The truth of Lorestan."""
    return truth("lorestan")


def planted(known: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in known["planted"] if one["name"] == name)
    return found


def test_the_planted_hotspot_is_found_with_its_days(lorestan: Made, known: dict[str, Any]) -> None:
    truth = planted(known, "hotspot")
    found = [one for one in analysis(lorestan)["hotspots"] if one["goods"] == "diesel"]

    assert [one["places"] for one in found] == [truth["areas"]]
    assert found[0]["start"] <= truth["start"]
    assert found[0]["end"] >= truth["end"]


def test_the_planted_method_is_found_and_no_season_is_taken_for_one(lorestan: Made, known: dict[str, Any]) -> None:
    (found,) = analysis(lorestan)["new_methods"]
    truth = planted(known, "new_method")

    assert found["items"]["goods"] in truth["goods"]
    assert found["first_date"] == truth["start"]
    assert found["count"] == truth["events"]
    assert any("اسباب" in term for term in found["terms"])


def test_the_displaced_route_is_found(lorestan: Made) -> None:
    moved = [one for one in analysis(lorestan)["axes"] if one["kind"] == "displacement"]

    assert any(
        "نورآباد – کرمانشاه" in one["text"]["fa"] and "کوهدشت – اسلام‌آباد غرب" in one["text"]["fa"] for one in moved
    )


def test_the_campaign_with_an_effect_is_found_and_the_others_are_not(lorestan: Made, known: dict[str, Any]) -> None:
    effects = {one["campaign"]: one for one in analysis(lorestan)["effects"]}
    withheld = [one for one in analysis(lorestan)["withheld"] if one["analysis"] == "effects"]
    truth = known["campaign_effects"]

    assert effects["cosmetics_shops"]["verdict"] == "fell"
    assert effects["cosmetics_shops"]["low"] <= truth["cosmetics_shops"] <= effects["cosmetics_shops"]["high"]
    assert effects["clothing_fairs"]["verdict"] == "no_change"
    assert "school_opening" not in effects
    assert any(one["code"] == "effect.effort_rose" for one in withheld)


@pytest.mark.parametrize("lang", ["fa", "vi", "en"])
def test_every_analysis_is_said_in_every_language(lorestan: Made, lang: str) -> None:
    told = [one["text"][lang] for entries in analysis(lorestan).values() for one in entries]

    assert len(told) > 10
    assert all(told)


def test_drivers_that_go_with_nothing_are_named_as_withheld(lorestan: Made) -> None:
    withheld = [one for one in analysis(lorestan)["withheld"] if one["analysis"] == "roots"]

    assert analysis(lorestan)["roots"] == []
    assert {one["subject"]["driver"] for one in withheld} == {"exchange_rate", "diesel_gap"}


def test_what_is_planted_in_tay_ninh_is_found(tayninh: Made, truth: Callable[[str], dict[str, Any]]) -> None:
    found, known = analysis(tayninh), {one["name"]: one for one in truth("tayninh")["planted"]}
    moved = [one for one in found["axes"] if one["kind"] == "displacement"]
    spots = {one["goods"]: one for one in found["hotspots"]}

    assert [(one["place"], one["to"]) for one in moved] == [("quốc lộ 22, xã Gia Lộc", "quốc lộ 22B, thị trấn Gò Dầu")]
    assert spots["sugar"]["places"] == known["hotspot"]["areas"]
    assert spots["sugar"]["end"] >= known["hotspot"]["start"]
    assert [one["items"]["goods"] for one in found["new_methods"]] == known["new_method"]["goods"]
    assert found["effects"] == found["roots"] == []
