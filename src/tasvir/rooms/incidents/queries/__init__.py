"""What is asked about incidents."""

from tasvir.rooms.incidents.queries.events import EventOf, event_of
from tasvir.rooms.incidents.queries.tables import LinkState, counted_table, link_states
from tasvir.rooms.incidents.queries.visible import visible_incidents

__all__ = ["EventOf", "LinkState", "counted_table", "event_of", "link_states", "visible_incidents"]
