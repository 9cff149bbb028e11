"""What may be done with incidents."""

from tasvir.rooms.incidents.services.exports import ask_export, make_export, open_export
from tasvir.rooms.incidents.services.links import Link, replace_groups, write_links
from tasvir.rooms.incidents.services.parties import add_party, note_look_up, note_opened, remove_party
from tasvir.rooms.incidents.services.rows import replace_rows, set_counted, set_sensitivity
from tasvir.rooms.incidents.services.views import remove_view, save_view

__all__ = [
    "Link", "add_party", "ask_export", "make_export", "note_look_up", "note_opened", "open_export", "remove_party",
    "remove_view", "replace_groups", "replace_rows", "save_view", "set_counted", "set_sensitivity", "write_links",
]  # fmt: skip
