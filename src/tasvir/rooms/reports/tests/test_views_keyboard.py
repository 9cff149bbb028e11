"""The keyboard form: a draft kept while one types, problems beside their cells, and a way without a script."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.urls import reverse

from tasvir.rooms.reports.forms.rows import cell_name
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.tests.senders import ROW

ONE = uuid4()


def typed(cast: Any, *rows: dict[str, str], **told: Any) -> dict[str, Any]:
    """What a browser sends from the form."""
    cells = {cell_name(number, name): value for number, row in enumerate(rows) for name, value in row.items()}
    head = {"client_id": str(ONE), "body": cast.police.pk, "period": "1404-Q2", "sensitivity": "members"}
    return {**head, "kind": "incidents", "rows-count": len(rows), **cells, **told}


def keep(cast: Any, *rows: dict[str, str], person: str = "officer", **told: Any) -> Any:
    return cast.client(person).post(reverse("reports:keep_draft"), typed(cast, *rows, **told))


def send(cast: Any, *rows: dict[str, str], **told: Any) -> Any:
    return cast.client("officer").post(reverse("reports:form"), typed(cast, *rows, **told))


def test_a_draft_is_kept_as_one_types_and_told_what_is_wrong_in_which_cell(cast: Any) -> None:
    first = keep(cast, ROW).json()
    second = keep(cast, ROW, {}, {**ROW, "occurred_on": "1404/12/30", "goods": ""}, revision=first["revision"]).json()

    found = Submission.objects.get()
    assert (found.state, found.entry, len(found.rows or ())) == ("draft", "form", 2)
    assert first["problems"] == {}
    wrong = second["problems"]["rows-2-occurred_on"]
    assert wrong["refuses"] is True
    assert "1404/12/30" in wrong["sentence"]
    assert found.reading == "waiting"


def test_a_missing_cell_is_told_by_its_label(cast: Any) -> None:
    told = keep(cast, {**ROW, "area": "", "place": ""}).json()

    assert "استان/شهرستان" in told["problems"]["rows-0-area"]["sentence"]


def test_a_draft_is_gone_on_with(cast: Any) -> None:
    keep(cast, ROW)
    number = Submission.objects.get().number

    page = cast.client("officer").get(reverse("reports:form"), {"draft": number}).content.decode()

    assert 'value="الیگودرز"' in page
    assert str(ONE) in page
    foreign = cast.client("other_officer").get(reverse("reports:form"), {"draft": number}).content.decode()
    assert str(ONE) not in foreign


def test_two_tabs_do_not_write_over_each_other(cast: Any) -> None:
    old = keep(cast, ROW).json()["revision"]
    keep(cast, {**ROW, "place": "ازنا"}, revision=old)

    late = keep(cast, {**ROW, "place": "دورود"}, revision=old)

    assert late.status_code == 409
    assert Submission.objects.get().rows[0]["place"] == "ازنا"  # type: ignore[index]


def test_a_form_without_problems_is_read_and_shown(cast: Any) -> None:
    answer = send(cast, ROW, {})

    found = Submission.objects.get()
    assert answer.headers["Location"] == reverse("reports:submission", args=[found.number])
    assert (found.reading, found.answer["lists"][0]["accepted"]) == ("done", 1)  # type: ignore[index]


def test_sending_twice_gives_one_submission(cast: Any) -> None:
    first, second = send(cast, ROW), send(cast, ROW)

    assert first.headers["Location"] == second.headers["Location"]
    assert Submission.objects.count() == 1


def test_a_form_with_problems_stays_with_every_cell(cast: Any) -> None:
    answer = send(cast, {**ROW, "quantity": "ده‌تا کارتن"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ده‌تا کارتن" in page
    assert "is-invalid" in page
    assert 'value="الیگودرز"' in page


def test_without_a_script_a_row_is_added_copied_and_checked(cast: Any) -> None:
    row = {**ROW, "place": "میدان امام"}
    added = send(cast, row, do="add").content.decode()
    copied = send(cast, row, {}, do="copy").content.decode()
    checked = send(cast, {**ROW, "quantity": "ده‌تا کارتن"}, do="check").content.decode()

    assert added.count('name="rows-1-ref"') == 1
    assert copied.count('value="میدان امام"') == 2
    assert copied.count('value="15-1"') == 1
    assert "reports-problem" in checked
    assert "is-invalid" in checked


def test_an_empty_form_is_told_of_the_zero_report(cast: Any) -> None:
    answer = send(cast, {}, {})

    assert answer.status_code == 422
    assert "چیزی برای گزارش نیست" in answer.content.decode()
    assert Submission.objects.count() == 0


def test_nobody_keeps_a_draft_for_another_body(cast: Any) -> None:
    assert keep(cast, ROW, person="other_officer").status_code == 404


def test_a_form_of_totals_and_of_effort_has_its_own_fields(cast: Any) -> None:
    client = cast.client("officer")

    totals = client.get(reverse("reports:form"), {"kind": "figures"}).content.decode()
    effort = client.get(reverse("reports:form"), {"kind": "effort"}).content.decode()

    assert 'name="rows-0-measure"' in totals
    assert 'name="rows-0-patrol_hours"' in effort


def test_twelve_fields_come_first_and_the_others_are_folded(cast: Any) -> None:
    page = cast.client("officer").get(reverse("reports:form")).content.decode()
    row = page[page.index("data-row>") : page.index("</fieldset>")]

    assert row[: row.index("<details")].count("<input") == 12
    assert 'name="rows-0-narrative"' in row[row.index("<details") :]
