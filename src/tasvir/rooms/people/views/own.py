"""One's own account, one's devices, and the first password."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tasvir.foundation.policy import public, signed_in
from tasvir.foundation.texts import say
from tasvir.rooms.people import services
from tasvir.rooms.people.forms.persons import PasswordForm, ProfileForm
from tasvir.rooms.people.models import Appointment, User
from tasvir.rooms.people.queries import has_second_factor
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.people.views.shown import carried_out, done

_FORM = require_http_methods(["GET", "HEAD", "POST"])
_KNOWN = ("full_name", "email", "telephone", "lang")


@signed_in
@_FORM
def profile(request: PersonRequest) -> HttpResponse:
    """One's own name, address, telephone and language, and the roles one holds."""
    one = request.user
    start = {name: getattr(one, name) for name in _KNOWN} | {"lang": one.lang or request.LANGUAGE_CODE}
    form = ProfileForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        now, data = timezone.now(), form.cleaned_data
        if carried_out(form, lambda: services.change_person(person=one, by=one, now=now, **data)):
            answer = redirect("people:profile")
            answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
            messages.success(request, say("people.done.saved", data["lang"]))
            return answer
    roles = Appointment.objects.filter(user=one, ended_at=None).select_related("body")
    context = {"form": form, "roles": roles, "has_factor": has_second_factor(one)}
    return render(request, "people/profile.html", context)


@signed_in
@require_POST
def end_device(request: PersonRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions; of this one it is a sign-out."""
    one = get_object_or_404(UserSession, pk=pk, user_id=request.user.pk)
    if one.session_key == request.session.session_key:
        logout(request)
        return redirect("account_login")
    services.end_session(session=one, by=request.user, now=timezone.now())
    done(request, "people.done.session_ended")
    return redirect("usersessions_list")


@public
@_FORM
@never_cache
@sensitive_post_parameters()
def password(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Set a password by a link that works once; a wrong, used or old link says so and tells nothing else."""
    one = _person_of(uid)
    if one is None or not default_token_generator.check_token(one, token):
        return render(request, "people/link_over.html", status=404)
    form = PasswordForm(request.POST or None, person=one)
    if request.method == "POST" and form.is_valid():
        services.set_password(person=one, password=form.cleaned_data["password"], now=timezone.now())
        done(request, "people.done.password_set")
        return redirect("account_login")
    return render(request, "people/password.html", {"form": form, "person": one})


def _person_of(uid: str) -> User | None:
    try:
        number = int(urlsafe_base64_decode(uid))
    except ValueError:
        return None
    return User.objects.filter(pk=number, is_active=True).first()
