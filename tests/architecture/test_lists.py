"""Every reference list has the fixed columns, unique codes, known parents, and labels in three languages."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.architecture.repository import LISTS

COLUMNS = ["code", "parent", "fa", "vi", "en", "synonyms", "source", "valid_from", "valid_to"]
FILES = sorted(LISTS.glob("*.csv"))


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a list."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_lists() -> None:
    assert FILES != []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_list_has_the_fixed_columns_first(path: Path) -> None:
    assert list(rows(path)[0])[: len(COLUMNS)] == COLUMNS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_list_rows_are_whole(path: Path) -> None:
    assert [row["code"] for row in rows(path) if None in row or None in row.values()] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_list_labels_stand_in_three_languages(path: Path) -> None:
    unlabelled = [(row["code"], lang) for row in rows(path) for lang in ("fa", "vi", "en") if not row[lang].strip()]

    assert unlabelled == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_list_codes_are_unique_and_parents_known(path: Path) -> None:
    codes = [row["code"] for row in rows(path)]

    assert sorted({code for code in codes if codes.count(code) > 1}) == []
    assert [row["code"] for row in rows(path) if row["parent"] and row["parent"] not in codes] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_list_dates_are_dates_in_order(path: Path) -> None:
    for row in rows(path):
        start, end = (date.fromisoformat(row[column]) if row[column] else None for column in COLUMNS[-2:])
        assert start is None or end is None or start <= end, row["code"]
