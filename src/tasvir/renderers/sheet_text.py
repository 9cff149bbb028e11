"""Text that a spreadsheet program will never run as a formula, wherever the cell is copied to."""

from __future__ import annotations

import re

# What starts a formula in one program or another, also in its full width and after marks that nobody sees.
_UNSEEN = "\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\u061c\u00a0\u3000 "
_FORMULA = re.compile(f"^[{_UNSEEN}]*[=+\\-@\t\r\n\0|%＝＋－＠﹢﹣﹫]")
_UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

LONGEST = 32_767  # characters in one cell


def plain_text(text: str) -> str:
    """The text as a cell may hold it: an apostrophe before what looks like a formula, no control characters."""
    guarded = f"'{text}" if _FORMULA.match(text) else text
    return _UNWRITABLE.sub("", guarded)[:LONGEST]
