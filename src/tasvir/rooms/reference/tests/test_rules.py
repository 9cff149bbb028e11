from __future__ import annotations

from datetime import date

import pytest

from tasvir.core.errors import UserError
from tasvir.core.vocabulary.lists import load_lists
from tasvir.rooms.reference.rules import Version, check_version, merged

GOODS = load_lists()["goods"]
NEW_YEAR = date(2026, 3, 21)


def goods(code: str, **fields: object) -> Version:
    return Version(list="goods", code=code, **fields)  # type: ignore[arg-type]


def test_a_new_code_is_read_by_every_spelling() -> None:
    lists = merged(GOODS, [goods("herbal_tobacco", name_fa="تنباکوی گیاهی", synonyms="معسل گیاهی\nherbal shisha")])

    assert {lists.find(word) for word in ("تنباكوي گیاهی", "معسل‌گیاهی", "Herbal Shisha", "herbal_tobacco")} == {
        "herbal_tobacco"
    }
    assert lists.find("سیگار") == "cigarettes"


def test_an_old_report_renders_with_its_own_name_and_every_spelling_is_read() -> None:
    versions = [
        goods("cigarettes", name_fa="سیگار بسته‌ای", valid_from=NEW_YEAR),
        goods("cigarettes", name_fa="سیگار کاغذی", valid_from=date(2027, 3, 21)),
    ]
    before, during, newest = (merged(GOODS, versions, day) for day in (date(2025, 1, 1), NEW_YEAR, None))

    assert [one.label("cigarettes", "fa") for one in (before, during, newest)] == [
        "سیگار",
        "سیگار بسته‌ای",
        "سیگار کاغذی",
    ]
    assert {one.find("سیگار کاغذی") for one in (before, during, newest)} == {"cigarettes"}
    assert {one.find("thuốc lá điếu") for one in (before, during, newest)} == {"cigarettes"}


def test_a_code_that_ended_is_known_but_not_in_force() -> None:
    entry = merged(GOODS, [goods("cigarettes", valid_to=NEW_YEAR)]).entries["cigarettes"]

    assert (entry.valid_on(NEW_YEAR), entry.valid_on(date(2026, 3, 22))) == (True, False)
    assert entry.label("fa") == "سیگار"


@pytest.mark.parametrize(
    ("version", "code"),
    [
        (goods("با فاصله", name_fa="x"), "reference.code.form"),
        (goods("new_thing"), "reference.name.missing"),
        (goods("new_thing", name_en="x", parent="nowhere"), "reference.parent.unknown"),
        (goods("tobacco", parent="cigarettes"), "reference.parent.circle"),
        (goods("new_thing", name_fa="سيگار"), "reference.spelling.taken"),
        (goods("cigarettes", valid_from=NEW_YEAR, valid_to=date(2026, 3, 20)), "reference.days.order"),
    ],
)
def test_a_version_that_would_break_the_list_is_refused(version: Version, code: str) -> None:
    with pytest.raises(UserError) as caught:
        check_version(version, GOODS, may_add=True)

    assert caught.value.code == code


def test_a_list_of_the_houses_own_rules_takes_no_new_code() -> None:
    with pytest.raises(UserError) as caught:
        check_version(goods("new_thing", name_fa="چیز تازه"), GOODS, may_add=False)

    assert caught.value.code == "reference.code.fixed"


def test_a_spelling_may_be_taken_over_from_a_code_that_has_ended() -> None:
    ended = merged(GOODS, [goods("cigarettes", valid_to=date(2026, 3, 20))])

    check_version(goods("paper_cigarettes", name_fa="سیگار", valid_from=NEW_YEAR), ended, may_add=True)


def test_a_province_made_of_others_may_keep_the_name_that_it_shares_with_a_part() -> None:
    areas = load_lists()["areas"]
    merged_province = next(one for one in areas.entries.values() if one.columns["merged_into"])
    new = areas.entries[merged_province.columns["merged_into"]]
    version = Version(list="areas", code=new.code, name_vi=new.columns["vi"], synonyms="tỉnh mới sau sáp nhập")

    check_version(version, areas, may_add=True)
