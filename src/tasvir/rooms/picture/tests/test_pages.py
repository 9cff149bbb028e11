"""The pages: every number opens in two steps, what is kept from a person is not there, drift, downloads."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import NOW, Cast

from tasvir.core.errors import UserError
from tasvir.foundation import files
from tasvir.rooms.audit.models import Event
from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.people.queries import access_of
from tasvir.rooms.people.services.tokens import make_token
from tasvir.rooms.picture import queries, services
from tasvir.rooms.picture.models import MadePicture
from tasvir.rooms.picture.tests.accepted import CUSTOMS, HEAD, accept_reports, make
from tasvir.rooms.picture.tests.subjects import empty_picture
from tasvir.rooms.reports.tests.senders import accepted

PAGE = "/picture/lorestan/1404-Q2/"


@pytest.fixture
def made(cast: Cast, at_once: Any, monkeypatch: pytest.MonkeyPatch) -> MadePicture:
    """The picture of the province, whose letter is for close readers only, in Persian alone."""
    monkeypatch.setattr("tasvir.rooms.picture.services.asking.LANGUAGES", ("fa",))
    with at_once():
        accept_reports(cast, sensitivity="restricted")
    with at_once():
        found = make(cast, lang="fa")
    found.refresh_from_db()
    return found


def text(client: Client, path: str) -> str:
    """A page in Persian that opens."""
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_number_opens_to_its_rows_in_two_steps(cast: Cast, made: MadePicture) -> None:
    picture = queries.picture_json(made)
    index = next(place for place, one in enumerate(picture["numbers"]) if one["measure"] == "cases_detected")
    client = cast.client("secretary")

    assert f'href="{PAGE}numbers/{index}/"' in text(client, PAGE)
    page = text(client, f"{PAGE}numbers/{index}/")

    assert page.count("/reports/source/?at=") == 3
    assert "list.csv%23A2" in page
    assert "۱۴۰۴/۰۵/۰۲" in page


def test_words_that_one_may_not_read_are_not_there(cast: Cast, made: MadePicture) -> None:
    full, without = text(cast.client("secretary"), PAGE), text(cast.client("analyst"), PAGE)

    assert "نبود نظارت" in full
    assert "نبود نظارت" not in without
    assert "اجازهٔ خواندن" in without
    assert "cases_detected" in {one["measure"] for one in queries.picture_json(made)["numbers"]}
    evidence = cast.client("analyst").get(f"{PAGE}evidence/statements/0/")
    assert evidence.status_code == 404


def test_a_download_is_written_into_the_audit_and_withholds_too(cast: Cast, made: MadePicture) -> None:
    whole = cast.client("secretary").post(f"{PAGE}download/json/")
    part = cast.client("analyst").post(f"{PAGE}download/json/")
    refused = cast.client("officer").post(f"{PAGE}download/json/")

    assert json.loads(whole.content) == queries.picture_json(made)
    assert json.loads(part.content)["statements"] == []
    assert refused.status_code == 404
    assert sorted(one.facts["withheld"] for one in Event.objects.filter(kind="picture.downloaded")) == [0, 1]


@pytest.mark.parametrize(("form", "magic"), [("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")])
def test_every_form_can_be_downloaded(cast: Cast, made: MadePicture, form: str, magic: bytes) -> None:
    answer = cast.client("secretary").post(f"{PAGE}download/{form}/")

    assert answer.content.startswith(magic)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="picture-lorestan-1404-Q2.{form}"'


def test_what_has_changed_since_a_picture_was_kept_is_shown(cast: Cast, made: MadePicture, at_once: Any) -> None:
    client = cast.client("secretary")
    client.post(f"{PAGE}keep/", {"label": "12/404"})
    kept = queries.kept_pictures(cast.lorestan, made.period).get()
    assert queries.drift_since(kept, made) == []

    rows = HEAD + "c-9,1404/04/20,IR-15,دورود,border,smuggling,fuel,70,L,900000,IRR,customs,\n"
    with at_once():
        accepted(cast.customs, cast.other_officer, cast.secretary, files=[("more.csv", rows.encode())])
    newest = queries.newest_picture(cast.lorestan, made.period, lang="fa")
    assert newest is not None
    first = queries.drift_since(kept, newest)[0]

    assert (first.measure, first.before, first.now, first.kind) == ("cases_detected", 3, 4, "changed")
    assert "12/404" in text(client, PAGE)
    assert "کشفیات" in text(client, f"{PAGE}kept/{kept.pk}/")


def test_only_what_is_ready_can_be_kept_and_only_under_a_name(cast: Cast) -> None:
    made = empty_picture(cast, "lorestan")

    with pytest.raises(UserError, match=r"picture\.label_missing"):
        services.keep_picture(made=made, label="  ", by=cast.secretary, now=NOW)
    made.state = "making"
    with pytest.raises(UserError, match=r"picture\.not_ready"):
        services.keep_picture(made=made, label="12", by=cast.secretary, now=NOW)


def test_a_body_without_a_picture_says_what_to_do_first(cast: Cast) -> None:
    client = cast.client("secretary")

    assert 'name="comparisons"' in text(client, PAGE)
    assert client.get("/picture/lorestan/1404-Q9/").status_code == 404
    assert client.get("/picture/tayninh/2025-Q1/").status_code == 404


def test_asking_by_the_form_leads_to_the_picture(cast: Cast, at_once: Any) -> None:
    client = cast.client("secretary")
    with at_once():
        answer = client.post("/picture/lorestan/ask/", {"period": "1404-Q2", "comparisons": ["previous-period"]})
    wrong = client.post("/picture/lorestan/ask/", {"other_period": "1404-Q9"})

    assert answer.headers["Location"] == f"{PAGE}?compare=previous-period"
    assert wrong.status_code == 422
    assert 'value="1404-Q9"' in wrong.content.decode()


def test_what_is_being_made_is_watched_and_then_loaded(cast: Cast) -> None:
    made = make(cast, lang="fa")
    client = cast.client("secretary")

    page = text(client, PAGE)
    part = {"HX-Request": "true", "HX-Target": "making"}
    assert 'hx-trigger="every 2s"' in page
    assert client.get(PAGE, headers=part).status_code == 200
    MadePicture.objects.filter(pk=made.pk).update(state="ready", file=files.store(b"{}", now=NOW))
    assert client.get(PAGE, headers=part).headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("path", ["/picture/", "/picture/lorestan/", PAGE])
def test_lists_cost_the_same_however_long_they_are(cast: Cast, path: str) -> None:
    client = cast.client("secretary")
    kept = empty_picture(cast, "lorestan")
    services.keep_picture(made=kept, label="1", by=cast.secretary, now=NOW)
    text(client, path)
    counts = []
    for more in (0, 30):
        for number in range(more):
            empty_picture(cast, "lorestan")
            services.keep_picture(made=kept, label=str(number), by=cast.secretary, now=NOW)
        text(client, path)  # the newest picture is drawn at its first opening
        with CaptureQueriesContext(connection) as found:
            text(client, path)
        counts.append(len(found))

    assert counts[0] == counts[1]


def test_a_source_of_another_body_is_named_without_its_content(cast: Cast, made: MadePicture) -> None:
    accepted(cast.customs, cast.other_officer, cast.secretary, files=[("x.csv", CUSTOMS)], sensitivity="restricted")
    voice = queries.voice_of(made)
    reader = queries.Reader(access_of(cast.analyst), frozenset(), voice)
    source = Incident.objects.filter(source__contains="/x.csv").values_list("source", flat=True)[0]

    (hidden,) = queries.described([source], reader, {source: "what stands there"})

    assert (hidden.text, hidden.url) == ("", "")


def test_a_program_gets_the_picture_of_its_own_agency_alone(cast: Cast, at_once: Any) -> None:
    with at_once():
        accept_reports(cast, sensitivity="restricted")
    with at_once():
        make(cast, "police", lang="fa")
        make(cast, "customs", lang="fa")
    secret = "a-secret-of-the-agency-s-program"
    make_token(body=cast.police, label="programme", secret=secret, by=cast.secretary, now=NOW)
    headers = {"Authorization": f"Bearer {secret}"}
    client = Client()

    listed = client.get("/api/picture/", headers=headers).json()
    picture = client.get("/api/picture/police/1404-Q2/", headers=headers).json()

    assert (listed["count"], listed["pictures"][0]["body"]) == (1, "police")
    assert picture["numbers"]
    assert len(picture["statements"]) == 2
    assert client.get("/api/picture/customs/1404-Q2/", headers=headers).status_code == 404
    assert client.get("/api/picture/").status_code == 401
