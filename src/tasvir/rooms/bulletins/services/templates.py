"""Keep an office's Word templates: looked through before they are kept, every version kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from tasvir.core.errors import UserError
from tasvir.foundation import files
from tasvir.renderers.docx_fields import read_template_fields
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.bulletins.models import TemplateVersion, WordTemplate
from tasvir.rooms.bulletins.queries.fields import known_fields
from tasvir.rooms.people.models import Body, User


class WrongTemplate(UserError):
    """A template that cannot be used; `problems` are all of its mistakes."""

    def __init__(self, problems: tuple[UserError, ...]) -> None:
        first = problems[0]
        super().__init__(first.code, **first.values)
        self.problems = problems


@transaction.atomic
def add_template(
    *, body: Body, name: str, lang: str, file_name: str, data: bytes, by: User, now: datetime
) -> WordTemplate:
    """A new template with its first version; raises WrongTemplate with everything that is wrong with it."""
    fields = _checked(file_name, data)
    if WordTemplate.objects.filter(body=body, name=name).exists():
        raise UserError("bulletins.template_name_taken", name=name)
    template = WordTemplate.objects.create(body=body, name=name, lang=lang)
    _add(template, file_name, data, fields, by, now)
    return template


@transaction.atomic
def add_version(*, template: WordTemplate, file_name: str, data: bytes, by: User, now: datetime) -> TemplateVersion:
    """A further version; the ones before stay with the bulletins that were written with them."""
    fields = _checked(file_name, data)
    locked = WordTemplate.objects.select_for_update(of=("self",)).select_related("body").get(pk=template.pk)
    return _add(locked, file_name, data, fields, by, now)


@transaction.atomic
def retire_template(*, template: WordTemplate, by: User, now: datetime) -> None:
    """Offer it no longer."""
    WordTemplate.objects.filter(pk=template.pk, retired_at=None).update(retired_at=now)
    _record("bulletins.template_retired", template, by, now)


def _checked(file_name: str, data: bytes) -> tuple[str, ...]:
    found = read_template_fields(file_name, data, known_fields())
    if found.problems:
        raise WrongTemplate(found.problems)
    return found.fields


def _add(
    template: WordTemplate, file_name: str, data: bytes, fields: tuple[str, ...], by: User, now: datetime
) -> TemplateVersion:
    last = template.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = TemplateVersion.objects.create(
        template=template,
        number=last + 1,
        file=files.store(data, now=now),
        file_name=file_name,
        fields=list(fields),
        added_by=by,
        added_at=now,
    )
    _record("bulletins.template_added", template, by, now, version=version.number, sha256=version.file.sha256)
    return version


def _record(kind: str, template: WordTemplate, by: User, now: datetime, **facts: Any) -> None:
    record_event(
        kind=kind, by=by, now=now, body=template.body.code, subject="template", subject_id=template.pk,
        name=template.name, **facts,
    )  # fmt: skip
