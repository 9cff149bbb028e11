"""What a person may do and see: from the roles held at bodies, over everything below them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q

from tasvir.foundation.registry import roles_of_permissions
from tasvir.foundation.roles import CLOSE_READERS
from tasvir.foundation.sensitivity import MEMBERS, NAMED, OPEN, RESTRICTED
from tasvir.rooms.people.models import Appointment, Body, NamedReader


@dataclass(frozen=True)
class Post:
    """One role held at one body."""

    role: str
    body_id: int
    path: str


@dataclass(frozen=True)
class Access:
    """The running appointments of one person; made anew for every request, so that a change works at once."""

    user_id: int | None
    posts: tuple[Post, ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        """The roles that the person holds anywhere."""
        return frozenset(post.role for post in self.posts)

    def may(self, permission: str, body_id: int | None = None) -> bool:
        """Whether the person holds a permission at a body (or above it), or anywhere where none is named."""
        posts = self.posts_with(permission)
        if body_id is None or any(post.body_id == body_id for post in posts):
            return bool(posts)
        return body_id in self._body_ids(posts)

    def posts_with(self, permission: str) -> tuple[Post, ...]:
        """The posts that carry a permission; a permission that no room declares is a bug."""
        roles = roles_of_permissions()[permission]
        return tuple(post for post in self.posts if post.role in roles)

    def roles_at(self, path: str) -> frozenset[str]:
        """The roles that the person holds at a body of this path or above it."""
        return frozenset(post.role for post in self.posts if path.startswith(post.path))

    def body_ids(self, permission: str) -> frozenset[int]:
        """The bodies over which the person holds a permission."""
        return self._body_ids(self.posts_with(permission))

    def body_codes(self, permission: str) -> frozenset[str]:
        """The same bodies by their codes."""
        paths = _paths(self.posts_with(permission))
        return frozenset(code for _, path, code in self._tree if path.startswith(paths)) if paths else frozenset()

    def bodies(self, permission: str) -> Q:
        """A filter on Body itself."""
        return below_paths(_paths(self.posts_with(permission)))

    def scope(self, permission: str, at: str = "body") -> Q:
        """A filter on records by their body (`at` names the foreign key), whatever their sensitivity."""
        return _at(at, self.body_ids(permission))

    def visible(self, permission: str, kind: str, at: str = "body", label: str = "sensitivity", pk: str = "pk") -> Q:
        """A filter on records that carry a sensitivity label; `kind` is theirs among named readers."""
        posts = self.posts_with(permission)
        if not posts:
            return Q(pk__in=[])
        close = self._body_ids([post for post in posts if post.role in CLOSE_READERS])
        plain = Q(**{f"{label}__in": [OPEN, MEMBERS]}) & _at(at, self._body_ids(posts))
        kept = Q(**{label: RESTRICTED}) & _at(at, close)
        if self.user_id is None:  # an agency's program is no person, so nobody can name it
            return plain | kept
        named = NamedReader.objects.filter(user_id=self.user_id, kind=kind).values("object_id")
        return plain | kept | Q(**{label: NAMED, f"{pk}__in": named})

    @cached_property
    def _tree(self) -> list[tuple[int, str, str]]:
        """The part of the tree that the posts reach over, asked once in a request."""
        reached = below_paths(_paths(self.posts))
        return list(Body.objects.filter(reached).order_by().values_list("pk", "path", "code")) if self.posts else []

    def _body_ids(self, posts: Iterable[Post]) -> frozenset[int]:
        paths = _paths(posts)
        return frozenset(pk for pk, path, _ in self._tree if path.startswith(paths)) if paths else frozenset()


NOBODY = Access(None)


def access_of(user: Any) -> Access:
    """The access of a signed-in person; of anybody else none."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    running = Appointment.objects.filter(user=user, ended_at=None).order_by("body__path", "-role")
    posts = running.values_list("role", "body_id", "body__path")
    return Access(user.pk, tuple(Post(*one) for one in posts))


def below_paths(paths: Iterable[str], at: str = "path") -> Q:
    """A filter on what lies at or below any of these paths; of no path nothing."""
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(**{f"{at}__startswith": path})
    return found


def _paths(posts: Iterable[Post]) -> tuple[str, ...]:
    """The paths of posts without those that another covers."""
    found: list[str] = []
    for path in sorted({post.path for post in posts}):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return tuple(found)


def _at(at: str, ids: frozenset[int]) -> Q:
    return Q(**{f"{at}__in": ids})
