"""Words that name one unit beside some goods and another elsewhere: `bao` is a packet of cigarettes, else a sack."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from tasvir.core.characters.folding import search_key
from tasvir.core.vocabulary.lists import Lists

Meanings = dict[tuple[str, str], str]  # by goods and word: the unit


def meanings_with_goods(lists: Lists) -> Meanings:
    """What the list of units says of words beside goods."""
    meanings: Meanings = {}
    for entry in lists.rows("units"):
        goods, _, words = entry.columns.get("with_goods", "").partition(":")
        for word in filter(None, words.split("|")):
            meanings[goods.strip(), search_key(word).strip()] = entry.code
    return meanings


def units_beside_goods(units: pa.Array, words: Sequence[str | None], goods: pa.Array, lists: Lists) -> pa.Array:
    """The units of rows, after their goods have settled those words that mean two."""
    meanings = meanings_with_goods(lists)
    doubtful = {word for _, word in meanings}
    keys = {word: folded for word in {*words} if word and (folded := search_key(word).strip()) in doubtful}
    if not keys:
        return units
    codes = goods.to_pylist()
    kinds = {code: _with_parents(code, lists) for code in {*codes} if code}
    settled = np.array(units.to_pylist(), dtype=object)
    for row, word in enumerate(words):
        key = keys.get(word or "")
        found = [meanings[kind, key] for kind in kinds.get(codes[row], ()) if (kind, key) in meanings] if key else []
        if found:
            settled[row] = found[0]
    return pa.array(settled.tolist(), pa.string())


def _with_parents(code: str, lists: Lists) -> list[str]:
    """Goods and what they are a kind of."""
    entries, chain = lists["goods"].entries, [code]
    while (entry := entries.get(chain[-1])) and (parent := entry.parent) and parent not in chain:
        chain.append(parent)
    return chain
