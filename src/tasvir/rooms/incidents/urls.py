"""The routes of the incidents room."""

from __future__ import annotations

from django.urls import path

from tasvir.rooms.incidents import views

app_name = "incidents"
urlpatterns = [
    path("", views.incident_list, name="list"),
    path("saved/", views.save_list, name="save_list"),
    path("saved/<int:pk>/remove/", views.remove_saved, name="remove_saved"),
    path("export/", views.export, name="export"),
    path("export/<int:pk>/", views.export_page, name="export_page"),
    path("export/<int:pk>/file/", views.download, name="download"),
    path("<int:pk>/", views.record, name="record"),
    path("<int:pk>/parties/", views.add, name="add_party"),
    path("parties/<int:pk>/remove/", views.remove, name="remove_party"),
    path("parties/<int:pk>/others/", views.look_up, name="look_up"),
]
