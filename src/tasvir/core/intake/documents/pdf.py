"""PDF letters: the text of each page in reading order; a scan without text is refused."""

from __future__ import annotations

import pypdfium2 as pdfium

from tasvir.core.errors import RefusedFile
from tasvir.core.intake.documents.builder import finish
from tasvir.core.intake.documents.encodings import refuse_old_vietnamese
from tasvir.core.intake.documents.pdf_lines import needs_restoring, restored_page
from tasvir.core.intake.documents.plain import plain_blocks
from tasvir.core.issues import Issue
from tasvir.core.text.extracted import Extracted

_MAX_PAGES = 2000
_LEAST_LETTERS = 10
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD


def read_pdf(name: str, data: bytes, lang: str) -> Extracted:
    """A .pdf file: pages are separated by a form feed, lines stay as the page shows them."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = "document.encrypted" if getattr(error, "err_code", None) == _PASSWORD_ERROR else "document.broken"
        raise RefusedFile(code, file=name) from error
    try:
        pages = [_page_text(document, number) for number in range(min(len(document), _MAX_PAGES))]
    except pdfium.PdfiumError as error:
        raise RefusedFile("document.broken", file=name) from error
    finally:
        document.close()
    text = "\n\f\n".join(page for page, _ in pages)
    if sum(1 for c in text if c.isalnum()) < _LEAST_LETTERS:
        raise RefusedFile("document.no_text", file=name)
    refuse_old_vietnamese(text, name)
    return finish(text, list(plain_blocks(text, wrapped=True)), lang, _doubts(name, sum(lines for _, lines in pages)))


def _doubts(name: str, lines: int) -> list[Issue]:
    """A warning where lines mix both directions in a way that can be read in two orders."""
    values = {"file": name, "lines": lines}
    return [Issue("document.doubtful_order", values, file=name, severity="warning")] if lines else []


def _page_text(document: pdfium.PdfDocument, number: int) -> tuple[str, int]:
    """The text of a page, and how many of its lines have a doubtful order."""
    page = document[number]
    try:
        content = page.get_textpage()
        try:
            plain = str(content.get_text_bounded()).replace("\r\n", "\n").replace("\ufffe", "-")
            return restored_page(content) if needs_restoring(plain) else (plain, 0)
        finally:
            content.close()
    finally:
        page.close()
