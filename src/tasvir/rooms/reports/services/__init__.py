"""What changes submissions, expectations and declared values."""

from tasvir.rooms.reports.services.confirming import confirm_figure, confirm_statement
from tasvir.rooms.reports.services.conflicts import correct_with_conflict
from tasvir.rooms.reports.services.contents import Letter
from tasvir.rooms.reports.services.drafts import save_draft
from tasvir.rooms.reports.services.expecting import add_expectation, end_expectation, set_target
from tasvir.rooms.reports.services.history import load_history
from tasvir.rooms.reports.services.reading import begin_reading, read_submission
from tasvir.rooms.reports.services.receiving import receive_submission
from tasvir.rooms.reports.services.reminding import remind, reminder_text
from tasvir.rooms.reports.services.steps import (
    accept,
    approve,
    lock,
    return_to_agency,
    set_sensitivity,
    submit,
    withdraw,
)
from tasvir.rooms.reports.services.zero import report_zero, zero_rows

__all__ = [
    "Letter",
    "accept",
    "add_expectation",
    "approve",
    "begin_reading",
    "confirm_figure",
    "confirm_statement",
    "correct_with_conflict",
    "end_expectation",
    "load_history",
    "lock",
    "read_submission",
    "receive_submission",
    "remind",
    "reminder_text",
    "report_zero",
    "return_to_agency",
    "save_draft",
    "set_sensitivity",
    "set_target",
    "submit",
    "withdraw",
    "zero_rows",
]
