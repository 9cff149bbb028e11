"""Figures and statements of a letter: marked in place, decided one by one, with and without a script."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tasvir.rooms.people.models import Body, User
from tasvir.rooms.reports import services
from tasvir.rooms.reports.models import Submission, WrittenFigure, WrittenStatement
from tasvir.rooms.reports.tests.senders import LETTER, NOW, ROW, receive_and_read
from tasvir.rooms.reports.views.figures import pieces_of, plain_number


def paste(body: Body, by: User) -> Submission:
    """A letter that somebody pasted, read."""
    return receive_and_read(body, by, kind="written", entry="text", files=[("text.txt", LETTER.encode())])


@pytest.fixture
def pasted(cast: Any) -> Submission:
    """A letter that the police pasted."""
    return receive_and_read(
        cast.police, cast.officer, kind="written", entry="text", files=[("text.txt", LETTER.encode())]
    )


def decide(cast: Any, one: WrittenFigure, person: str = "officer", **told: Any) -> Any:
    url = reverse("reports:confirm_figure", args=[one.text.submission.number, one.pk])
    return cast.client(person).post(url, told)


def test_the_text_is_shown_whole_with_its_figures_marked(cast: Any, pasted: Submission) -> None:
    text = pasted.texts.get()

    pieces = pieces_of(text.text, text.writtenfigures.all())
    page = cast.client("officer").get(reverse("reports:figures", args=[pasted.number])).content.decode()

    assert "".join(piece["text"] for piece in pieces) == text.text
    assert [piece["text"] for piece in pieces if "pk" in piece] == [one.quote for one in WrittenFigure.objects.all()]
    assert page.count('<mark id="mark-') == 2


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_decision_is_kept_and_the_page_comes_back_to_it(cast: Any, pasted: Submission, answer: str) -> None:
    one = WrittenFigure.objects.all()[0]

    sent = decide(cast, one, answer=answer)

    one.refresh_from_db()
    assert one.confirmed == answer
    assert sent.headers["Location"].endswith(f"/figures/#figure-{one.pk}")


def test_a_part_comes_back_where_a_script_asks(cast: Any, pasted: Submission) -> None:
    one = WrittenFigure.objects.all()[0]
    url = reverse("reports:confirm_figure", args=[pasted.number, one.pk])

    sent = cast.client("officer").post(url, {"answer": "yes"}, headers={"HX-Request": "true"})

    assert sent.status_code == 200
    assert "<html" not in sent.content.decode()
    assert f'id="figure-{one.pk}"' in sent.content.decode()


def test_a_change_takes_numbers_in_any_digits_and_keeps_what_was_read(cast: Any, pasted: Submission) -> None:
    one = WrittenFigure.objects.all()[0]
    prefix = f"figure{one.pk}"
    told = {f"{prefix}-value": "۱٬۲۵۰", f"{prefix}-unit": "case", f"{prefix}-measure": "cases_opened"}

    decide(cast, one, answer="changed", **told, **{f"{prefix}-period": one.period or ""})

    one.refresh_from_db()
    assert one.confirmed == "changed"
    assert one.changes["value"] == 1250
    assert one.value == 12


def test_a_change_that_cannot_be_read_is_refused_beside_the_figure(cast: Any, pasted: Submission) -> None:
    one = WrittenFigure.objects.all()[0]
    prefix = f"figure{one.pk}"

    sent = decide(cast, one, answer="changed", **{f"{prefix}-value": "دوازده‌تا", f"{prefix}-unit": "case"})

    one.refresh_from_db()
    assert sent.status_code == 422
    assert "دوازده‌تا" in sent.content.decode()
    assert one.confirmed is None


def test_a_statement_is_decided_too(cast: Any, pasted: Submission) -> None:
    one = WrittenStatement.objects.all()[0]

    cast.client("officer").post(reverse("reports:confirm_statement", args=[pasted.number, one.pk]), {"answer": "no"})

    one.refresh_from_db()
    assert one.confirmed == "no"


def test_all_that_are_sure_are_confirmed_only_by_their_own_step(cast: Any, pasted: Submission) -> None:
    WrittenFigure.objects.update(confidence=0.95)
    unsure = WrittenFigure.objects.all()[0]
    WrittenFigure.objects.filter(pk=unsure.pk).update(measure=None)

    cast.client("officer").post(reverse("reports:confirm_sure", args=[pasted.number]))

    assert list(WrittenFigure.objects.values_list("confirmed", flat=True)) == [None, "yes"]


def test_readers_see_the_figures_and_decide_nothing(cast: Any, pasted: Submission) -> None:
    one = WrittenFigure.objects.all()[0]
    page = cast.client("auditor").get(reverse("reports:figures", args=[pasted.number])).content.decode()

    sent = decide(cast, one, "auditor", answer="yes")

    one.refresh_from_db()
    assert "data-answer" not in page
    assert sent.status_code == 422
    assert one.confirmed is None


def test_a_figure_of_another_report_is_absent(cast: Any, pasted: Submission) -> None:
    other = receive_and_read(
        cast.customs, cast.other_officer, kind="written", entry="text", files=[("a.txt", LETTER.encode())]
    )
    foreign = WrittenFigure.objects.filter(text__submission=other)[0]

    sent = cast.client("officer").post(
        reverse("reports:confirm_figure", args=[pasted.number, foreign.pk]), {"answer": "yes"}
    )

    assert sent.status_code == 404


def test_the_sentence_of_a_source_is_highlighted_in_its_letter(cast: Any, pasted: Submission) -> None:
    one = WrittenFigure.objects.select_related("text")[0]
    at = f"{one.text.file}#chars={one.start}-{one.end}"

    page = cast.client("chair").get(reverse("reports:source"), {"at": at}).content.decode()

    assert f'id="here">{one.quote}</mark>' in page
    assert cast.client("other_officer").get(reverse("reports:source"), {"at": at}).status_code == 404


@pytest.mark.parametrize("at", ["", "x", "000001-3", "000001-3/list.csv#A9999999", "000001-3/none.csv#A2", "#A1"])
def test_a_source_that_is_not_there_is_absent(cast: Any, at: str) -> None:
    receive_and_read(cast.police, cast.officer)

    assert cast.client("officer").get(reverse("reports:source"), {"at": at}).status_code == 404


def test_the_row_of_a_source_is_shown_among_its_neighbours(cast: Any) -> None:
    found = receive_and_read(cast.police, cast.officer)

    page = cast.client("chair").get(reverse("reports:source"), {"at": f"{found.number}/list.csv#A3"}).content.decode()

    assert page.count("reports-row-here") == 1
    assert 'id="here" aria-current="true"><bdi>14-2</bdi>' in page


def test_the_row_of_a_form_is_shown_under_its_labels(cast: Any) -> None:
    found = receive_and_read(cast.police, cast.officer, entry="form", rows=[ROW])

    page = cast.client("chair").get(reverse("reports:source"), {"at": f"{found.number}/form.csv#A2"}).content.decode()

    assert "تاریخ کشف" in page
    assert 'aria-current="true"><bdi>15-1</bdi>' in page


@pytest.mark.parametrize(("typed", "plain"), [("۱٬۲۵۰", "1250"), ("12,5 00", "12500"), ("۱۲٫۵", "12.5"), ("7", "7")])
def test_a_number_is_read_in_any_digits(typed: str, plain: str) -> None:
    assert plain_number(typed) == plain


def test_a_locked_report_is_decided_no_more(cast: Any, pasted: Submission) -> None:
    for step, by in ((services.submit, "officer"), (services.approve, "officer"), (services.accept, "secretary")):
        step(submission=pasted, by=cast.people[by], now=NOW)
    services.lock(submission=pasted, by=cast.secretary, now=NOW)

    page = cast.client("officer").get(reverse("reports:figures", args=[pasted.number])).content.decode()

    assert "data-answer" not in page
