"""Journeys use Debian's own Chromium; nothing is downloaded, and a page that asks for anything fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

LANGUAGES = ("fa", "vi", "en")
WIDTHS = (1280, 390)
QUIET = (
    "--no-sandbox",  # CI runs as root
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The browser of this machine."""
    chromium = os.environ.get("TASVIR_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        pytest.skip("no Chromium here; once, as root: apt-get install chromium")
    return {**browser_type_launch_args, "executable_path": chromium, "args": list(QUIET)}


@pytest.fixture(scope="session")
def pages(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The self-contained page of the sample commission in each language, as `tasvir picture` writes it."""
    base = tmp_path_factory.mktemp("pages")
    subprocess.run([sys.executable, root / "samples" / "generate.py", "--out", base], check=True, timeout=300)
    made = {}
    for lang in LANGUAGES:
        words = ["picture", base / "lorestan", "--period", "1404-Q2", "--lang", lang, "--formats", "html"]
        start = "import sys; from tasvir.cli.main import main; sys.exit(main())"
        command = [sys.executable, "-c", start, *map(str, words), "--out", str(base / lang)]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        assert ran.returncode in (0, 3), ran.stderr
        made[lang] = base / lang / "picture.html"
    return made


@pytest.fixture(params=[(lang, width) for lang in LANGUAGES for width in WIDTHS], ids=lambda p: f"{p[0]}-{p[1]}")
def opened(request: pytest.FixtureRequest, browser: Browser, pages: dict[str, Path]) -> Iterator[Page]:
    """The page opened from disk, wide and narrow; any request for another address is refused and noted."""
    lang, width = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, locale=lang)
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    own = pages[lang].as_uri()

    def answer(route: Route) -> None:
        if route.request.url.split("#")[0] == own:
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    page.route("**/*", answer)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(own)
    yield page
    context.close()
    assert (asked, complaints) == ([], [])
