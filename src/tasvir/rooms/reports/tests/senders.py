"""What the tests of this room hand in: small lists, letters and forms in the name of the cast."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tasvir.core.calendars.periods import parse_period
from tasvir.rooms.people.models import Body, User
from tasvir.rooms.reports import services
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.queries import answer_in

NOW = datetime(2025, 10, 1, 8, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
PERIOD = parse_period("1404-Q2")
LIST = (
    "ref,occurred_on,area,place,channel,violation,goods,quantity,unit,value,currency,lead_agency\n"
    "14-1,1404/05/02,IR-15,خرم‌آباد,post,smuggling,cigarettes,120,package,96000000,IRR,police\n"
    "14-2,1404/05/03,IR-15,بروجرد,road,smuggling,fuel,2000,L,50000000,IRR,police\n"
    "14-2,1404/05/03,IR-15,بروجرد,road,smuggling,fuel,2000,L,50000000,IRR,police\n"
    ",,,,,,,,,,,\n"
    "14-3,1404/12/30,IR-15,بروجرد,road,smuggling,fuel,2000,L,50000000,IRR,police\n"
).encode()
LETTER = (
    "گزارش عملکرد سه‌ماهه دوم سال ۱۴۰۴\n"
    "در این دوره ۱۲ فقره پرونده قاچاق تشکیل شد. ارزش کالاهای کشف‌شده ۵۰ میلیارد ریال بود.\n"
    "علت اصلی، نبود نظارت بر بازار است. پیشنهاد می‌شود گشت مشترک برگزار شود.\n"
)
ROW = {
    "ref": "15-1", "occurred_on": "1404/05/09", "area": "IR-15", "place": "الیگودرز", "violation": "smuggling",
    "goods": "cigarettes", "quantity": "10", "unit": "package", "value": "1000000", "currency": "IRR",
}  # fmt: skip


def receive(body: Body, by: User, *, now: datetime = NOW, client_id: UUID | None = None, **told: Any) -> Submission:
    """A submission of a list of incidents for the second quarter, unless the test tells otherwise."""
    told = {"kind": "incidents", "period": PERIOD, "entry": "file", **told}
    if not {"files", "rows"} & told.keys():
        told["files"] = [("list.csv", LIST)]
    return services.receive_submission(client_id=client_id or uuid4(), body=body, by=by, now=now, **told)


def receive_and_read(body: Body, by: User, **told: Any) -> Submission:
    """The same, read."""
    submission = receive(body, by, **told)
    services.read_submission(submission=submission, now=told.get("now", NOW))
    return submission


def accepted(body: Body, by: User, secretary: User, **told: Any) -> Submission:
    """The same, all the way to acceptance."""
    submission = receive_and_read(body, by, **told)
    services.submit(submission=submission, by=by, now=NOW)
    services.approve(submission=submission, by=by, now=NOW)
    return services.accept(submission=submission, by=secretary, now=LATER)


def told(submission: Submission, lang: str = "en") -> dict[str, Any]:
    """The answer to a submission that was read."""
    answer = answer_in(submission, lang)
    assert answer is not None
    return answer
