from __future__ import annotations

from datetime import date

import pytest
from tests.cast import Cast

from tasvir.rooms.audit.models import Event
from tasvir.rooms.incidents.tests.rows import add_rows


@pytest.mark.parametrize("lang", ["fa", "vi", "en"])
def test_list_and_record_open_in_every_language(cast: Cast, lang: str) -> None:
    row, *_ = add_rows(
        cast.police,
        {"ref": "A-1", "line": 1, "value": 5_000_000, "currency": "IRR", "quantity": 12.5, "unit": "kg", "hour": 3},
        {"ref": "A-1", "line": 2, "goods": "tea", "narrative": "جاسازی در کف خودرو", "partner_agencies": "customs"},
    )
    client = cast.client("officer")
    client.cookies["tasvir_language"] = lang

    assert client.get("/incidents/").status_code == 200
    assert client.get(f"/incidents/{row.pk}/").status_code == 200


def test_list_costs_the_same_with_one_row_and_with_thirty(cast: Cast) -> None:
    add_rows(cast.police, {})
    one = count_queries(cast, "/incidents/")
    add_rows(cast.police, *({"occurred_on": date(2025, 7, day)} for day in range(1, 30)), number="2", submission_id=2)

    assert count_queries(cast, "/incidents/") == one


def count_queries(cast: Cast, url: str, name: str = "officer") -> int:
    """How many queries a page costs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = cast.client(name)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_a_restricted_row_is_absent_for_the_analyst_and_its_opening_is_kept(cast: Cast) -> None:
    (row,) = add_rows(cast.police, {}, sensitivity="restricted")

    assert cast.client("analyst").get(f"/incidents/{row.pk}/").status_code == 404
    assert cast.client("secretary").get(f"/incidents/{row.pk}/").status_code == 200

    opened = Event.objects.filter(kind="incidents.opened_restricted")
    assert [(event.actor, event.subject_id) for event in opened] == [("secretary", str(row.pk))]
