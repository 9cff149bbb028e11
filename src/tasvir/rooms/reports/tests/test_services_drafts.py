"""Drafts of forms: saved again and again in their place, never over a colleague, never over what was submitted."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from tasvir.rooms.audit.models import Event
from tasvir.rooms.reports import rules, services
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.tests.senders import NOW, PERIOD, ROW


def save(cast: Any, client_id: UUID, rows: list[dict[str, Any]], by: str = "officer", **more: Any) -> Submission:
    """Save a form of the police."""
    told = {"body": cast.police, "kind": "incidents", "period": PERIOD, "by": cast.people[by], "now": NOW, **more}
    return services.save_draft(client_id=client_id, rows=rows, **told)


def test_a_draft_is_saved_in_its_place(cast: Any) -> None:
    client_id = uuid4()

    first = save(cast, client_id, [])
    again = save(cast, client_id, [ROW], revision=first.revision)
    services.read_submission(submission=again, now=NOW)
    same = save(cast, client_id, [ROW])

    assert (first.number, again.revision, same.revision) == (same.number, 2, 2)
    assert same.reading == "done"  # nothing changed, so nothing is read anew
    assert Event.objects.filter(kind="reports.edited").count() == 1


def test_a_second_tab_is_told_and_nothing_is_lost(cast: Any) -> None:
    client_id = uuid4()
    seen = save(cast, client_id, [ROW]).revision
    save(cast, client_id, [{**ROW, "quantity": "11"}], by="secretary", revision=seen)

    with pytest.raises(rules.StaleSubmission):
        save(cast, client_id, [{**ROW, "quantity": "12"}], revision=seen)

    assert Submission.objects.get().rows == [{**ROW, "quantity": "11"}]


def test_what_was_once_submitted_is_no_draft_again(cast: Any) -> None:
    draft = save(cast, uuid4(), [ROW])
    services.read_submission(submission=draft, now=NOW)
    services.submit(submission=draft, by=cast.officer, now=NOW)
    with pytest.raises(rules.NotAllowed, match="not_a_draft"):
        save(cast, draft.client_id, [])

    services.withdraw(submission=draft, reason="too early", by=cast.officer, now=NOW)

    with pytest.raises(rules.NotAllowed, match="not_a_draft"):
        save(cast, draft.client_id, [])
    assert Submission.objects.get().rows == [ROW]


def test_a_draft_is_its_bodys(cast: Any) -> None:
    draft = save(cast, uuid4(), [ROW])

    for person in ("other_officer", "analyst", "officer_elsewhere"):
        with pytest.raises(rules.NotAllowed):
            save(cast, draft.client_id, [], by=person)
    with pytest.raises(rules.NotAllowed):
        save(cast, draft.client_id, [], body=cast.customs)
