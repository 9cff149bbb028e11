"""Working groups of commissions."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tasvir.foundation.policy import needs
from tasvir.foundation.texts import say
from tasvir.rooms.people import choices, services
from tasvir.rooms.people.forms.bodies import NAMES, CodesForm, GroupForm
from tasvir.rooms.people.models import Body, WorkingGroup
from tasvir.rooms.people.queries import bodies_below, offered, visible_groups
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.people.views.shown import body_or_404, carried_out, done, page_of

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@needs("people.read")
def groups(request: PersonRequest) -> HttpResponse:
    """All working groups of one's scope."""
    page = page_of(request, visible_groups(request.access).prefetch_related("members"))
    return render(request, "people/groups.html", {"page_obj": page, "may_add": request.access.may("people.manage")})


@needs("people.read", subject="working_group")
def group(request: PersonRequest, pk: int) -> HttpResponse:
    """One working group and its members."""
    one = _group_or_404(request, pk, "people.read")
    manages = request.access.may("people.manage", one.commission_id)
    context = {"group": one, "members": one.members.order_by("path"), "manages": manages}
    return render(request, "people/group.html", context)


@needs("people.manage", subject="body")
@_FORM
def add_group(request: PersonRequest, code: str) -> HttpResponse:
    """Make a working group of a commission with a name of its own."""
    commission = body_or_404(request, code, "people.manage")
    form = GroupForm(request.POST or None, bodies=_members_of(commission))
    if request.method == "POST" and form.is_valid():
        now, names, members = timezone.now(), form.names, form.cleaned_data["members"]

        def make() -> WorkingGroup:
            made = services.add_group(commission=commission, names=names, by=request.user, now=now)
            return services.change_group(group=made, names=names, members=members, by=request.user, now=now)

        if made := carried_out(form, make):
            done(request, "people.done.group_added")
            return redirect("people:group", made.pk)
    return render(request, "people/add_group.html", {"form": form, "body": commission})


@needs("people.manage", subject="body")
@_FORM
def add_listed_groups(request: PersonRequest, code: str) -> HttpResponse:
    """Make working groups from the list in one step."""
    one = body_or_404(request, code, "people.manage")
    there = set(one.working_groups.values_list("code", flat=True))
    options = [(key, label) for key, label in choices.working_groups() if key not in there]
    form = CodesForm(request.POST or None, label=say("people.listed.groups"), options=lambda: options)
    if request.method == "POST" and form.is_valid():
        now, codes = timezone.now(), form.cleaned_data["codes"]
        made = carried_out(
            form, lambda: services.add_listed_groups(commission=one, codes=codes, by=request.user, now=now)
        )
        if made is not None:
            done(request, "people.done.groups_added", count=len(made))
            return redirect("people:body", one.code)
    return render(request, "people/listed.html", {"form": form, "body": one, "what": "groups"})


@needs("people.manage", subject="working_group")
@_FORM
def change_group(request: PersonRequest, pk: int) -> HttpResponse:
    """Rename a working group and choose its members."""
    one = _group_or_404(request, pk, "people.manage")
    start = {name: getattr(one, name) for name in NAMES} | {"members": one.members.all()}
    form = GroupForm(request.POST or None, bodies=_members_of(one.commission, one), initial=start)
    if request.method == "POST" and form.is_valid():
        now, names, members = timezone.now(), form.names, form.cleaned_data["members"]
        if carried_out(
            form,
            lambda: services.change_group(group=one, names=names, members=members, by=request.user, now=now),
        ):
            done(request, "people.done.saved")
            return redirect("people:group", one.pk)
    return render(request, "people/change_group.html", {"form": form, "group": one})


@needs("people.manage", subject="working_group")
def open_group(request: PersonRequest, pk: int) -> HttpResponse:
    """Close a working group, or open it again."""
    one = _group_or_404(request, pk, "people.manage")
    if request.method != "POST":
        return redirect("people:group", one.pk)
    services.open_group(group=one, active=not one.active, by=request.user, now=timezone.now())
    done(request, "people.done.group_opened" if one.active else "people.done.group_closed")
    return redirect("people:group", one.pk)


def _group_or_404(request: PersonRequest, pk: int, permission: str) -> WorkingGroup:
    return get_object_or_404(visible_groups(request.access, permission), pk=pk)


def _members_of(commission: Body, group: WorkingGroup | None = None) -> QuerySet[Body]:
    """The bodies that can be members; of a national tree the commission's own and those that are members already."""
    there = Q(member_of=group) if group else Q()
    near = Q(pk=commission.pk) | Q(parent=commission) | there
    return offered(bodies_below(commission).filter(active=True), near).distinct()
