"""The tables of the matching room."""

from tasvir.rooms.matching.models.decision import Decision
from tasvir.rooms.matching.models.linking import Linking
from tasvir.rooms.matching.models.pair import DoubtfulPair
from tasvir.rooms.matching.models.question import Question

__all__ = ["Decision", "DoubtfulPair", "Linking", "Question"]
