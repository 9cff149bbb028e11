"""What is asked about decisions, pairs and questions."""

from tasvir.rooms.matching.queries.decisions import decisions, visible_decisions
from tasvir.rooms.matching.queries.pairs import Place, Progress, place_of, progress_of, visible_pairs, wanted_pairs
from tasvir.rooms.matching.queries.questions import open_questions, visible_questions

__all__ = [
    "Place", "Progress", "decisions", "open_questions", "place_of", "progress_of", "visible_decisions",
    "visible_pairs", "visible_questions", "wanted_pairs",
]  # fmt: skip
