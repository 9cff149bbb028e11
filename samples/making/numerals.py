"""Numbers half in words and half in digits, as Persian letters write them."""

from __future__ import annotations

from making.days import persian
from making.province import read_data


def mixed(number: int) -> str:
    """«دو هزار و ۴۵۰», «پنج هزار و ۵۰۰ میلیارد»: thousands in words, the rest in digits."""
    words = read_data("numbers_fa.yaml")
    if number >= 1_000_000_000:
        billions, rest = divmod(number, 1_000_000_000)
        parts = [f"{mixed(billions)} {words['billion']}"]
        if rest >= 1_000_000:
            parts.append(f"{persian(rest // 1_000_000)} {words['million']}")
        return str(words["and"]).join(parts)
    thousands, rest = divmod(number, 1000)
    spoken = words["words"]
    parts = [f"{spoken[thousands] if thousands < 20 else persian(thousands)} {words['thousand']}"] if thousands else []
    if rest or not parts:
        parts.append(persian(rest))
    return str(words["and"]).join(parts)
