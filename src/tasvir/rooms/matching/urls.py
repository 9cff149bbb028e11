"""The routes of the matching room."""

from __future__ import annotations

from django.urls import path

from tasvir.rooms.matching import views

app_name = "matching"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("link/", views.link_now, name="link"),
    path("pairs/<int:pk>/decide/", views.decide_one, name="decide"),
    path("pairs/<int:pk>/ask/", views.ask_agency, name="ask"),
    path("decisions/", views.history, name="history"),
    path("decisions/<int:pk>/undo/", views.undo_one, name="undo"),
    path("events/", views.together, name="together"),
    path("events/<slug:key>/apart/", views.keep_apart, name="keep_apart"),
    path("questions/", views.questions, name="questions"),
    path("questions/<int:pk>/", views.question, name="question"),
]
