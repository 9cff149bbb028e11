"""What a string of digits and separators means in a language, with the other reading where there are two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_GROUP = 3
_SEPARATOR = re.compile(r"[.,/٬٫⁄]")
_GROUPED = re.compile(r"\d{1,3}(?:[.,٬]\d{3})+")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")  # lakhs and crores: "80,40,000"
# Which separator, standing once before exactly three digits, groups thousands and which marks decimals.
_GROUPS = {"en": ",٬", "vi": ".٬", "fa": ",٬"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A value; `grouped` is the other value that the same digits have where the separator could group thousands."""

    value: Decimal
    grouped: Decimal | None = None
    certain: bool = True


def _decimal(whole: str, fraction: str) -> Decimal:
    return Decimal(f"{whole or '0'}.{fraction or '0'}")


def _one_separator(text: str, separator: str, lang: str) -> Reading | None:
    whole, fraction = text.split(separator)
    if separator == "," and lang == "en" and len(fraction) > _GROUP:  # "2,54000": a comma lost
        return Reading(Decimal(whole + fraction), certain=False)
    if separator in "٫/⁄" or len(fraction) != 3 or not 1 <= len(whole) <= 3 or whole == "0" or whole.startswith("0"):
        if separator == "/" and lang != "fa":
            return None
        return Reading(_decimal(whole, fraction), certain=separator not in "," or lang == "vi" or len(fraction) != 3)
    grouped = Decimal(whole + fraction)
    if separator in _GROUPS[lang]:
        return Reading(grouped)
    return Reading(_decimal(whole, fraction), grouped=grouped, certain=False)


def _several_separators(text: str, separators: list[str]) -> Reading | None:
    last = separators[-1]
    if len(set(separators)) == 1 and last in ".,٬":
        grouped = _GROUPED.fullmatch(text) or _INDIAN.fullmatch(text)
        return Reading(Decimal(_SEPARATOR.sub("", text))) if grouped else None
    whole, fraction = text.rsplit(last, 1)
    if len(set(separators)) != 2 or separators.count(last) != 1 or last == "٬" or not _GROUPED.fullmatch(whole):
        return None
    return Reading(_decimal(_SEPARATOR.sub("", whole), fraction))


def read_digits(text: str, lang: str) -> Reading | None:
    """The value of ASCII digits with separators as `lang` writes them, or None where no rule reads them."""
    text = text.replace(" ", "")
    separators = _SEPARATOR.findall(text)
    if not separators:
        return Reading(Decimal(text))
    if len(separators) == 1:
        return _one_separator(text, separators[0], lang)
    return _several_separators(text, separators)
