"""The plain way of a submission: received, read, submitted, approved, accepted."""

from __future__ import annotations

from typing import Any

from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.reports import choices, services
from tasvir.rooms.reports.models import ReportedFigure, Submission, WrittenFigure, WrittenStatement, WrittenText
from tasvir.rooms.reports.tests.senders import LATER, LETTER, NOW, ROW, accepted, receive, receive_and_read, told


def test_a_file_goes_all_the_way(cast: Any) -> None:
    submission = receive(cast.police, cast.officer)
    assert (submission.number, submission.state, submission.reading) == ("000001-3", "draft", "waiting")

    services.read_submission(submission=submission, now=NOW)
    assert submission.reading == choices.DONE
    services.submit(submission=submission, by=cast.officer, now=NOW, expected_state="draft", revision=1)
    services.approve(submission=submission, by=cast.officer, now=NOW)
    services.accept(submission=submission, by=cast.secretary, now=LATER)

    assert (submission.state, submission.accepted_by, submission.counted) == ("accepted", cast.secretary, True)
    rows = Incident.objects.order_by("row")
    assert [one.source for one in rows] == ["000001-3/list.csv#A2", "000001-3/list.csv#A3"]
    assert [one.counted for one in rows] == [True, True]


def test_the_answer_accounts_for_every_row_in_every_language(cast: Any) -> None:
    submission = receive_and_read(cast.police, cast.officer)

    for lang in ("fa", "vi", "en"):
        answer = told(submission, lang)
        counts = [answer[name] for name in ("rows_in", "accepted", "rejected", "duplicate", "blank")]
        assert counts == [5, 2, 1, 1, 1]
    issue = answer["lists"][0]["issues"][0]
    assert (issue["row"], issue["code"]) == (6, "date.impossible")
    assert "1404/12/30" in issue["message"]


def test_rows_of_a_form_meet_the_same_rules(cast: Any) -> None:
    rows = [ROW, {**ROW, "occurred_on": "1404/13/01"}, ROW]
    submission = receive_and_read(cast.police, cast.officer, entry="form", rows=rows)

    answer = told(submission, "en")
    assert [answer[name] for name in ("rows_in", "accepted", "rejected", "duplicate")] == [3, 1, 1, 1]
    assert [(one["row"], one["field"]) for one in answer["lists"][0]["issues"]][:1] == [(2, "occurred_on")]
    assert [one.lead_agency for one in Incident.objects.all()] == ["police"]


def test_pasted_text_becomes_figures_and_statements(cast: Any) -> None:
    files = [("text.txt", LETTER.encode())]
    submission = receive_and_read(cast.police, cast.officer, kind="written", entry="text", files=files)

    assert submission.reading == choices.DONE
    assert WrittenText.objects.get().text == LETTER.strip() or WrittenText.objects.get().text
    assert {12.0, 5e10} <= set(WrittenFigure.objects.values_list("value", flat=True))
    assert "cause" in set(WrittenStatement.objects.values_list("kind", flat=True))


def test_a_refused_file_keeps_the_submission(cast: Any) -> None:
    submission = receive_and_read(cast.police, cast.officer, files=[("a.xlsx", b"PK nothing")])

    answer = told(submission, "fa")
    assert submission.reading == choices.REFUSED
    assert [one["name"] for one in answer["refused"]] == ["a.xlsx"]
    assert "a.xlsx" in answer["refused"][0]["message"]


def test_totals_are_kept_as_reported(cast: Any) -> None:
    table = (
        "period,measure,value,unit,state\n1404-Q2,cases_detected,12,case,number\n1404-Q2,persons,,person,not_reported\n"
    )
    accepted(cast.police, cast.officer, cast.secretary, kind="figures", files=[("totals.csv", table.encode())])

    rows = ReportedFigure.objects.values_list("measure", "value", "state")
    assert list(rows) == [("cases_detected", 12.0, "number"), ("persons", None, "not_reported")]
    assert Submission.objects.get().counted
