"""The routes of the bulletins room, and those that need no sign-in (below /public/)."""

from __future__ import annotations

from django.urls import path

from tasvir.rooms.bulletins import views

app_name = "bulletins"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("new/", views.new_bulletin, name="new"),
    path("verify/", views.verify, name="verify"),
    path("<int:pk>/", views.bulletin, name="bulletin"),
    path("<int:pk>/approve/", views.approve, name="approve"),
    path("<int:pk>/return/", views.send_back, name="return"),
    path("<int:pk>/drop/", views.drop, name="drop"),
    path("<int:pk>/issue/", views.issue, name="issue"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/replace/", views.replace, name="replace"),
    path("<int:pk>/preview/<slug:form>/", views.preview, name="preview"),
    path("<int:pk>/files/<slug:form>/", views.download, name="download"),
    path("<int:pk>/write/", views.write_again, name="write"),
    path("<int:pk>/public/", views.make_edition, name="make_edition"),
    path("public/<int:pk>/", views.edition, name="edition"),
    path("public/<int:pk>/preview/<slug:form>/", views.preview_edition, name="preview_edition"),
    path("public/<int:pk>/approve/", views.approve_edition, name="approve_edition"),
    path("public/<int:pk>/publish/", views.publish_edition, name="publish_edition"),
    path("public/<int:pk>/withdraw/", views.withdraw_edition, name="withdraw_edition"),
    path("templates/", views.templates, name="templates"),
    path("templates/new/", views.new_template, name="new_template"),
    path("templates/house/", views.house_template, name="house_template"),
    path("templates/<int:pk>/", views.template, name="template"),
    path("templates/<int:pk>/retire/", views.retire, name="retire_template"),
    path("templates/<int:pk>/versions/<int:number>/", views.template_file, name="template_file"),
    path("templates/<int:pk>/preview/", views.template_preview, name="template_preview"),
    path("notices/", views.notices, name="notices"),
    path("notices/new/", views.new_notice, name="new_notice"),
    path("notices/<int:pk>/", views.notice, name="notice"),
    path("notices/<int:pk>/approve/", views.approve_notice, name="approve_notice"),
    path("notices/<int:pk>/publish/", views.publish_notice, name="publish_notice"),
    path("notices/<int:pk>/take-down/", views.take_down_notice, name="take_down_notice"),
]
public_patterns = [
    path("", views.public_home, name="home"),
    path("verify/", views.public_verify, name="verify"),
    path("<slug:lang>/", views.public_home, name="home_in"),
    path("<slug:lang>/verify/", views.public_verify, name="verify_in"),
    path("<slug:lang>/<int:pk>/", views.public_edition, name="edition"),
    path("<slug:lang>/<int:pk>/files/<slug:form>/", views.public_file, name="file"),
]
