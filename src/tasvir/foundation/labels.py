"""The reference lists as this office reads them, for the words of the screen; the reference room answers for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from tasvir.core.vocabulary.lists import Lists, load_lists
from tasvir.foundation.handlers import announce

_of_this_request: ContextVar[list[Lists] | None] = ContextVar("lists of this request", default=None)


def current_lists() -> Lists:
    """The office's lists, asked for once in a request; those that ship where no room answers."""
    kept = _of_this_request.get()
    if kept:
        return kept[0]
    lists: Lists = next(iter(announce("lists.wanted")), None) or load_lists()
    if kept is not None:
        kept.append(lists)
    return lists


@contextmanager
def one_request() -> Iterator[None]:
    """Within it the lists are asked for once at most."""
    token = _of_this_request.set([])
    try:
        yield
    finally:
        _of_this_request.reset(token)
