"""From bytes to text: UTF-8, UTF-16 with a mark, the two Windows code pages, and refusals that say why."""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from tasvir.core.errors import RefusedFile
from tasvir.core.issues import Issue

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODE_PAGES = ("cp1256", "cp1258")
_PERSIAN = re.compile(
    r"[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc\u200c\u060c\u061b\u061f\u00ab\u00bb\u064b-\u0652]"
)
_VIETNAMESE = re.compile(
    r"[\u00c0-\u00c3\u00c8-\u00ca\u00cc\u00cd\u00d2-\u00d5\u00d9\u00da\u00dd\u0102\u0110\u0128\u0168\u01a0\u01af\u1ea0-\u1ef9]",
    re.IGNORECASE,
)
# Letters of the old Vietnamese fonts as Windows-1252 shows them inside a word. TCVN3 puts signs where vowels should
# be; VNI writes a vowel and then a letter with the accent that belongs to it.
_TCVN3 = re.compile(r"[A-Za-z][\u00a8-\u00ae\u00b5-\u00b9\u00bb-\u00be]|[\u00a8-\u00ae\u00b5-\u00b9\u00bb-\u00be][a-z]")
_VNI = re.compile(
    r"[aAeEoOuUyY\u00f4\u00f6][\u00f8\u00f9\u00fb\u00f5\u00ef\u00e2\u00e1\u00e0\u00e5\u00e3\u00e4\u00ea\u00e9\u00e8\u00fa\u00fc\u00eb]"
)
_FEW_SIGNS = 3  # up to which odd letters are an accident
_FEW = 0.1  # of the bytes outside ASCII: English, not a language with letters of its own
_MOSTLY = 0.8  # of the letters outside ASCII belong to the language that the code page is for
_LEAST_FOREIGN = 8
_LONG_WORD = re.compile(r"\w{2,}")
_ODD = {"cp1256": re.compile(r"[A-Za-z]|\w{25}"), "cp1258": re.compile(r"[\u00c0-\u024f\u1ea0-\u1ef9]{4}|\w{9}")}
_WORD = re.compile(r"\S+")


def decode(data: bytes, file: str) -> tuple[str, tuple[Issue, ...]]:
    """The text of a file and a warning where its encoding had to be guessed; refuses what cannot be told."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, file), ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text, encoding = _guess(data, file)
        return text, (
            Issue("document.encoding_guessed", {"file": file, "encoding": encoding}, file=file, severity="warning"),
        )
    if "\x00" in text or _control_share(text) > 0.02:
        raise RefusedFile("document.encoding", file=file)
    refuse_old_vietnamese(text, file)
    return text, ()


def _decoded(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusedFile("document.encoding", file=file) from error


def _guess(data: bytes, file: str) -> tuple[str, str]:
    if b"\x00" in data:
        raise RefusedFile("document.encoding", file=file)
    refuse_old_vietnamese(data.decode("cp1252", errors="replace"), file)
    for encoding in _CODE_PAGES:
        text = _in_code_page(data, encoding)
        if text is not None:
            return text, encoding
    best = from_bytes(data, cp_isolation=["cp1252"], threshold=0.1).best()
    if best is not None and _high_share(data) < _FEW:
        return str(best), "cp1252"  # English with a curly quotation mark or a pound sign
    raise RefusedFile("document.encoding", file=file)


def _in_code_page(data: bytes, encoding: str) -> str | None:
    """The text in a code page where nearly all its foreign letters make words of that language, else None."""
    try:
        text = unicodedata.normalize("NFC", data.decode(encoding))
    except UnicodeDecodeError:
        return None
    foreign = [c for c in text if c > "\x7f"]
    own = _PERSIAN if encoding == "cp1256" else _VIETNAMESE
    if len(own.findall(text)) < _MOSTLY * len(foreign):
        return None
    words = _LONG_WORD.findall(text)
    mixed = sum(1 for word in words if own.search(word) and _ODD[encoding].search(word))
    return text if len(foreign) >= _LEAST_FOREIGN and mixed <= 0.05 * len(words) else None


def refuse_old_vietnamese(text: str, file: str) -> None:
    """Refuse text that the fonts .VnTime (TCVN3) or VNI-Times would show as Vietnamese and nothing else does."""
    words = len(_WORD.findall(text)) or 1
    if _VIETNAMESE_PROPER.search(text) or len(_ASCII.findall(text)) * 2 < len(text):
        return
    if len(_TCVN3.findall(text)) > max(_FEW_SIGNS, 0.25 * words):
        raise RefusedFile("document.tcvn3", file=file)
    if len(_VNI.findall(text)) > max(_FEW_SIGNS, 0.25 * words):
        raise RefusedFile("document.vni", file=file)


_ASCII = re.compile(r"[A-Za-z ]")
_VIETNAMESE_PROPER = re.compile(r"[\u1ea0-\u1ef9\u01a1\u01b0]")


def _control_share(text: str) -> float:
    sample = text[:20000]
    return sum(1 for c in sample if c < " " and c not in "\t\n\r\f") / max(len(sample), 1)


def _high_share(data: bytes) -> float:
    return sum(1 for byte in data if byte > 127) / max(len(data), 1)
