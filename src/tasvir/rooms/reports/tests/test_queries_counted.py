"""What counts: accepted totals and letters in core's shapes, letters as persons confirmed them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tasvir.core.calendars.periods import parse_period
from tasvir.core.errors import UserError
from tasvir.core.intake.tables import EFFORT, FIGURES
from tasvir.core.picture.written.placing import place_figures
from tasvir.core.vocabulary.lists import load_lists
from tasvir.rooms.reports import rules, services
from tasvir.rooms.reports.models import PastTotal, WrittenFigure, WrittenStatement
from tasvir.rooms.reports.queries import commission_of, counted_answers, counted_letters
from tasvir.rooms.reports.tests.senders import LETTER, LIST, NOW, PERIOD, accepted, receive_and_read

TOTALS = b"agency,period,measure,value,unit,state\n,1404-Q2,cases_detected,12,case,number\n,1404-Q2,persons,,person,\n"
EFFORT_LIST = b"agency,period,inspections,patrol_hours\npolice,1404-Q2,40,12.5\n"
MIXED = [("list.csv", LIST), ("totals.csv", TOTALS), ("effort.csv", EFFORT_LIST), ("letter.txt", LETTER.encode())]
HISTORY = (
    "measure,period,value,unit,breakdown\n"
    "cases_detected,1403-Q2,40,case,\n"
    "cases_detected,1403-Q2,7,case,goods=cigarettes\n"
)


def test_counted_lists_come_in_cores_own_shape(cast: Any) -> None:
    submission = accepted(cast.police, cast.officer, cast.secretary, files=MIXED)
    receive_and_read(cast.customs, cast.other_officer, files=MIXED)  # not accepted

    answers = {one.kind: one for one in counted_answers(cast.lorestan)}

    assert {one.file for one in answers.values()} == {f"{submission.number}/{name}" for name, _ in MIXED[:3]}
    assert answers["figures"].table.schema == FIGURES
    assert answers["effort"].table.schema == EFFORT
    assert answers["effort"].table["inspections"].to_pylist() == [40]
    listed = answers["incidents"]
    assert (listed.rows_in, listed.accepted, listed.duplicate, listed.table.num_rows) == (5, 2, 1, 0)
    assert [row.duplicate_of for row in listed.rows if row.outcome == "duplicate"] == [
        f"{submission.number}/list.csv#A3"
    ]
    assert counted_answers(cast.tayninh) == []


def test_a_letter_is_what_persons_made_of_it(cast: Any) -> None:
    accepted(cast.police, cast.officer, cast.secretary, kind="written", files=[("letter.txt", LETTER.encode())])
    cases, money = WrittenFigure.objects.filter(measure__in=["cases_opened", "goods_value"]).order_by("start")
    statement = WrittenStatement.objects.order_by("start").first()
    assert statement is not None
    before = counted_letters(cast.lorestan)[0]

    services.confirm_figure(figure=cases, answer="changed", changes={"value": "13"}, by=cast.officer, now=NOW)
    services.confirm_figure(figure=money, answer="no", by=cast.officer, now=NOW)
    services.confirm_statement(statement=statement, answer="no", by=cast.secretary, now=NOW)

    letter = counted_letters(cast.lorestan)[0]
    assert letter.body is not None
    assert (letter.body.code, letter.receipt_period, letter.received_on) == ("police", PERIOD, NOW.date())
    assert 13 in [one.value for one in letter.figures]
    assert 5e10 not in [one.value for one in letter.figures]
    assert len(letter.statements) == len(before.statements) - 1
    assert letter.confirmed == {(cases.start, cases.end)}
    placed = place_figures([letter], period=PERIOD, commission=commission_of(cast.lorestan), lists=load_lists()).placed
    assert [(one.values[0].value, one.confirmed) for one in placed if one.measure == "cases_opened"] == [(13, True)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"value": "many"}, "reports.mistake.change_value"),
        ({"value": "nan"}, "reports.mistake.change_value"),
        ({"measure": "nonsense"}, "reports.mistake.change_value"),
        ({"quote": "x"}, "reports.mistake.changes_unknown"),
        ({"period": "1404-99"}, "period.unreadable"),
    ],
)
def test_a_change_is_held_to_the_lists(cast: Any, changes: dict[str, object], code: str) -> None:
    receive_and_read(cast.police, cast.officer, kind="written", files=[("letter.txt", LETTER.encode())])
    figure = WrittenFigure.objects.order_by("pk").first()
    assert figure is not None

    with pytest.raises(UserError) as refused:
        services.confirm_figure(figure=figure, answer="changed", changes=changes, by=cast.officer, now=NOW)

    assert refused.value.code == code


def test_a_colleagues_decision_is_not_overwritten(cast: Any) -> None:
    receive_and_read(cast.police, cast.officer, kind="written", files=[("letter.txt", LETTER.encode())])
    figure = WrittenFigure.objects.order_by("pk").first()
    assert figure is not None
    services.confirm_figure(figure=figure, answer="no", by=cast.secretary, now=NOW, expected="")

    with pytest.raises(rules.StaleSubmission):
        services.confirm_figure(figure=figure, answer="yes", by=cast.officer, now=NOW, expected="")
    with pytest.raises(rules.NotAllowed):
        services.confirm_figure(figure=figure, answer="yes", by=cast.analyst, now=NOW)

    figure.refresh_from_db()
    assert (figure.confirmed, figure.confirmed_by) == ("no", cast.secretary)
    services.confirm_figure(figure=figure, answer="", by=cast.officer, now=NOW, expected="no")
    figure.refresh_from_db()
    assert (figure.confirmed, figure.confirmed_at) == (None, None)


def test_a_commission_declares_what_its_bodies_declare(cast: Any) -> None:
    first = accepted(cast.police, cast.officer, cast.secretary)
    services.add_expectation(
        body=cast.police, kind="incidents", every="month", due_days=5, calendar="vn", by=cast.secretary, now=NOW
    )
    target = {"measure": "cases_detected", "period": PERIOD, "unit": "case", "by": cast.secretary, "now": NOW}
    services.set_target(body=cast.lorestan, value=60, **target)
    services.set_target(body=cast.police, value=20, **target)
    services.set_target(body=cast.police, value=25, **target)

    commission = commission_of(cast.lorestan)

    assert [(body.code, body.parent) for body in commission.bodies] == [
        ("lorestan", None),
        ("police", "lorestan"),
        ("customs", "lorestan"),
    ]
    assert (commission.calendar, commission.area, commission.country) == ("jalali", "IR-15", "IR")
    assert [(one.file, one.body, one.period) for one in commission.receipts] == [
        (f"{first.number}/*", "police", PERIOD)
    ]
    assert [(one.body, one.every, one.calendar) for one in commission.expected] == [("police", "month", "vn")]
    assert [(dict(one.by), one.value) for one in commission.targets] == [({}, 60), ({"agency": "police"}, 25)]
    assert commission_of(cast.nation).body_by_code["police_tayninh"].parent == "tayninh"


def load(cast: Any, text: str = HISTORY, **more: Any) -> Any:
    """Load past totals of the commission."""
    files = [("history.csv", text.encode())]
    return services.load_history(
        client_id=uuid4(), body=cast.lorestan, files=files, by=cast.secretary, now=NOW, lang="en", **more
    )


def test_past_totals_are_loaded_once(cast: Any) -> None:
    submission = load(cast)

    assert (submission.state, submission.entry) == ("accepted", "history")
    past = commission_of(cast.lorestan).past_totals
    assert [(dict(one.by), one.value, one.period.label) for one in past] == [
        ({}, 40, "1403-Q2"),
        ({"goods": "cigarettes"}, 7, "1403-Q2"),
    ]
    assert counted_answers(cast.lorestan) == []  # a base of comparison, never a total of its own
    assert PastTotal.objects.first().source == f"{submission.number}/history.csv#A2"  # type: ignore[union-attr]


def test_a_second_load_of_a_cell_needs_a_reason(cast: Any) -> None:
    load(cast)

    with pytest.raises(UserError, match="history_twice"):
        load(cast, HISTORY.replace(",40,", ",41,"))
    load(cast, HISTORY.replace(",40,", ",41,"), reason="the yearbook was corrected")

    assert [one.value for one in commission_of(cast.lorestan).past_totals] == [41, 7]
    assert PastTotal.objects.filter(replaced_at__isnull=False).count() == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HISTORY + "cases_detected,1403-Q9,3,case,\n", "reports.mistake.history_row"),
        (HISTORY + "cases_detected,1403-Q2,41,case,\n", "reports.mistake.history_same_cell"),
        (LIST.decode(), "reports.mistake.history_row"),
        ("a;b\n1;2\n", "list.unknown_headers"),
    ],
)
def test_a_history_with_holes_is_refused_whole(cast: Any, text: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        load(cast, text)

    assert refused.value.code == code
    assert PastTotal.objects.count() == 0


def test_only_those_who_manage_declare(cast: Any) -> None:
    with pytest.raises(rules.NotAllowed):
        services.load_history(client_id=uuid4(), body=cast.police, files=[], by=cast.officer, now=NOW)
    with pytest.raises(rules.NotAllowed):
        services.set_target(
            body=cast.lorestan, measure="cases_detected", period=parse_period("1404"), value=1, unit="case",
            by=cast.secretary_elsewhere, now=NOW,
        )  # fmt: skip
