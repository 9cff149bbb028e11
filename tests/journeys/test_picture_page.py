"""A chair opens the picture from a file: reads it, opens a number, reaches the cell or the sentence behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
DIRECTIONS = {"fa": "rtl", "vi": "ltr", "en": "ltr"}
# An unlabelled mark, too little contrast, a heading out of order: what axe calls serious or critical.
GRAVE = ("serious", "critical")


def test_page_says_its_language_and_direction(opened: Page) -> None:
    lang = opened.locator("html").get_attribute("lang")
    assert lang in DIRECTIONS
    assert opened.locator("html").get_attribute("dir") == DIRECTIONS[lang]
    expect(opened.locator("h1")).to_have_count(1)


def test_page_does_not_run_out_of_the_screen(opened: Page) -> None:
    too_wide = opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide == 0


def test_a_number_leads_to_its_cells_by_mouse_in_two_steps(opened: Page) -> None:
    opened.locator(".card a.figure").first.click()
    panel = opened.locator("article.evidence:target")
    expect(panel).to_be_in_viewport()
    summary = panel.locator("summary")
    if not panel.locator("details[open]").count():
        summary.click()
    first = panel.locator("ol li code").first
    expect(first).to_be_visible()
    assert "#" in (first.text_content() or "")
    expect(panel.locator("ol li .content").first).to_be_visible()


def test_a_number_leads_to_its_cells_by_keyboard_in_two_steps(opened: Page) -> None:
    link = opened.locator(".card a.figure").first
    for _ in range(80):
        opened.keyboard.press("Tab")
        if link.evaluate("it => it === document.activeElement"):
            break
    expect(link).to_be_focused()
    opened.keyboard.press("Enter")
    panel = opened.locator("article.evidence:target")
    expect(panel).to_be_in_viewport()
    for _ in range(4):
        if panel.locator("details[open]").count():
            break
        opened.keyboard.press("Tab")
        if panel.locator("summary").evaluate("it => it === document.activeElement"):
            opened.keyboard.press("Enter")
    expect(panel.locator("ol li code").first).to_be_visible()


def test_keyboard_comes_back_from_the_sources(opened: Page) -> None:
    link = opened.locator(".card a.figure").first
    link.click()
    opened.locator("article.evidence:target a.back").click()
    expect(link).to_be_in_viewport()


def test_a_sentence_stands_behind_a_written_figure(opened: Page) -> None:
    entry = opened.locator("article.evidence").filter(has_text="#chars=").first
    address = entry.get_attribute("id")
    opened.evaluate("address => { location.hash = address }", address)
    summary = entry.locator("summary")
    if not entry.locator("details[open]").count():
        summary.click()
    expect(entry.locator("ol li .content").first).to_be_visible()
    assert len((entry.locator("ol li .content").first.text_content() or "").split()) >= 3


def test_every_link_of_the_page_leads_somewhere(opened: Page) -> None:
    lost = opened.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1))"
        ".filter(id => !document.getElementById(id))"
    )
    assert lost == []


def test_charts_have_words_for_those_who_do_not_see_them(opened: Page) -> None:
    charts = opened.locator(".chart[role=img]")
    assert charts.count() > 0
    assert all(len(label or "") > 20 for label in charts.evaluate_all("all => all.map(it => it.ariaLabel)"))


def test_digits_are_those_of_the_language(opened: Page) -> None:
    value = opened.locator(".card .value").first.inner_text()
    persian = any("۰" <= letter <= "۹" for letter in value)
    assert persian == (opened.locator("html").get_attribute("lang") == "fa")
    assert not (persian and any("0" <= letter <= "9" for letter in value))


def test_no_serious_barrier_is_found(opened: Page, root: Path) -> None:
    script = root / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        pytest.skip("axe-core is not in node_modules; ./dev journeys installs what package.json names")
    opened.evaluate(script.read_text("utf-8"))
    answer: dict[str, Any] = opened.evaluate("axe.run(document, {resultTypes: ['violations']})")
    grave = [
        (found["id"], found["help"], [node["target"] for node in found["nodes"]][:3])
        for found in answer["violations"]
        if found["impact"] in GRAVE
    ]
    assert grave == []


def test_page_prints(opened: Page, tmp_path: Path) -> None:
    opened.pdf(path=tmp_path / "page.pdf", format="A4")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
