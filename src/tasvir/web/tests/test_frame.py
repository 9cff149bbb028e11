from __future__ import annotations

import json
import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from tests.cast import NOW, Cast

from tasvir.core.errors import UserError
from tasvir.foundation.models import Notice, Work
from tasvir.foundation.notices import tell
from tasvir.web import errors
from tasvir.web.middleware.mistakes import MistakeMiddleware

PAGE = "http://testserver/notices/?page=1"


def kept(html: str) -> dict[str, object]:
    found = re.search(r"<script type=\"application/json\" data-typed>(.*?)</script>", html, re.DOTALL)
    assert found
    told: dict[str, object] = json.loads(found[1])
    return told


def test_the_frame_names_the_office_and_the_role(cast: Cast) -> None:
    html = cast.client("secretary").get("/notices/").content.decode()

    assert "کمیسیون لرستان" in html
    assert 'lang="fa" dir="rtl"' in html
    assert "tabler.rtl.min.css" in html


def test_the_switch_of_language_keeps_page_and_query(cast: Cast) -> None:
    client = cast.client("secretary")

    answer = client.post("/language/", {"lang": "vi", "next": "/notices/?page=1"})
    page = client.get("/notices/?page=1").content.decode()

    assert answer.headers["Location"] == "/notices/?page=1"
    assert 'lang="vi" dir="ltr"' in page
    assert 'name="next" value="/notices/?page=1"' in page


def test_the_switch_of_language_leads_to_no_other_host(db: None) -> None:
    answer = Client().post("/language/", {"lang": "en", "next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("lang", ["fa", "vi", "en"])
def test_pages_ask_nothing_of_others_and_hold_nothing_inline(cast: Cast, lang: str) -> None:
    client = cast.client("secretary")
    client.cookies["tasvir_language"] = lang
    answer = client.get("/notices/")
    html = answer.content.decode()

    assert "'unsafe" not in answer.headers["Content-Security-Policy"]
    assert re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", html) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|\sstyle=|\son[a-z]+=", html) == []


def test_a_form_after_the_session_is_shown_kept_and_brings_back(db: None) -> None:
    answer = Client().post(
        "/notices/read/", {"place": "خرم‌آباد </script>", "password": "s3cret"}, headers={"referer": PAGE}
    )
    html = answer.content.decode()

    assert answer.status_code == 403
    assert "s3cret" not in html
    assert "خرم‌آباد &lt;/script&gt;" in html
    assert kept(html) == {"page": "/notices/", "values": {"place": ["خرم‌آباد </script>"]}, "files": []}
    assert "/account/login/?next=/notices/%3Fpage%3D1" in html


def test_a_part_asked_for_after_the_session_sends_the_whole_page_to_the_sign_in(db: None) -> None:
    answer = Client().get("/progress/1/", headers={"hx-request": "true", "hx-current-url": PAGE})

    assert answer.headers["HX-Redirect"] == "/account/login/?next=/notices/%3Fpage%3D1"


def test_an_expired_form_shows_what_was_typed(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)

    html = client.post("/notices/read/", {"place": "Tây Ninh"}, headers={"referer": PAGE}).content.decode()

    assert kept(html)["values"] == {"place": ["Tây Ninh"]}
    assert 'href="/notices/?page=1"' in html


def test_the_bell_shows_own_notices_and_reading_goes_where_they_point(cast: Cast) -> None:
    tell(people=[cast.secretary.pk, cast.chair.pk], code="work.waiting", now=NOW, url="/reports/")
    own = Notice.objects.get(for_person=cast.secretary.pk)
    client = cast.client("secretary")

    shown = client.get("/notices/").context["page"].object_list
    answer = client.post(reverse("open_notice", args=[own.pk]))

    assert [one.pk for one in shown] == [own.pk]
    assert answer.headers["Location"] == "/reports/"
    assert Notice.objects.filter(read_at=None).values_list("for_person", flat=True).get() == cast.chair.pk


def test_a_notice_of_another_person_is_not_there(cast: Cast) -> None:
    tell(people=[cast.chair.pk], code="work.waiting", now=NOW)

    answer = cast.client("secretary").post(reverse("open_notice", args=[Notice.objects.get().pk]))

    assert answer.status_code == 404


@pytest.mark.parametrize(("count", "queries"), [(1, 7), (30, 7)])
def test_the_bell_asks_the_same_few_questions_for_one_and_for_thirty(
    cast: Cast, django_assert_num_queries: object, count: int, queries: int
) -> None:
    for _ in range(count):
        tell(people=[cast.secretary.pk], code="work.waiting", now=NOW)
    client = cast.client("secretary")
    client.get("/notices/")

    with django_assert_num_queries(queries):  # type: ignore[operator]
        client.get("/notices/")


def test_work_is_watched_by_the_person_who_asked_alone(cast: Cast) -> None:
    work = Work.objects.create(kind="x", asked_by=cast.secretary.pk, asked_at=NOW, state=Work.RUNNING, done=1, total=4)
    part = {"hx-request": "true"}

    running = cast.client("secretary").get(f"/progress/{work.pk}/", headers=part)
    Work.objects.update(state=Work.DONE)
    ended = cast.client("secretary").get(f"/progress/{work.pk}/", headers=part)

    assert 'value="25"' in running.content.decode()
    assert "every 2s" in running.content.decode()
    assert (ended.headers["HX-Refresh"], "every 2s" in ended.content.decode()) == ("true", False)
    assert cast.client("chair").get(f"/progress/{work.pk}/").status_code == 404


@pytest.mark.parametrize("lang", ["fa", "vi", "en"])
@pytest.mark.parametrize("page", [errors.bad_request, errors.forbidden, errors.not_found, errors.server_error])
def test_error_pages_need_no_database_and_speak_each_language(page: object, lang: str) -> None:
    request = RequestFactory().get("/x", headers={"cookie": f"tasvir_language={lang}"})

    html = page(request).content.decode()  # type: ignore[operator]

    assert f'lang="{lang}"' in html
    assert "frame.error" not in html


def refused(request: HttpRequest) -> HttpResponse:
    raise UserError("no.such.place", place="x")


def test_a_mistake_in_a_part_is_told_above_the_page(rf: RequestFactory) -> None:
    answer = MistakeMiddleware(refused).process_exception(
        rf.post("/x", headers={"hx-request": "true"}), UserError("no.such.place", place="x")
    )

    assert answer is not None
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (400, "#messages")


def test_a_mistake_that_no_view_caught_is_a_page_with_its_sentence(rf: RequestFactory) -> None:
    middleware = MistakeMiddleware(refused)
    request = rf.post("/x", {"place": "Khuzestan"}, headers={"referer": PAGE})

    answer = middleware.process_exception(request, UserError("no.such.place", place="x"))

    assert answer is not None
    assert answer.status_code == 400
    assert "no.such.place" in answer.content.decode()
    assert kept(answer.content.decode())["values"] == {"place": ["Khuzestan"]}
    assert middleware.process_exception(request, ValueError()) is None
