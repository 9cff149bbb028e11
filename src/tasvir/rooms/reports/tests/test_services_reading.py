"""Reading: every row answered for, the same again and again, without a rule of its own beside core's."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasvir.core.calendars.periods import parse_period
from tasvir.foundation.models import Work
from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.reports import choices, rules, services
from tasvir.rooms.reports.models import (
    ReportedEffort,
    ReportedFigure,
    Submission,
    WrittenFigure,
    WrittenStatement,
    WrittenText,
)
from tasvir.rooms.reports.queries.answers import COUNTS
from tasvir.rooms.reports.tests.senders import LETTER, LIST, NOW, ROW, accepted, receive, receive_and_read, told

TOTALS = b"agency,period,measure,value,unit,state\npolice,1404-Q2,cases_detected,12,case,number\n"
EFFORT = b"agency,period,inspections,patrol_hours\npolice,1404-Q2,40,12.5\n"
MIXED = [("list.csv", LIST), ("totals.csv", TOTALS), ("effort.csv", EFFORT), ("letter.txt", LETTER.encode())]
TABLES = (Incident, ReportedFigure, ReportedEffort, WrittenText, WrittenFigure, WrittenStatement)


def everything(*, without: set[str]) -> list[list[dict[str, Any]]]:
    """All that readings wrote, but for what numbers the records."""
    kept = []
    for model in TABLES:
        rows = model._default_manager.order_by("pk").values()
        kept.append([{name: value for name, value in row.items() if name not in without} for row in rows])
    return kept


def test_a_submission_of_several_kinds_fills_each_table(cast: Any) -> None:
    submission = receive_and_read(cast.police, cast.officer, files=MIXED)

    assert [model._default_manager.count() for model in TABLES[:4]] == [2, 1, 1, 1]
    assert submission.held_kinds == "effort|figures|incidents|written"
    answer = told(submission)
    assert answer["rows_in"] == sum(answer[name] for name in COUNTS[1:]) == 7
    assert [one["name"] for one in answer["letters"]] == ["letter.txt"]


def test_reading_again_gives_the_same(cast: Any) -> None:
    submission = accepted(cast.police, cast.officer, cast.secretary, files=MIXED)
    once, answer = everything(without={"id", "text_id"}), submission.answer

    services.read_submission(submission=submission, now=NOW.replace(year=2026))

    assert everything(without={"id", "text_id"}) == once
    assert submission.answer == answer
    assert set(Incident.objects.values_list("counted", flat=True)) == {True}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.fixed_dictionaries({}, optional={name: st.text(max_size=12) for name in ROW}), min_size=1, max_size=6)
)
def test_no_form_breaks_the_account(cast: Any, rows: list[dict[str, str]]) -> None:
    submission = receive_and_read(cast.police, cast.officer, entry="form", rows=[ROW, *rows])

    answer = told(submission)
    assert answer["rows_in"] == sum(answer[name] for name in COUNTS[1:]) == 1 + len(rows)
    assert Incident.objects.filter(submission_id=submission.pk).count() == answer["accepted"]


def test_a_mapping_beside_a_list_is_used(cast: Any) -> None:
    foreign = b"DATA,UF,DROGA\n2025-07-01,IR-15,cigarettes\n"
    mapping = b"columns: {DATA: occurred_on, UF: area, DROGA: goods}\nconstants: {lead_agency: police}\n"

    submission = receive_and_read(cast.police, cast.officer, files=[("x.csv", foreign), ("x.mapping.yaml", mapping)])

    assert (submission.reading, Incident.objects.get().goods) == (choices.DONE, "cigarettes")


def test_a_broken_mapping_refuses_its_list_in_a_sentence(cast: Any) -> None:
    submission = receive_and_read(cast.police, cast.officer, files=[("x.csv", LIST), ("x.mapping.yaml", b"{a: [")])

    assert submission.reading == choices.REFUSED
    assert [one["name"] for one in told(submission)["refused"]] == ["x.csv"]


def test_what_no_database_keeps_is_told_as_broken(cast: Any) -> None:
    rows = [ROW, {**ROW, "ref": "15-2", "narrative": "a\x00b"}]
    files = [("a.txt", LETTER.replace("بازار", "با\x00زار").encode())]

    submission = receive_and_read(cast.police, cast.officer, rows=rows, entry="api", files=files)

    answer = told(submission)
    assert (answer["accepted"], answer["rejected"]) == (1, 1)
    assert [one["code"] for one in answer["lists"][0]["issues"]] == ["list.broken_characters"]
    assert [one["code"] for one in answer["refused"]] == ["document.encoding"]


def test_confirmations_outlive_a_reading(cast: Any) -> None:
    files = [("a.txt", LETTER.encode())]
    submission = receive_and_read(cast.police, cast.officer, kind="written", files=files)
    figure = WrittenFigure.objects.order_by("start").first()
    assert figure is not None
    services.confirm_figure(figure=figure, answer="changed", changes={"value": "13"}, by=cast.officer, now=NOW)

    services.read_submission(submission=submission, now=NOW)

    again = WrittenFigure.objects.get(start=figure.start)
    assert (again.confirmed, again.confirmed_by, again.changes) == ("changed", cast.officer, {"value": 13.0})
    assert WrittenFigure.objects.filter(confirmed__isnull=False).count() == 1


def test_a_large_file_is_read_by_a_worker(
    cast: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(rules, "READ_AT_ONCE", 10)
    submission = receive(cast.police, cast.officer)

    with django_capture_on_commit_callbacks(execute=True):
        work = services.begin_reading(submission=submission, by=cast.officer, now=NOW)

    assert work is not None
    assert Work.objects.get(pk=work.pk).state == Work.DONE
    submission.refresh_from_db()
    assert (submission.reading, submission.reading_work) == (choices.DONE, work.pk)


def test_a_form_saved_while_it_is_read_is_read_as_saved(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    submission = receive(cast.police, cast.officer, entry="form", rows=[ROW])
    stale = Submission.objects.get(pk=submission.pk)
    Submission.objects.filter(pk=submission.pk).update(rows=[ROW, {**ROW, "ref": "15-2"}])

    services.read_submission(submission=stale, now=NOW)

    assert Incident.objects.count() == 2


@pytest.mark.parametrize("period", ["1404-Q2", "1404-06", "vn:2025-Q3", "2025-07-01..2025-08-15", "1404", "2025-07"])
@pytest.mark.parametrize("kind", choices.KINDS)
def test_an_explicit_zero_is_kept_for_any_period(cast: Any, kind: str, period: str) -> None:
    from uuid import uuid4

    asked = parse_period(period)
    zero = services.report_zero(client_id=uuid4(), body=cast.police, kind=kind, period=asked, by=cast.officer, now=NOW)

    assert (zero.reading, zero.entry, zero.kind) == (choices.DONE, "zero", kind)
    assert told(zero)["rejected"] == 0
    if kind in ("incidents", "figures"):
        row = ReportedFigure.objects.get()
        assert (row.value, row.state, row.period_start, row.period_end) == (0, "zero", asked.start, asked.end)


def test_a_workbook_with_formulas_and_sheets_keeps_its_cells(cast: Any) -> None:
    book = openpyxl.Workbook()
    for name in ("یک", "دو"):
        page = book.create_sheet(name)
        page.append(["occurred_on", "lead_agency", "area", "goods"])
        page.append(["1404/05/01", "police", "IR-15", "fuel"])
    book.remove(book.worksheets[0])
    target = io.BytesIO()
    book.save(target)

    submission = receive_and_read(cast.police, cast.officer, files=[("دو برگ.xlsx", target.getvalue())])

    sources = Incident.objects.order_by("source").values_list("source", flat=True)
    assert sorted(sources) == sorted(f"{submission.number}/دو برگ.xlsx#{name}!A2" for name in ("یک", "دو"))
