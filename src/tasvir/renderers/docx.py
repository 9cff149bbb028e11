"""A document as a Word file, from the bundled template or the office's own."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from tasvir.core.bulletins.tree import Document
from tasvir.core.errors import UserError
from tasvir.renderers.docx_body import Body

TEMPLATES = Path(__file__).parent / "templates"
FIELDS = ("body", "footer", "issued_by", "letterhead", "subtitle", "title")
_PLACE = "\u2042 body \u2042"  # stands in the filled template where the body goes


def write_docx(
    document: Document, path: Path, template: Path | None = None, *, more: Mapping[str, str] | None = None
) -> None:
    """Write the Word file; raises UserError for a template that is broken or asks for unknown fields.

    `more` holds the values of fields that only some documents have, such as the number of an issued bulletin.
    """
    chosen = template or TEMPLATES / f"bulletin.{document.lang}.docx"
    word = docx.Document(_filled(chosen, document, more or {}))
    Body(word, document).write_at(_place_of_body(word, chosen))
    core = word.core_properties
    core.title, core.author, core.last_modified_by = document.title, document.issued_by, ""
    word.save(str(path))


def _filled(template: Path, document: Document, more: Mapping[str, str]) -> BytesIO:
    """The template with its fields filled in and a mark where the body goes."""
    try:
        # A sandbox, because the template comes from outside; escaping, because names hold & and <.
        environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        word = DocxTemplate(str(template))
        for name in sorted(word.get_undeclared_template_variables(environment) - {*FIELDS, *more}):
            raise UserError("template.unknown_field", file=template.name, field=name, expected=", ".join(FIELDS))
        word.render({**more, **_values(document)}, environment)
        filled = BytesIO()
        word.save(filled)
    except UndefinedError as error:
        raise UserError(
            "template.unknown_field", file=template.name, field=error.message, expected=", ".join(FIELDS)
        ) from error
    except (TemplateError, BadZipFile, PackageNotFoundError, OSError, KeyError, ValueError) as error:
        raise UserError("template.broken", file=template.name, reason=str(error)) from error
    filled.seek(0)
    return filled


def _values(document: Document) -> Mapping[str, Any]:
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "issued_by": document.issued_by,
        "letterhead": [{"label": label, "value": value} for label, value in document.letterhead],
        "footer": document.footer,
        "body": _PLACE,
    }


def _place_of_body(word: WordDocument, template: Path) -> Paragraph:
    for paragraph in word.paragraphs:
        if paragraph.text.strip() == _PLACE:
            return paragraph
    raise UserError("template.no_body", file=template.name)
