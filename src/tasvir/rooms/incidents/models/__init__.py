"""The tables of the incidents room."""

from tasvir.rooms.incidents.models.event_group import EventGroup
from tasvir.rooms.incidents.models.export import Export
from tasvir.rooms.incidents.models.incident import Incident
from tasvir.rooms.incidents.models.party import Party
from tasvir.rooms.incidents.models.saved_view import SavedView

__all__ = ["EventGroup", "Export", "Incident", "Party", "SavedView"]
