"""The pages of the room: every step by its button, lists in a constant number of queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from tasvir.rooms.audit.models import Event
from tasvir.rooms.bulletins import services
from tasvir.rooms.bulletins.models import Bulletin, PublicEdition, ViolationNotice, WordTemplate
from tasvir.rooms.bulletins.tests.making import NOW, drafted, issued, made, notice, public, template, word


def test_the_way_by_buttons(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    picture = made(cast.lorestan)
    secretary, chair = cast.client("secretary"), cast.client("chair")

    secretary.post(reverse("bulletins:new"), {"made": picture.pk})
    bulletin = Bulletin.objects.get()
    chair.post(reverse("bulletins:approve", args=[bulletin.pk]))
    with django_capture_on_commit_callbacks(execute=True):
        secretary.post(reverse("bulletins:issue", args=[bulletin.pk]))
    page = secretary.get(reverse("bulletins:bulletin", args=[bulletin.pk]))
    pdf = secretary.get(reverse("bulletins:download", args=[bulletin.pk, "pdf"]))

    bulletin.refresh_from_db()
    assert bulletin.number == 1
    assert bulletin.fingerprint in page.content.decode()
    assert pdf.content.startswith(b"%PDF")
    assert Event.objects.filter(kind="bulletins.downloaded", actor="secretary").count() == 1


def test_the_public_way_by_buttons(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    bulletin = issued(cast)
    secretary, chair = cast.client("secretary"), cast.client("chair")

    secretary.post(reverse("bulletins:make_edition", args=[bulletin.pk]))
    edition = PublicEdition.objects.get()
    seen = chair.get(reverse("bulletins:edition", args=[edition.pk])).content.decode()
    chair.post(reverse("bulletins:approve_edition", args=[edition.pk]))
    with django_capture_on_commit_callbacks(execute=True):
        secretary.post(reverse("bulletins:publish_edition", args=[edition.pk]))

    edition.refresh_from_db()
    assert "cases post" in seen
    assert edition.state == "published"
    assert edition.files.count() == 4


def test_a_step_at_the_wrong_time_is_said_in_a_sentence(cast: Cast) -> None:
    bulletin = drafted(cast)

    answer = cast.client("secretary").post(reverse("bulletins:issue", args=[bulletin.pk]), follow=True)

    assert "bulletins.not_now" not in answer.content.decode()
    assert Bulletin.objects.get().number is None


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_for_one_and_for_thirty(cast: Cast, rows: int, django_assert_num_queries: Any) -> None:
    for _ in range(rows):
        drafted(cast)
    client = cast.client("secretary")
    client.get(reverse("bulletins:overview"))

    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("bulletins:overview"))


LIST_QUERIES = 9


def test_empty_lists_say_what_to_do_first(cast: Cast) -> None:
    client = cast.client("secretary")

    for name in ("overview", "templates", "notices", "new"):
        assert 'class="empty"' in client.get(reverse(f"bulletins:{name}")).content.decode(), name


def test_a_wrong_template_keeps_what_was_typed_and_tells_every_mistake(cast: Cast) -> None:
    file = SimpleUploadedFile("ours.docx", word("{{ titel }}"))
    told = {"body": cast.lorestan.pk, "name": "Our own", "lang": "en", "file": file}

    page = cast.client("secretary").post(reverse("bulletins:new_template"), told).content.decode()

    assert 'value="Our own"' in page
    assert "titel" in page
    assert WordTemplate.objects.count() == 0


def test_a_template_is_handed_in_previewed_and_given_back(cast: Cast) -> None:
    client = cast.client("secretary")
    made(cast.lorestan)
    data = word("{{ body }}", "{{ number }}")
    told = {"body": cast.lorestan.pk, "name": "Ours", "lang": "en", "file": SimpleUploadedFile("ours.docx", data)}

    client.post(reverse("bulletins:new_template"), told)
    found = WordTemplate.objects.get()
    preview = client.get(reverse("bulletins:template_preview", args=[found.pk]))

    assert preview.content.startswith(b"PK")
    assert client.get(reverse("bulletins:template_file", args=[found.pk, 1])).content == data
    assert client.get(reverse("bulletins:house_template") + "?lang=vi").content.startswith(b"PK")


def test_a_file_is_verified_by_its_bytes(cast: Cast) -> None:
    bulletin = issued(cast)
    services.write_files(bulletin=bulletin, now=NOW)
    client = cast.client("auditor")
    from tasvir.foundation import files

    data = files.read(bulletin.files.get(form="docx").file)

    ours = client.post(reverse("bulletins:verify"), {"file": SimpleUploadedFile("x.docx", data)}).content.decode()
    other = client.post(reverse("bulletins:verify"), {"file": SimpleUploadedFile("x.docx", b"x" + data)})

    assert "alert-success" in ours
    assert "alert-danger" in other.content.decode()


def test_another_province_learns_nothing_from_a_hash(cast: Cast) -> None:
    bulletin = issued(cast)
    client = cast.client("secretary_elsewhere")

    page = client.post(reverse("bulletins:verify"), {"hash": bulletin.fingerprint}).content.decode()

    assert "alert-danger" in page


def test_a_notice_is_written_in_jalali_days(cast: Cast) -> None:
    told = {
        "body": cast.lorestan.pk, "firm": "شرکت نمونه", "place": "خرم‌آباد", "violation": "hoarding", "outcome": "جریمه",
        "decision_number": "۱۴۰۴/۷۷", "decided_on": "۱۴۰۴/۰۶/۳۱", "publish_on": "1404/07/15",
        "take_down_on": "1405/07/15",
    }  # fmt: skip

    cast.client("secretary").post(reverse("bulletins:new_notice"), told)

    found = ViolationNotice.objects.get()
    assert (found.decided_on.isoformat(), found.publish_on.isoformat()) == ("2025-09-22", "2025-10-07")


@pytest.mark.parametrize("lang", ["fa", "vi", "en"])
def test_every_page_speaks_every_language(cast: Cast, lang: str) -> None:
    client: Client = cast.client("secretary")
    client.cookies["tasvir_language"] = lang
    bulletin, own, news = issued(cast), template(cast), notice(cast)
    edition = public(cast, bulletin)

    for name, args in (
        *(("overview", []), ("new", []), ("templates", []), ("new_template", []), ("notices", []), ("new_notice", [])),
        *(("verify", []), ("bulletin", [bulletin.pk]), ("replace", [bulletin.pk]), ("edition", [edition.pk])),
        *(("template", [own.pk]), ("notice", [news.pk])),
    ):
        answer = client.get(reverse(f"bulletins:{name}", args=args))
        assert answer.status_code == 200, name
        assert "bulletins." not in answer.content.decode().replace("bulletins.css", ""), name
