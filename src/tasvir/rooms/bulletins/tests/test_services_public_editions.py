"""The public edition: made apart, approved apart, guarded against the ones before it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast

from tasvir.core.errors import UserError
from tasvir.foundation import files
from tasvir.rooms.bulletins import queries, services
from tasvir.rooms.bulletins.models import PublicEdition
from tasvir.rooms.bulletins.tests.making import NOW, drafted, issued, public, published

LATER = NOW + timedelta(days=1)


def shown(edition: PublicEdition) -> dict[str, Any]:
    """The value of each number of an edition by its channel."""
    numbers = queries.public_picture(edition)["numbers"]
    return {one["by"].get("channel", ""): one["value"] for one in numbers}


def test_a_small_cell_and_its_partner_are_hidden(cast: Cast) -> None:
    edition = public(cast)

    assert shown(edition) == {"": 1207, "post": None, "road": 987, "shop": None}
    assert [(label, why) for label, _, why in edition.hidden] == [("cases post", "few"), ("cases shop", "partner")]


def test_only_an_issued_bulletin_has_a_public_edition(cast: Cast) -> None:
    with pytest.raises(UserError, match="not_now"):
        public(cast, drafted(cast))


def test_who_made_it_does_not_approve_it(cast: Cast) -> None:
    edition = public(cast)

    with pytest.raises(UserError, match="own_draft"):
        services.approve_public_edition(edition=edition, by=cast.secretary, now=LATER)


def test_nothing_is_published_without_approval(cast: Cast) -> None:
    edition = public(cast)

    with pytest.raises(UserError, match="not_now"):
        services.publish_edition(edition=edition, by=cast.secretary, now=LATER)
    assert list(queries.published_editions()) == []


def test_a_draft_is_made_anew_and_a_published_one_is_not(cast: Cast) -> None:
    bulletin = issued(cast)
    public(cast, bulletin)
    edition = published(cast, bulletin)

    assert PublicEdition.objects.count() == 1
    with pytest.raises(UserError, match="public_is_there"):
        services.make_public_edition(bulletin=bulletin, by=cast.secretary, now=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicEdition.objects.create(
            bulletin=bulletin, picture=edition.picture, cells=edition.cells, made_by=cast.secretary, made_at=NOW
        )


def test_a_second_edition_does_not_show_what_few_late_cases_changed(cast: Cast) -> None:
    published(cast, issued(cast, numbers={"": 500, "shop": 200, "road": 300}))

    second = public(cast, issued(cast, numbers={"": 503, "shop": 200, "road": 303}))

    assert shown(second) == {"": None, "road": None, "shop": 200}
    assert {why for _, _, why in second.hidden} == {"revision"}


def test_an_edition_taken_back_is_still_known(cast: Cast) -> None:
    first = published(cast, issued(cast, numbers={"": 500, "shop": 200, "road": 300}))
    services.withdraw_public_edition(edition=first, reason="Wrong list", by=cast.secretary, now=LATER)

    second = public(cast, issued(cast, numbers={"": 503, "shop": 200, "road": 303}))

    assert list(queries.published_editions()) == []
    assert {why for _, _, why in second.hidden} == {"revision"}


def test_an_edition_that_does_not_know_the_newest_is_not_published(cast: Cast) -> None:
    one, other = issued(cast), issued(cast, lang="fa")
    stale = public(cast, other)
    published(cast, one)

    with pytest.raises(UserError, match="public_outdated"):
        services.approve_public_edition(edition=stale, by=cast.chair, now=LATER)


def test_a_withdrawn_bulletin_leaves_the_public_page(cast: Cast) -> None:
    edition = published(cast)

    services.withdraw_bulletin(bulletin=edition.bulletin, reason="Wrong list", by=cast.secretary, now=LATER)

    assert list(queries.published_editions()) == []


def test_no_file_of_it_holds_what_it_hides(cast: Cast) -> None:
    edition = published(cast, issued(cast, numbers={"": 1207, "post": 3, "shop": 217, "road": 987}))
    written = {one.form: files.read(one.file) for one in services.write_public_files(edition=edition, now=LATER)}

    numbers = json.loads(written["json"])["numbers"]
    assert {one["value"] for one in numbers} == {1207, 987, None}
    assert b"list.xlsx" not in written["json"]
    assert set(written) == {"pdf", "docx", "xlsx", "json"}
