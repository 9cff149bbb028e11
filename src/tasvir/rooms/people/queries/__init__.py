"""What other rooms ask about bodies, persons and access."""

from tasvir.rooms.people.queries.access import NOBODY, Access, access_of
from tasvir.rooms.people.queries.bodies import bodies_below, reporting_bodies

__all__ = ["NOBODY", "Access", "access_of", "bodies_below", "reporting_bodies"]
