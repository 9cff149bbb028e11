"""All the words in the files that a picture consists of."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pypdfium2

from tasvir.core.characters.folding import to_ascii_digits

_TAG = re.compile(r"<[^>]*>")


def words_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Each written file with its text, digits in one family, runs of space as one."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), _plain(_text(path))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", to_ascii_digits(text))


def _text(path: Path) -> str:
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
            return html.unescape(" ".join(_TAG.sub("", archive.read(name).decode("utf-8")) for name in names))
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            return " ".join(page.get_textpage().get_text_bounded() for page in document)
    if path.suffix == ".parquet":
        return str(pq.read_table(path).to_pylist())
    text = path.read_text("utf-8")
    return html.unescape(text) + " " + _TAG.sub("", text) if path.suffix == ".html" else text
