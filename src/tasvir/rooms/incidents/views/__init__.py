"""The pages of the incidents room."""

from tasvir.rooms.incidents.views.exports import download, export, export_page
from tasvir.rooms.incidents.views.listing import incident_list, remove_saved, save_list
from tasvir.rooms.incidents.views.record import add, look_up, record, remove

__all__ = [
    "add", "download", "export", "export_page", "incident_list", "look_up", "record", "remove", "remove_saved",
    "save_list",
]  # fmt: skip
