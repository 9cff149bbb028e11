"""The sign-in: failures, lock-out, second factor, devices, and what of it is written down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks
from tests.cast import PASSWORD, Cast

from tasvir.rooms.audit.models import Event

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SIGN_IN = "/account/login/"


@pytest.fixture(autouse=True)
def no_attempts_yet() -> Iterator[None]:
    """Attempts are counted in the cache, which no transaction takes back."""
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, login: str = "officer", password: str = PASSWORD, **headers: Any) -> Any:
    """Send the form of the sign-in."""
    return client.post(SIGN_IN, {"login": login, "password": password}, **headers)


def kinds() -> list[str]:
    """What the audit holds of the sign-in, in order."""
    return list(Event.objects.filter(subject="person").order_by("number").values_list("kind", flat=True))


@pytest.mark.parametrize("login", ["officer", "OFFICER", "officer@example.org", " officer "])
def test_one_signs_in_by_name_or_address(cast: Cast, login: str) -> None:
    answer = sign_in(Client(), login)

    assert (answer.status_code, kinds()) == (302, ["people.signed_in"])


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("fa", "نام کاربری یا گذرواژه نادرست است."),
        ("vi", "Tên đăng nhập hoặc mật khẩu không đúng."),
        ("en", "User name or password is wrong."),
    ],
)
def test_a_wrong_password_and_an_unknown_name_answer_alike_in_three_languages(
    cast: Cast, lang: str, sentence: str
) -> None:
    client = Client()
    client.cookies["tasvir_language"] = lang

    texts = [sign_in(client, login, "wrong").content.decode() for login in ("officer", "nobody", "x@example.org")]

    assert [sentence in text for text in texts] == [True] * 3
    assert kinds() == ["people.sign_in_failed"] * 3


def test_what_was_typed_instead_of_a_name_is_not_written_down(cast: Cast) -> None:
    sign_in(Client(), "my-secret-password", "x")

    assert "secret" not in str(Event.objects.get(kind="people.sign_in_failed").facts)


def test_five_failures_lock_the_sign_in_and_say_how_long(cast: Cast) -> None:
    for _ in range(3):
        sign_in(Client(), "officer", "wrong")
    for _ in range(2):
        sign_in(Client(), "officer@example.org", "wrong")

    text = sign_in(Client()).content.decode()
    sign_in(Client())

    assert "۵ دقیقهٔ دیگر دوباره تلاش کنید" in text
    assert kinds() == ["people.sign_in_failed"] * 5 + ["people.locked_out"]
    assert sign_in(Client(), "secretary").status_code == 302


def test_too_many_requests_of_one_address_are_asked_to_wait(cast: Cast, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(Client(), "officer", "wrong")

    answer = sign_in(Client())

    assert (answer.status_code, "کمی درنگ کنید" in answer.content.decode()) == (429, True)


def test_a_closed_account_is_told_whom_to_ask(cast: Cast) -> None:
    type(cast.officer).objects.filter(pk=cast.officer.pk).update(is_active=False)

    answer = sign_in(Client())

    assert (answer.status_code, "این حساب بسته است" in answer.content.decode()) == (403, True)


def test_nobody_signs_up(cast: Cast) -> None:
    del cast
    assert [Client().get(path).status_code for path in ("/account/signup/", "/account/password/reset/")] == [404, 404]


def test_signing_out_is_written_down(cast: Cast) -> None:
    client = Client()
    sign_in(client)

    client.post("/account/logout/")

    assert kinds() == ["people.signed_in", "people.signed_out"]


@pytest.fixture
def required(settings: Any) -> None:
    """An office that requires the second factor."""
    settings.TASVIR_SECOND_FACTOR = "required"


def code_of(secret: str) -> str:
    """The code that a telephone shows now."""
    counter = int(timezone.now().timestamp()) // 30
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def set_up(client: Client) -> str:
    """Set up the second factor; the secret."""
    page = client.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert client.post("/account/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302
    return str(secret)


def test_who_holds_a_role_sets_up_a_second_factor_first(cast: Cast, required: None) -> None:
    client = Client()
    sign_in(client)

    for path in ("/people/me/", "/notices/", "/account/devices/", "/account/password/"):
        assert client.get(path).headers["Location"] == "/account/2fa/totp/activate/"
    assert client.post("/people/me/", {"full_name": "X"}).headers["Location"] == "/account/2fa/totp/activate/"
    page = client.get("/account/2fa/totp/activate/")
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    assert "img-src 'self' data:" in page.headers["Content-Security-Policy"]


def test_the_second_factor_opens_the_house_and_is_asked_at_the_next_sign_in(
    cast: Cast, required: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    first = Client()
    sign_in(first)
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up(first)
    assert first.get("/people/me/").status_code == 200
    cache.clear()  # the code just used would be refused as used before

    second = Client()
    asked = sign_in(second)
    assert asked.headers["Location"].startswith("/account/2fa/authenticate/")
    assert second.get("/people/me/").headers["Location"].startswith(SIGN_IN)
    wrong = second.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    second.post("/account/2fa/authenticate/", {"code": code_of(secret)})

    assert "رمز نادرست است" in wrong
    assert second.get("/people/me/").status_code == 200
    assert {"people.second_factor_added", "people.recovery_codes_made", "people.second_factor_failed"} <= set(kinds())


def test_a_recovery_code_opens_once(cast: Cast, required: None) -> None:
    first = Client()
    sign_in(first)
    set_up(first)
    codes = first.get("/account/2fa/recovery-codes/").context["unused_codes"]

    answers = []
    for _ in range(2):
        client = Client()
        sign_in(client)
        client.post("/account/2fa/authenticate/", {"code": codes[0]})
        answers.append(client.get("/people/me/").status_code)

    assert answers == [200, 302]


def test_the_second_factor_stays_while_a_role_is_held(cast: Cast, required: None) -> None:
    client = Client()
    sign_in(client)
    set_up(client)

    answer = client.post("/account/2fa/totp/deactivate/")

    assert "تا نقشی دارید عامل دوم برداشته نمی‌شود" in answer.content.decode()
    assert Authenticator.objects.filter(user=cast.officer, type="totp").count() == 1


def test_without_a_role_no_second_factor_is_required(cast: Cast, required: None) -> None:
    client = Client()
    sign_in(client, "outsider")

    assert client.get("/people/me/").status_code == 200


def test_guessing_the_second_factor_locks(cast: Cast) -> None:
    first = Client()
    sign_in(first)
    secret = set_up(first)
    cache.clear()

    client = Client()
    sign_in(client)
    for _ in range(5):
        client.post("/account/2fa/authenticate/", {"code": "000000"})
    locked = client.post("/account/2fa/authenticate/", {"code": code_of(secret)})

    assert "ورود قفل شده است" in locked.content.decode()


def test_one_sees_ones_devices_and_ends_each(cast: Cast) -> None:
    here, there = Client(headers={"user-agent": FIREFOX}), Client(headers={"user-agent": "curl/8.0"})
    sign_in(here)
    sign_in(there)
    text = here.get("/account/devices/").content.decode()
    other = UserSession.objects.get(user_agent="curl/8.0")

    here.post(f"/people/devices/{other.pk}/end/")

    assert ("Firefox · Windows" in text, "curl" in text, "127.0.0.1" in text) == (True, True, True)
    assert (here.get("/people/me/").status_code, there.get("/people/me/").status_code) == (200, 302)
    assert "people.session_ended" in kinds()


def test_a_device_of_somebody_else_is_absent(cast: Cast) -> None:
    sign_in(Client(), "secretary")
    mine, theirs = cast.client("officer"), UserSession.objects.get(user=cast.secretary)

    assert mine.post(f"/people/devices/{theirs.pk}/end/").status_code == 404
    assert UserSession.objects.filter(pk=theirs.pk).exists()


def test_ending_this_device_signs_out(cast: Cast) -> None:
    client = Client()
    sign_in(client)

    client.post(f"/people/devices/{UserSession.objects.get().pk}/end/")

    assert client.get("/people/me/").status_code == 302


def test_last_seen_is_not_written_with_every_request(cast: Cast, django_assert_num_queries: Any) -> None:
    client = Client()
    sign_in(client)
    client.get("/people/me/")

    with django_assert_num_queries(7) as done:
        client.get("/people/me/")

    assert [query["sql"] for query in done.captured_queries if query["sql"].startswith(("UPDATE", "INSERT"))] == []


def test_a_changed_password_ends_what_the_old_one_opened(cast: Cast) -> None:
    client, other = Client(), Client()
    sign_in(client)
    sign_in(other)
    typed = {"oldpassword": PASSWORD, "password1": "four quiet words more", "password2": "four quiet words more"}

    answer = client.post("/account/password/", typed)

    assert answer.status_code == 302
    assert other.get("/people/me/").status_code == 302
    assert "people.password_changed" in kinds()
