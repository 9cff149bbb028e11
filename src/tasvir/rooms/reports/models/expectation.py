"""What is due from whom and when, and who was reminded of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tasvir.rooms.people.models import Body, WorkingGroup
from tasvir.rooms.reports import choices


class Expectation(models.Model):
    """A report that a body owes for every slot of a calendar, or on every day or week of a campaign."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    working_group = models.ForeignKey(WorkingGroup, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=choices.pairs(choices.KINDS))
    every = models.CharField(max_length=8, choices=choices.pairs(choices.SLOTS))
    calendar = models.CharField(max_length=10, choices=choices.pairs(choices.CALENDARS), blank=True)
    due_days = models.PositiveSmallIntegerField(default=0)  # after the slot's last day
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    campaign = models.CharField(max_length=120, blank=True)  # its name; empty: the ordinary calendar
    active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["body", "kind", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(first__isnull=True) | Q(last__isnull=True) | Q(last__gte=models.F("first")),
                name="expectation_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(campaign="") | Q(first__isnull=False, last__isnull=False), name="campaign_has_two_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.kind} {self.every}"


class LetterCounter(models.Model):
    """The last number of a body's printed reminders in a year."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    year = models.CharField(max_length=4)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "year"], name="one_counter_a_year")]

    def __str__(self) -> str:
        return f"{self.year}/{self.last}"


class Reminder(models.Model):
    """A body was reminded of what it owes, in one way."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    way = models.CharField(max_length=8, choices=choices.pairs(choices.REMINDER_WAYS))
    number = models.CharField(max_length=30, blank=True)  # of a printed letter: "1404/12"
    due = models.JSONField(default=list)  # [{"kind", "period", "due"}]: as it stood on that day
    text = models.TextField(blank=True)
    receivers = models.JSONField(default=list)  # names of those who were told
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sender = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")  # the commission that reminds

    class Meta:
        ordering: ClassVar = ["-sent_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(way=choices.PRINTED, sender__isnull=False) & ~Q(number="")
                | ~Q(way=choices.PRINTED) & Q(number=""),
                name="printed_reminder_is_numbered",
            ),
            models.UniqueConstraint(
                fields=["sender", "number"], condition=~Q(number=""), name="one_letter_of_a_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.way} {self.number}"
