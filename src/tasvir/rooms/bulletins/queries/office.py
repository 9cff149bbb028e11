"""The office behind a body as documents need it: its names, lists and calendar."""

from __future__ import annotations

from dataclasses import dataclass

from tasvir.core.calendars.systems import System
from tasvir.core.picture.office.commission import Commission
from tasvir.core.picture.office.own_lists import office_lists
from tasvir.core.picture.wording import Wording
from tasvir.core.vocabulary.lists import Lists
from tasvir.foundation.labels import current_lists
from tasvir.rooms.people.models import Body
from tasvir.rooms.reports.queries import commission_of


@dataclass(frozen=True)
class Office:
    """A commission with its own lists."""

    commission: Commission
    lists: Lists

    def voice(self, lang: str) -> Wording:
        """How the office says things in a language."""
        system: System = "jalali" if self.commission.calendar == "jalali" else "gregorian"
        return Wording(lang, self.lists, self.commission, system)


def office_of(body: Body) -> Office:
    """The office of a body, as its pictures know it."""
    commission = commission_of(body)
    return Office(commission, office_lists(current_lists(), commission))
