"""One submission through its states: who may do what, who sees what, and what an older tab meets."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tasvir.foundation.roles import DATA_OFFICER
from tasvir.rooms.audit.models import Event
from tasvir.rooms.people.models import Appointment, User
from tasvir.rooms.reports import services
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.tests.senders import LETTER, LIST, NOW, accepted, receive_and_read

STEPS = ("submit", "withdraw", "approve", "accept", "return_to_agency", "lock")
# In each state, for each person: the steps that the page offers.
OFFERED: dict[str, dict[str, set[str]]] = {
    "draft": {
        "officer": {"submit"},
        "colleague": {"submit"},
        "secretary": {"submit"},
        "chair": set(),
        "auditor": set(),
    },
    "submitted": {
        "officer": {"withdraw", "return_to_agency"},
        "colleague": {"withdraw", "approve", "return_to_agency"},
        "secretary": {"withdraw", "return_to_agency"},
        "chair": set(),
    },
    "approved": {
        "officer": {"return_to_agency"},
        "colleague": {"return_to_agency"},
        "secretary": {"accept", "return_to_agency"},
    },
    "accepted": {"officer": set(), "secretary": {"lock"}, "analyst": set()},
    "locked": {"officer": set(), "secretary": set()},
    "returned": {"officer": {"submit"}, "secretary": {"submit"}},
}


@pytest.fixture
def colleague(cast: Any) -> User:
    """A second officer of the police."""
    user: User = User.objects.create_user("colleague", "colleague@example.org", full_name="Colleague")
    Appointment.objects.create(user=user, body=cast.police, role=DATA_OFFICER, since=NOW)
    cast.people["colleague"] = user
    return user


def in_state(cast: Any, colleague: User, state: str) -> Submission:
    """A submission of the police that has come as far as that."""
    found = receive_and_read(cast.police, cast.officer)
    if state == "draft":
        return found
    services.submit(submission=found, by=cast.officer, now=NOW)
    if state == "returned":
        return services.return_to_agency(submission=found, reason="ردیف ۶", by=cast.secretary, now=NOW)
    if state != "submitted":
        services.approve(submission=found, by=colleague, now=NOW)
    if state in ("accepted", "locked"):
        services.accept(submission=found, by=cast.secretary, now=NOW)
    if state == "locked":
        services.lock(submission=found, by=cast.secretary, now=NOW)
    return found


@pytest.mark.parametrize("state", OFFERED)
def test_the_page_offers_only_the_steps_that_are_open_to_the_person(cast: Any, colleague: User, state: str) -> None:
    found = in_state(cast, colleague, state)
    urls = {name: reverse("reports:step", args=[found.number, name]) for name in STEPS}

    offered = {}
    for person in OFFERED[state]:
        page = cast.client(person).get(reverse("reports:submission", args=[found.number])).content.decode()
        offered[person] = {name for name, url in urls.items() if f'action="{url}"' in page}

    assert offered == OFFERED[state]


@pytest.mark.parametrize("state", OFFERED)
def test_a_step_that_is_not_offered_is_refused_and_changes_nothing(cast: Any, colleague: User, state: str) -> None:
    found = in_state(cast, colleague, state)

    for person, offered in OFFERED[state].items():
        for name in set(STEPS) - offered:
            url = reverse("reports:step", args=[found.number, name])
            answer = cast.client(person).post(url, {"revision": found.revision, "reason": "x"})
            assert answer.status_code in (403, 404), (person, name)
    found.refresh_from_db()
    assert found.state == state


def test_the_whole_way_by_its_buttons(cast: Any, colleague: User) -> None:
    found = receive_and_read(cast.police, cast.officer)
    way = [("officer", "submit"), ("colleague", "approve"), ("secretary", "accept"), ("secretary", "lock")]

    for person, name in way:
        found.refresh_from_db()
        url = reverse("reports:step", args=[found.number, name])
        assert cast.client(person).post(url, {"revision": found.revision}).status_code == 302

    found.refresh_from_db()
    assert found.state == "locked"
    page = cast.client("officer").get(reverse("reports:submission", args=[found.number])).content.decode()
    assert page.count("<tr><td") >= 5  # the history names each step


def test_an_older_tab_is_told_how_the_record_stands_and_keeps_what_was_typed(cast: Any, colleague: User) -> None:
    found = in_state(cast, colleague, "approved")
    seen = found.revision
    services.accept(submission=found, by=cast.secretary, now=NOW)

    url = reverse("reports:step", args=[found.number, "return_to_agency"])
    answer = cast.client("secretary").post(url, {"revision": seen, "reason": "دلیل من"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "دلیل من" in page
    assert "پذیرفته‌شده" in page


def test_a_return_without_a_reason_is_refused_with_a_sentence(cast: Any, colleague: User) -> None:
    found = in_state(cast, colleague, "approved")

    url = reverse("reports:step", args=[found.number, "return_to_agency"])
    answer = cast.client("secretary").post(url, {"revision": found.revision, "reason": " "}, follow=True)

    assert "دلیل را بنویسید" in answer.content.decode()
    found.refresh_from_db()
    assert found.state == "approved"


def test_nothing_of_another_agency_is_visible_anywhere(cast: Any) -> None:
    found = receive_and_read(cast.police, cast.officer, letter=services.Letter("محرمانه-۷", None, "کسی"))
    pasted = receive_and_read(
        cast.police, cast.officer, kind="written", entry="text", files=[("text.txt", LETTER.encode())]
    )
    names = ("submission", "receipt", "answer", "answer_workbook", "answer_json", "figures", "differences", "conflict")
    client = cast.client("other_officer")

    for one in (found, pasted):
        for name in names:
            assert client.get(reverse(f"reports:{name}", args=[one.number])).status_code == 404, name
    absent = client.get(reverse("reports:submission", args=["999999-9"]))
    hidden = client.get(reverse("reports:submission", args=[found.number]))
    assert absent.content == hidden.content.replace(found.number.encode(), b"999999-9")
    for query in ("", f"?q={found.number}", "?q=محرمانه"):
        page = client.get(reverse("reports:list") + query).content.decode()
        assert reverse("reports:submission", args=[found.number]) not in page


def test_a_restricted_report_is_noted_when_it_is_opened(cast: Any) -> None:
    found = receive_and_read(cast.police, cast.officer, sensitivity="restricted")

    assert cast.client("analyst").get(reverse("reports:submission", args=[found.number])).status_code == 404
    assert cast.client("chair").get(reverse("reports:submission", args=[found.number])).status_code == 200
    assert Event.objects.filter(kind="reports.opened_restricted", actor="chair").count() == 1


def test_a_file_is_downloaded_as_it_came_and_never_shown(cast: Any) -> None:
    found = receive_and_read(
        cast.police, cast.officer, files=[("list.csv", LIST), ("page.html", b"<script>1</script>")]
    )
    one = found.attachments.get(name="page.html")

    answer = cast.client("officer").get(reverse("reports:attachment", args=[found.number, one.pk]))

    assert answer.content == b"<script>1</script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_receipt_says_number_time_and_hash(cast: Any) -> None:
    found = accepted(cast.police, cast.officer, cast.secretary)

    page = cast.client("officer").get(reverse("reports:receipt", args=[found.number])).content.decode()

    assert found.content_hash in page
    assert "۱۴۰۴/۰۷/۰۹" in page


def test_the_secretary_accepts_many_and_is_told_of_each_that_stays(cast: Any, colleague: User) -> None:
    ready, waiting = in_state(cast, colleague, "approved"), in_state(cast, colleague, "submitted")
    client = cast.client("secretary")
    desk = client.get(reverse("reports:desk")).content.decode()

    marked = [f"{one.number}:{one.revision}" for one in (ready, waiting)]
    answer = client.post(reverse("reports:accept_many"), {"number": [*marked, "junk", "1:x"]}, follow=True)

    ready.refresh_from_db()
    waiting.refresh_from_db()
    assert (ready.state, waiting.state) == ("accepted", "submitted")
    assert ready.number.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")) in desk
    assert "alert-danger" in answer.content.decode()
