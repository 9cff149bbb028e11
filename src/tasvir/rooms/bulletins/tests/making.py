"""Pictures, templates and bulletins for the tests of this room."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import docx
from tests.cast import Cast

from tasvir.foundation import files
from tasvir.rooms.bulletins import services
from tasvir.rooms.bulletins.models import Bulletin, PublicEdition, ViolationNotice, WordTemplate
from tasvir.rooms.people.models import Body, User
from tasvir.rooms.picture import choices as picture_choices
from tasvir.rooms.picture.models import MadePicture

NOW = datetime(2025, 10, 5, 9, 0, tzinfo=UTC)
NUMBERS: dict[str, int] = {"": 1207, "post": 3, "shop": 217, "road": 987}


def number(code: str, value: int, place: int) -> dict[str, Any]:
    """One number of cases, in total or by channel."""
    compared = {
        **{"name": "same-period-last-year", "start": "2024-06-21", "end": "2024-09-21", "value": value * 2 + 40},
        **{"change_percent": -40.0, "current_start": "2025-06-22", "current_end": "2025-09-22", "current_value": value},
        **{"periods": 1, "of": 1, "basis": "events", "label": "", "range_label": "", "period_label": ""},
    }
    told = {"measure": "cases_detected", "by": {"channel": code} if code else {}, "value": value, "unit": "case"}
    told |= {"state": "number" if value else "zero", "comparisons": [compared], "rows_used": value}
    told |= {"rows_ignored": [], "sources": {"count": value, "examples": [f"list.xlsx#A{place}"], "key": f"k{place}"}}
    return {**told, "basis": "events", "label": f"cases {code}", "value_label": str(value), "confirmed": True}


def picture(lang: str = "en", numbers: Mapping[str, int] | None = None) -> dict[str, Any]:
    """A small picture of the summer of 1404."""
    told = [number(code, value, place) for place, (code, value) in enumerate((numbers or NUMBERS).items())]
    period = {"label": "Q2 1404", "name": "1404-Q2", "calendar": "jalali", "kind": "quarter", "start": "2025-06-22"}
    period |= {"end": "2025-09-22", "start_label": "", "end_label": "", "range_label": ""}
    counted = {"reported": 1207, "distinct": 1207, "groups": [], "doubtful": []}
    reporting: dict[str, Any] = {"expected": None, "received": 1, "on_time": None, "missing": [], "reports": []}
    empty: dict[str, Any] = {name: [] for name in ("sources", "statements", "written", "unplaced", "reconciliation")}
    return {
        **{"lang": lang, "commission": {"name": {"fa": "کمیسیون لرستان", "en": "Lorestan"}, "area": "IR-15"}},
        **{"made_on": "2025-10-01", "period": period, "comparisons": ["same-period-last-year"], "numbers": told},
        **{"counted_once": counted, "reporting": reporting, "findings": [], "source_texts": {}, "analysis": {}},
        **empty,
    }


def made(body: Body, lang: str = "en", numbers: Mapping[str, int] | None = None) -> MadePicture:
    """A ready picture of a body."""
    data = json.dumps(picture(lang, numbers), ensure_ascii=False).encode()
    return MadePicture.objects.create(
        body=body,
        period_name="1404-Q2",
        period_start=date(2025, 6, 22),
        period_end=date(2025, 9, 22),
        comparisons="same-period-last-year",
        lang=lang,
        state=picture_choices.READY,
        file=files.store(data, now=NOW),
        asked_at=NOW,
        made_at=NOW,
    )


def drafted(cast: Cast, body: Body | None = None, by: User | None = None, **fields: Any) -> Bulletin:
    """A draft of the secretary's."""
    found = made(body or cast.lorestan, **fields)
    return services.draft_bulletin(made=found, template=None, by=by or cast.secretary, now=NOW)


def approved(cast: Cast, **fields: Any) -> Bulletin:
    """A draft that the chair has approved."""
    return services.approve_bulletin(bulletin=drafted(cast, **fields), by=cast.chair, now=NOW)


def issued(cast: Cast, now: datetime = NOW, **fields: Any) -> Bulletin:
    """An issued bulletin; its files are written when the transaction is committed."""
    return services.issue_bulletin(bulletin=approved(cast, **fields), by=cast.secretary, now=now)


def public(cast: Cast, bulletin: Bulletin | None = None) -> PublicEdition:
    """The draft of a public edition."""
    found = bulletin or issued(cast)
    return services.make_public_edition(bulletin=found, by=cast.secretary, now=NOW + timedelta(hours=1))


def published(cast: Cast, bulletin: Bulletin | None = None, after: int = 2) -> PublicEdition:
    """A public edition that everybody can read."""
    edition = public(cast, bulletin)
    services.approve_public_edition(edition=edition, by=cast.chair, now=NOW + timedelta(hours=after))
    return services.publish_edition(edition=edition, by=cast.secretary, now=NOW + timedelta(hours=after))


def word(*paragraphs: str) -> bytes:
    """A Word file with some paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def template(cast: Cast, body: Body | None = None, lang: str = "en", by: User | None = None) -> WordTemplate:
    """A template of the office with a letterhead of its own."""
    data = word(
        "Governorate of Lorestan", "No. {{ number }}", "{{ title }}", "{{ body }}", "Cases: {{ cases_detected }}"
    )
    return services.add_template(
        body=body or cast.lorestan, name="Ours", lang=lang, file_name="ours.docx", data=data,
        by=by or cast.secretary, now=NOW,
    )  # fmt: skip


def notice(cast: Cast, body: Body | None = None, number: str = "1404/77", by: User | None = None) -> ViolationNotice:
    """A draft of a notice that stands from today for a month."""
    texts: services.NoticeTexts = {
        "firm": "Example Trading", "place": "Khorramabad", "violation": "hoarding", "goods": "rice",
        "outcome": "Fined", "decision_number": number, "decided_on": date(2025, 9, 1),
        "publish_on": date(2025, 10, 1), "take_down_on": date(2125, 11, 1),
    }  # fmt: skip
    return services.write_notice(body=body or cast.lorestan, texts=texts, by=by or cast.secretary, now=NOW)
