from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from tests.cast import NOW, Cast

from tasvir.core.intake.tables import INCIDENTS
from tasvir.rooms.audit.models import Event
from tasvir.rooms.incidents.models import Export
from tasvir.rooms.incidents.services import export_files
from tasvir.rooms.incidents.tests.rows import add_rows, table_of
from tasvir.rooms.people.models import Appointment


def exported(cast: Cast, name: str, form: str, query: str = "") -> bytes:
    """The file that a person gets."""
    client = cast.client(name)
    made = client.post("/incidents/export/", {"form": form, "query": query})
    answer = client.get(f"{made.headers['Location']}file/")
    assert answer.status_code == 200, answer.headers.get("Location")
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def csv_rows(data: bytes) -> list[list[str]]:
    """The rows of a CSV file, headings among them."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_an_export_holds_exactly_the_rows_of_the_list(cast: Cast) -> None:
    add_rows(cast.police, {"goods": "tea"}, {"goods": "tea"}, {"goods": "rice"})
    add_rows(cast.customs, {"goods": "tea"}, number="2", submission_id=2)

    rows = csv_rows(exported(cast, "officer", "csv", "goods=tea"))

    made, event = Export.objects.get(), Event.objects.get(kind="incidents.exported")
    assert (len(rows) - 1, made.rows) == (2, 2)
    assert made.name.startswith("incidents-2-rows-")
    assert (event.facts["rows"], event.facts["query"], event.actor) == (2, "goods=tea", "officer")
    assert Event.objects.filter(kind="incidents.export_downloaded").count() == 1


def test_csv_begins_with_the_mark_of_utf_8(cast: Cast) -> None:
    add_rows(cast.police, {})

    assert exported(cast, "officer", "csv").startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+98 21", "-5", "@SUM(A1)", "\u200e=cmd", "＝1"])
def test_no_cell_of_an_export_runs_as_a_formula(cast: Cast, text: str, tmp_path: Path) -> None:
    add_rows(cast.police, {"description": text})

    (row,) = csv_rows(exported(cast, "officer", "csv"))[1:]
    path = tmp_path / "one.xlsx"
    path.write_bytes(exported(cast, "officer", "xlsx"))
    cells = [cell for line in load_workbook(path)["incidents 1"].iter_rows(min_row=2) for cell in line]

    assert f"'{text}" in row
    assert f"'{text}" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}


def test_parquet_gives_back_the_columns_of_core(cast: Cast, tmp_path: Path) -> None:
    facts: dict[str, Any] = {"value": 2**60, "currency": "IRR", "description": "=1"}
    add_rows(cast.police, facts)
    path = tmp_path / "one.parquet"
    path.write_bytes(exported(cast, "officer", "parquet"))

    assert pq.read_table(path).select(INCIDENTS.names).cast(INCIDENTS) == table_of("1404-1", facts)


def test_a_workbook_begins_a_new_sheet_where_excel_ends(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_files, "SHEET_ROWS", 2)
    add_rows(cast.police, {}, {}, {}, {}, {})
    path = tmp_path / "one.xlsx"
    path.write_bytes(exported(cast, "officer", "xlsx"))

    book = load_workbook(path)
    assert {sheet.title: sheet.max_row for sheet in book if sheet.title != "about"} == {
        "incidents 1": 3, "incidents 2": 3, "incidents 3": 2,
    }  # fmt: skip
    assert ["rows", "5"] in [[cell.value for cell in line] for line in book["about"].iter_rows()]


def test_an_export_is_refused_once_the_rights_have_changed(cast: Cast) -> None:
    add_rows(cast.police, {})
    client = cast.client("officer")
    made = client.post("/incidents/export/", {"form": "csv"}).headers["Location"]

    Appointment.objects.filter(user=cast.officer).update(ended_at=NOW)
    Appointment.objects.create(user=cast.officer, body=cast.customs, role="data_officer", since=NOW)

    assert client.get(f"{made}file/").headers["Location"] == "/incidents/"
    assert not Event.objects.filter(kind="incidents.export_downloaded").exists()


def test_a_large_export_is_work_that_can_be_left(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr("tasvir.rooms.incidents.views.exports.AT_ONCE", 1)
    add_rows(cast.police, {}, {}, {})

    with django_capture_on_commit_callbacks(execute=True):
        made = cast.client("officer").post("/incidents/export/", {"form": "csv"}).headers["Location"]

    page = cast.client("officer").get(made)
    assert (page.context["export"].rows, page.context["work"].state) == (3, "done")
