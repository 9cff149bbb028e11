"""Change bodies, working groups, persons, appointments and keys."""

from tasvir.rooms.people.services.appointments import appoint, end_appointment
from tasvir.rooms.people.services.bodies import add_body, add_listed_agencies, change_body, end_body, move_body
from tasvir.rooms.people.services.first_run import found_office, is_empty, is_setup_code, setup_code
from tasvir.rooms.people.services.groups import add_group, add_listed_groups, change_group, open_group
from tasvir.rooms.people.services.persons import (
    add_person,
    change_person,
    deactivate_person,
    end_session,
    reactivate_person,
    reset_second_factor,
    send_password_link,
    set_password,
)
from tasvir.rooms.people.services.readers import name_readers
from tasvir.rooms.people.services.tokens import end_token, make_token, note_token_use

__all__ = [
    "add_body",
    "add_group",
    "add_listed_agencies",
    "add_listed_groups",
    "add_person",
    "appoint",
    "change_body",
    "change_group",
    "change_person",
    "deactivate_person",
    "end_appointment",
    "end_body",
    "end_session",
    "end_token",
    "found_office",
    "is_empty",
    "is_setup_code",
    "make_token",
    "move_body",
    "name_readers",
    "note_token_use",
    "open_group",
    "reactivate_person",
    "reset_second_factor",
    "send_password_link",
    "set_password",
    "setup_code",
]
