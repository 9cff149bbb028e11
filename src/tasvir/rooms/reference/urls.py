"""The routes of the reference room; what is asked for stands in the query, for lists belong to the whole office."""

from __future__ import annotations

from django.urls import path

from tasvir.rooms.reference.views import calendars, drivers, legal, lists

app_name = "reference"
urlpatterns = [
    path("", lists.overview, name="overview"),
    path("list/", lists.one_list, name="list"),
    path("entry/", lists.entry, name="entry"),
    path("entry/edit/", lists.edit_entry, name="edit_entry"),
    path("entry/end/", lists.finish_entry, name="end_entry"),
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/holiday/", calendars.edit_holiday, name="edit_holiday"),
    path("calendar/campaign/", calendars.edit_campaign, name="edit_campaign"),
    path("drivers/", drivers.drivers, name="drivers"),
    path("drivers/edit/", drivers.edit_driver, name="edit_driver"),
    path("legal/", legal.legal, name="legal"),
    path("legal/edit/", legal.edit_parameter, name="edit_parameter"),
]
