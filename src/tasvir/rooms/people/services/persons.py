"""Accounts: nobody signs up; those who manage people make, change and close them."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.mail import send_mail
from django.db import transaction

from tasvir.core.errors import UserError
from tasvir.foundation.notices import tell
from tasvir.foundation.texts import say
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.models import Appointment, Body, User
from tasvir.rooms.people.services.appointments import end_running
from tasvir.rooms.people.services.scope import must_look_after, must_manage


@transaction.atomic
def add_person(
    *, username: str, full_name: str, email: str, telephone: str, lang: str, home: Body, by: User | None, now: datetime
) -> User:
    """Make an account without a password: the person sets one by a link that works once."""
    must_manage(by, home)
    _must_be_free(username, email)
    person = User(username=username, full_name=full_name, email=email, telephone=telephone, lang=lang, home=home)
    person.set_unusable_password()
    person.save()
    _record("people.person_added", person, by, now)
    return person


@transaction.atomic
def change_person(
    *, person: User, full_name: str, email: str, telephone: str, lang: str, by: User, now: datetime
) -> User:
    """Change what is known of a person; one's own, or that of somebody whose account one looks after."""
    if by.pk != person.pk:
        must_look_after(by, person)
    _must_be_free("", email, person)
    person.full_name, person.email, person.telephone, person.lang = full_name, email, telephone, lang
    person.save(update_fields=["full_name", "email", "telephone", "lang", "search_key"])
    _record("people.person_changed", person, by, now)
    return person


@transaction.atomic
def deactivate_person(*, person: User, by: User | None, now: datetime, reason: str = "") -> None:
    """Close an account: roles end, sessions end, nobody signs in with it."""
    must_look_after(by, person)
    for one in Appointment.objects.filter(user=person, ended_at=None).select_related("user", "body"):
        end_running(appointment=one, by=by, now=now)
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)
    _record("people.person_deactivated", person, by, now, reason)


@transaction.atomic
def reactivate_person(*, person: User, by: User | None, now: datetime) -> None:
    """Open a closed account again, without any role."""
    must_look_after(by, person)
    person.is_active = True
    person.save(update_fields=["is_active"])
    _record("people.person_reactivated", person, by, now)


@transaction.atomic
def send_password_link(*, person: User, address: str, by: User | None, now: datetime) -> None:
    """Write down that somebody made a password link for a person, and send it where an e-mail address is known."""
    must_look_after(by, person)
    if not person.is_active:
        raise UserError("people.refused.ended")
    _record("people.link_made", person, by, now)
    if person.email:
        lang = person.lang or None
        title, text = say("people.mail.link.title", lang), say("people.mail.link.text", lang, name=person, link=address)
        transaction.on_commit(lambda: send_mail(title, text, None, [person.email], fail_silently=True))


@transaction.atomic
def set_password(*, person: User, password: str, now: datetime) -> None:
    """Set the password that a person chose by a link; the person's other sessions end."""
    person.set_password(password)
    person.save(update_fields=["password"])
    end_sessions(person)
    record_event(kind="people.password_set", by=person, now=now, subject="person", subject_id=person.pk)


@transaction.atomic
def reset_second_factor(*, person: User, by: User | None, now: datetime, reason: str) -> None:
    """Forget the second factor of a person who lost it; the person is told and sets up a new one."""
    must_look_after(by, person)
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    _record("people.second_factor_reset", person, by, now, reason)
    tell(people=[person.pk], code="people.notice.second_factor_reset", now=now, url="/people/me/")


@transaction.atomic
def end_session(*, session: UserSession, by: User, now: datetime) -> None:
    """End one of one's own sessions."""
    if session.user_id != by.pk:
        raise UserError("people.refused.person")
    session.end()
    record_event(kind="people.session_ended", by=by, now=now, subject="person", subject_id=by.pk)


def end_sessions(person: User) -> None:
    """End every session of a person."""
    for session in UserSession.objects.filter(user_id=person.pk):
        session.end()


def _must_be_free(username: str, email: str, but: User | None = None) -> None:
    others = User.objects.exclude(pk=but.pk) if but else User.objects.all()
    if username and others.filter(username__iexact=username).exists():
        raise UserError("people.refused.user_name_taken", name=username)
    if email and others.filter(email__iexact=email).exists():
        raise UserError("people.refused.address_taken", address=email)


def _record(kind: str, person: User, by: User | None, now: datetime, reason: str = "") -> None:
    home = person.home.code if person.home else ""
    facts = {"person": person.username}
    record_event(kind=kind, by=by, now=now, body=home, subject="person", subject_id=person.pk, reason=reason, **facts)
