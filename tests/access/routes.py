"""Every route of the URL configuration, with its policy and the ids in its path."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.urls import ResolverMatch, URLPattern, URLResolver, get_resolver

from tasvir.foundation.policy import Policy, policy_of
from tasvir.foundation.registry import room_packages
from tasvir.web.policies import policy_of_others
from tests.cast import Cast

Subject = Callable[[Cast, str], dict[str, object]]


@dataclass(frozen=True)
class Route:
    """One route: its name, its view, the names of the values in its path, its policy."""

    name: str
    namespace: str
    view: Callable[..., Any]
    values: tuple[str, ...]

    @property
    def policy(self) -> Policy | None:
        """What the view states, or what web/policies.py says of a view that others wrote."""
        match = ResolverMatch(
            self.view, (), {}, self.name.split(":")[-1], namespaces=[self.namespace] * bool(self.namespace)
        )
        return policy_of(self.view) or policy_of_others(match)

    def __str__(self) -> str:
        return self.name


def routes() -> list[Route]:
    """All routes, in the order of the configuration."""
    return list(_walk(get_resolver().url_patterns, "", ()))


def _walk(patterns: list[Any], namespace: str, values: tuple[str, ...]) -> Iterator[Route]:
    for pattern in patterns:
        own = (*values, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, pattern.namespace or namespace, own)
        elif isinstance(pattern, URLPattern):
            name = f"{namespace}:{pattern.name}" if namespace else str(pattern.name)
            yield Route(name, namespace, pattern.callback, own)


def subjects() -> dict[str, Subject]:
    """The subjects of all rooms: from the cast and the code of the owning body to the values of a route."""
    found: dict[str, Subject] = {}
    for package in room_packages():
        try:
            found |= import_module(f"{package}.tests.subjects").SUBJECTS
        except ModuleNotFoundError as error:
            if error.name != f"{package}.tests.subjects":
                raise
    return found
