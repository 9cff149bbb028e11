"""A file of incidents that somebody asked for."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from tasvir.rooms.incidents.choices import FORMATS


class Export(models.Model):
    """What was asked for, how many rows came, and with which rights; the file itself can be made again."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form = models.CharField(max_length=8, choices=[(form, form) for form in FORMATS])
    query = models.TextField(blank=True)  # the filters, as in the address
    lang = models.CharField(max_length=2)
    rights = models.CharField(max_length=64)  # what the person might see when it was made
    rows = models.PositiveBigIntegerField(default=0)
    name = models.CharField(max_length=120, blank=True)  # of the file; empty until it is there
    work_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.name or f"export {self.pk}"
