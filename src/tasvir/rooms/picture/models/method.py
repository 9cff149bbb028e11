"""The register of methods: what analyses found new and what reports state in words, until a person has judged it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from tasvir.rooms.people.models import Body
from tasvir.rooms.picture import choices


class MethodNotice(models.Model):
    """One method of smuggling or of hiding it, as a body's pictures tell of it."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)  # the same method in the next picture has the same key
    origin = models.CharField(max_length=6, choices=choices.pairs(choices.ORIGINS))
    texts = models.JSONField()  # the sentence in fa, vi and en
    first_on = models.DateField(null=True)
    score = models.FloatField(null=True)
    examples = models.JSONField(default=list)  # [source, quote] pairs; a quote may be empty
    period_name = models.CharField(max_length=40)  # of the newest picture that told it
    state = models.CharField(max_length=9, choices=choices.pairs(choices.JUDGEMENTS), default=choices.OPEN)
    reason = models.CharField(max_length=300, blank=True)
    noted_at = models.DateTimeField()
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-noted_at", "-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "key"], name="one_notice_a_method")]

    def __str__(self) -> str:
        return f"{self.body_id} {self.key}"
