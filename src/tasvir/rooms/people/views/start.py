"""The first start of an empty office."""

from __future__ import annotations

from typing import Final

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tasvir.foundation.policy import public
from tasvir.foundation.texts import say
from tasvir.rooms.people import services
from tasvir.rooms.people.forms.persons import StartForm
from tasvir.rooms.people.views.shown import carried_out, done

_BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"
# Wrong codes in an hour: of one address, and of all together.
_TRIES: Final = (("{address}", 10), ("all", 100))
_HOUR: Final = 60 * 60


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def start(request: HttpRequest) -> HttpResponse:
    """Make the first commission and the first account; absent as soon as there is a person."""
    if not services.is_empty():
        raise Http404
    services.setup_code()
    form = StartForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid() and _knows_code(request, form):
        made = carried_out(form, lambda: services.found_office(**form.office, now=timezone.now()))
        if made:
            _, person = made
            login(request, person, backend=_BACKEND)
            record_authentication(request, person, method="password")
            request.session["people_next"] = reverse("people:next_steps")  # after the second factor is set up
            done(request, "people.done.founded")
            return redirect("people:next_steps")
    return render(request, "people/start.html", {"form": form})


def _knows_code(request: HttpRequest, form: StartForm) -> bool:
    """Whether the typed code is the office's; only so many may be tried."""
    address = get_adapter().get_client_ip(request)
    keys = [(f"people.start.{name.format(address=address)}", limit) for name, limit in _TRIES]
    if any(cache.get(key, 0) >= limit for key, limit in keys):
        form.add_error("code", say("people.start.slow_down"))
        return False
    if services.is_setup_code(form.cleaned_data["code"]):
        return True
    for key, _ in keys:
        cache.add(key, 0, timeout=_HOUR)
        cache.incr(key)
    form.add_error("code", say("people.start.wrong_code"))
    return False
