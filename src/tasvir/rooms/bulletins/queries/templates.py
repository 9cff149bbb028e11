"""The Word templates that a person may see and use."""

from __future__ import annotations

from pathlib import Path

from django.db.models import QuerySet

from tasvir.foundation.files import path_of
from tasvir.renderers.docx import FIELDS
from tasvir.rooms.bulletins.models import TemplateVersion, WordTemplate
from tasvir.rooms.people.models import Body
from tasvir.rooms.people.queries import Access


def visible_templates(access: Access, permission: str = "bulletins.read") -> QuerySet[WordTemplate]:
    """Those of the bodies over which the person holds a permission, with their versions."""
    found = WordTemplate.objects.filter(access.scope(permission)).select_related("body")
    return found.prefetch_related("versions__added_by", "versions__file")


def usable_versions(body: Body, lang: str) -> list[TemplateVersion]:
    """The newest version of each template that a bulletin of a body in a language can be written with."""
    templates = WordTemplate.objects.filter(body_id__in=[body.pk, *body.above_ids], lang=lang, retired_at=None)
    return [one.newest for one in templates]


def letter_template(body: Body, lang: str) -> Path | None:
    """The office's newest template that also fits a letter: it asks for nothing that only a bulletin has."""
    fitting = [one for one in usable_versions(body, lang) if set(one.fields) <= set(FIELDS)]
    newest = max(fitting, key=lambda one: (one.template.body_id == body.pk, one.added_at), default=None)
    return path_of(newest.file.sha256) if newest else None
