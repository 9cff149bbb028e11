"""What others ask about submissions, what is due, and what was reported."""

from tasvir.rooms.reports.queries.answers import answer_in
from tasvir.rooms.reports.queries.commissions import commission_of
from tasvir.rooms.reports.queries.counted import counted_answers, counted_letters, counted_submissions
from tasvir.rooms.reports.queries.due import Completeness, DueReport, Share, completeness, due_reports, overdue_of
from tasvir.rooms.reports.queries.duties import officers_of, open_steps, secretaries_of
from tasvir.rooms.reports.queries.office import calendar_of, day_of
from tasvir.rooms.reports.queries.submissions import find_submission, versions_of, visible_submissions

__all__ = [
    "Completeness",
    "DueReport",
    "Share",
    "answer_in",
    "calendar_of",
    "commission_of",
    "completeness",
    "counted_answers",
    "counted_letters",
    "counted_submissions",
    "day_of",
    "due_reports",
    "find_submission",
    "officers_of",
    "open_steps",
    "overdue_of",
    "secretaries_of",
    "versions_of",
    "visible_submissions",
]
