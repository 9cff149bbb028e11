"""What may be done at the desk."""

from tasvir.rooms.matching.services.deciding import decide, decide_pair, undo
from tasvir.rooms.matching.services.linking import rerun
from tasvir.rooms.matching.services.questions import answer, ask

__all__ = ["answer", "ask", "decide", "decide_pair", "rerun", "undo"]
