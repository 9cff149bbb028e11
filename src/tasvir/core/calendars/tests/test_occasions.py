from datetime import date

import pytest

from tasvir.core.calendars.occasions import Occasion, campaign_window, campaigns_of, moving_holidays
from tasvir.core.errors import UserError


def test_tet_follows_hanoi_not_beijing() -> None:
    # 17 February 2007 in Viet Nam, a day later in China; 21 January 1985, a month earlier than in China.
    firsts = [date(1985, 1, 21), date(2007, 2, 17), date(2030, 2, 2)]
    spans = moving_holidays("VN", [day.year for day in firsts])
    assert [span.start <= day <= span.end for span, day in zip(spans, firsts, strict=True)] == [True, True, True]


def test_iran_has_nowruz_and_ramadan_in_order() -> None:
    assert moving_holidays("IR", [2025]) == (
        Occasion("ramadan", date(2025, 3, 1), date(2025, 3, 29)),
        Occasion("nowruz", date(2025, 3, 21), date(2025, 4, 2)),
    )


def test_a_year_can_hold_two_ramadans() -> None:
    assert [one.start for one in moving_holidays("IR", [2030]) if one.code == "ramadan"] == [
        date(2030, 1, 5),
        date(2030, 12, 26),
    ]


def test_an_office_overrides_a_holiday() -> None:
    sighted = (date(2025, 3, 2), date(2025, 3, 30))
    found = moving_holidays("IR", [2025], {("ramadan", 2025): sighted})
    assert found[0] == Occasion("ramadan", *sighted)


def test_a_campaign_may_run_into_the_next_year() -> None:
    assert campaign_window("nowruz", 1404).label == "1404-12-01..1405-01-15"
    assert campaign_window("tet", 2025).label == "2025-12-16..2026-03-15"
    assert campaigns_of("IR") == ("nowruz", "yalda", "school_opening")


def test_an_unknown_campaign_is_refused() -> None:
    with pytest.raises(UserError) as refused:
        campaign_window("summer", 1404)
    assert refused.value.code == "campaign.unknown"
