"""The pages: what they show, how many questions they ask, and what they refuse."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from tests.cast import NOW, Cast

from tasvir.rooms.audit.models import Event
from tasvir.rooms.people.models import AGENCY, AccessToken, Appointment, Body, User, WorkingGroup
from tasvir.rooms.people.services import add_body


def _more(cast: Cast, count: int) -> None:
    for n in range(count):
        body = add_body(code=f"n{n}", kind=AGENCY, parent=cast.lorestan, by=None, now=NOW, name_en=f"N{n}")
        group = WorkingGroup.objects.create(commission=cast.lorestan, code=f"g{n}", name_en="G")
        group.members.add(body)
        person = User.objects.create_user(f"p{n}", home=body)
        Appointment.objects.create(user=person, body=cast.lorestan, role="analyst", since=NOW)


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("/people/", 8), ("/people/groups/", 8), ("/people/persons/", 8), ("/people/bodies/lorestan/", 13)],
)
def test_lists_ask_as_many_questions_for_one_row_as_for_thirty(
    cast: Cast, rows: int, path: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _more(cast, rows)
    client = cast.client("secretary")
    client.get(path)  # the first request also notes that the device was seen

    with django_assert_num_queries(queries):
        answer = client.get(path)

    assert answer.status_code == 200


def test_the_tree_shows_the_own_scope_only(cast: Cast) -> None:
    text = cast.client("secretary").get("/people/").content.decode()

    assert [word in text for word in ("کمیسیون لرستان", "گمرک", "Tây Ninh", "ستاد مرکزی")] == [True, True, False, False]


def test_a_search_folds_scripts(cast: Cast) -> None:
    cast.officer.full_name = "حسین كريمي"
    cast.officer.save()

    found = cast.client("secretary").get("/people/persons/", {"q": "کریمی"}).content.decode()
    none = cast.client("secretary").get("/people/persons/", {"q": "هیچ‌کس"}).content.decode()

    assert ("officer" in found, "کسی یافت نشد" in none) == (True, True)


def test_bodies_are_added_changed_moved_and_ended_on_screen(cast: Cast) -> None:
    client = cast.client("secretary")

    client.post("/people/bodies/add/", {"under": cast.lorestan.pk, "kind": "commission", "name_fa": "خرم‌آباد"})
    client.post(
        "/people/bodies/add/", {"under": cast.lorestan.pk, "kind": "agency", "agency": "tax", "name_vi": "Thuế"}
    )
    client.post("/people/bodies/lorestan-tax/change/", {"name_vi": "Chi cục Thuế", "agency": "tax"})
    client.post("/people/bodies/lorestan-tax/move/", {"under": Body.objects.get(code="body").pk})
    client.post("/people/bodies/lorestan-tax/end/", {"reason": "left"})

    tax = Body.objects.select_related("parent").get(code="lorestan-tax")
    assert (tax.name_vi, tax.parent and tax.parent.code, tax.active) == ("Chi cục Thuế", "body", False)


def test_saving_a_name_keeps_an_area_that_is_no_longer_in_force(cast: Cast) -> None:
    Body.objects.filter(pk=cast.tayninh.pk).update(time_zone="Europe/Paris")
    client, page = cast.client("secretary_elsewhere"), "/people/bodies/tayninh/change/"
    offered = client.get(page).context["form"].initial | {"name_vi": "Tây Ninh"}

    assert client.post(page, offered).status_code == 302
    cast.tayninh.refresh_from_db()
    assert (cast.tayninh.area, cast.tayninh.time_zone, cast.tayninh.calendar) == ("VN-37", "Europe/Paris", "vn")


def test_a_form_without_a_name_keeps_what_was_typed(cast: Cast) -> None:
    typed = {"under": cast.lorestan.pk, "kind": "agency", "agency": "tax"}

    text = cast.client("secretary").post("/people/bodies/add/", typed).content.decode()

    assert "دست‌کم به یک زبان نامی بنویسید" in text
    assert '<option value="tax" selected>' in text


def test_the_form_offers_no_foreign_body(cast: Cast) -> None:
    typed = {"under": cast.tayninh.pk, "kind": "agency", "name_en": "X"}

    answer = cast.client("secretary").post("/people/bodies/add/", typed)

    assert (answer.status_code, Body.objects.filter(name_en="X").count()) == (200, 0)


def test_usual_agencies_come_in_one_step(cast: Cast) -> None:
    client = cast.client("secretary")
    text = client.get("/people/bodies/lorestan/agencies/").content.decode()

    client.post("/people/bodies/lorestan/agencies/", {"codes": ["tax", "health"]})

    assert "checked" in text
    assert set(cast.lorestan.children.values_list("agency", flat=True)) == {"police", "customs", "tax", "health"}


def test_groups_are_made_and_filled_on_screen(cast: Cast) -> None:
    client = cast.client("secretary")

    client.post("/people/bodies/lorestan/groups/add/", {"name_en": "School stationery", "members": [cast.police.pk]})
    client.post("/people/bodies/lorestan/groups/", {"codes": ["post_parcels"]})
    own = WorkingGroup.objects.get(code="school-stationery")
    client.post(f"/people/groups/{own.pk}/open/")

    own.refresh_from_db()
    assert (own.active, list(own.members.all())) == (False, [cast.police])
    assert WorkingGroup.objects.filter(code="post_parcels", commission=cast.lorestan).count() == 1


def _invite(cast: Cast, name: str = "karimi") -> str:
    typed = {"full_name": "Karimi", "username": name, "email": f"{name}@example.org", "lang": "fa"}
    typed |= {"home": cast.police.pk, "role": "data_officer"}
    text = cast.client("secretary").post("/people/persons/add/", typed).content.decode()
    start = text.index("/people/password/")
    return text[start : text.index("<", start)]


def test_an_invited_person_sets_a_password_by_a_link_that_works_once(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        link = _invite(cast)
    browser, typed = Client(), {"password": "four quiet words more", "again": "four quiet words more"}

    assert browser.get(link).status_code == 200
    assert browser.post(link, typed).headers["Location"] == "/account/login/"
    assert browser.get(link).status_code == 404
    assert browser.login(username="karimi", password="four quiet words more")
    assert link in mail.outbox[0].body
    assert not Event.objects.filter(facts__icontains=link.split("/")[-2]).exists()


@pytest.mark.parametrize("path", ["/people/password/MQ/x-y/", "/people/password/%FF/x/", "/people/password/OTk5/x-y/"])
def test_a_link_that_nobody_made_says_only_that_it_is_over(cast: Cast, path: str) -> None:
    del cast
    answer = Client().get(path)

    assert (answer.status_code, "این پیوند دیگر کار نمی‌کند" in answer.content.decode()) == (404, True)


def test_a_link_of_a_closed_account_is_over(cast: Cast) -> None:
    link = _invite(cast)
    User.objects.filter(username="karimi").update(is_active=False)

    assert Client().get(link).status_code == 404


def test_a_weak_or_different_password_is_refused(cast: Cast) -> None:
    link = _invite(cast)

    short = Client().post(link, {"password": "short", "again": "short"})
    differ = Client().post(link, {"password": "four quiet words more", "again": "four quiet words less"})

    assert "دو گذرواژه یکسان نیست" in differ.content.decode()
    assert (short.status_code, User.objects.get(username="karimi").has_usable_password()) == (200, False)


def test_a_key_is_shown_once_and_kept_as_a_hash(cast: Cast) -> None:
    client = cast.client("secretary")

    text = client.post("/people/bodies/police/tokens/add/", {"label": "Case system"}).content.decode()

    secret = text[text.index("tsv_") : text.index("</textarea>")]
    token = AccessToken.objects.get()
    assert len(secret) > 40
    assert secret not in client.get("/people/bodies/police/").content.decode()
    assert (token.hash != secret, secret.startswith(token.beginning)) == (True, True)


def test_the_own_profile_changes_the_own_name_only(cast: Cast) -> None:
    client = cast.client("officer")
    typed = {"full_name": "Hossein Karimi", "email": "h@example.org", "telephone": "", "lang": "vi"}

    client.post("/people/me/", typed | {"username": "secretary", "is_superuser": "1", "home": cast.nation.pk})

    cast.officer.refresh_from_db()
    assert (cast.officer.full_name, cast.officer.lang) == ("Hossein Karimi", "vi")
    assert (cast.officer.username, cast.officer.is_superuser, cast.officer.home) == ("officer", False, cast.police)


def test_an_address_belongs_to_one_account(cast: Cast) -> None:
    typed = {"full_name": "X", "email": "Secretary@example.org", "telephone": "", "lang": "fa"}

    text = cast.client("officer").post("/people/me/", typed).content.decode()

    assert "برای حساب دیگری ثبت شده است" in text


def test_what_a_person_typed_is_never_markup(cast: Cast) -> None:
    cast.officer.full_name = "<script>x</script>"
    cast.officer.save()

    text = cast.client("secretary").get(f"/people/persons/{cast.officer.pk}/").content.decode()

    assert ("<script>x" in text, "&lt;script&gt;x" in text) == (False, True)


def test_who_may_what_is_told_in_words(cast: Cast) -> None:
    text = cast.client("chair").get("/people/roles/").content.decode()

    assert ("permission.people" in text, "دیدن نهادها، کارگروه‌ها" in text) == (False, True)
