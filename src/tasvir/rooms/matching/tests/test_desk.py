from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.cast import NOW, Cast

from tasvir.core.errors import UserError
from tasvir.foundation.models import Notice
from tasvir.rooms.incidents.models import EventGroup, Incident
from tasvir.rooms.incidents.tests.rows import add_rows
from tasvir.rooms.matching.models import Decision, DoubtfulPair, Linking, Question
from tasvir.rooms.matching.queries import decisions, visible_pairs
from tasvir.rooms.matching.services import answer, ask, decide_pair, rerun, undo
from tasvir.rooms.people.queries import access_of

SEIZURE: dict[str, Any] = {"occurred_on": date(2025, 7, 3), "goods": "cigarettes", "quantity": 5000.0, "unit": "stick"}


def doubtful_pair(cast: Cast) -> DoubtfulPair:
    """A seizure that the police and the customs may both have reported."""
    alike = {**SEIZURE, "quantity_base": 5000.0, "unit_base": "stick", "place": "پل‌دختر", "channel": "road"}
    add_rows(cast.police, {**alike, "ref": "P-1"}, number="1404-1", submission_id=1)
    add_rows(
        cast.customs,
        {
            **alike,
            "ref": "C-9",
            "lead_agency": "customs",
            "quantity": 5900.0,
            "quantity_base": 5900.0,
            "place": "خرم‌آباد",
        },
        number="1404-2",
        submission_id=2,
    )
    rerun(now=NOW)
    return DoubtfulPair.objects.get()


def keys() -> set[str]:
    """The events of all rows."""
    return set(Incident.objects.values_list("event_key", flat=True))


def test_linking_lists_what_is_doubtful_and_counts_it_apart(cast: Cast) -> None:
    pair = doubtful_pair(cast)

    assert (pair.state, len(keys()), Incident.objects.filter(doubtful=True).count()) == ("open", 2, 2)


def test_a_decision_survives_linking_anew_and_reading_anew(cast: Cast) -> None:
    pair = doubtful_pair(cast)

    decide_pair(pair=pair, same=True, by=cast.secretary, now=NOW)
    rerun(now=NOW)
    add_rows(cast.police, {**SEIZURE, "ref": "P-1"}, number="1404-1", submission_id=1)
    rerun(now=NOW)

    assert len(keys()) == 1
    assert EventGroup.objects.get().decided_by == "person"
    assert not Incident.objects.filter(doubtful=True).exists()


def test_not_the_same_keeps_them_apart_and_off_the_desk(cast: Cast) -> None:
    pair = doubtful_pair(cast)

    decide_pair(pair=pair, same=False, by=cast.secretary, now=NOW, reason="two lorries")
    rerun(now=NOW)

    assert (len(keys()), Incident.objects.filter(doubtful=True).count()) == (2, 0)


def test_undo_keeps_the_history_and_brings_the_pair_back(cast: Cast) -> None:
    pair = doubtful_pair(cast)
    decision = decide_pair(pair=pair, same=True, by=cast.secretary, now=NOW)
    rerun(now=NOW)

    undo(decision=decision, by=cast.secretary, now=NOW)
    rerun(now=NOW)

    pair.refresh_from_db()
    assert (pair.state, len(keys()), decisions()) == ("open", 2, [])
    assert Decision.objects.get().undone_by == cast.secretary
    with pytest.raises(UserError, match="already_undone"):
        undo(decision=decision, by=cast.secretary, now=NOW)


def test_two_persons_cannot_decide_one_pair(cast: Cast) -> None:
    pair = doubtful_pair(cast)
    decide_pair(pair=pair, same=True, by=cast.secretary, now=NOW)

    with pytest.raises(UserError, match="already_decided"):
        decide_pair(pair=pair, same=False, by=cast.secretary, now=NOW)


def test_a_question_goes_to_the_officers_and_its_answer_comes_back(cast: Cast) -> None:
    pair = doubtful_pair(cast)
    own = pair.left if pair.left.body == cast.customs else pair.right

    question = ask(pair=pair, own=own, text="?", by=cast.secretary, now=NOW)
    told = list(Notice.objects.values_list("for_person", "url"))
    page = cast.client("other_officer").get(f"/matching/questions/{question.pk}/")
    foreign = cast.client("officer").get(f"/matching/questions/{question.pk}/")
    answer(question=question, word="same", text="", by=cast.other_officer, now=NOW)

    pair.refresh_from_db()
    assert told == [(cast.other_officer.pk, f"/matching/questions/{question.pk}/")]
    assert (page.status_code, foreign.status_code) == (200, 404)
    assert (pair.state, Question.objects.get().answer) == ("open", "same")
    assert Notice.objects.filter(for_person=cast.secretary.pk).count() == 1


def test_linking_writes_only_what_changed(cast: Cast) -> None:
    doubtful_pair(cast)

    assert rerun(now=NOW).written == 0
    add_rows(cast.police, {"occurred_on": date(2024, 1, 1)}, number="1404-3", submission_id=3)
    assert rerun(now=NOW).written == 1


def test_a_run_that_began_earlier_writes_nothing_over_a_later_one(cast: Cast) -> None:
    doubtful_pair(cast)
    Incident.objects.update(event_key="later")

    def overtaken(step: str) -> None:
        if step == "matching.step.writing":
            Linking.objects.create(began_at=NOW, ended_at=NOW)

    rerun(now=NOW, tell=overtaken)

    assert keys() == {"later"}


def test_a_pair_is_seen_by_those_who_may_see_both_sides(cast: Cast) -> None:
    doubtful_pair(cast)

    seen = {name for name in cast.people if visible_pairs(access_of(cast.people[name])).exists()}

    assert seen == {"secretary", "chair", "analyst", "auditor", "chair_nation"}


def test_a_pair_with_a_restricted_side_is_absent_for_the_analyst(cast: Cast) -> None:
    pair = doubtful_pair(cast)
    Incident.objects.filter(pk=pair.left_id).update(sensitivity="restricted")

    assert cast.client("analyst").get(f"/matching/?pair={pair.pk}").context["place"].pair is None
    assert cast.client("secretary").get(f"/matching/?pair={pair.pk}").context["place"].pair == pair


@pytest.mark.parametrize("lang", ["fa", "vi", "en"])
def test_the_desk_is_worked_through_in_every_language(cast: Cast, lang: str) -> None:
    pair = doubtful_pair(cast)
    client = cast.client("secretary")
    client.cookies["tasvir_language"] = lang

    assert client.get("/matching/").context["place"].pair == pair
    assert client.post(f"/matching/pairs/{pair.pk}/decide/", {"same": "1"}).status_code == 302
    rerun(now=NOW)
    assert client.get("/matching/").context["place"].pair is None
    assert len(client.get("/matching/events/").context["groups"]) == 1
    (shown,) = client.get("/matching/decisions/").context["decisions"]
    assert client.post(f"/matching/decisions/{shown[0].pk}/undo/").status_code == 302
    assert client.get("/matching/").context["place"].pair == pair


def test_a_group_by_rule_can_be_kept_apart(cast: Cast) -> None:
    alike = {**SEIZURE, "quantity_base": 5000.0, "unit_base": "stick", "place": "پل‌دختر", "case_ref": "140/7"}
    add_rows(cast.police, alike, number="1404-1", submission_id=1)
    add_rows(cast.customs, {**alike, "lead_agency": "customs"}, number="1404-2", submission_id=2)
    rerun(now=NOW)
    group = EventGroup.objects.get()

    answered = cast.client("secretary").post(f"/matching/events/{group.event_key}/apart/")
    rerun(now=NOW)

    assert (answered.status_code, len(keys())) == (302, 2)
