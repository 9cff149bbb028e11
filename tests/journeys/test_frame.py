"""What the frame promises in a real browser: charts without evaluation, and nothing typed is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tasvir.core.bulletins.charts.bars import ranked_bars
from tasvir.renderers.charts import draw_svg
from tasvir.web.middleware.headers import POLICY
from tests.journeys.office import office_at_hand

pytestmark = pytest.mark.journey
FORM = """<main><form method="post" action="/notices/read/"><input name="place"><textarea name="narrative"></textarea>
<label><input type="checkbox" name="zero" value="1">0</label><button>send</button></form></main>"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty platform."""
    with office_at_hand(tmp_path_factory.mktemp("frame") / "home", with_samples=False) as address:
        yield address


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains about, but for answers that are no success."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "console", lambda one: found.append(one.text) if one.type == "error" and "status of 4" not in one.text else None
    )
    return found


def show(page: Page, address: str, body: str) -> None:
    """Open a page of this body as the platform would send it: its scripts, its policy."""
    head = '<meta charset="utf-8"><meta name="tasvir-put-back" content="put back">'
    scripts = "".join(f'<script src="/static/web/{name}.js" defer></script>' for name in ("kept", "charts"))
    html = f"<!doctype html><html lang=fa dir=rtl><head>{head}{scripts}</head><body>{body}</body></html>"

    def answer(route: Route) -> None:
        route.fulfill(body=html, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    page.route("**/made-up/", answer)
    page.goto(f"{address}/made-up/")


@pytest.mark.parametrize("broken", [False, True])
def test_a_chart_is_drawn_without_evaluation_and_stays_as_it_was_where_that_fails(
    page: Page, office: str, complaints: list[str], broken: bool
) -> None:
    chart = ranked_bars([("پلیس", 120.0), ("گمرک", None)], lang="fa", title="کشفیات", unit="فقره")
    specification = {"mark": "nonsense"} if broken else dict(chart.specification)
    data = json.dumps(specification, ensure_ascii=False).replace("<", "\\u003c")
    drawn = f'<div class="chart-drawing">{draw_svg(chart.specification)}</div>'
    block = f'<script type="application/json" data-chart>{data}</script>'

    show(page, office, f"<figure data-chart-frame>{drawn}{block}</figure>")
    page.wait_for_load_state("networkidle")

    expect(page.locator(".chart-drawing svg")).to_have_count(1)
    expect(page.locator(".chart-drawing > div > svg, .chart-drawing .vega-embed svg")).to_have_count(0 if broken else 1)
    assert [one for one in complaints if "Security Policy" in one or "eval" in one] == []


def test_what_was_typed_into_a_refused_form_is_put_back(page: Page, office: str, complaints: list[str]) -> None:
    show(page, office, FORM)
    page.fill("[name=place]", "خرم‌آباد")
    page.fill("[name=narrative]", "سطر یک\nسطر دو")
    page.check("[name=zero]")

    page.click("button")
    expect(page.locator(".typed-value")).to_have_count(3)
    page.click("main a.btn-primary")

    expect(page.locator("[role=status]")).to_have_text("put back")
    assert page.input_value("[name=place]") == "خرم‌آباد"
    assert page.input_value("[name=narrative]") == "سطر یک\nسطر دو"
    assert page.is_checked("[name=zero]")
    assert complaints == []
