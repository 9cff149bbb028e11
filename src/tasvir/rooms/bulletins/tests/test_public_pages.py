"""What everybody sees without signing in, and what nobody sees there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from tasvir.rooms.bulletins import queries, services
from tasvir.rooms.bulletins.models import ViolationNotice
from tasvir.rooms.bulletins.tests.making import NOW, issued, notice, public, published


def test_the_public_page_sets_no_cookie_and_may_be_kept(cast: Cast) -> None:
    edition = published(cast)
    services.write_public_files(edition=edition, now=NOW)

    for path in (
        reverse("public:home"),
        reverse("public:home_in", args=["vi"]),
        reverse("public:edition", args=["fa", edition.pk]),
        reverse("public:file", args=["en", edition.pk, "pdf"]),
        reverse("public:verify_in", args=["en"]) + f"?sha256={'0' * 64}",
    ):
        answer = Client().get(path)
        assert (answer.status_code, dict(answer.cookies)) == (200, {}), path
        assert answer.headers["Cache-Control"].startswith("public, max-age=")
        assert b"csrf" not in answer.content


def test_a_stranger_sees_published_numbers_only(cast: Cast) -> None:
    edition = published(cast)
    page = Client().get(reverse("public:edition", args=["en", edition.pk])).content.decode()

    assert "1,207" in page
    assert "987" in page
    assert "hidden" in page
    assert "217" not in page


def test_a_stranger_gets_nowhere_else(cast: Cast) -> None:
    unpublished = public(cast)

    for path in (
        reverse("public:edition", args=["en", unpublished.pk]),
        reverse("public:file", args=["en", unpublished.pk, "pdf"]),
        reverse("public:edition", args=["en", 999]),
        reverse("public:home_in", args=["xx"]),
    ):
        assert Client().get(path).status_code == 404
    for name, args in (("overview", []), ("bulletin", [1]), ("edition", [unpublished.pk])):
        assert Client().get(reverse(f"bulletins:{name}", args=args)).status_code == 302


def test_the_public_page_takes_no_post(cast: Cast) -> None:
    assert Client().post(reverse("public:home")).status_code == 405


def test_a_hash_of_the_house_is_not_told_to_strangers(cast: Cast) -> None:
    bulletin = issued(cast)
    files = services.write_files(bulletin=bulletin, now=NOW)

    assert queries.verify_hash(files[0].file.sha256, public_only=True) == []
    assert len(queries.verify_hash(files[0].file.sha256)) == 1


@pytest.mark.parametrize(
    ("state", "publish_on", "take_down_on", "seen"),
    [
        ("published", -10, 10, True),
        ("published", 0, 1, True),
        ("published", 1, 10, False),
        ("published", -10, 0, False),
        ("approved", -10, 10, False),
        ("taken_down", -10, 10, False),
    ],
)
def test_a_notice_stands_from_its_day_to_its_day(
    cast: Cast, state: str, publish_on: int, take_down_on: int, seen: bool
) -> None:
    today = date(2025, 10, 5)
    found = notice(cast)
    days = {"publish_on": today + timedelta(publish_on), "take_down_on": today + timedelta(take_down_on)}
    ViolationNotice.objects.filter(pk=found.pk).update(state=state, **days)

    assert queries.public_notices(today).exists() == seen


def test_a_notice_is_approved_by_another_and_published(cast: Cast) -> None:
    found = notice(cast)

    services.approve_notice(notice=found, by=cast.chair, now=NOW)
    services.publish_notice(notice=found, by=cast.secretary, now=NOW)
    page = Client().get(reverse("public:home_in", args=["en"])).content.decode()
    services.take_down_notice(notice=found, reason="Appeal won", by=cast.secretary, now=NOW)
    after = Client().get(reverse("public:home_in", args=["en"])).content.decode()

    assert "Example Trading" in page
    assert "Example Trading" not in after
