"""What may be done with incidents."""

from tasvir.rooms.incidents.services.links import Link, replace_groups, write_links
from tasvir.rooms.incidents.services.rows import replace_rows, set_counted, set_sensitivity

__all__ = [
    "Link",
    "replace_groups",
    "replace_rows",
    "set_counted",
    "set_sensitivity",
    "write_links",
]
