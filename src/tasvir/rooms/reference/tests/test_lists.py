from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from tests.cast import NOW, Cast

from tasvir.core.errors import UserError
from tasvir.foundation.labels import current_lists, one_request
from tasvir.rooms.audit.models import Event
from tasvir.rooms.reference.choices import GROUPS
from tasvir.rooms.reference.models import ReferenceEntry
from tasvir.rooms.reference.queries import found_entries, office_lists
from tasvir.rooms.reference.rules import Version
from tasvir.rooms.reference.services import end_entry, save_entry

HERBAL = Version(list="goods", code="herbal_tobacco", name_fa="تنباکوی گیاهی", parent="tobacco", source="نامهٔ ۱۲")


def test_every_list_that_ships_has_a_place_on_the_page(db: None) -> None:
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(office_lists().by_name)


def test_the_search_folds_scripts(db: None) -> None:
    found = found_entries(office_lists().rows("goods"), "سيگار الكترونيكى".replace("ى", "ي"))

    assert [one.code for one in found] == ["e_cigarettes"]


def test_the_words_of_the_screen_ask_for_the_lists_once_in_a_request(
    cast: Cast, django_assert_num_queries: object
) -> None:
    save_entry(version=HERBAL, by=cast.secretary, now=NOW)

    with one_request(), django_assert_num_queries(1):  # type: ignore[operator]
        found = [current_lists().label("goods", "herbal_tobacco", "fa") for _ in range(3)]

    assert set(found) == {"تنباکوی گیاهی"}


def test_an_own_code_is_read_at_once_and_audited(cast: Cast) -> None:
    assert office_lists().find("goods", "تنباکوی گیاهی") is None

    save_entry(version=HERBAL, by=cast.secretary, now=NOW)

    event = Event.objects.get(kind="reference.entry_added")
    assert office_lists().find("goods", "تنباكوي گياهي") == "herbal_tobacco"
    assert (event.actor, event.subject_id) == ("secretary", "goods/herbal_tobacco")
    assert event.facts["after"]["name_fa"] == "تنباکوی گیاهی"


def test_a_version_of_the_same_day_is_corrected_and_the_audit_tells_both(cast: Cast) -> None:
    save_entry(version=HERBAL, by=cast.secretary, now=NOW)
    corrected = Version(list="goods", code="herbal_tobacco", name_fa="معسل گیاهی")

    save_entry(version=corrected, by=cast.secretary, now=NOW)

    assert ReferenceEntry.objects.count() == 1
    assert office_lists().label("goods", "herbal_tobacco", "fa") == "معسل گیاهی"
    facts = Event.objects.order_by("number").last().facts  # type: ignore[union-attr]
    assert (facts["before"]["name_fa"], facts["after"]["name_fa"]) == ("تنباکوی گیاهی", "معسل گیاهی")


def test_a_code_ends_and_is_never_deleted(cast: Cast) -> None:
    save_entry(version=HERBAL, by=cast.secretary, now=NOW)

    end_entry(
        name="goods", code="herbal_tobacco", last_day=date(2026, 3, 20), reason="نامهٔ ۱۳", by=cast.secretary, now=NOW
    )

    entry = office_lists()["goods"].entries["herbal_tobacco"]
    assert (entry.valid_on(date(2026, 3, 20)), entry.valid_on(date(2026, 3, 21))) == (True, False)
    assert Event.objects.get(kind="reference.entry_ended").reason == "نامهٔ ۱۳"


def test_codes_of_the_houses_own_rules_neither_begin_nor_end(cast: Cast) -> None:
    with pytest.raises(UserError) as caught:
        end_entry(name="units", code="kg", last_day=date(2026, 1, 1), reason="x", by=cast.secretary, now=NOW)

    assert caught.value.code == "reference.code.fixed"


def test_a_secretary_adds_a_code_in_the_browser(cast: Cast) -> None:
    path = f"{reverse('reference:edit_entry')}?name=goods"
    form = {"code": "herbal_tobacco", "name_fa": "تنباکوی گیاهی", "valid_from": "۱۴۰۵/۰۱/۰۱"}

    answer = cast.client("secretary").post(path, form, follow=True)

    assert ReferenceEntry.objects.get().valid_from == date(2026, 3, 21)
    assert "تنباکوی گیاهی" in answer.content.decode()


def test_a_mistake_keeps_what_was_typed_and_says_what_is_wrong(cast: Cast) -> None:
    path = f"{reverse('reference:edit_entry')}?name=goods"
    form = {"code": "other", "name_fa": "سیگار", "valid_from": "۱۴۰۵/۱۳/۰۱"}

    badly_dated = cast.client("secretary").post(path, form).content.decode()
    taken = cast.client("secretary").post(path, form | {"valid_from": ""}).content.decode()

    assert "۱۴۰۵/۱۳/۰۱" in badly_dated
    assert 'value="سیگار"' in taken
    assert "کد cigarettes را می‌رساند" in taken
    assert ReferenceEntry.objects.count() == 0


def test_readers_are_offered_no_change(cast: Cast) -> None:
    path = f"{reverse('reference:entry')}?name=goods&code=cigarettes"

    seen = {
        name: reverse("reference:edit_entry") in cast.client(name).get(path).content.decode()
        for name in ("officer", "secretary")
    }
    refused = cast.client("officer").post(
        f"{reverse('reference:edit_entry')}?name=goods", {"code": "x", "name_fa": "x"}
    )

    assert seen == {"officer": False, "secretary": True}
    assert (refused.status_code, ReferenceEntry.objects.count()) == (403, 0)


@pytest.mark.parametrize("query", ["", "name=none", "name=goods&code=none"])
def test_what_is_not_there_is_not_found(cast: Cast, query: str) -> None:
    assert cast.client("officer").get(f"{reverse('reference:entry')}?{query}").status_code == 404


def test_names_on_the_screen_are_the_offices_own(cast: Cast) -> None:
    renamed = Version(list="goods", code="tobacco", name_fa="دخانیات و فرآورده‌ها")
    save_entry(version=renamed, by=cast.secretary, now=NOW)

    html = cast.client("officer").get(f"{reverse('reference:entry')}?name=goods&code=cigarettes").content.decode()

    assert "دخانیات و فرآورده‌ها" in html


@pytest.mark.parametrize("count", [1, 30])
def test_a_list_asks_the_same_questions_whatever_its_length(
    cast: Cast, count: int, django_assert_num_queries: object
) -> None:
    for number in range(count):
        one = Version(list="goods", code=f"kind_{number}", name_en=f"kind {number}", parent="tobacco")
        save_entry(version=one, by=cast.secretary, now=NOW)
    client = cast.client("officer")
    path = f"{reverse('reference:list')}?name=goods&own=on"
    client.get(path)

    with django_assert_num_queries(8):  # type: ignore[operator]
        client.get(path)
