"""What an office's Word template asks for: its fields, and everything in it that cannot be filled, found at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from tasvir.core.errors import UserError
from tasvir.core.intake.safety import check_archive, check_size

_BODY, _LETTERHEAD = "body", "letterhead"
_BODY_FIELD = re.compile(r"\{\{\s*body\s*\}\}")
_OPENED, _CLOSED = re.compile(r"\{\{|\{%"), re.compile(r"\}\}|%\}")
# A template says where values stand; anything that computes is refused, so that none can run for ever.
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If, nodes.Not,
    nodes.Const,
)  # fmt: skip
_LONGEST = 60


@dataclass(frozen=True)
class TemplateFields:
    """The fields that a template asks for, and why it cannot be used, if it cannot."""

    fields: tuple[str, ...]
    problems: tuple[UserError, ...]


def read_template_fields(name: str, data: bytes, known: Collection[str]) -> TemplateFields:
    """Look through a template before it is kept; raises RefusedFile for what is no Word file at all."""
    check_size(data, name)
    check_archive(data, name)
    try:
        word = docx.Document(BytesIO(data))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise UserError("template.no_word_file", file=name) from error
    broken = [UserError("template.broken_tag", file=name, tag=tag) for tag in _broken_tags(word)]
    if broken:
        return TemplateFields((), tuple(broken))
    try:
        tree = SandboxedEnvironment().parse(_source(data))
    except TemplateSyntaxError as error:
        return TemplateFields((), (UserError("template.broken_tag", file=name, tag=str(error.message)),))
    problems = [UserError("template.not_allowed", file=name, tag=one) for one in _forbidden(tree)]
    asked = sorted(_asked(tree))
    problems += [_unknown(name, field, known) for field in asked if field not in known]
    if not any(_BODY_FIELD.fullmatch(one.text.strip()) for one in word.paragraphs):
        problems.append(UserError("template.no_body", file=name))
    return TemplateFields(tuple(asked), tuple(problems))


def _unknown(name: str, field: str, known: Collection[str]) -> UserError:
    near = difflib.get_close_matches(field, sorted(known), n=1, cutoff=0.5)
    if near:
        return UserError("template.nearest_field", file=name, field=field, nearest=near[0])
    return UserError("template.unknown_field", file=name, field=field, expected="title, number, date, body …")


def _broken_tags(word: WordDocument) -> Iterator[str]:
    """Paragraphs in which a tag is opened and not closed, or the other way round."""
    for paragraph in _paragraphs(word):
        if len(_OPENED.findall(paragraph.text)) != len(_CLOSED.findall(paragraph.text)):
            yield paragraph.text.strip()[:_LONGEST]


def _paragraphs(word: WordDocument) -> Iterator[Paragraph]:
    places: list[Any] = [word]
    for section in word.sections:
        places += [section.header, section.footer, section.first_page_header, section.first_page_footer]
    for place in places:
        yield from place.paragraphs
        for table in place.tables:
            for cell in table._cells:
                yield from cell.paragraphs


def _source(data: bytes) -> str:
    """The template's own text with its tags, as docxtpl will read it."""
    template = DocxTemplate(BytesIO(data))
    template.init_docx()
    source: str = template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            source += template.patch_xml(template.get_part_xml(part))
    return source


def _forbidden(tree: nodes.Template) -> Iterator[str]:
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.Getattr) and node.attr not in ("label", "value")):
            yield type(node).__name__
        elif isinstance(node, nodes.For) and not (isinstance(node.iter, nodes.Name) and node.iter.name == _LETTERHEAD):
            yield "for"


def _asked(tree: nodes.Template) -> set[str]:
    from jinja2 import meta

    return set(meta.find_undeclared_variables(tree))
