"""The tree of bodies and the working groups in it."""

from __future__ import annotations

import pytest
from tests.cast import NOW, Cast

from tasvir.core.errors import UserError
from tasvir.rooms.audit.models import Event
from tasvir.rooms.people.models import AGENCY, COMMISSION, Appointment, Body
from tasvir.rooms.people.queries import access_of, bodies_below
from tasvir.rooms.people.services import (
    add_body,
    add_group,
    add_listed_agencies,
    add_listed_groups,
    appoint,
    change_body,
    change_group,
    end_body,
    move_body,
    open_group,
)


@pytest.fixture
def county(cast: Cast) -> Body:
    """A county commission of Lorestan with one agency below it."""
    made = add_body(code="county", kind=COMMISSION, parent=cast.lorestan, by=cast.secretary, now=NOW, name_en="County")
    add_body(code="county-police", kind=AGENCY, parent=made, by=cast.secretary, now=NOW, name_en="County police")
    return made


def test_add_body_makes_a_code_of_its_own(cast: Cast) -> None:
    first = add_body(code="", kind=AGENCY, parent=cast.lorestan, by=cast.secretary, now=NOW, agency="tax", name_fa="ا")
    second = add_body(code="", kind=AGENCY, parent=cast.lorestan, by=cast.secretary, now=NOW, agency="tax", name_fa="ا")
    third = add_body(code="", kind=COMMISSION, parent=cast.lorestan, by=cast.secretary, now=NOW, name_fa="شهرستان")

    assert (first.code, second.code, third.code) == ("lorestan-tax", "lorestan-tax-2", "body")
    assert first.above_ids == [cast.nation.pk, cast.lorestan.pk]


@pytest.mark.parametrize("by", ["chair", "analyst", "auditor", "officer", "secretary_elsewhere", "outsider"])
def test_add_body_refuses_those_who_do_not_manage_the_place(cast: Cast, by: str) -> None:
    with pytest.raises(UserError, match=r"people\.refused\.body"):
        add_body(code="x", kind=AGENCY, parent=cast.lorestan, by=cast.people[by], now=NOW, name_en="X")


def test_nobody_adds_a_body_at_the_top_or_under_an_ended_one(cast: Cast, county: Body) -> None:
    with pytest.raises(UserError, match=r"people\.refused\.body"):
        add_body(code="x", kind=COMMISSION, parent=None, by=cast.administrator, now=NOW, name_en="X")
    Body.objects.filter(pk=county.pk).update(active=False)
    with pytest.raises(UserError, match="ended_body"):
        add_body(code="x", kind=COMMISSION, parent=county, by=cast.administrator, now=NOW, name_en="X")


def test_move_body_takes_everything_below_with_it(cast: Cast, county: Body) -> None:
    other = add_body(code="other", kind=COMMISSION, parent=cast.lorestan, by=cast.secretary, now=NOW, name_en="Other")

    move_body(body=county, under=other, by=cast.secretary, now=NOW)

    codes = [body.code for body in bodies_below(cast.lorestan)]
    below = Body.objects.get(code="county-police")
    assert codes == ["lorestan", "police", "customs", "other", "county", "county-police"]
    assert below.above_ids == [cast.nation.pk, cast.lorestan.pk, other.pk, county.pk]
    assert Event.objects.get(kind="people.body_moved").facts == {"was_under": "lorestan", "under": "other"}


def test_move_body_refuses_itself_what_is_below_and_an_agency(cast: Cast, county: Body) -> None:
    below = add_body(code="below", kind=COMMISSION, parent=county, by=cast.secretary, now=NOW, name_en="Below")

    for under, code in ((county, "below_itself"), (below, "below_itself"), (cast.police, "not_a_commission")):
        with pytest.raises(UserError, match=code):
            move_body(body=county, under=under, by=cast.secretary, now=NOW)


def test_move_body_needs_both_places(cast: Cast, county: Body) -> None:
    # Out of the own scope, into it from elsewhere, and the own top: none of these.
    for body, under in ((county, cast.tayninh), (cast.police_tayninh, cast.lorestan), (cast.lorestan, cast.tayninh)):
        with pytest.raises(UserError, match=r"people\.refused\.body"):
            move_body(body=body, under=under, by=cast.administrator, now=NOW)


def test_a_moved_body_is_seen_from_its_new_place_only(cast: Cast, county: Body) -> None:
    appoint(person=cast.outsider, body=county, role="secretary", by=None, now=NOW)
    move_body(body=Body.objects.get(code="county-police"), under=cast.lorestan, by=cast.secretary, now=NOW)

    assert access_of(cast.outsider).body_codes("people.read") == {"county"}


def test_end_body_ends_its_roles_and_keeps_it_in_the_tree(cast: Cast) -> None:
    end_body(body=cast.police, by=cast.secretary, now=NOW, reason="merged")

    ended = Appointment.objects.get(user=cast.officer)
    event = Event.objects.get(kind="people.body_ended")
    assert (ended.ended_at, Body.objects.get(code="police").active, event.reason) == (NOW, False, "merged")


def test_end_body_refuses_the_top_those_with_bodies_below_and_ones_own(cast: Cast, county: Body) -> None:
    for body, by, code in (
        (cast.nation, None, "top_body"),
        (county, cast.secretary, "bodies_below"),
        (cast.lorestan, cast.administrator, r"refused\.body"),
    ):
        with pytest.raises(UserError, match=code):
            end_body(body=body, by=by, now=NOW)


def test_change_body_needs_a_name_and_tells_what_changed(cast: Cast) -> None:
    change_body(body=cast.police, by=cast.secretary, now=NOW, name_vi="Công an", name_en="Police")

    with pytest.raises(UserError, match="no_name"):
        change_body(body=cast.police, by=cast.secretary, now=NOW, name_fa="", name_vi="", name_en="")
    assert Event.objects.get(kind="people.body_changed").facts == {"fields": ["name_vi"]}


def test_listed_agencies_come_once(cast: Cast) -> None:
    first = add_listed_agencies(commission=cast.lorestan, codes=["police", "tax"], by=cast.secretary, now=NOW)
    again = add_listed_agencies(commission=cast.lorestan, codes=["police", "tax"], by=cast.secretary, now=NOW)

    assert ([body.code for body in first], again) == (["lorestan-tax"], [])
    assert first[0].names.keys() == {"fa", "vi", "en"}


def test_groups_are_made_named_filled_closed_and_opened(cast: Cast) -> None:
    group = add_group(commission=cast.lorestan, names={"name_fa": "نوشت‌افزار"}, by=cast.secretary, now=NOW)
    change_group(
        group=group, names={"name_en": "Stationery"}, members=[cast.police, cast.customs], by=cast.secretary, now=NOW
    )
    open_group(group=group, active=False, by=cast.secretary, now=NOW)
    open_group(group=group, active=True, by=cast.secretary, now=NOW)

    kinds = list(Event.objects.filter(subject="working_group").order_by("number").values_list("kind", flat=True))
    assert (group.code, group.names["en"], group.members.count()) == ("group", "Stationery", 2)
    assert [kind.split("_")[1] for kind in kinds] == ["added", "changed", "closed", "opened"]


def test_groups_refuse_foreign_members_and_foreign_hands(cast: Cast) -> None:
    (group,) = add_listed_groups(commission=cast.lorestan, codes=["handicrafts"], by=cast.secretary, now=NOW)

    with pytest.raises(UserError, match="foreign_member"):
        change_group(group=group, names={}, members=[cast.police_tayninh], by=cast.secretary, now=NOW)
    for by in ("chair", "officer", "secretary_elsewhere"):
        with pytest.raises(UserError, match=r"refused\.body"):
            open_group(group=group, active=False, by=cast.people[by], now=NOW)
    with pytest.raises(UserError, match="not_a_commission"):
        add_group(commission=cast.police, names={"name_en": "X"}, by=cast.secretary, now=NOW)
