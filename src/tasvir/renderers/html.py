"""A document as one HTML file that opens from disk, asks nothing of any host and works without a script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader

from tasvir.core.bulletins.tree import Chart, Document, Heading, Part, Section
from tasvir.core.text.formatting import format_number
from tasvir.core.vocabulary.messages import message
from tasvir.renderers.charts import draw_svg, has_narrow
from tasvir.renderers.fonts import embedded_css, families

STATIC = Path(__file__).parent / "static"
_CONTENTS_DEPTH = 2


def write_html(document: Document, picture: Mapping[str, Any], path: Path) -> None:
    """Write the page; `picture` is not needed for it today, every number it shows stands in the document."""
    del picture
    path.write_text(html_page(document), encoding="utf-8")


def html_page(document: Document) -> str:
    """The whole page: text, style, drawings and the letters of its type faces."""
    script = (STATIC / "bulletin.js").read_text("utf-8")
    page = (
        _environment()
        .get_template("bulletin.html.j2")
        .render(
            document=document,
            page=Page(document),
            contents=list(headings_of(document.parts)),
            style=(STATIC / "bulletin.css").read_text("utf-8"),
            script=script,
            script_hash="sha256-" + b64encode(sha256(script.encode()).digest()).decode("ascii"),
            face=_stack(document.lang),
        )
    )
    return page.replace("/*fonts*/", embedded_css(page), 1)


def html_parts(document: Document, page: Page) -> str:
    """The parts of a document alone, for a page that somebody else frames; `page` says where its links lead."""
    contents = list(headings_of(document.parts))
    return _environment().get_template("fragment.html.j2").render(document=document, page=page, contents=contents)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(loader=PackageLoader("tasvir.renderers"), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def _stack(lang: str) -> str:
    """The faces of a language, then what the reader's system has."""
    return ", ".join([*(f"'{family}'" for family in families(lang)), "Tahoma", "'Segoe UI'", "sans-serif"])


def headings_of(parts: Sequence[Part]) -> Iterator[Heading]:
    """The headings of the first levels, for a list of contents."""
    for part in parts:
        heading = part.heading if isinstance(part, Section) else part
        if isinstance(heading, Heading) and heading.level <= _CONTENTS_DEPTH:
            yield heading
        if isinstance(part, Section):
            yield from headings_of(part.parts)


class Page:
    """What the template asks while it writes: words, names of anchors, drawings."""

    def __init__(self, document: Document) -> None:
        self.lang = document.lang
        self._entries = {entry.key: f"evidence-{index}" for index, entry in enumerate(document.evidence)}
        self._used: set[str] = set()
        self._anchors: dict[int, str] = {}
        self.specifications: list[Mapping[str, Any]] = []

    def word(self, code: str, **values: object) -> str:
        return message(code, self.lang, values)

    def number(self, value: int) -> str:
        return format_number(value, self.lang)

    def kind(self, part: Part) -> str:
        return type(part).__name__

    def level(self, heading: Heading) -> int:
        """The page's title is the only first level."""
        return min(6, heading.level + 1)

    def anchor(self, heading: Heading) -> str:
        return heading.anchor or self._anchors.setdefault(id(heading), f"part-{len(self._anchors) + 1}")

    def entry(self, key: str) -> str | None:
        """The anchor of a number's evidence, if the document has any."""
        return self._entries.get(key)

    def address(self, key: str) -> str | None:
        """Where a number leads: to its evidence on this page."""
        entry = self.entry(key)
        return f"#{entry}" if entry else None

    def mark(self, key: str) -> str:
        """The anchor of a number itself, at its first use only, so that its evidence can lead back."""
        if key in self._used:
            return ""
        self._used.add(key)
        return f' id="{self.first_use(key)}"'

    def first_use(self, key: str) -> str:
        return f"{self._entries[key]}-use" if key in self._used else "evidence"

    def drawings(self, chart: Chart) -> list[tuple[str, str]]:
        """The chart for a narrow screen, where it can be, and for a wide one."""
        self.specifications.append(chart.specification)
        widths = ["narrow", "wide"] if has_narrow(chart.specification) else ["wide"]
        return [
            (
                width,
                draw_svg(
                    chart.specification, narrow=width == "narrow", prefix=f"chart-{len(self.specifications)}-{width}-"
                ),
            )
            for width in widths
        ]
