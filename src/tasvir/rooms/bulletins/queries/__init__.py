"""What pages and the interface ask about bulletins."""

from tasvir.rooms.bulletins.queries.bulletins import (
    Verified,
    drawable_pictures,
    issued_bulletins,
    later_bulletin,
    sha256_of,
    verify_hash,
    visible_bulletins,
)
from tasvir.rooms.bulletins.queries.fields import field_values, known_fields, listed_fields
from tasvir.rooms.bulletins.queries.office import Office, office_of
from tasvir.rooms.bulletins.queries.public_editions import (
    public_notices,
    public_picture,
    public_tables,
    published_editions,
    visible_editions,
    visible_notices,
)
from tasvir.rooms.bulletins.queries.templates import letter_template, usable_versions, visible_templates

__all__ = [
    "Office",
    "Verified",
    "drawable_pictures",
    "field_values",
    "issued_bulletins",
    "known_fields",
    "later_bulletin",
    "letter_template",
    "listed_fields",
    "office_of",
    "public_notices",
    "public_picture",
    "public_tables",
    "published_editions",
    "sha256_of",
    "usable_versions",
    "verify_hash",
    "visible_bulletins",
    "visible_editions",
    "visible_notices",
    "visible_templates",
]
