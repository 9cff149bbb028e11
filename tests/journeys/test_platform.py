"""The platform as its people meet it: in a real browser, over a server of its own, with the sample commissions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, Page, expect

from tests.journeys.office import PASSWORD, office_at_hand, running_office

pytestmark = pytest.mark.journey
PATIENCE = 90_000
HEADERS = ["شماره گزارش", "تاریخ کشف", "استان/شهرستان", "محل کشف", "نوع تخلف", "کالا", "مقدار", "واحد", "دستگاه کاشف"]
TEXT = (
    "در مهرماه ۱۴۰۵ تعداد ۳۵ فقره کشف کالای قاچاق به ارزش ۱۲ میلیارد ریال انجام شد. "
    "پیشنهاد می‌شود ایست بازرسی محور پلدختر تقویت شود."
)
Enter = Callable[..., Page]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The platform with both sample commissions."""
    with office_at_hand(tmp_path_factory.mktemp("office") / "home", with_samples=True) as address:
        yield address


@pytest.fixture
def enter(browser: Browser, office: str) -> Iterator[Enter]:
    """Open the platform as a person in a language; any complaint of the browser fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_as(user: str, lang: str = "fa", width: int = 1280) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, base_url=office)
        context.add_cookies([{"name": "tasvir_language", "value": lang, "url": office}])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on(
            "request", lambda asked: None if asked.url.startswith((office, "data:")) else complaints.append(asked.url)
        )
        if user:
            sign_in(page, user)
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert complaints == []


def sign_in(page: Page, user: str, password: str = PASSWORD) -> None:
    """Through the door."""
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(user)
    page.locator("input[name=password]").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/account/login/" not in url)


def workbook(path: Path, *rows: Sequence[str]) -> Path:
    """A list of incidents as an officer keeps it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADERS, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


GOOD = [
    "ک-۱",
    "1405/08/02",
    "خرم‌آباد",
    "محور خرم‌آباد - پلدختر",
    "قاچاق کالا",
    "سیگار",
    "۵۰۰۰",
    "نخ",
    "فرماندهی انتظامی",
]


def test_an_officer_drops_a_bad_workbook_mends_it_and_gets_a_receipt(enter: Enter, tmp_path: Path) -> None:
    page = enter("police")
    expect(page).to_have_url(re.compile(r"/reports/due/"))
    bad = workbook(tmp_path / "کشفیات.xlsx", GOOD, [*GOOD[:1], "1404/12/30", *GOOD[2:]])

    page.goto("/reports/submit/")
    page.locator("input[type=file]").first.set_input_files(bad)
    page.get_by_role("button", name="بررسی فایل").click()
    page.get_by_role("link", name="دیدن پاسخ").click()
    expect(page.get_by_role("cell", name="1404/12/30", exact=True)).to_be_visible()

    page.get_by_role("link", name="اصلاح و ارسال دوباره").click()
    good = workbook(tmp_path / "کشفیات-۲.xlsx", GOOD, ["ک-۲", "1405/08/03", *GOOD[2:]])
    page.locator("input[type=file]").first.set_input_files(good)
    reason = page.locator("[name=reason]")
    if reason.count():
        reason.fill("تاریخ ردیف دوم اصلاح شد")
    page.get_by_role("button", name="بررسی فایل").click()
    page.get_by_role("button", name="ارسال به دبیرخانه").click()
    page.wait_for_url(re.compile(r"/receipt/"))

    expect(page.get_by_role("heading", level=1)).to_contain_text("رسید")
    expect(page.locator("main")).to_contain_text(re.compile(r"[۰-۹]{6}-[۰-۹]"))


def test_pasted_persian_text_becomes_confirmed_figures(enter: Enter) -> None:
    page = enter("gomrok")

    page.goto("/reports/submit/?way=text")
    page.locator("textarea").first.fill(TEXT)
    page.locator("main form button").last.click()
    page.get_by_role("link", name="بررسی ارقام").click()
    expect(page.locator("mark").first).to_contain_text("۳۵ فقره")
    undecided = page.get_by_role("button", name="درست است")
    expect(undecided.first).to_be_visible()
    count = undecided.count()
    undecided.first.click()

    expect(page.get_by_text("بی‌تصمیم", exact=True)).to_have_count(count - 1)
    expect(page.locator("[data-item]:focus")).to_have_count(1)
    page.keyboard.press("y")
    expect(page.get_by_text("بی‌تصمیم", exact=True)).to_have_count(count - 2)


def test_a_doubtful_pair_is_decided_and_the_decision_can_be_undone(enter: Enter) -> None:
    page = enter("dabir")

    page.goto("/matching/")
    until_linked(page)
    page.get_by_role("button", name="یک رویداد است").click()
    page.wait_for_load_state("networkidle")
    page.goto("/matching/decisions/")
    expect(page.locator("main")).to_contain_text("مریم احمدی")
    undo = page.get_by_role("button", name="پس گرفتن")
    before = undo.count()
    undo.first.click()

    page.goto("/matching/decisions/")
    expect(page.get_by_role("button", name="پس گرفتن")).to_have_count(before - 1)


def until_linked(page: Page) -> None:
    """The worker links after the samples have come in; the desk fills."""
    for _ in range(60):
        if page.get_by_role("button", name="یک رویداد است").count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError("no doubtful pair came to the desk")


def make_picture(page: Page, body: str, period: str) -> None:
    """Ask for a picture, unless it stands or is being made already, and wait until the worker has made it."""
    page.goto(f"/picture/{body}/{period}/")
    ask = page.locator("form.picture-ask button")
    if ask.count():
        ask.click()
    expect(page.locator("a[href*='/numbers/']").first).to_be_visible(timeout=PATIENCE)


def test_the_chair_opens_a_number_down_to_its_rows_and_its_sentence(enter: Enter) -> None:
    page = enter("rais")
    expect(page).to_have_url(re.compile(r"/picture/"))
    make_picture(page, "lorestan", "1404-Q2")

    page.locator("main a[href*='/numbers/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("۲۶۶")
    page.locator("main a[href*='/incidents/'], main a[href*='/reports/source/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert re.search(r"/(incidents|reports/source)/", page.url)

    page.goto("/picture/lorestan/1404-Q2/")
    page.locator("main a[href*='/evidence/statements/']").first.click()
    page.locator("main a[href*='/reports/source/']").first.click()
    expect(page.locator("mark").first).to_be_visible()


@pytest.mark.parametrize(
    ("lang", "draftsman", "chair", "body", "period"),
    [("fa", "dabir", "rais", "lorestan", "1404-Q2"), ("vi", "thuky", "truongban", "tayninh", "vn:2024-Q4")],
)
def test_an_official_report_is_drafted_approved_and_issued(
    enter: Enter, lang: str, draftsman: str, chair: str, body: str, period: str
) -> None:
    page = enter(draftsman, lang)
    make_picture(page, body, period)

    page.goto("/bulletins/new/")
    page.locator("main select").first.select_option(index=1)
    page.locator("main form button").last.click()
    page.wait_for_url(re.compile(r"/bulletins/\d+/"))
    draft = page.url
    approving = enter(chair, lang)
    approving.goto(draft)
    approving.locator("form[action$='/approve/'] button").first.click()
    page.goto(draft)
    page.locator("details:has(form[action$='/issue/']) > summary").click()
    page.locator("form[action$='/issue/'] button").first.click()

    paper = page.locator("form[action*='/pdf/'] button, a[href*='/pdf/']").first
    for _ in range(90):  # a worker writes the papers
        if paper.count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    with page.expect_download() as download:
        paper.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    expect(page.locator("main")).to_contain_text(re.compile(r"[0-9a-f]{16}"))


@pytest.mark.parametrize(
    "path", ["/reports/", "/incidents/", "/picture/", "/bulletins/", "/audit/", "/people/", "/api/submissions"]
)
def test_an_outsider_gets_nowhere(enter: Enter, office: str, path: str) -> None:
    page = enter("")

    answer = page.request.get(f"{office}{path}", max_redirects=0)

    assert answer.status in (302, 401, 404)
    assert answer.status != 302 or answer.headers["location"].startswith("/account/login/")


def test_an_officer_sees_nothing_of_another_agency(enter: Enter) -> None:
    page = enter("post")

    page.goto("/incidents/")
    agencies = set(page.locator("main table tbody tr td:nth-child(6)").all_inner_texts())

    assert len(agencies) <= 1


def test_a_new_secretary_founds_the_office_and_is_told_what_comes_next(browser: Browser, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running_office(home, with_samples=False) as address:
        page = browser.new_context(base_url=address).new_page()
        page.goto("/people/start/")
        told = {
            "code": (home / "keys" / "setup_code").read_text("utf-8").strip(),
            "name_fa": "کمیسیون مبارزه با قاچاق کالا و ارز استان لرستان",
            "full_name": "زهرا قاسمی",
            "username": "ghasemi",
            "email": "ghasemi@example.org",
            "password": PASSWORD,
            "again": PASSWORD,
        }
        for name, value in told.items():
            page.locator(f"[name={name}]").fill(value)
        page.locator("[name=country]").select_option("IR")
        page.locator("[name=area]").select_option("IR-15")
        page.locator("form button.btn-primary").click()

        page.wait_for_url(re.compile(r"/people/next-steps/"))
        expect(page.locator("body")).to_contain_text("لرستان")
        assert page.request.get("/people/start/", max_redirects=0).status in (302, 404)


# The pages without an id in their address, each for somebody who may open it.
PAGES_OF = {
    "dabir": """
        /reports/board/
        /reports/desk/
        /reports/all/
        /reports/expected/
        /reports/targets/
        /reports/history/
        /incidents/
        /matching/
        /matching/decisions/
        /matching/events/
        /bulletins/
        /bulletins/new/
        /bulletins/templates/
        /bulletins/notices/
        /bulletins/verify/
        /people/
        /people/groups/
        /people/persons/
        /people/roles/
        /people/me/
        /account/devices/
        /account/2fa/
        /reference/
        /reference/list/?name=goods
        /reference/calendar/
        /reference/legal/
        /notices/
    """,
    "police": """
        /reports/due/
        /reports/submit/
        /reports/submit/?way=text
        /reports/form/
        /matching/questions/
    """,
    "rais": """
        /picture/
        /picture/lorestan/
        /picture/lorestan/1404-Q2/
    """,
    "modir": """
        /audit/
        /audit/head/
    """,
    "": """
        /public/
        /account/login/
    """,
}
PAGES = [(user, path) for user, paths in PAGES_OF.items() for path in paths.split()]


@pytest.mark.parametrize(("lang", "width"), [("fa", 1280), ("fa", 390), ("vi", 390), ("en", 1280)])
def test_no_page_has_a_serious_barrier_or_runs_out_of_the_screen(
    enter: Enter, root: Path, lang: str, width: int
) -> None:
    script = root / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        pytest.skip("axe-core is not in node_modules; ./dev journeys installs what package.json names")
    entered = {user: enter(user, lang, width) for user in dict(PAGES)}
    axe, found = script.read_text("utf-8"), []

    for user, path in PAGES:
        page = entered[user]
        answer = page.goto(path)
        assert answer is not None
        page.evaluate(axe)
        told = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        grave = [(one["id"], one["nodes"][0]["target"]) for one in told if one["impact"] in ("serious", "critical")]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if grave or wide > 0 or answer.status != 200:
            found.append((path, answer.status, wide, grave))

    assert found == []
