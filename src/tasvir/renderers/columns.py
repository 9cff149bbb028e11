"""How a table's width is shared: columns get what they have to say, and never less than their longest word."""

from __future__ import annotations

from tasvir.core.bulletins.tree import Cell, Table

_ROOMY = 26  # letters, after which a column breaks its lines
_MARGIN = 4  # letters that the edges of a cell take
ROOMY_COLUMNS = 6  # tables with more are set smaller


def column_shares(table: Table) -> list[float]:
    """The share of the width for each column; they add up to 1."""
    rows = [table.header, *table.rows]
    needs = [_need([row[column] for row in rows if column < len(row)]) for column in range(len(table.header))]
    return [need / sum(needs) for need in needs]


def _need(cells: list[Cell]) -> float:
    """Letters that a column wants: its longest line, within bounds, or its longest word where that is longer."""
    texts = ["".join(run.text for run in cell.runs) for cell in cells]
    longest_line = max([1, *map(len, texts)])
    # Only plain spaces break a line: a number stays with its unit.
    longest_word = max([1, *(len(word) for text in texts for word in text.split(" "))])
    return max(longest_word, min(longest_line, _ROOMY)) + _MARGIN
