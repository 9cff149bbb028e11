"""Who may do what to a submission, and who the officers of an agency are."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from tasvir.foundation.registry import roles_of_permissions
from tasvir.rooms.people.models import Appointment, Body, User
from tasvir.rooms.reports.choices import API, DONE, SUBMITTED
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.rules import ACCEPT, Step, steps_from


def may(user: User, permissions: Iterable[str], body: Body) -> bool:
    """Whether a person holds one of some permissions at a body or above it, in one query."""
    roles = {role for permission in permissions for role in roles_of_permissions()[permission]}
    if not user.is_active:
        return False
    places = [*body.above_ids, body.pk]
    return Appointment.objects.filter(user=user, ended_at=None, role__in=roles, body__in=places).exists()


def officers_of(body: Body) -> QuerySet[User]:
    """The persons who submit and approve for a body: its own officers."""
    roles = roles_of_permissions()["reports.approve"]
    own = Appointment.objects.filter(ended_at=None, role__in=roles, body=body, user__is_active=True)
    return User.objects.filter(pk__in=own.values("user")).order_by("pk")


def secretaries_of(body: Body) -> QuerySet[User]:
    """The persons who accept what a body hands in."""
    roles = roles_of_permissions()["reports.accept"]
    places = [*body.above_ids, body.pk]
    posts = Appointment.objects.filter(ended_at=None, role__in=roles, body__in=places, user__is_active=True)
    return User.objects.filter(pk__in=posts.values("user")).order_by("pk")


def reason_against(step: Step, submission: Submission, by: User) -> str:
    """The code of the sentence that says why a person may not take a step now; empty where nothing stands against."""
    if submission.state not in step.sources:
        return "reports.mistake.wrong_state"
    if not may(by, step.permissions, submission.body):
        return "reports.mistake.not_allowed"
    if step.needs_reading and submission.reading != DONE:
        return "reports.mistake.not_read"
    if step.another_person and submission.submitted_by_id == by.pk and officers_of(submission.body).count() > 1:
        return "reports.mistake.same_person"
    if step.name == ACCEPT and submission.state == SUBMITTED and not _is_from_secretariat(submission):
        return "reports.mistake.not_approved"
    return ""


def open_steps(submission: Submission, by: User) -> list[Step]:
    """The steps that a person may take with a submission now."""
    return [step for step in steps_from(submission.state) if not reason_against(step, submission, by)]


def _is_from_secretariat(submission: Submission) -> bool:
    sender = submission.submitted_by
    return sender is not None and submission.entry != API and may(sender, ("reports.accept",), submission.body)
