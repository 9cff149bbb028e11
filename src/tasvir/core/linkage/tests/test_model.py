from __future__ import annotations

from datetime import date

from tasvir.core.intake.lists_reader import read_lists
from tasvir.core.linkage.model import repeats_of
from tasvir.core.vocabulary.lists import load_lists

LIST = """date,area,goods,quantity,unit,lead agency
2025-07-01,IR-15-01,tea,20,kg,police
2025-07-02,IR-15-01,tea,30,kg,police
2025-07-01,IR-15-01,tea,20,kg,police
"""


def test_a_repeat_in_a_text_table_is_named_as_its_rows_are() -> None:
    answers = read_lists("list.csv", LIST.encode(), lists=load_lists(), today=date(2026, 11, 22))

    assert answers[0].table["source"].to_pylist() == ["list.csv#A2", "list.csv#A3"]
    assert [(one.source, one.duplicate_of) for one in repeats_of(answers)] == [("list.csv#A4", "list.csv#A2")]
