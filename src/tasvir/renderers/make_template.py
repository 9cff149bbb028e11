"""Makes the bundled Word templates, one a language: `python -m tasvir.renderers.make_template`.

An office replaces them with its own: any .docx with the field body in a paragraph of its own between double braces;
`title`, `subtitle`, `issued_by`, `letterhead` (its items have `label` and `value`) and `footer` may stand anywhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from tasvir.core.bulletins.charts.theme import ACCENT, INK, QUIET_INK, RULE, TARGET, is_rtl
from tasvir.core.vocabulary.messages import LANGUAGES, message
from tasvir.renderers.docx_digits import FAMILY, embed_digits
from tasvir.renderers.docx_marks import add_field, element, turn_paragraph, turn_run
from tasvir.renderers.fonts import families

TEMPLATES = Path(__file__).parent / "templates"
LOCALES = {"fa": "fa-IR", "vi": "vi-VN", "en": "en-GB"}
_STAND_INS = {"Vazirmatn": "Tahoma", "Noto Sans": "Segoe UI"}  # on machines without our faces

# name: base, size in points, bold, colour, space before and after in points
STYLES: dict[str, tuple[str, float, bool, str, float, float]] = {
    "Normal": ("", 10.5, False, INK, 0, 6),
    "Title": ("Normal", 22, True, INK, 6, 2),
    "Subtitle": ("Normal", 11, False, QUIET_INK, 0, 14),
    "Heading 1": ("Normal", 15, True, ACCENT, 20, 6),
    "Heading 2": ("Normal", 12.5, True, INK, 14, 4),
    "Heading 3": ("Normal", 11, True, INK, 10, 4),
    "Caption": ("Normal", 10.5, True, INK, 12, 2),
    "List Bullet": ("Normal", 10.5, False, INK, 0, 3),
    "Tasvir Lead": ("Normal", 12, False, INK, 0, 8),
    "Tasvir Note": ("Normal", 9, False, QUIET_INK, 2, 6),
    "Tasvir Warning": ("Normal", 10.5, False, INK, 6, 10),
    "Tasvir Cell": ("Normal", 9.5, False, INK, 2, 2),
    "Tasvir Dense": ("Normal", 7.5, False, INK, 1, 1),
    "Tasvir Label": ("Normal", 9, False, QUIET_INK, 4, 0),
    "Tasvir Value": ("Normal", 17, True, INK, 0, 0),
    "Tasvir Source": ("Normal", 8.5, False, INK, 0, 2),
    "Header": ("Normal", 9, False, QUIET_INK, 0, 0),
    "Footer": ("Normal", 8.5, False, QUIET_INK, 0, 0),
    "Tasvir Subcaption": ("Normal", 9, False, QUIET_INK, 0, 6),
}


def make_template(lang: str) -> Document:
    """The template of a language: A4, our styles, letterhead on the first page, page numbers below."""
    document = docx.Document()
    _set_defaults(document, lang)
    for name in STYLES:
        _set_style(document, name, lang)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    section.different_first_page_header_footer = True
    if is_rtl(lang):
        section._sectPr.append(element("bidi"))
        embed_digits(document)
    _letterhead(section.first_page_header, lang)
    _line(section.header.paragraphs[0], "{{ title }}", lang)
    for footer in (section.footer, section.first_page_footer):
        _line(footer.paragraphs[0], "{{ footer }}", lang)
        _page_number(footer.add_paragraph(style="Footer"), lang)
    for name, field in (("Title", "title"), ("Subtitle", "subtitle"), ("Normal", "body")):
        _line(document.add_paragraph(style=name), f"{{{{ {field} }}}}", lang)
    return document


def _set_defaults(document: Document, lang: str) -> None:
    """Language of the text, the stand-in faces, and no name of a person or a library in the properties."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    locale = "en-US" if is_rtl(lang) else LOCALES[lang]
    defaults.append(element("lang", val=locale, eastAsia=locale, bidi=LOCALES["fa"]))
    core = document.core_properties
    core.author, core.title, core.comments, core.language = "", "", "", LOCALES[lang]
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            fonts = "".join(
                f'<w:font w:name="{family}"><w:altName w:val="{other}"/></w:font>'
                for family, other in _STAND_INS.items()
            )
            part._blob = part.blob.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")


def _set_style(document: Document, name: str, lang: str) -> None:
    base, size, bold, colour, before, after = STYLES[name]
    known = [style.name for style in document.styles]
    style: Any = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if base:
        style.base_style = document.styles[base]
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.2 if is_rtl(lang) else 1.15
    style.paragraph_format.keep_with_next = name.startswith("Heading") or name == "Caption"
    _set_faces(style, size, bold, lang)
    _set_borders(style, name, lang)
    if is_rtl(lang):
        style.element.get_or_add_pPr().insert_element_before(
            element("bidi"), "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
        )


def _set_faces(style: ParagraphStyle, size: float, bold: bool, lang: str) -> None:
    """The same face, size and weight for both scripts: Word keeps those of right-to-left letters apart."""
    properties = style.element.get_or_add_rPr()
    # Spaced letters, which Word's own styles for titles have, would tear Arabic script apart.
    for tag in ("rFonts", "bCs", "szCs", "rtl", "spacing", "kern", "iCs"):
        for old in properties.findall(qn(f"w:{tag}")):
            properties.remove(old)
    latin, arabic = ("Noto Sans", "Vazirmatn") if not is_rtl(lang) else (families(lang)[0],) * 2
    properties.insert(0, element("rFonts", ascii=latin, hAnsi=latin, cs=arabic, eastAsia=latin))
    if bold:
        properties.find(qn("w:b")).addnext(element("bCs"))
    properties.find(qn("w:sz")).addnext(element("szCs", val=str(round(size * 2))))


def _set_borders(style: ParagraphStyle, name: str, lang: str) -> None:
    """A thin rule over main headings, a coloured edge where reading starts for warnings."""
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    edges = {
        "Heading 1": ("top", ACCENT, "8", "6"),
        "Tasvir Warning": ("right" if is_rtl(lang) else "left", TARGET, "24", "8"),
        "Footer": ("top", RULE, "4", "4"),
    }
    if name in edges:
        side, colour, size, space = edges[name]
        borders = element("pBdr")
        borders.append(element(side, val="single", sz=size, space=space, color=colour.lstrip("#")))
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:bidi", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
        )


def _letterhead(header: Any, lang: str) -> None:
    first = header.paragraphs[0]
    _line(first, "{{ issued_by }}", lang, bold=True)
    for text in ("{%p for field in letterhead %}", "{{ field.label }}: {{ field.value }}", "{%p endfor %}"):
        _line(header.add_paragraph(style="Header"), text, lang)


def _line(paragraph: Paragraph, text: str, lang: str, *, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.bold = bold or None
    if is_rtl(lang):
        turn_paragraph(paragraph)
        turn_run(run)


def _page_number(paragraph: Paragraph, lang: str) -> None:
    """The sentence "Page 1 of 4" with Word's own fields in it."""
    sentence = message("page.number", lang, {"page": "\0PAGE\0", "pages": "\0NUMPAGES\0"})
    for piece in sentence.split("\0"):
        if piece in ("PAGE", "NUMPAGES"):
            add_field(paragraph, piece, face=FAMILY if is_rtl(lang) else None)
        elif piece:
            _line(paragraph, piece, lang)


if __name__ == "__main__":
    for language in LANGUAGES:
        make_template(language).save(str(TEMPLATES / f"bulletin.{language}.docx"))
