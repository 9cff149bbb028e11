"""The tables of the people room."""

from tasvir.rooms.people.models.access_token import AccessToken
from tasvir.rooms.people.models.appointment import Appointment, NamedReader
from tasvir.rooms.people.models.body import AGENCY, COMMISSION, Body, WorkingGroup
from tasvir.rooms.people.models.user import User

__all__ = ["AGENCY", "COMMISSION", "AccessToken", "Appointment", "Body", "NamedReader", "User", "WorkingGroup"]
