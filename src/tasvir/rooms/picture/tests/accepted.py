"""What the tests of this room count: two agencies' lists of one event told twice, totals and a letter, all accepted."""

from __future__ import annotations

from typing import Any

from tests.cast import NOW, Cast

from tasvir.core.calendars.periods import parse_period
from tasvir.rooms.picture import services
from tasvir.rooms.picture.models import MadePicture
from tasvir.rooms.reports.tests.senders import accepted

PERIOD = parse_period("1404-Q2")
HEAD = "ref,occurred_on,area,place,channel,violation,goods,quantity,unit,value,currency,lead_agency,partner_agencies\n"
POLICE = (
    HEAD + "p-1,1404/05/02,IR-15,خرم‌آباد,post,smuggling,cigarettes,120,package,96000000,IRR,police,customs\n"
    "p-2,1404/05/03,IR-15,بروجرد,road,smuggling,fuel,2000,L,50000000,IRR,police,\n"
    "p-3,1404/12/30,IR-15,بروجرد,road,smuggling,fuel,2000,L,50000000,IRR,police,\n"
    "p-4,1403/05/03,IR-15,بروجرد,road,smuggling,fuel,900,L,20000000,IRR,police,\n"
).encode()
CUSTOMS = (
    HEAD + "c-1,1404/05/02,IR-15,خرم‌آباد,post,smuggling,cigarettes,120,package,96000000,IRR,customs,police\n"
    "c-2,1404/06/11,IR-15,ازنا,road,smuggling,rice,500,kg,70000000,IRR,customs,\n"
).encode()
LETTER = (
    "گزارش عملکرد سه‌ماهه دوم سال ۱۴۰۴\nعلت اصلی، نبود نظارت بر بازار است. پیشنهاد می‌شود گشت مشترک برگزار شود.\n"
).encode()


def accept_reports(cast: Cast, **told: Any) -> None:
    """The three reports, accepted; `told` goes to the letter."""
    accepted(cast.police, cast.officer, cast.secretary, files=[("list.csv", POLICE)])
    accepted(cast.customs, cast.other_officer, cast.secretary, files=[("list.csv", CUSTOMS)])
    accepted(cast.police, cast.officer, cast.secretary, kind="written", files=[("letter.txt", LETTER)], **told)


def make(cast: Cast, code: str = "lorestan", lang: str = "en", **told: Any) -> MadePicture:
    """The picture of a body in the second quarter, made at once."""
    made = services.ask_for_picture(
        body=cast.bodies[code],
        period=PERIOD,
        comparisons=told.pop("comparisons", ["same-period-last-year"]),
        lang=lang,
        by=cast.secretary,
        now=NOW,
        **told,
    )
    made.refresh_from_db()
    return made
