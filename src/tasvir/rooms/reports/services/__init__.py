"""What changes submissions, expectations and declared values."""

from tasvir.rooms.reports.services.contents import Letter
from tasvir.rooms.reports.services.reading import begin_reading, read_submission
from tasvir.rooms.reports.services.receiving import receive_submission
from tasvir.rooms.reports.services.steps import (
    accept,
    approve,
    lock,
    return_to_agency,
    set_sensitivity,
    submit,
    withdraw,
)

__all__ = [
    "Letter",
    "accept",
    "approve",
    "begin_reading",
    "lock",
    "read_submission",
    "receive_submission",
    "return_to_agency",
    "set_sensitivity",
    "submit",
    "withdraw",
]
