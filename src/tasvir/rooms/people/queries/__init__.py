"""What other rooms ask about bodies, persons and access."""

from tasvir.rooms.people.queries.access import NOBODY, Access, Post, access_of
from tasvir.rooms.people.queries.bodies import (
    bodies_below,
    found_bodies,
    managed_commissions,
    offered,
    reporting_bodies,
    visible_bodies,
    visible_groups,
)
from tasvir.rooms.people.queries.persons import (
    found_persons,
    has_second_factor,
    may_grant,
    may_look_after,
    named_readers,
    visible_appointments,
    visible_persons,
    who_may_what,
    with_roles,
)
from tasvir.rooms.people.queries.tokens import access_of_token, find_token

__all__ = [
    "NOBODY",
    "Access",
    "Post",
    "access_of",
    "access_of_token",
    "bodies_below",
    "find_token",
    "found_bodies",
    "found_persons",
    "has_second_factor",
    "managed_commissions",
    "may_grant",
    "may_look_after",
    "named_readers",
    "offered",
    "reporting_bodies",
    "visible_appointments",
    "visible_bodies",
    "visible_groups",
    "visible_persons",
    "who_may_what",
    "with_roles",
]
