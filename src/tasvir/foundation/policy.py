"""The policy of every route: a view without one is refused, and the tests refuse the build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar

from django.http import HttpRequest, HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Access(Protocol):
    """What a signed-in person may do; the people room answers it."""

    @property
    def roles(self) -> frozenset[str]:
        """The roles that the person holds anywhere."""
        ...

    def may(self, permission: str, body_id: int | None = None) -> bool:
        """Whether the person holds a permission at a body, or anywhere where none is named."""
        ...

    def body_ids(self, permission: str) -> frozenset[int]:
        """The bodies over which the person holds a permission."""
        ...

    def body_codes(self, permission: str) -> frozenset[str]:
        """The same bodies by their codes."""
        ...


class RoomRequest(HttpRequest):
    """A request that has passed a policy for signed-in persons."""

    access: Access


@dataclass(frozen=True)
class Policy:
    """Who may call a route; `subject` names the kind of object that the ids in its path stand for."""

    kind: Literal["public", "signed_in", "permission"]
    permission: str | None = None
    subject: str | None = None

    def allows(self, access: Access) -> bool:
        """Whether a signed-in person may call the route at all; the view still filters what it shows."""
        return self.kind != "permission" or access.may(self.permission or "")


def public(view: View) -> View:
    """A route that needs no sign-in."""
    return _with(view, Policy("public"))


def signed_in(view: View) -> View:
    """A route for everyone who has signed in."""
    return _with(view, Policy("signed_in"))


def needs(permission: str, subject: str | None = None) -> Callable[[View], View]:
    """A route for those who hold a permission somewhere; `subject`: what the path's id names, absent for lists."""
    return lambda view: _with(view, Policy("permission", permission, subject))


def policy_of(view: Callable[..., Any]) -> Policy | None:
    """The policy that a view states, or None."""
    return getattr(view, "policy", None)


def _with(view: View, policy: Policy) -> View:
    view.policy = policy  # type: ignore[attr-defined]
    return view
