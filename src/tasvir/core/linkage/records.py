"""The columns that comparisons look at, worked out once per distinct value of the rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

from tasvir.core.characters.folding import search_key
from tasvir.core.linkage.reports import Reports
from tasvir.core.vocabulary.lists import Lists, lookup_key

# From which similarity two folded spellings may be one name: letter by letter, in another order, one within the other.
_SCORERS = ((fuzz.ratio, 78), (fuzz.token_sort_ratio, 84), (fuzz.token_set_ratio, 95))
_TOO_MANY_SPELLINGS = 4000
_SHORTEST_REFERENCE = 4  # shorter ones are row numbers, and meet by chance
_LONGEST_NARRATIVE = 60
_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"\w{3,}")


@dataclass(frozen=True)
class Tree:
    """A list with parents: who lies within whom."""

    parents: Mapping[str, str | None]

    @classmethod
    def of(cls, lists: Lists, name: str) -> Tree:
        """The tree of a list; an empty one where the office has no such list."""
        known = lists.by_name.get(name)
        return cls({entry.code: entry.parent for entry in known.entries.values()} if known else {})

    def line(self, code: str) -> list[str]:
        """The code and everything above it, nearest first."""
        found = [code]
        while (above := self.parents.get(found[-1])) and above not in found:
            found.append(above)
        return found

    def family(self, code: str) -> str:
        """The topmost code above a code."""
        return self.line(code)[-1]

    def branch(self, code: str) -> str:
        """The code just below the top: the province of a county; a top code is its own branch."""
        line = self.line(code)
        return line[-2] if len(line) > 1 else line[-1]


@dataclass(frozen=True)
class Records:
    """One record per live row (goods line); what takes much room is told for chosen records only."""

    table: pa.Table
    narrative: pa.ChunkedArray
    spellings: Mapping[str, list[str]]  # for a place the other spellings that may mean it

    def wide(self, ids: pa.Array) -> pa.Table:
        """The words and the like places of some records, by their ids."""
        at = pc.index_in(ids, value_set=self.table["id"].combine_chunks())
        texts = pa.list_(pa.string())
        like = [self.spellings.get(place, []) for place in self.table["place"].take(at).to_pylist()]
        words = _each(self.narrative.take(at), _words, texts)
        return pa.table({"id": ids, "words": words, "place_like": pa.array(like, texts)})


def link_records(rows: pa.Table, reports: Reports, lists: Lists) -> Records:
    """The live rows, ready to be compared."""
    live = np.setdiff1d(np.arange(rows.num_rows), np.fromiter(reports.ignored, np.int64))
    if len(live) < rows.num_rows:
        rows = rows.take(pa.array(live))
    areas, goods = Tree.of(lists, "areas"), Tree.of(lists, "goods")
    quantity, unit = _with_fallback(rows)
    amounts, currencies = _money(rows)
    place = _each(rows["place"], lambda text: search_key(text).strip() or None)
    texts = pa.list_(pa.string())
    columns: dict[str, Any] = {
        "id": pa.array(live, pa.int64()),
        "report": pa.array(reports.report[live], pa.int64()),
        "agency": rows["lead_agency"],
        "partners": _each(rows["partner_agencies"], lambda text: text.split("|"), texts),
        "day": pc.cast(rows["occurred_on"], pa.int32()),
        "reported": pc.cast(rows["reported_on"], pa.int32()),
        "hour": rows["hour"],
        "area": _each(rows["area"], lambda code: code if code in areas.parents else lookup_key(code)),
        "area_line": _each(rows["area"], areas.line, texts),
        "province": _each(rows["area"], areas.branch),
        "place": place,
        "goods": rows["goods"],
        "goods_line": _each(rows["goods"], goods.line, texts),
        "family": _families(rows, goods),
        "quantity": quantity,
        "unit": unit,
        "quantity_key": pc.if_else(pc.greater(quantity, 10), pc.round(quantity, 3), pa.scalar(None, pa.float64())),
        "value": amounts,
        "currency": currencies,
        "ref": _references(rows["ref"] if rows["case_ref"].null_count < rows.num_rows else rows["case_ref"]),
        "case_ref": _references(rows["case_ref"]),
        "tracking": _references(rows["tracking_no"]),
        "persons": rows["persons"],
        "vehicles": rows["vehicles"],
        "concealment": rows["concealment_method"],
        "brand": _each(rows["brand"], lambda text: lookup_key(text) or None),
        "told": pc.is_valid(rows["narrative"]),
    }
    spellings = _spellings(place)
    columns |= {
        "area_depth": pc.list_value_length(columns["area_line"]),
        "goods_depth": pc.list_value_length(columns["goods_line"]),
        "spelt": pc.is_in(place, value_set=pa.array(sorted(spellings), pa.string())),
    }
    return Records(pa.table(columns), rows["narrative"], spellings)


def _each(
    column: pa.ChunkedArray | pa.Array, make: Callable[[str], object], kind: pa.DataType | None = None
) -> pa.Array:
    """Apply a function to each distinct value of a column."""
    encoded = _encoded(column)
    made = [make(text) for text in encoded.dictionary.to_pylist()]
    return pa.array(made, kind or pa.string()).take(encoded.indices)


def _encoded(column: pa.ChunkedArray | pa.Array) -> pa.DictionaryArray:
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = pc.dictionary_encode(array)
    return encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded


def _references(column: pa.ChunkedArray) -> pa.Array:
    def key(text: str) -> str | None:
        found = lookup_key(text)
        return found if len(found) >= _SHORTEST_REFERENCE else None

    return _each(column, key)


def _words(text: str) -> list[str] | None:
    """The distinct words of a narrative, at most sixty; two words are no narrative."""
    words = sorted(set(_WORDS.findall(search_key(text))))[:_LONGEST_NARRATIVE]
    return words if len(words) >= 4 else None


def _families(rows: pa.Table, goods: Tree) -> pa.Array:
    """The top of the goods tree; where no goods are named, the violation stands in."""
    named = _each(rows["goods"], goods.family)
    return pc.coalesce(named, rows["violation"].combine_chunks())


def _with_fallback(rows: pa.Table) -> tuple[pa.Array, pa.Array]:
    """The quantity in its base unit, or as reported where no base is known."""
    base, unit = rows["quantity_base"].combine_chunks(), rows["unit_base"].combine_chunks()
    known = pc.and_(pc.is_valid(base), pc.is_valid(unit))
    quantity = pc.if_else(known, base, rows["quantity"].combine_chunks())
    return quantity, pc.coalesce(pc.if_else(known, unit, rows["unit"].combine_chunks()), pa.scalar("item"))


def _money(rows: pa.Table) -> tuple[pa.Array, pa.Array]:
    """Amounts with toman told in rial, so that the two meet; nothing else is converted."""
    amount = pc.cast(rows["value"].combine_chunks(), pa.float64())
    currency = rows["currency"].combine_chunks()
    toman = pc.fill_null(pc.equal(currency, "IRT"), False)
    return pc.if_else(toman, pc.multiply(amount, 10.0), amount), pc.if_else(toman, "IRR", currency)


def _spellings(place: pa.Array) -> dict[str, list[str]]:
    """For every place, the other spellings that may mean it, in its own script."""
    names: list[str] = pc.unique(place).drop_null().to_pylist()
    like: dict[str, list[str]] = defaultdict(list)
    if len(names) <= _TOO_MANY_SPELLINGS:
        for left, right in _close_pairs(names):
            if _may_be_one(names[left], names[right]):
                like[names[left]].append(names[right])
                like[names[right]].append(names[left])
    return like


def _close_pairs(names: list[str]) -> Iterable[tuple[int, int]]:
    for scorer, floor in _SCORERS:
        scores = process.cdist(names, names, scorer=scorer, score_cutoff=floor, dtype=np.uint8)
        left, right = np.nonzero(np.triu(scores, 1))
        yield from zip(left.tolist(), right.tolist())


def _may_be_one(left: str, right: str) -> bool:
    """Different numbers (kilometre 12, kilometre 21) make different places; so do very short names."""
    if _DIGITS.findall(left) != _DIGITS.findall(right):
        return False
    return min(len(left), len(right)) >= 4
