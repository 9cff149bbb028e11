"""HTML pages: the headings, paragraphs and tables of the article, without the page's furniture."""

from __future__ import annotations

import re

from lxml import etree, html

from tasvir.core.errors import RefusedFile
from tasvir.core.intake.documents.builder import DocumentBuilder
from tasvir.core.intake.documents.encodings import decode
from tasvir.core.intake.documents.grids import Grid, GridCell, cell_text
from tasvir.core.text.extracted import Extracted

_FURNITURE = (
    "script style noscript template nav aside footer button select option input textarea iframe svg math canvas "
    "object embed video audio menu dialog head"
)
_FURNITURE_ROLES = frozenset(
    ["navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar", "dialog"]
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FURNITURE_NAMES = re.compile(
    r"(^|[\s_-])(nav|navbar|menu|breadcrumbs?|sidebar|footer|cookie|share|social|related|comments?|advert|ads?|banner|pagination|tags?|login)([\s_-]|$)",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    [
        *("p", "div", "section", "article", "main", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "figure"),
        *("figcaption", "header", "address", "details", "summary", "center", "fieldset", "hr", "br", "body", "html"),
        *("form", "table", "tr", "td", "th", "caption"),
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_LEAST_ARTICLE = 200
_DEEPEST = 250  # libxml2 stops at 256
_MAX_SPAN = 100
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_web_page(name: str, data: bytes, lang: str) -> Extracted:
    """An .html file; a page without any text is refused."""
    text, issues = decode(data, name)
    try:
        root = html.document_fromstring(_DECLARED.sub("", text))
    except (etree.ParserError, ValueError) as error:
        raise RefusedFile("document.empty", file=name) from error
    _refuse_depth(root, name)
    _drop_furniture(root)
    builder = DocumentBuilder()
    _Walker(builder).walk(_article(root))
    if not builder.has_text:
        raise RefusedFile("document.empty", file=name)
    return builder.build(lang, issues)


def _refuse_depth(root: html.HtmlElement, name: str) -> None:
    """Below a certain depth the parser drops text without a word; then nothing is read at all."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth >= _DEEPEST:
            raise RefusedFile("document.too_deep", file=name, limit=_DEEPEST)


def _drop_furniture(root: html.HtmlElement) -> None:
    etree.strip_elements(root, *_FURNITURE.split(), etree.Comment, etree.ProcessingInstruction, with_tail=False)
    doomed = [element for element in root.iter() if isinstance(element.tag, str) and _is_furniture(element)]
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()


def _is_furniture(element: html.HtmlElement) -> bool:
    if element.tag in ("body", "html", "main", "article", "table", "td", "tr"):
        return False
    if (
        element.get("role") in _FURNITURE_ROLES
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
    ):
        return True
    if _HIDDEN.search(element.get("style", "")):
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if element.tag == "header" or _FURNITURE_NAMES.search(names):
        return not element.xpath(".//h1 | .//table") and _link_share(element) > 0.3
    return element.tag in ("ul", "ol", "div") and len(element.xpath(".//a")) >= 3 and _link_share(element) > 0.7


def _link_share(element: html.HtmlElement) -> float:
    """The part of an element's text that is links; an empty element counts as all links."""
    whole = len(_SPACE.sub("", element.text_content()))
    linked = sum(len(_SPACE.sub("", link.text_content())) for link in element.xpath(".//a"))
    return linked / whole if whole else 1.0


def _article(root: html.HtmlElement) -> html.HtmlElement:
    """The part that holds the article where the page marks it, else the whole page."""
    marked = root.xpath("//main | //article | //*[@role='main']")
    best = max(marked, key=lambda element: len(element.text_content()), default=None)
    if best is not None and len(best.text_content().strip()) >= _LEAST_ARTICLE:
        return best
    body = root.find("body")
    return body if body is not None else root


class _Walker:
    """Goes through the tree once, without recursion, and closes a paragraph at each block's edge."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self.builder = builder
        self.pending: list[str] = []

    def walk(self, top: html.HtmlElement) -> None:
        """Add everything below an element."""
        skip_below: html.HtmlElement | None = None
        for event, element in etree.iterwalk(top, events=("start", "end")):
            if skip_below is not None:
                if event == "end" and element is skip_below:
                    skip_below = None
                    self._text(element.tail)
                continue
            if event == "start":
                if element.tag == "table" and is_data_table(element):
                    self.flush()
                    self.builder.table(grid_of(element))
                    skip_below = element
                else:
                    self._open(element)
            else:
                self._close(element, element is top)
        self.flush()

    def _open(self, element: html.HtmlElement) -> None:
        if element.tag in _BLOCKS or element.tag in _HEADINGS:
            self.flush()
        self._text(element.text)

    def _close(self, element: html.HtmlElement, is_top: bool) -> None:
        if element.tag in _HEADINGS:
            self.flush("heading")
        elif element.tag in _BLOCKS:
            self.flush()
        if not is_top:
            self._text(element.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self.pending.append(text)

    def flush(self, kind: str = "paragraph") -> None:
        """Close the paragraph that is open."""
        if self.pending:
            self.builder.paragraph(
                _SPACE.sub(" ", "".join(self.pending)), "heading" if kind == "heading" else "paragraph"
            )
            self.pending.clear()


def is_data_table(table: html.HtmlElement) -> bool:
    """A table of figures, not one that only lays out the page."""
    rows = table.xpath(".//tr")
    return len(rows) > 1 and not table.xpath(".//table") and max(len(row.xpath("./td | ./th")) for row in rows) > 1


def grid_of(table: html.HtmlElement) -> Grid:
    """The places of an HTML table with row and column spans filled in."""
    taken: dict[tuple[int, int], GridCell] = {}
    rows = table.xpath(".//tr")
    for number, row in enumerate(rows):
        column = 0
        for cell in row.xpath("./td | ./th"):
            while (number, column) in taken:
                column += 1
            text = cell_text(cell.text_content())
            height, width = _span(cell, "rowspan"), _span(cell, "colspan")
            for down in range(min(height, len(rows) - number)):
                for across in range(width):
                    taken[number + down, column + across] = GridCell(text, first=not down and not across)
            column += width
    height = len(rows)
    width = max((column for _, column in taken), default=-1) + 1
    return Grid.of([[taken.get((r, c), GridCell("")) for c in range(width)] for r in range(height)])


def _span(cell: html.HtmlElement, name: str) -> int:
    try:
        return max(1, min(int(cell.get(name, "1")), _MAX_SPAN))
    except ValueError:
        return 1
