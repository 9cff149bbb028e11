"""What must flow upward inside one transaction: a lower room announces, an upper room has registered a handler.

An upper room registers in its AppConfig.ready(); handlers run in the order of their registration, in the caller's
transaction; an error in one refuses the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

_handlers: dict[str, list[Callable[..., Any]]] = defaultdict(list)


def register(occasion: str, handler: Callable[..., Any]) -> None:
    """Call `handler` whenever `occasion` is announced; registering twice does nothing."""
    if handler not in _handlers[occasion]:
        _handlers[occasion].append(handler)


def announce(occasion: str, **facts: Any) -> list[Any]:
    """Tell the upper rooms what happened; their answers in order."""
    return [handler(**facts) for handler in _handlers[occasion]]
