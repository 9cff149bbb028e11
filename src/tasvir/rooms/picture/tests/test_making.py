"""From accepted reports to the picture: the same numbers as the command line, made once, made anew when needed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.cast import NOW, Cast

from tasvir.cli.main import main
from tasvir.core.errors import UserError
from tasvir.foundation.models import Work
from tasvir.rooms.audit.models import Event
from tasvir.rooms.picture import choices, queries, services
from tasvir.rooms.picture.models import MadePicture, Snapshot
from tasvir.rooms.picture.tests.accepted import CUSTOMS, HEAD, LETTER, PERIOD, POLICE, accept_reports, make
from tasvir.rooms.reference.services import load_driver, set_campaign
from tasvir.rooms.reports.tests.senders import accepted

COMMISSION = """
name: {en: Lorestan}
country: IR
area: IR-15
calendar: jalali
time_zone: Asia/Tehran
bodies:
  - {code: police, name: {en: Police}, area: IR-15, agency: police, files: ["police/*"]}
  - {code: customs, name: {en: Customs}, area: IR-15, agency: customs, files: ["customs/*"]}
"""


def told(picture: dict[str, Any]) -> dict[tuple[str, str, str], Any]:
    """The numbers of a picture by what they count."""
    return {(one["measure"], json.dumps(one["by"]), one["unit"]): one["value"] for one in picture["numbers"]}


def test_the_platform_counts_what_the_command_line_counts(cast: Cast, at_once: Any, tmp_path: Path) -> None:
    with at_once():
        accept_reports(cast)
        made = make(cast)
    folder = tmp_path / "reports"
    for name, data in {
        "police/list.csv": POLICE, "customs/list.csv": CUSTOMS, "police/letter.txt": LETTER,
        "commission.yaml": COMMISSION.encode(),
    }.items():  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    main(
        [
            "picture",
            str(folder),
            "--period",
            "1404-Q2",
            "--lang",
            "en",
            "--out",
            str(tmp_path / "out"),
            "--formats",
            "json",
        ]
    )

    made.refresh_from_db()
    platform, line = queries.picture_json(made), json.loads((tmp_path / "out" / "picture.json").read_text("utf-8"))

    assert told(platform) == told(line)
    assert told(platform)["cases_detected", "{}", "case"] == 3
    assert platform["counted_once"]["reported"] == line["counted_once"]["reported"] == 4
    assert [one["quotes"] for one in platform["statements"]] == [one["quotes"] for one in line["statements"]]
    counts = ("rows_in", "accepted", "rejected", "duplicate", "blank")
    assert [[one[name] for name in counts] for one in platform["sources"] if one["kind"] == "incidents"] == [
        [4, 3, 1, 0, 0],
        [2, 2, 0, 0, 0],
    ]


def test_a_picture_is_made_once_in_three_languages(cast: Cast, at_once: Any) -> None:
    with at_once():
        accept_reports(cast)
    with at_once():
        first = make(cast)
    first.refresh_from_db()

    again = make(cast)
    other = make(cast, lang="vi")

    assert first.state == choices.READY
    assert (again.pk, other.state) == (first.pk, choices.READY)
    assert MadePicture.objects.count() == 3
    assert first.headline == {"measure": "cases_detected", "label": "cases detected", "value": "3\u00a0cases"}


def test_newer_results_are_followed(cast: Cast, at_once: Any) -> None:
    with at_once():
        accept_reports(cast)
        make(cast)
    before = queries.newest_picture(cast.lorestan, PERIOD, lang="fa")
    rows = HEAD + "c-9,1404/04/20,IR-15,دورود,border,smuggling,fuel,70,L,900000,IRR,customs,\n"

    with at_once():
        accepted(cast.customs, cast.other_officer, cast.secretary, files=[("more.csv", rows.encode())])

    after = queries.newest_picture(cast.lorestan, PERIOD, lang="en")
    assert before is not None
    assert after is not None
    assert after.pk > before.pk
    assert told(queries.picture_json(after))["cases_detected", "{}", "case"] == 4


def test_a_body_counts_only_what_is_below_it(cast: Cast, at_once: Any) -> None:
    with at_once():
        accept_reports(cast)
    with at_once():
        own, elsewhere = make(cast, "police"), make(cast, "tayninh")
    for one in (own, elsewhere):
        one.refresh_from_db()

    assert told(queries.picture_json(own))["cases_detected", "{}", "case"] == 2
    assert ("cases_detected", "{}", "case") not in told(queries.picture_json(elsewhere)) or (
        told(queries.picture_json(elsewhere))["cases_detected", "{}", "case"] in (0, None)
    )


def test_unchanged_events_are_not_joined_again(cast: Cast, at_once: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with at_once():
        accept_reports(cast)
    first = services.build_snapshot(body=cast.lorestan, now=NOW)
    same = services.build_snapshot(body=cast.lorestan, now=NOW)
    monkeypatch.setattr("tasvir.rooms.picture.services.snapshots.count_once", None)
    accepted(cast.police, cast.officer, cast.secretary, kind="written", files=[("other.txt", LETTER)])

    later = services.build_snapshot(body=cast.lorestan, now=NOW)

    assert same.pk == first.pk
    assert (later.pk > first.pk, later.rows, later.events) == (True, first.rows, first.events)
    assert (later.folder / "events.parquet").is_file()


def test_a_rebuild_makes_every_commission_anew(cast: Cast) -> None:
    accept_reports(cast)
    told: list[str] = []

    built = services.rebuild_warehouse(by=None, now=NOW, tell=lambda body, *_: told.append(body.code))

    assert told == ["tayninh", "lorestan", "nation"]
    assert [one.rows for one in built] == [0, 5, 5]
    assert Event.objects.get(kind="picture.warehouse_rebuilt").facts == {"bodies": 3, "rows": 10}


def test_a_plan_that_nobody_declared_is_refused(cast: Cast) -> None:
    with pytest.raises(UserError, match=r"picture\.no_plan"):
        make(cast, comparisons=["plan"])


def test_a_failed_picture_says_so_and_can_be_asked_for_again(
    cast: Cast, at_once: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise UserError("picture.not_ready")

    monkeypatch.setattr("tasvir.rooms.picture.services.making.parts_of", broken)
    with at_once():
        failed = make(cast)
    failed.refresh_from_db()
    monkeypatch.undo()

    assert failed.state == choices.FAILED
    assert Work.objects.get(pk=failed.work_id or 0).state == Work.FAILED
    assert make(cast).pk != failed.pk
    assert Snapshot.objects.filter(state=choices.FAILED).count() == 0


def test_drivers_and_campaigns_of_the_office_reach_its_pictures(cast: Cast, at_once: Any) -> None:
    with at_once():
        accept_reports(cast)
        first = make(cast)
    first.refresh_from_db()
    table = "دوره;مقدار\n۱۴۰۴/۰۴;610000\n۱۴۰۴/۰۵;640000\n۱۴۰۴/۰۶;650000\n".encode()
    start, end = date(2025, 7, 1), date(2025, 7, 30)
    with at_once():
        load_driver(country="IR", code="rate", file="r.csv", data=table, by=cast.secretary, now=NOW, name_en="Rate")
        set_campaign(country="IR", code="summer", year=1404, start=start, end=end, by=cast.secretary, now=NOW)
    with at_once():
        again = make(cast)
    again.refresh_from_db()

    before, after = queries.picture_json(first), queries.picture_json(again)

    assert [one for one in before["analysis"]["withheld"] if one["analysis"] in ("roots", "effects")] == []
    kinds = {one["analysis"]: one["text"]["en"] for one in after["analysis"]["withheld"]}
    assert "Drivers were not held against incidents" in kinds["roots"]
    assert "summer_1404" in kinds["effects"]
