from __future__ import annotations

from datetime import date

from tasvir.core.linkage.judgement import ScoredPair, judge
from tasvir.core.linkage.model import Decision, Reason

AGENCIES = {0: "police", 1: "customs", 2: "health", 3: "police"}
SOURCES = {f"s{number}": number for number in AGENCIES}
TELLING = ("link.day.same", "link.quantity.same")


def pair(left: int, right: int, probability: float, *, suspicious: tuple[str, ...] = ()) -> ScoredPair:
    return ScoredPair(left, right, probability, TELLING, suspicious)


def decide(members: tuple[str, ...], same: bool, day: int = 1) -> Decision:
    return Decision(members, same, "the secretary", date(2025, 7, day))


def test_certain_pairs_are_joined_with_their_reasons() -> None:
    found = judge([pair(0, 1, 0.999)], AGENCIES, [], {})

    assert found.groups == [(0, 1)]
    assert found.reasons == {1: [Reason("link.day.same"), Reason("link.quantity.same")]}
    assert found.doubtful == []


def test_doubtful_pairs_are_listed_and_not_joined() -> None:
    found = judge([pair(0, 1, 0.8)], AGENCIES, [], {})

    assert found.groups == []
    assert [(one.left, one.right) for one in found.doubtful] == [(0, 1)]


def test_unlikely_pairs_are_neither() -> None:
    found = judge([pair(0, 1, 0.1)], AGENCIES, [], {})

    assert (found.groups, found.doubtful) == ([], [])


def test_a_suspicious_pair_is_never_joined_by_rule() -> None:
    found = judge([pair(0, 1, 0.9999, suspicious=("link.value.factor",))], AGENCIES, [], {})

    assert found.groups == []
    assert len(found.doubtful) == 1


def test_a_certain_pair_that_shares_only_day_place_and_goods_is_doubtful() -> None:
    found = judge([ScoredPair(0, 1, 0.999, ("link.day.same", "link.area.same"))], AGENCIES, [], {})

    assert found.groups == []
    assert len(found.doubtful) == 1


def test_on_different_days_one_close_quantity_is_not_enough() -> None:
    codes = ("link.day.next", "link.place.same", "link.quantity.close", "link.persons.same", "link.vehicles.same")

    assert judge([ScoredPair(0, 1, 0.999, codes)], AGENCIES, [], {}).groups == []
    assert judge([ScoredPair(0, 1, 0.999, (*codes, "link.value.close"))], AGENCIES, [], {}).groups == [(0, 1)]


def test_a_chain_is_not_joined_where_its_ends_contradict() -> None:
    found = judge([pair(0, 1, 0.999), pair(1, 2, 0.995), pair(0, 2, 0.01)], AGENCIES, [], {})

    assert found.groups == [(0, 1)]
    assert [(one.left, one.right, one.codes[-1]) for one in found.doubtful] == [(1, 2, "link.chain.unlike")]


def test_a_chain_does_not_join_two_reports_of_one_agency() -> None:
    found = judge([pair(0, 1, 0.999), pair(1, 3, 0.995)], AGENCIES, [], {})

    assert found.groups == [(0, 1)]
    assert found.doubtful[0].codes[-1] == "link.chain.agency"


def test_three_reports_that_fit_are_one_event() -> None:
    found = judge([pair(0, 1, 0.999), pair(1, 2, 0.995), pair(0, 2, 0.9)], AGENCIES, [], {})

    assert found.groups == [(0, 1, 2)]
    assert found.doubtful == []


def test_a_persons_word_parts_what_a_rule_would_join() -> None:
    found = judge([pair(0, 1, 0.999)], AGENCIES, [decide(("s0", "s1"), same=False)], SOURCES)

    assert (found.groups, found.doubtful) == ([], [])


def test_a_persons_word_joins_what_a_rule_would_part() -> None:
    found = judge([pair(0, 3, 0.4)], AGENCIES, [decide(("s0", "s3"), same=True)], SOURCES)

    assert found.groups == [(0, 3)]
    assert found.decided == {0, 3}
    assert found.doubtful == []


def test_the_later_decision_holds() -> None:
    decisions = [decide(("s0", "s1"), same=False, day=9), decide(("s0", "s1"), same=True, day=3)]

    assert judge([], AGENCIES, decisions, SOURCES).groups == []


def test_a_rule_does_not_join_round_a_persons_word() -> None:
    pairs = [pair(0, 1, 0.999), pair(1, 2, 0.998)]

    found = judge(pairs, AGENCIES, [decide(("s0", "s2"), same=False)], SOURCES)

    assert found.groups == [(0, 1)]
    assert found.doubtful[0].codes[-1] == "link.chain.person"
