"""The routes of the picture room."""

from __future__ import annotations

from django.urls import path

from tasvir.rooms.picture import views

app_name = "picture"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("<slug:body>/", views.body, name="body"),
    path("<slug:body>/ask/", views.ask, name="ask"),
    path("<slug:body>/methods/", views.methods, name="methods"),
    path("<slug:body>/methods/<int:pk>/", views.judge, name="judge"),
    path("<slug:body>/<str:period>/", views.picture, name="picture"),
    path("<slug:body>/<str:period>/charts/", views.charts, name="charts"),
    path("<slug:body>/<str:period>/numbers/<int:index>/", views.number, name="number"),
    path("<slug:body>/<str:period>/evidence/<path:key>/", views.evidence, name="evidence"),
    path("<slug:body>/<str:period>/download/<slug:form>/", views.download, name="download"),
    path("<slug:body>/<str:period>/keep/", views.keep, name="keep"),
    path("<slug:body>/<str:period>/kept/<int:pk>/", views.changes, name="changes"),
]
