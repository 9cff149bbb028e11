"""Numbers that point at a person: plates, telephones, identity numbers, e-mail addresses, accounts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from tasvir.core.disclosure.lexicon import read_signs
from tasvir.core.disclosure.spans import Kind, Span

# One character for one: offsets stay. Digits of three families, Arabic yeh and kaf, dashes, odd spaces.
_ONE_FOR_ONE = str.maketrans(
    {chr(base + n): str(n) for base in (0x06F0, 0x0660) for n in range(10)}
    | {"ي": "ی", "ى": "ی", "ك": "ک", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "\u00a0": " ", "\u200c": " "}
    | {"\u200e": " ", "\u200f": " ", "٫": ".", "ـ": "-"}
)
_BEFORE = r"(?<![\w.,/٬])"
_AFTER = r"(?![\w٬]|[.,/]\d)"
_GAP = r"[ ]*[-/|]?[ ]*"
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_IBAN = re.compile(rf"{_BEFORE}[A-Z]{{2}} ?\d{{2}}(?: ?[A-Z0-9]{{2,4}}){{3,8}}{_AFTER}")
_CARD = re.compile(rf"{_BEFORE}\d{{4}}([ -]?)\d{{4}}\1\d{{4}}\1\d{{4}}{_AFTER}")
_INTERNATIONAL = re.compile(r"(?<![\w.])(?:\+|00) ?(?:\(\d{1,3}\) ?)?\d(?:[ ().-]{0,2}\d){8,13}(?!\d|[.,]\d)")
_IRAN_MOBILE = re.compile(rf"{_BEFORE}0?9\d{{2}}[ -]?\d{{3}}[ -]?\d{{2}}[ -]?\d{{2}}{_AFTER}")
_IRAN_LINE = re.compile(rf"{_BEFORE}\(?0[1-8]\d\)?[ -]?\d{{4}}[ -]?\d{{4}}{_AFTER}")
_LINE_REVERSED = re.compile(rf"{_BEFORE}\d{{8}} ?- ?0[1-8]\d{_AFTER}")
_VIETNAM_PHONE = re.compile(rf"{_BEFORE}\(?0[2-9]\d{{1,2}}\)?(?:[ .-]?\d){{7,8}}{_AFTER}")
_SERIES_END = r"(?: ?- ?| |(?=\d{3}\.\d{2})|(?=\d{5}))"
_VIETNAM_PLATE = re.compile(
    rf"{_BEFORE}([1-9]\d) ?-? ?([A-ZĐ]{{1,2}}\d?){_SERIES_END}(?:\d{{3}}\.\d{{2}}|\d{{4,5}}){_AFTER}"
)
_TEN_DIGITS = re.compile(rf"{_BEFORE}(\d{{10}}|\d{{3}}-\d{{6}}-\d){_AFTER}")
_TWELVE_DIGITS = re.compile(rf"{_BEFORE}0(?:0[1-9]|[1-9]\d)[0-3]\d{{8}}{_AFTER}")
_NEXT_WORD = re.compile(r"[ ]*([^\W\d_]+)")
_REACH = 24  # characters between a cue and the number that it is about


@lru_cache(maxsize=1)
def _cues() -> dict[str, re.Pattern[str]]:
    """Per kind, a pattern that ends just before a number of that kind."""
    found = {}
    for kind, words in read_signs("identifiers").items():
        if kind in ("units", "iran_letters", "not_series"):
            continue
        longest = sorted((word.translate(_ONE_FOR_ONE) for word in words), key=len, reverse=True)
        choices = "|".join(re.escape(word) for word in longest)
        found[kind] = re.compile(
            rf"(?:^|[^\w])(?:{choices})[ :.،,()=#-]*(?:ها|های|no|nr|number|số|شماره|است)?[ :.،#-]*$", re.IGNORECASE
        )
    return found


@lru_cache(maxsize=4)
def _words(kind: str) -> frozenset[str]:
    return frozenset(read_signs("identifiers")[kind])


@lru_cache(maxsize=1)
def _iran_plates() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """With the word «ایران» somewhere, and without."""
    letters = "|".join(sorted(read_signs("identifiers")["iran_letters"], key=len, reverse=True))
    letter = rf"(?<![^\W\d_])(?:{letters}|[A-Z])(?![^\W\d_])"
    core = rf"(?:\d{{2}}{_GAP}{letter}{_GAP}\d{{3}}|\d{{3}}{_GAP}{letter}{_GAP}\d{{2}})"
    region = rf"(?:(?:ایران|iran){_GAP}\d{{2}}|\d{{2}}{_GAP}(?:ایران|iran))"
    with_region = re.compile(rf"(?<!\d)(?:{region}{_GAP}{core}|{core}{_GAP}{region})(?!\d)", re.IGNORECASE)
    bare = re.compile(rf"(?<![\d])(?:\d{{2}} ?- ?)?{core}(?: ?- ?\d{{2}})?(?!\d)")
    return with_region, bare


def _cued(kind: str, text: str, start: int) -> bool:
    return bool(_cues()[kind].search(text[max(0, start - _REACH) : start]))


def find_identifiers(text: str) -> Iterator[Span]:
    """All numbers and addresses that point at a person; document numbers, dates and figures are left alone."""
    plain = text.translate(_ONE_FOR_ONE)
    for finder in _FINDERS:
        yield from finder(plain)


def _emails(text: str) -> Iterator[Span]:
    yield from (Span(match.start(), match.end(), "email") for match in _EMAIL.finditer(text))


def _accounts(text: str) -> Iterator[Span]:
    for match in _IBAN.finditer(text):
        if _is_iban(match[0]) or _cued("account", text, match.start()):
            yield Span(match.start(), match.end(), "account")
    for match in _CARD.finditer(text):
        if _passes_luhn(re.sub(r"\D", "", match[0])) or _cued("account", text, match.start()):
            yield Span(match.start(), match.end(), "account")


def _identities(text: str) -> Iterator[Span]:
    for match in _TEN_DIGITS.finditer(text):
        if is_national_id(match[1].replace("-", "")) and _may_be_identity(text, match):
            yield Span(match.start(), match.end(), "identity")
    for match in _TWELVE_DIGITS.finditer(text):
        if _may_be_identity(text, match):
            yield Span(match.start(), match.end(), "identity")


def _may_be_identity(text: str, match: re.Match[str]) -> bool:
    """An identity number that a cue names, or one that neither a document nor a unit claims."""
    if _cued("identity", text, match.start()):
        return True
    following = _NEXT_WORD.match(text, match.end())
    is_amount = bool(following) and following[1].lower() in _words("units")  # type: ignore[index]
    return not is_amount and not any(_cued(kind, text, match.start()) for kind in ("document", "number", "telephone"))


def _telephones(text: str) -> Iterator[Span]:
    for pattern in (_INTERNATIONAL, _IRAN_MOBILE, _IRAN_LINE, _LINE_REVERSED, _VIETNAM_PHONE):
        for match in pattern.finditer(text):
            digits = len(re.sub(r"\D", "", match[0]))
            if 9 <= digits <= 15 and not _is_claimed(text, match):
                yield Span(match.start(), match.end(), "telephone")


def _is_claimed(text: str, match: re.Match[str]) -> bool:
    """Whether a unit after the number makes it an amount, or a word before it names a document."""
    following = _NEXT_WORD.match(text, match.end())
    if following and following[1].lower() in _words("units"):
        return True
    return _cued("document", text, match.start()) and not _cued("telephone", text, match.start())


_AFTER_CUE: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("telephone", re.compile(r"\(?\+?\d(?:[ ().-]{0,2}\d){4,13}(?![\d٬])")),
    ("identity", re.compile(r"[A-Z]{0,2}\d(?:[ -]?\d){6,11}(?![\d٬])", re.IGNORECASE)),
    ("account", re.compile(r"(?:[A-Z]{2})?\d(?:[ .-]?\d){5,25}(?![\d٬])", re.IGNORECASE)),
    (
        "plate",
        re.compile(
            r"[A-Z]{2}\d{2} ?[A-Z]{3}\b|[A-Z0-9]{1,3}[ -]?[A-Z0-9]{1,4}[ .-]?\d{2,5}(?:[.-]\d{2})?(?!\d)", re.IGNORECASE
        ),
    ),
)


def _after_cues(text: str) -> Iterator[Span]:
    """Whatever stands right behind a word such as «تلفن», `CCCD` or `plate`."""
    for match in re.finditer(r"(?<![\w])[A-Za-z(+]{0,3}\d", text):
        for kind, form in _AFTER_CUE:
            if _cued(kind, text, match.start()) and (found := form.match(text, match.start())):
                yield Span(found.start(), found.end(), kind)


def _plates(text: str) -> Iterator[Span]:
    with_region, bare = _iran_plates()
    yield from (Span(match.start(), match.end(), "plate") for match in with_region.finditer(text))
    for match in bare.finditer(text):
        if _cued("plate", text, match.start()) or not re.search(r"[ ]", match[0].strip()):
            yield Span(match.start(), match.end(), "plate")
    for match in _VIETNAM_PLATE.finditer(text):
        if int(match[1]) >= 11 and match[2].rstrip("0123456789") not in _words("not_series"):
            yield Span(match.start(), match.end(), "plate")


_FINDERS: tuple[Callable[[str], Iterator[Span]], ...] = (
    _emails, _accounts, _identities, _telephones, _plates, _after_cues,
)  # fmt: skip


def is_national_id(digits: str) -> bool:
    """Whether ten digits satisfy the check digit of an Iranian national id."""
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1))) % 11
    return int(digits[9]) == (rest if rest < 2 else 11 - rest)


def _passes_luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def _is_iban(text: str) -> bool:
    plain = text.replace(" ", "").upper()
    if not 15 <= len(plain) <= 34:
        return False
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1
