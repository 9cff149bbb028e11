"""The page: one file, nothing asked of any host, every number leading to its evidence and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from tasvir.core.vocabulary.messages import LANGUAGES
from tasvir.renderers.fonts import embedded_css, present
from tasvir.renderers.html import STATIC, html_page
from tasvir.renderers.tests.documents import HOSTILE, sample_document

VOID = {"meta", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """The elements of a page with their attributes, the text, and whether every element is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def with_class(self, name: str) -> Iterator[dict[str, str | None]]:
        return (attributes for _, attributes in self.elements if name in (attributes.get("class") or "").split())


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_page_is_well_formed_and_says_its_language_once(lang: str) -> None:
    page = Page(html_page(sample_document(lang)))

    assert page.open == []
    assert page.elements[0] == ("html", {"lang": lang, "dir": "rtl" if lang == "fa" else "ltr"})
    assert [tag for tag, _ in page.elements].count("main") == 1
    assert [tag for tag, _ in page.elements].count("h1") == 1


def test_page_names_no_host(lang: str) -> None:
    text = html_page(sample_document(lang)).replace("http://www.w3.org/2000/svg", "")
    hostile = "http://example.org"  # what a report says, shown as text

    assert re.findall(r"https?://[^\s\"'<&]*", text) == [hostile] * text.count(hostile)


def test_page_loads_nothing_from_elsewhere(lang: str) -> None:
    page = Page(html_page(sample_document(lang)))

    assert [a for _, a in page.elements if "src" in a] == []
    assert [a["href"] for _, a in page.elements if "href" in a and not (a["href"] or "").startswith("#")] == []
    assert "default-src 'none'" in str(page.elements)


def test_every_identity_is_used_once_and_every_link_resolves(lang: str) -> None:
    page = Page(html_page(sample_document(lang)))
    identities = [a["id"] for _, a in page.elements if "id" in a]

    assert len(identities) == len(set(identities))
    assert {(a["href"] or "")[1:] for _, a in page.elements if "href" in a} <= set(identities)


def test_every_number_with_evidence_leads_to_it(lang: str) -> None:
    page = Page(html_page(sample_document(lang)))

    assert [a["href"] for a in page.with_class("figure")] == ["#evidence-0", "#evidence-0", "#evidence-1"]
    assert [a["id"] for a in page.with_class("evidence")] == ["evidence-0", "evidence-1"]
    assert [a["href"] for a in page.with_class("back")] == ["#evidence-0-use", "#evidence-1-use"]


def test_hostile_text_is_only_text() -> None:
    page = Page(html_page(sample_document("en")))

    assert [tag for tag, _ in page.elements].count("script") == 1
    assert HOSTILE in page.text


def test_charts_are_pictures_with_words() -> None:
    page = Page(html_page(sample_document("en")))
    charts = list(page.with_class("chart"))

    assert [a["role"] for a in charts] == ["img", "img"]
    assert charts[0]["aria-label"] == "Cases detected. +27.6%. Cigarettes & <cigars>: 456; 0: 0; ?: not reported"


def test_mixed_scripts_are_isolated() -> None:
    assert "<bdi>naja-1404.xlsx</bdi>" in html_page(sample_document("fa"))


def test_page_repeats_exactly() -> None:
    assert html_page(sample_document("fa")) == html_page(sample_document("fa"))


def test_style_knows_no_left_and_no_right() -> None:
    style = (STATIC / "bulletin.css").read_text("utf-8")

    assert re.findall(r"[\w-]*\b(?:left|right)\b[\w-]*\s*[:;]", style) == []


@pytest.mark.skipif(not present(), reason="the type faces come with ./dev set-up")
def test_faces_carry_only_the_letters_of_the_page() -> None:
    small, large = embedded_css("سیگار"), embedded_css("".join(map(chr, range(0x20, 0x17F))))

    assert small.count("@font-face") == 4
    assert len(small) < len(large) / 2
