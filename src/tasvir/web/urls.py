"""The routes: every room under its own name, found by its folder."""

from __future__ import annotations

from importlib import import_module

from allauth.account import views as account
from django.urls import include, path, re_path

from tasvir.foundation.registry import room_modules
from tasvir.rooms.people.sign_in.devices import list_devices
from tasvir.web import errors, notices, views, works
from tasvir.web.api import api, nothing_here

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

# What a room shows to everybody, without signing in, lies under one address: `public_patterns` of its urls.
_PUBLIC = [one for module in room_modules("urls") for one in getattr(import_module(module), "public_patterns", [])]

urlpatterns = [
    path("", views.home, name="home"),
    path("language/", views.choose_language, name="choose_language"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all, name="read_notices"),
    path("notices/<int:number>/", notices.open_notice, name="open_notice"),
    path("progress/<int:number>/", works.work, name="work"),
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/devices/", list_devices, name="usersessions_list"),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("public/", include((_PUBLIC, "public"))),
    path("api/", api.urls),
    re_path("^api/", nothing_here, name="api_nothing"),
    *(path(f"{module.split('.')[-2]}/", include(module)) for module in room_modules("urls")),
]
