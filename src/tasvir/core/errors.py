"""The exception tree of the house.

TasvirError
└── UserError          the user's input or options: one sentence, exit code 2
    └── RefusedFile    one file of many cannot be read; the rest of the folder goes on

Everything else that is raised is a bug.
"""

from __future__ import annotations


class TasvirError(Exception):
    """Base of every exception that this package raises on purpose."""


class UserError(TasvirError):
    """A mistake in what the user gave, told by a stable code and its values; texts live in lists/messages."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(f"{code} {values}" if values else code)


class RefusedFile(UserError):
    """A file that cannot be read at all, with the reason as a message code."""
