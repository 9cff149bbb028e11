"""Look at a workbook from outside before it is parsed: size, encryption, entries, declared and real extents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Workbook:
    """What is known of a workbook before its cells are read."""

    starts_in_1904: bool = False
    template: str | None = None


def inspect_workbook(file: str, data: bytes) -> Workbook:
    return Workbook()
