"""The interface lists what is issued within reach."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.http import HttpRequest
from tests.cast import Cast

from tasvir.rooms.bulletins import services
from tasvir.rooms.bulletins.api import list_bulletins
from tasvir.rooms.bulletins.tests.making import NOW, drafted, issued
from tasvir.rooms.people.queries import access_of


def answer(cast_: Cast, name: str, **paging: int) -> dict[str, Any]:
    request = cast(HttpRequest, SimpleNamespace(access=access_of(cast_.people[name])))
    return list_bulletins(request, **paging)


def test_issued_bulletins_are_told_with_their_hashes(cast: Cast) -> None:
    drafted(cast)
    found = issued(cast)
    services.write_files(bulletin=found, now=NOW)

    told = answer(cast, "secretary")

    assert told["count"] == 1
    assert told["bulletins"][0]["number"] == "1404/1"
    assert {one["form"]: one["sha256"] for one in told["bulletins"][0]["files"]} == {
        one.form: one.file.sha256 for one in found.files.all()
    }


@pytest.mark.parametrize("name", ["secretary_elsewhere", "officer", "outsider"])
def test_others_are_told_nothing(cast: Cast, name: str) -> None:
    issued(cast)

    assert answer(cast, name) == {"count": 0, "bulletins": []}


def test_the_list_comes_in_parts(cast: Cast) -> None:
    for _ in range(3):
        issued(cast)

    told = answer(cast, "chair", offset=1, limit=1)

    assert (told["count"], [one["number"] for one in told["bulletins"]]) == (3, ["1404/2"])
