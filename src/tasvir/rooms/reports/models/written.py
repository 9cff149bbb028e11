"""Letters as they were read once: their text, figures and statements, each confirmed by a person or not."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tasvir.rooms.reports import choices
from tasvir.rooms.reports.models.submission import Submission


class WrittenText(models.Model):
    """The text of a letter as extracted, with its blocks; offsets of figures and statements count in it."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="texts")
    file = models.CharField(max_length=160)
    lang = models.CharField(max_length=2)
    text = models.TextField()
    blocks = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["submission", "file"], name="one_text_of_a_file")]

    def __str__(self) -> str:
        return self.file


class _Confirmed(models.Model):
    """Something that a person says yes or no to, or changes."""

    text = models.ForeignKey(WrittenText, models.CASCADE, related_name="%(class)ss")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    confidence = models.FloatField()
    confirmed = models.CharField(max_length=8, null=True, choices=choices.pairs(choices.CONFIRMATIONS))
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.quote


def _paired(name: str) -> models.CheckConstraint:
    none = Q(confirmed__isnull=True, confirmed_by__isnull=True, confirmed_at__isnull=True)
    told = Q(confirmed__isnull=False, confirmed_by__isnull=False, confirmed_at__isnull=False)
    return models.CheckConstraint(condition=none | told, name=name)


class WrittenFigure(_Confirmed):
    """A figure as the reader found it; what a person changed stands in `changes` beside it."""

    value = models.FloatField()
    unit = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    direction = models.CharField(max_length=10, null=True)
    approx = models.BooleanField(default=False)
    measure = models.CharField(max_length=60, null=True)
    goods = models.CharField(max_length=60, null=True)
    period = models.TextField(null=True)
    area = models.CharField(max_length=60, null=True)
    agency = models.CharField(max_length=60, null=True)
    changes = models.JSONField(default=dict)  # {"value": 12, "measure": "cases_detected"}

    class Meta:
        ordering: ClassVar = ["text", "start", "id"]
        constraints: ClassVar = [_paired("figure_confirmed_by_and_at")]


class WrittenStatement(_Confirmed):
    """A statement as the reader found it; what a person changed stands in `changes` beside it."""

    kind = models.CharField(max_length=20)
    topic = models.TextField()
    owner = models.TextField(null=True)
    due = models.TextField(null=True)
    repeat_of = models.PositiveIntegerField(null=True)  # the place of the first statement that says the same
    changes = models.JSONField(default=dict)  # {"kind": "proposal", "owner": "customs"}

    class Meta:
        ordering: ClassVar = ["text", "start", "id"]
        constraints: ClassVar = [_paired("statement_confirmed_by_and_at")]
