"""The register of methods: noted from every picture of the whole body, judged by a person."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tasvir.core.errors import UserError
from tasvir.core.vocabulary.messages import LANGUAGES
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.models import User
from tasvir.rooms.picture import choices
from tasvir.rooms.picture.models import MadePicture, MethodNotice

Picture = Mapping[str, Any]


@transaction.atomic
def note_methods(*, made: MadePicture, picture: Picture, now: datetime) -> int:
    """Note what a picture tells of methods; a judgement that stands already is kept. How many are new."""
    if made.group:
        return 0
    known = {one.key: one for one in MethodNotice.objects.select_for_update().filter(body=made.body)}
    new = 0
    for told in (*_found(picture), *_stated(picture)):
        notice = known.get(told["key"])
        if notice is None:
            known[told["key"]] = MethodNotice.objects.create(
                body=made.body, noted_at=now, period_name=made.period_name, **told
            )
            new += 1
        else:
            _bring_up_to_date(notice, told, made.period_name)
    return new


def _bring_up_to_date(notice: MethodNotice, told: Mapping[str, Any], period_name: str) -> None:
    notice.texts, notice.score, notice.examples = told["texts"], told["score"], told["examples"]
    notice.period_name = period_name
    notice.save(update_fields=["texts", "score", "examples", "period_name"])


def _found(picture: Picture) -> Iterator[dict[str, Any]]:
    texts = picture["source_texts"]
    for entry in picture["analysis"].get("new_methods", ()):
        first = entry.get("first_date") or entry.get("start")
        yield {
            "key": _key(choices.FOUND, [entry.get("items"), entry.get("terms")]),
            "origin": choices.FOUND,
            "texts": entry["text"],
            "first_on": date.fromisoformat(first) if first else None,
            "score": entry.get("score"),
            "examples": [[source, texts.get(source, "")] for source in entry["sources"]["examples"][:5]],
        }


def _stated(picture: Picture) -> Iterator[dict[str, Any]]:
    for one in picture["statements"]:
        if one["kind"] == "method":
            quote = one["quotes"][0]
            yield {
                "key": _key(choices.STATED, quote),
                "origin": choices.STATED,
                "texts": dict.fromkeys(LANGUAGES, quote),
                "first_on": None,
                "score": None,
                "examples": [list(pair) for pair in zip(one["sources"], one["quotes"])][:5],
            }


def _key(origin: str, content: object) -> str:
    told = json.dumps([origin, content], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


@transaction.atomic
def judge_method(*, notice: MethodNotice, state: str, reason: str, by: User, now: datetime) -> MethodNotice:
    """Confirm a method, dismiss it, or open it again; a dismissal says why."""
    words = " ".join(reason.split())[:300]
    if state not in choices.JUDGEMENTS:
        raise UserError("picture.method_state", value=state)
    if state == choices.DISMISSED and not words:
        raise UserError("picture.method_reason")
    notice.state, notice.reason, notice.judged_by, notice.judged_at = state, words, by, now
    notice.save(update_fields=["state", "reason", "judged_by", "judged_at"])
    record_event(
        kind="picture.method_judged", by=by, now=now, body=notice.body.code, subject="method", subject_id=notice.pk,
        state=state, reason=words,
    )  # fmt: skip
    return notice
