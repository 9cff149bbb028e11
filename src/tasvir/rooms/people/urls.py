"""The routes of the people room."""

from __future__ import annotations

from django.urls import path

from tasvir.rooms.people.views import appointments, bodies, groups, own, persons, start

app_name = "people"
urlpatterns = [
    path("", bodies.bodies, name="bodies"),
    path("start/", start.start, name="start"),
    path("next-steps/", bodies.next_steps, name="next_steps"),
    path("bodies/add/", bodies.add_body, name="add_body"),
    path("bodies/<slug:code>/", bodies.body, name="body"),
    path("bodies/<slug:code>/change/", bodies.change_body, name="change_body"),
    path("bodies/<slug:code>/move/", bodies.move_body, name="move_body"),
    path("bodies/<slug:code>/end/", bodies.end_body, name="end_body"),
    path("bodies/<slug:code>/agencies/", bodies.add_listed_agencies, name="add_listed_agencies"),
    path("bodies/<slug:code>/groups/", groups.add_listed_groups, name="add_listed_groups"),
    path("bodies/<slug:code>/groups/add/", groups.add_group, name="add_group"),
    path("bodies/<slug:code>/tokens/add/", appointments.add_token, name="add_token"),
    path("tokens/<int:pk>/end/", appointments.end_token, name="end_token"),
    path("groups/", groups.groups, name="groups"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/change/", groups.change_group, name="change_group"),
    path("groups/<int:pk>/open/", groups.open_group, name="open_group"),
    path("persons/", persons.persons, name="persons"),
    path("persons/add/", persons.add_person, name="add_person"),
    path("persons/<int:pk>/", persons.person, name="person"),
    path("persons/<int:pk>/change/", persons.change_person, name="change_person"),
    path("persons/<int:pk>/appoint/", appointments.appoint, name="appoint"),
    path("persons/<int:pk>/link/", persons.make_link, name="make_link"),
    path("persons/<int:pk>/close/", persons.close_person, name="close_person"),
    path("persons/<int:pk>/second-factor/", persons.reset_second_factor, name="reset_second_factor"),
    path("appointments/<int:pk>/end/", appointments.end_appointment, name="end_appointment"),
    path("roles/", persons.roles, name="roles"),
    path("me/", own.profile, name="profile"),
    path("devices/<int:pk>/end/", own.end_device, name="end_device"),
    path("password/<str:uid>/<str:token>/", own.password, name="password"),
]
