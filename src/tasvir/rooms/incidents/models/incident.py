"""One accepted row of a list of incidents, with the columns of core's table under the same names."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tasvir.foundation.sensitivity import MEMBERS, SENSITIVITIES
from tasvir.rooms.people.models import Body


class Incident(models.Model):
    """One accepted row; `source` names it through every reading anew. An empty text is a blank cell."""

    source = models.CharField(max_length=600, unique=True)  # <submission number>/<file>#Sheet1!A7
    file = models.TextField(blank=True)
    sheet = models.TextField(blank=True)
    row = models.IntegerField(null=True)
    ref = models.TextField(blank=True)
    line = models.IntegerField(null=True)
    occurred_on = models.DateField()
    reported_on = models.DateField(null=True)
    hour = models.SmallIntegerField(null=True)
    area = models.TextField(blank=True)
    place = models.TextField(blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    place_kind = models.TextField(blank=True)
    direction = models.TextField(blank=True)
    axis = models.TextField(blank=True)
    origin = models.TextField(blank=True)
    destination = models.TextField(blank=True)
    transit = models.TextField(blank=True)
    channel = models.TextField(blank=True)
    conveyance = models.TextField(blank=True)
    carrier = models.TextField(blank=True)
    tracking_no = models.TextField(blank=True)
    working_group = models.TextField(blank=True)
    platform = models.TextField(blank=True)
    concealment_place = models.TextField(blank=True)
    concealment_method = models.TextField(blank=True)
    detection = models.TextField(blank=True)
    violation = models.TextField(blank=True)
    goods = models.TextField(blank=True)
    hs_code = models.TextField(blank=True)
    description = models.TextField(blank=True)
    brand = models.TextField(blank=True)
    legal_class = models.TextField(blank=True)
    quantity = models.FloatField(null=True)
    unit = models.TextField(blank=True)
    quantity_base = models.FloatField(null=True)
    unit_base = models.TextField(blank=True)
    value = models.BigIntegerField(null=True)  # minor units of the currency
    currency = models.TextField(blank=True)
    persons = models.BigIntegerField(null=True)
    vehicles = models.BigIntegerField(null=True)
    lead_agency = models.TextField(blank=True)
    partner_agencies = models.TextField(blank=True)  # codes joined by |
    offence = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    case_ref = models.TextField(blank=True)
    narrative = models.TextField(blank=True)
    new_method = models.TextField(blank=True)

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    submission_id = models.BigIntegerField(db_index=True)
    submission_number = models.CharField(max_length=60)
    counted = models.BooleanField(default=False)  # its submission is accepted and not superseded
    sensitivity = models.CharField(max_length=10, choices=[(one, one) for one in SENSITIVITIES], default=MEMBERS)
    event_key = models.CharField(max_length=20, blank=True)  # rows with the same key are one event; empty: not linked
    shared = models.BooleanField(default=False)  # its event has further rows
    doubtful = models.BooleanField(default=False)  # it stands in a pair that nobody has decided
    value_order = models.BigIntegerField(default=-1)  # the value, or -1: what the largest come first by
    search_key = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-occurred_on", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["occurred_on", "id"], name="incident_by_day"),
            models.Index(fields=["body", "occurred_on", "id"], name="incident_by_body"),
            models.Index(fields=["event_key"], name="incident_by_event"),
            # what a total needs, so that counting a nation's rows reads nothing else
            models.Index(fields=["sensitivity", "body", "shared", "event_key"], name="incident_totals"),
            models.Index(fields=["value_order", "id"], name="incident_by_value"),
            models.Index(fields=["goods", "occurred_on"], name="incident_by_goods"),
            models.Index(fields=["area", "occurred_on"], name="incident_by_area"),
            models.Index(fields=["occurred_on", "id"], name="incident_in_doubt", condition=models.Q(doubtful=True)),
        ]

    def __str__(self) -> str:
        return self.source

    @property
    def report(self) -> tuple[int, str]:
        """What rows of one report share: the submission and the reference, else the row itself."""
        return self.submission_id, self.ref or self.source
