"""What others ask about submissions, what is due, and what was reported."""

from tasvir.rooms.reports.queries.answers import answer_in
from tasvir.rooms.reports.queries.duties import officers_of, open_steps
from tasvir.rooms.reports.queries.office import calendar_of, day_of
from tasvir.rooms.reports.queries.submissions import find_submission, versions_of, visible_submissions

__all__ = [
    "answer_in",
    "calendar_of",
    "day_of",
    "find_submission",
    "officers_of",
    "open_steps",
    "versions_of",
    "visible_submissions",
]
