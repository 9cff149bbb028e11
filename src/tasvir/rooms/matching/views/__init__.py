"""The pages of the matching room."""

from tasvir.rooms.matching.views.desk import ask_agency, decide_one, desk, link_now
from tasvir.rooms.matching.views.history import history, keep_apart, together, undo_one
from tasvir.rooms.matching.views.questions import question, questions

__all__ = [
    "ask_agency", "decide_one", "desk", "history", "keep_apart", "link_now", "question", "questions", "together",
    "undo_one",
]  # fmt: skip
