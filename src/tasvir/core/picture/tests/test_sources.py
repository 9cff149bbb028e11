from __future__ import annotations

import pyarrow as pa

from tasvir.core.calendars.periods import parse_period
from tasvir.core.linkage.tests.rows import incidents, seizure
from tasvir.core.picture.numbers.sources import Sources
from tasvir.core.picture.tests.counting import at, events_of, numbers_of, total
from tasvir.core.vocabulary.lists import load_lists
from tasvir.warehouse.snapshot import Warehouse


def sources_of(events: pa.Table) -> Sources:
    with Warehouse.in_memory() as warehouse:
        warehouse.load("events", events)
        return Sources(warehouse.frame("events"), parse_period("2025-Q3"), load_lists())


ROWS = incidents(
    seizure(line=1, partner_agencies="health"),
    seizure(line=2, goods="tea", value=None),
    seizure(ref="P-2", area="IR-15-02"),
    *(seizure(ref=f"C-1{number:03d}", lead_agency="customs") for number in range(30)),
)


def test_every_number_has_as_many_sources_as_rows() -> None:
    events = events_of(ROWS)
    sources = sources_of(events)

    for number in numbers_of(events):
        assert (number.key, len(sources.of(number))) == (number.key, number.rows_used)


def test_examples_are_the_first_twenty() -> None:
    events = events_of(ROWS)

    told = sources_of(events).with_examples(numbers_of(events))

    assert at(told, "cases_detected").sources == tuple(f"list.xlsx#S!A{row}" for row in range(2, 22))
    assert at(told, "cases_detected", agency="health").sources == ("list.xlsx#S!A2", "list.xlsx#S!A3")
    assert at(told, "goods_value", goods="cigarettes", unit="IRR").to_json()["sources"]["count"] == 32


def test_pairs_hold_every_source_of_every_number() -> None:
    events = events_of(ROWS)
    numbers = [*numbers_of(events), *numbers_of(figures=[total("cases_opened", 3)])]

    pairs = pa.concat_tables(sources_of(events).pairs(numbers))

    assert pairs.num_rows == sum(number.rows_used for number in numbers)
    assert pairs["key"].to_pylist().count("cases_detected;area=IR-15-02;case") == 1
