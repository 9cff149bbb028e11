"""What the access tests open in this room: a ready picture of a body, one of its numbers, one that was kept."""

from __future__ import annotations

from tests.cast import NOW, Cast

from tasvir.core.calendars.periods import parse_period
from tasvir.core.vocabulary.messages import LANGUAGES
from tasvir.foundation import files
from tasvir.rooms.picture import choices, services
from tasvir.rooms.picture.models import MadePicture, MethodNotice

PERIOD = "1404-Q2"
_EMPTY = b"""{"lang": "fa", "commission": {"name": {"fa": "x"}, "area": null}, "made_on": "2025-10-01",
"period": {"label": "x", "name": "1404-Q2", "calendar": "jalali", "kind": "quarter", "start": "2025-06-22",
"end": "2025-09-22"}, "comparisons": [], "sources": [], "counted_once": {"reported": 0, "distinct": 0, "groups": [],
"doubtful": [], "folder": {"reported": 0, "distinct": 0}, "not_compared": 0},
"numbers": [{"measure": "cases_detected", "by": {}, "value": 0, "unit": "case", "state": "zero", "comparisons": [],
"rows_used": 0, "rows_ignored": [], "sources": {"count": 0, "examples": [], "key": "cases_detected"},
"basis": "events", "label": "x", "value_label": "0", "confirmed": true}],
"reporting": {"expected": null, "received": 0, "on_time": 0, "undated": 0, "missing": [], "missing_reports": [],
"late_reports": [], "reports": []}, "reconciliation": [], "analysis": {}, "statements": [], "written": [],
"unplaced": [], "findings": [], "source_texts": {}}"""


def empty_picture(cast: Cast, code: str) -> MadePicture:
    """A ready picture of a body in every language, without anything in it."""
    body, period = cast.bodies[code], parse_period(PERIOD)
    stored = files.store(_EMPTY, now=NOW)
    made = MadePicture.objects.bulk_create(
        MadePicture(
            body=body,
            period_name=PERIOD,
            period_start=period.start,
            period_end=period.end,
            comparisons="same-period-last-year",
            lang=lang,
            state=choices.READY,
            file=stored,
            asked_at=NOW,
            made_at=NOW,
        )
        for lang in LANGUAGES
    )
    return made[0]


def _body(cast: Cast, code: str) -> dict[str, object]:
    return {"body": cast.bodies[code].code}


def _picture(cast: Cast, code: str) -> dict[str, object]:
    empty_picture(cast, code)
    return {"body": code, "period": PERIOD}


def _kept(cast: Cast, code: str) -> dict[str, object]:
    kept = services.keep_picture(made=empty_picture(cast, code), label="12/404", by=cast.secretary, now=NOW)
    return {"body": code, "period": PERIOD, "pk": kept.pk}


def _method(cast: Cast, code: str) -> dict[str, object]:
    texts = dict.fromkeys(LANGUAGES, "x")
    notice = MethodNotice.objects.create(
        body=cast.bodies[code], key="k", origin="found", texts=texts, period_name=PERIOD, noted_at=NOW
    )
    return {"body": code, "pk": notice.pk}


SUBJECTS = {
    "picture_method": _method,
    "body_of_pictures": _body,
    "picture": _picture,
    "picture_number": lambda cast, code: {**_picture(cast, code), "index": 0},
    "picture_evidence": lambda cast, code: {**_picture(cast, code), "key": "numbers/0"},
    "picture_file": lambda cast, code: {**_picture(cast, code), "form": "json"},
    "kept_picture": _kept,
}
