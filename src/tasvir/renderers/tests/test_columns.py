"""Columns of a table on paper."""

from __future__ import annotations

from tasvir.core.bulletins.tree import Cell, Run, Table
from tasvir.renderers.columns import column_shares


def table(*rows: tuple[str, ...]) -> Table:
    cells = [[Cell([Run(text)]) for text in row] for row in rows]
    return Table("x", cells[0], cells[1:])


def test_shares_add_up_and_words_get_more_than_figures() -> None:
    words, figures = column_shares(table(("Goods", "Cases"), ("Cosmetics and care", "12")))

    assert round(words + figures, 9) == 1
    assert words > 2 * figures


def test_number_with_its_unit_is_never_broken() -> None:
    first, second = column_shares(table(("a", "b"), ("x " * 100, "285.99\u00a0billion\u00a0rial\u00a0of\u00a0goods")))

    assert second > first


def test_empty_cells_still_have_room() -> None:
    assert column_shares(table(("", ""))) == [0.5, 0.5]
