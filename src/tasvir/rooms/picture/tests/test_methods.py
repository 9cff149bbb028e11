"""The register of methods: noted once, judged by those who may, without words that one may not read."""

from __future__ import annotations

from typing import Any

import pytest
from tests.cast import NOW, Cast

from tasvir.core.errors import UserError
from tasvir.rooms.audit.models import Event
from tasvir.rooms.picture import services
from tasvir.rooms.picture.models import MethodNotice
from tasvir.rooms.picture.tests.accepted import accept_reports
from tasvir.rooms.picture.tests.subjects import empty_picture
from tasvir.rooms.reports.models import Submission

PAGE = "/picture/lorestan/methods/"


def told(quote: str = "hidden in toys", source: str = "x/letter.txt#chars=1-9") -> dict[str, Any]:
    """What a picture tells of methods: one found, one stated."""
    found = {
        "items": {"goods": "e_cigarettes", "concealment_place": "electronics"},
        "terms": ["toy"],
        "first_date": "2025-07-14",
        "score": 12.5,
        "text": {"fa": "شگرد نو", "vi": "thủ đoạn mới", "en": "a new method"},
        "sources": {"count": 1, "examples": ["x/list.csv#A2"]},
    }
    stated = {"kind": "method", "quotes": [quote], "sources": [source]}
    return {"analysis": {"new_methods": [found]}, "statements": [stated], "source_texts": {}}


def note(cast: Cast, **changes: Any) -> int:
    return services.note_methods(made=empty_picture(cast, "lorestan"), picture=told(**changes), now=NOW)


def test_a_method_is_noted_once_and_a_judgement_stays(cast: Cast) -> None:
    assert note(cast) == 2
    notice = MethodNotice.objects.get(origin="found")
    services.judge_method(notice=notice, state="confirmed", reason="", by=cast.secretary, now=NOW)

    assert note(cast) == 0
    notice.refresh_from_db()
    assert (notice.state, notice.judged_by) == ("confirmed", cast.secretary)
    assert Event.objects.filter(kind="picture.method_judged", facts__state="confirmed").count() == 1


def test_a_dismissal_without_a_reason_is_refused(cast: Cast) -> None:
    note(cast)

    with pytest.raises(UserError, match="picture.method_reason"):
        services.judge_method(
            notice=MethodNotice.objects.get(origin="found"), state="dismissed", reason=" ", by=cast.secretary, now=NOW
        )


def test_the_page_shows_what_waits_and_takes_a_judgement(cast: Cast) -> None:
    note(cast)
    client, notice = cast.client("secretary"), MethodNotice.objects.get(origin="found")

    assert "شگرد نو" in client.get(PAGE).content.decode()
    answer = client.post(f"{PAGE}{notice.pk}/", {"state": "dismissed", "reason": "known since last year"}, follow=True)

    assert "شگرد نو" not in answer.content.decode()
    assert "known since last year" in client.get(f"{PAGE}?state=dismissed").content.decode()


def test_stated_words_are_shown_only_to_those_who_may_read_the_report(cast: Cast, at_once: Any) -> None:
    with at_once():
        accept_reports(cast, sensitivity="restricted")
    number = Submission.objects.get(sensitivity="restricted").number
    note(cast, quote="hidden in toys", source=f"{number}/letter.txt#chars=1-9")

    assert "hidden in toys" in cast.client("secretary").get(PAGE).content.decode()
    assert "hidden in toys" not in cast.client("analyst").get(PAGE).content.decode()


def test_an_analyst_judges_and_an_officer_does_not(cast: Cast) -> None:
    note(cast)
    notice = MethodNotice.objects.get(origin="found")
    answers = [cast.client(who).post(f"{PAGE}{notice.pk}/", {"state": "confirmed"}) for who in ("analyst", "officer")]

    assert [one.status_code for one in answers] == [302, 404]
