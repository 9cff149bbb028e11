from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from tasvir.core.linkage.model import Decision, Linked, Reason, Repeat
from tasvir.core.linkage.tests.rows import incidents, seizure
from tasvir.warehouse.linkage import link
from tasvir.warehouse.tests.planted import Planted, lists, plant

LISTS = lists()
POLICE = seizure(place="بازار مرکزی خرم‌آباد", persons=2)
CUSTOMS = seizure(
    ref="G/77-4",
    lead_agency="customs",
    file="customs.xlsx",
    place="بازار مركزي خرم آباد",
    quantity=1180.0,
    quantity_base=23600.0,
    value=850_000_000,
    persons=2,
)


def joined_pairs(linked: Linked) -> set[tuple[str, str]]:
    return {(one, other) for group in linked.groups for one in group.members for other in group.members if one < other}


def doubtful_pairs(linked: Linked) -> set[tuple[str, ...]]:
    return {tuple(sorted(doubt.members)) for doubt in linked.doubtful}


@pytest.fixture(scope="module")
def planted() -> list[tuple[Planted, Linked]]:
    made = [plant(seed, events, days) for seed in (1, 2, 3) for events, days in ((700, 730), (150, 90))]
    return [(one, link(one.rows, lists=LISTS)) for one in made]


def test_joined_pairs_are_right_in_99_of_100(planted: list[tuple[Planted, Linked]]) -> None:
    joined = sum(len(joined_pairs(linked)) for _, linked in planted)
    right = sum(len(joined_pairs(linked) & made.pairs()) for made, linked in planted)

    assert joined > 400
    assert right / joined >= 0.99


def test_planted_copies_are_joined_or_listed_in_95_of_100(planted: list[tuple[Planted, Linked]]) -> None:
    true = sum(len(made.pairs()) for made, _ in planted)
    found = sum(len((joined_pairs(linked) | doubtful_pairs(linked)) & made.pairs()) for made, linked in planted)

    assert found / true >= 0.95


def test_the_list_for_a_person_is_short(planted: list[tuple[Planted, Linked]]) -> None:
    idle = sum(len(doubtful_pairs(linked) - made.pairs()) for made, linked in planted)

    assert idle < 0.06 * sum(made.rows.num_rows for made, _ in planted)


def test_every_row_is_used_or_says_why_not(planted: list[tuple[Planted, Linked]]) -> None:
    for made, linked in planted:
        told = linked.events.select(["used", "ignored", "incident"]).to_pylist()

        assert linked.reported == made.rows.num_rows
        assert all(row["used"] == (row["ignored"] is None) for row in told)
        assert len({row["incident"] for row in told if row["used"]}) == linked.distinct


def test_linkage_answers_the_same_twice() -> None:
    made = plant(5, 120, 200)

    first, second = link(made.rows, lists=LISTS), link(made.rows, lists=LISTS)

    assert first.events.equals(second.events)
    assert (first.groups, first.doubtful) == (second.groups, second.doubtful)


def test_two_agencies_that_tell_one_event_are_lead_and_partner() -> None:
    linked = link(incidents(POLICE, CUSTOMS), lists=LISTS)

    assert linked.distinct == 1
    assert [(group.lead_agency, group.partners, group.decided_by) for group in linked.groups] == [
        ("police", ("customs",), "rule")
    ]
    assert linked.events["ignored"].to_pylist() == [None, "partner_report"]
    assert linked.events["partners"].to_pylist() == ["customs", None]
    assert (
        Reason("link.place.variant") in linked.groups[0].reasons
        or Reason("link.place.same") in linked.groups[0].reasons
    )


def test_the_fuller_report_leads() -> None:
    bare = POLICE | {"value": None, "currency": None, "place": None, "persons": None}

    linked = link(
        incidents(bare | {"narrative": None}, CUSTOMS | {"quantity": 1200.0, "quantity_base": 24000.0}), lists=LISTS
    )

    assert linked.events["used"].to_pylist() == [False, True]


def test_one_agency_with_two_references_is_two_events() -> None:
    linked = link(incidents(POLICE, POLICE | {"ref": "P-2002"}), lists=LISTS)

    assert linked.distinct == 2


def test_tenfold_value_is_doubtful_and_not_joined() -> None:
    linked = link(
        incidents(POLICE, CUSTOMS | {"quantity": 1200.0, "quantity_base": 24000.0, "value": 9_000_000_000}), lists=LISTS
    )

    assert linked.distinct == 2
    assert Reason("link.value.factor") in linked.doubtful[0].reasons


def test_partners_named_in_one_report_are_credited() -> None:
    linked = link(incidents(POLICE | {"partner_agencies": "health|police|customs"}), lists=LISTS)

    assert linked.events["partners"].to_pylist() == ["customs|health"]


def test_a_decision_is_kept_and_told() -> None:
    rows = incidents(POLICE, CUSTOMS)
    members = tuple(rows["source"].to_pylist())

    apart = link(rows, decisions=[Decision(members, False, "chair", date(2025, 8, 1))], lists=LISTS)
    together = link(rows, decisions=[Decision(members, True, "chair", date(2025, 8, 1))], lists=LISTS)

    assert (apart.distinct, apart.groups, apart.doubtful) == (2, [], [])
    assert together.groups[0].decided_by == "person"
    assert together.groups[0].reasons == (Reason("link.person", {"by": "chair", "on": "2025-08-01"}),)


def test_an_exact_repeat_counts_once_and_is_doubtful() -> None:
    rows = incidents(POLICE | {"ref": None})
    repeat = Repeat("list.xlsx#S!A3", "list.xlsx", "S", 3, "list.xlsx#S!A2")

    linked = link(rows, repeats=[repeat], lists=LISTS)

    assert (linked.reported, linked.distinct) == (2, 1)
    assert linked.events["ignored"].to_pylist() == [None, "duplicate"]
    assert [(doubt.members, doubt.reasons) for doubt in linked.doubtful] == [
        (("list.xlsx#S!A2", "list.xlsx#S!A3"), (Reason("repeat.exact"),))
    ]


def test_a_person_may_call_a_repeat_an_event_of_its_own() -> None:
    rows = incidents(POLICE | {"ref": None})
    repeat = Repeat("list.xlsx#S!A3", "list.xlsx", "S", 3, "list.xlsx#S!A2")
    word = Decision(("list.xlsx#S!A2", "list.xlsx#S!A3"), False, "secretary", date(2025, 8, 1))

    linked = link(rows, repeats=[repeat], decisions=[word], lists=LISTS)

    assert (linked.reported, linked.distinct, linked.doubtful) == (2, 2, [])


def test_persons_of_an_incident_are_not_added_over_its_lines() -> None:
    linked = link(incidents(POLICE | {"line": 1}, POLICE | {"line": 2, "goods": "tea"}), lists=LISTS)

    assert linked.events["event_persons"].to_pylist() == [2, None]
    assert linked.events["lines"].to_pylist() == [2, 2]


def test_persons_that_the_lead_leaves_blank_come_from_the_first_partner_that_tells_them() -> None:
    lead = POLICE | {"persons": None, "vehicles": 0, "brand": "Tir", "detection": "tip"}
    prosecutor = POLICE | {"ref": "D/31-9", "lead_agency": "prosecutor", "value": None, "persons": 3, "vehicles": 1}
    rows = incidents(lead, CUSTOMS | {"vehicles": 2}, prosecutor)
    word = Decision(tuple(rows["source"].to_pylist()), True, "chair", date(2025, 8, 1))

    events = link(rows, decisions=[word], lists=LISTS).events

    assert events["leads"].to_pylist() == [True, False, False]
    assert events["event_persons"].to_pylist() == [2, None, None]
    assert events["event_vehicles"].to_pylist() == [0, None, None]


def test_persons_that_a_goods_line_of_the_lead_tells_go_before_a_partner() -> None:
    lines = (POLICE | {"line": 1, "persons": None}, POLICE | {"line": 2, "goods": "tea", "persons": 1})
    rows = incidents(*lines, CUSTOMS | {"persons": 4})
    word = Decision(tuple(rows["source"].to_pylist()), True, "chair", date(2025, 8, 1))

    assert link(rows, decisions=[word], lists=LISTS).events["event_persons"].to_pylist() == [1, None, None]


def test_a_crowd_of_one_day_place_and_goods_is_told_and_its_case_numbers_still_join() -> None:
    crowd = [POLICE | {"ref": f"P-{1000 + n}", "value": None, "quantity_base": 20.0 * n + 1} for n in range(100)]
    told = (POLICE | {"ref": "P-2000", "case_ref": "1404/77-12"}, CUSTOMS | {"case_ref": "1404/77-12"})

    linked = link(incidents(*crowd, *told), lists=LISTS)

    assert linked.not_compared == 102
    assert [len(group.members) for group in linked.groups] == [2]
    assert link(incidents(*told), lists=LISTS).not_compared == 0


def test_no_rows_are_no_events() -> None:
    linked = link(incidents(), lists=LISTS)

    assert (linked.reported, linked.distinct, linked.groups, linked.doubtful) == (0, 0, [], [])


def test_linkage_and_frames_leave_the_terminal_clean() -> None:
    code = """
from tasvir.core.linkage.tests.rows import incidents, seizure
from tasvir.warehouse.linkage import link
from tasvir.warehouse.snapshot import Warehouse
linked = link(incidents(seizure(), seizure(ref="X-1", lead_agency="customs")))
with Warehouse.in_memory() as warehouse:
    warehouse.load("events", linked.events)
    warehouse.frame("events").collect(backend="pyarrow")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
