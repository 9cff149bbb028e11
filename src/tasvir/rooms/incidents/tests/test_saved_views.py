from __future__ import annotations

from tests.cast import Cast

from tasvir.rooms.incidents.models import SavedView
from tasvir.rooms.incidents.queries.views import saved_views
from tasvir.rooms.people.queries import access_of


def test_a_shared_list_is_there_for_the_body_and_above_and_an_own_one_is_not(cast: Cast) -> None:
    client = cast.client("officer")
    client.post("/incidents/saved/", {"name": "چای", "query": "goods=tea", "shared": "on"})
    client.post("/incidents/saved/", {"name": "من", "query": "goods=rice"})

    seen = {name: {view.name for view in saved_views(access_of(cast.people[name]))} for name in cast.people}

    assert seen["officer"] == {"چای", "من"}
    assert {name for name, views in seen.items() if views == {"چای"}} == {
        "secretary", "chair", "analyst", "auditor", "chair_nation",
    }  # fmt: skip
    assert seen["other_officer"] == seen["officer_elsewhere"] == set()


def test_only_the_owner_removes_a_shared_list(cast: Cast) -> None:
    cast.client("officer").post("/incidents/saved/", {"name": "چای", "query": "goods=tea", "shared": "on"})
    view = SavedView.objects.get()

    assert cast.client("secretary").post(f"/incidents/saved/{view.pk}/remove/").status_code == 404
    assert cast.client("officer").post(f"/incidents/saved/{view.pk}/remove/").status_code == 302
    assert not SavedView.objects.exists()
