"""The tables of the reports room."""

from tasvir.rooms.reports.models.attachment import Attachment, Conflict
from tasvir.rooms.reports.models.declared import PastTotal, PlanTarget
from tasvir.rooms.reports.models.expectation import Expectation, LetterCounter, Reminder
from tasvir.rooms.reports.models.reported import ReportedEffort, ReportedFigure
from tasvir.rooms.reports.models.submission import ReceiptCounter, Submission
from tasvir.rooms.reports.models.written import WrittenFigure, WrittenStatement, WrittenText

__all__ = [
    "Attachment",
    "Conflict",
    "Expectation",
    "LetterCounter",
    "PastTotal",
    "PlanTarget",
    "ReceiptCounter",
    "Reminder",
    "ReportedEffort",
    "ReportedFigure",
    "Submission",
    "WrittenFigure",
    "WrittenStatement",
    "WrittenText",
]
