"""What is asked about incidents."""

from tasvir.rooms.incidents.queries.events import EventOf, event_of
from tasvir.rooms.incidents.queries.facts import OUTLINE, Fact, facts_of, heading_of, labels_of, said_rows
from tasvir.rooms.incidents.queries.groups import GroupSeen, group_seen, groups_seen
from tasvir.rooms.incidents.queries.listing import and_below
from tasvir.rooms.incidents.queries.parties import others_of, visible_parties
from tasvir.rooms.incidents.queries.records import history_of, lines_of
from tasvir.rooms.incidents.queries.tables import LinkState, counted_table, link_states
from tasvir.rooms.incidents.queries.visible import incident_seen, visible_incidents

__all__ = [
    "OUTLINE", "EventOf", "Fact", "GroupSeen", "LinkState", "and_below", "counted_table", "event_of", "facts_of",
    "group_seen", "groups_seen", "heading_of", "history_of", "incident_seen", "labels_of", "lines_of", "link_states",
    "others_of", "said_rows", "visible_incidents", "visible_parties",
]  # fmt: skip
