"""What other rooms and the pages ask about pictures."""

from tasvir.rooms.picture.queries.material import (
    Gathered,
    events_mark,
    fingerprint,
    gather,
    incident_rows,
    read_material,
)
from tasvir.rooms.picture.queries.methods import ToldMethod, methods_of, told_methods
from tasvir.rooms.picture.queries.pages import (
    ToldChange,
    charts_of,
    evidence_of,
    hidden_submissions,
    page_of,
    shown_picture,
    told_changes,
    voice_of,
)
from tasvir.rooms.picture.queries.pictures import (
    drift_since,
    kept_pictures,
    newest_picture,
    newest_snapshot,
    picture_json,
    readable_bodies,
    recent_pictures,
)
from tasvir.rooms.picture.queries.sources import Reader, Source, described, sources_page

__all__ = [
    "Gathered",
    "Reader",
    "Source",
    "ToldChange",
    "ToldMethod",
    "charts_of",
    "described",
    "drift_since",
    "events_mark",
    "evidence_of",
    "fingerprint",
    "gather",
    "hidden_submissions",
    "incident_rows",
    "kept_pictures",
    "methods_of",
    "newest_picture",
    "newest_snapshot",
    "page_of",
    "picture_json",
    "read_material",
    "readable_bodies",
    "recent_pictures",
    "shown_picture",
    "sources_page",
    "told_changes",
    "told_methods",
    "voice_of",
]
