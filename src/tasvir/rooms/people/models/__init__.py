"""The tables of the people room."""

from tasvir.rooms.people.models.appointment import Appointment, NamedReader
from tasvir.rooms.people.models.body import Body, WorkingGroup
from tasvir.rooms.people.models.user import User

__all__ = ["Appointment", "Body", "NamedReader", "User", "WorkingGroup"]
