"""Tell a person something in the bell of the frame."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tasvir.foundation.models import Notice


def tell(*, people: Iterable[int], code: str, now: datetime, url: str = "", **values: str | int) -> None:
    """Put a notice into the bell of each person, by the person's number."""
    Notice.objects.bulk_create(
        [Notice(for_person=one, code=code, values=values, url=url, made_at=now) for one in sorted(set(people))]
    )
