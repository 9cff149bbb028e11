"""Read what is measured: a quantity in its unit and in the base unit, and money in whole minor units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.characters.folding import search_key
from tasvir.core.intake.cells.number_cells import GROUPING, as_floats, read_numbers
from tasvir.core.intake.cells.numerals import Marks
from tasvir.core.intake.cells.sheet_reading import FloatRows, SheetReading
from tasvir.core.intake.cells.units_of_goods import meanings_with_goods, units_beside_goods
from tasvir.core.intake.cells.word_cells import find_code
from tasvir.core.intake.headers.fields import INCIDENT_FIELDS
from tasvir.core.intake.problems import Mask, rows_where

_LARGEST = 2.0**63


@dataclass(frozen=True)
class Quantities:
    """quantity and unit as reported, quantity_base and unit_base as totals add them."""

    quantity: pa.Array
    unit: pa.Array
    quantity_base: pa.Array
    unit_base: pa.Array


def read_quantities(reading: SheetReading, goods: pa.Array) -> Quantities:
    """Quantities with their units, which goods may settle; an unknown one refuses its row, a missing one is told."""
    numbers = read_numbers(reading, INCIDENT_FIELDS["quantity"])
    stated = reading.header_unit("quantity")
    values = numbers.values * stated.factor
    units = _units(reading, numbers.units, stated.unit)
    units = units_beside_goods(units, _unit_words(reading, numbers.units), goods, reading.lists)
    _warn_of_missing_units(reading, values, units)
    factors, bases = _factors(reading, units)
    return Quantities(as_floats(values), units, as_floats(values * factors), bases)


def _units(reading: SheetReading, typed: Sequence[str | None], stated: str | None) -> pa.Array:
    """Each row's unit: its own column first, then what stands behind the number, then the header's."""
    units = _unit_column(reading)
    if typed:
        units = _with_typed(reading, units, typed)
    return units.fill_null(stated) if stated else units


def _unit_words(reading: SheetReading, typed: Sequence[str | None]) -> Sequence[str | None]:
    """What each row calls its unit: in the unit's column, else behind the number."""
    cells = reading.named.get("unit")
    if cells is None:
        return typed
    if not typed:
        meant = {word for _, word in meanings_with_goods(reading.lists)}
        return cells.text.to_pylist() if any(search_key(text) in meant for text in cells.distinct.texts) else ()
    return [own or other for own, other in zip(cells.text.to_pylist(), typed)]


def _unit_column(reading: SheetReading) -> pa.Array:
    field = INCIDENT_FIELDS["unit"]
    cells = reading.named.get("unit")
    if cells is None:
        return pa.nulls(reading.rows, pa.string())
    texts = cells.distinct.texts
    silent = [not any(letter.isalnum() or letter == "%" for letter in text) for text in texts]
    codes = [None if nothing else find_code(reading, field, text) for text, nothing in zip(texts, silent)]
    wrong = [code is None and not nothing for code, nothing in zip(codes, silent)]
    reading.problems.at_rows("unit.unknown", rows_where(cells.distinct.rows_of(wrong)), cells.header, cells.shown)
    return cells.distinct.spread(codes, pa.string())


def _with_typed(reading: SheetReading, units: pa.Array, typed: Sequence[str | None]) -> pa.Array:
    """Units typed behind the number, such as `12 kg`; they must not contradict the unit column."""
    cells = reading.named["quantity"]
    known = {text: find_code(reading, INCIDENT_FIELDS["unit"], text) for text in set(typed) if text}
    own = units.to_pylist()
    unknown = [row for row, text in enumerate(typed) if text and known[text] is None]
    reading.problems.at_rows("unit.unknown", np.asarray(unknown, dtype=np.intp), cells.header, cells.shown)
    clash = [row for row, text in enumerate(typed) if text and own[row] and known[text] not in (None, own[row])]
    reading.problems.at_rows("unit.two", np.asarray(clash, dtype=np.intp), cells.header, cells.shown)
    return pa.array([own[row] or (known[text] if text else None) for row, text in enumerate(typed)], pa.string())


def _warn_of_missing_units(reading: SheetReading, values: FloatRows, units: pa.Array) -> None:
    if "quantity" not in reading.named:
        return
    header = reading.named["quantity"].header
    missing: Mask = np.isfinite(values) & units.is_null().to_numpy(zero_copy_only=False)
    rows = rows_where(missing & ~reading.problems.refused)
    if "unit" not in reading.named and len(rows):
        reading.problems.in_sheet("unit.no_column", column=header, rows=len(rows))
        return
    reading.problems.in_rows("unit.missing", rows, header, reading.named["quantity"].shown)


def _factors(reading: SheetReading, units: pa.Array) -> tuple[FloatRows, pa.Array]:
    """For each row the factor to its base unit and the base unit; an unlisted unit is its own base."""
    encoded = units.dictionary_encode()
    entries = reading.lists["units"].entries
    codes = encoded.dictionary.to_pylist()
    columns = [entries[code].columns if code in entries else {} for code in codes]
    factors = np.array([float(column.get("factor") or 1.0) for column in columns] + [np.nan])
    places = encoded.indices.fill_null(len(codes)).to_numpy(zero_copy_only=False)
    bases = pa.array([column.get("base") or code for column, code in zip(columns, codes)], pa.string())
    return factors[places], bases.take(encoded.indices)


def read_money(reading: SheetReading) -> tuple[pa.Array, pa.Array]:
    """Values in whole minor units and their currencies; without any currency no value is taken over."""
    stated = reading.header_unit("value")
    currencies = _currencies(reading, stated.currency)
    numbers = read_numbers(reading, INCIDENT_FIELDS["value"], marks=_marks_of_money(reading, currencies, stated.factor))
    cells = reading.named.get("value")
    if cells is None:
        return pa.nulls(reading.rows, pa.int64()), pa.nulls(reading.rows, pa.string())
    if numbers.units:
        currencies = _with_typed_currency(reading, currencies, numbers.units, stated.currency)
    amounts = np.round(numbers.values * stated.factor * _minor_units(reading, currencies))
    missing: Mask = np.isfinite(numbers.values) & currencies.is_null().to_numpy(zero_copy_only=False)
    missing &= ~reading.problems.refused
    if missing.any():
        rows = rows_where(missing)
        reading.problems.in_sheet("money.no_currency", column=cells.header, row=int(rows[0]), rows=len(rows))
    reading.problems.at_rows(
        "number.absurd", rows_where(np.abs(amounts) >= _LARGEST), cells.header, cells.shown, most=f"{_LARGEST:.0f}"
    )
    none = ~np.isfinite(amounts) | (np.abs(amounts) >= _LARGEST)
    values = pa.array(np.where(none, 0, amounts).astype(np.int64), pa.int64(), mask=none)
    return values, pc.if_else(pa.array(none), pa.scalar(None, pa.string()), currencies)


def _with_typed_currency(
    reading: SheetReading, currencies: pa.Array, typed: Sequence[str | None], stated: str | None
) -> pa.Array:
    """Currencies said beside the number; they must not contradict the header or the currency's own column."""
    cells, own = reading.named["value"], currencies.to_pylist()
    silent = reading.blank_in("currency") if stated is None else np.zeros(reading.rows, dtype=bool)
    clash = [row for row, code in enumerate(typed) if code and not silent[row] and own[row] != code]
    reading.problems.at_rows("money.two", np.asarray(clash, dtype=np.intp), cells.header, cells.shown)
    return pa.array([code or own[row] for row, code in enumerate(typed)], pa.string())


def _currencies(reading: SheetReading, stated: str | None) -> pa.Array:
    """Each row's currency: its own column, the header's, or the office's."""
    default = stated or usual_currency(reading)
    field = INCIDENT_FIELDS["currency"]
    cells = reading.named.get("currency")
    if cells is None:
        return pa.array([default] * reading.rows, pa.string())
    texts = cells.distinct.texts
    codes = [find_code(reading, field, text) for text in texts]
    wrong = [code is None and any(c.isalnum() for c in text) for code, text in zip(codes, texts)]
    reading.problems.at_rows(
        "money.unknown_currency", rows_where(cells.distinct.rows_of(wrong)), cells.header, cells.shown
    )
    found = cells.distinct.spread(codes, pa.string())
    return found.fill_null(default) if default else found


def usual_currency(reading: SheetReading) -> str | None:
    """The currency that the office's calendar or language implies where nothing states one."""
    if reading.office.calendar == "jalali" or (reading.office.calendar is None and reading.header.lang == "fa"):
        return "IRR"
    return "VND" if reading.header.lang == "vi" else None


def _exponent(reading: SheetReading, currency: str | None) -> int | None:
    entry = reading.lists["currencies"].entries.get(currency or "")
    return int(entry.columns.get("exponent") or 0) if entry else None


def _minor_units(reading: SheetReading, currencies: pa.Array) -> FloatRows:
    encoded = currencies.dictionary_encode()
    exponents = [_exponent(reading, code) for code in encoded.dictionary.to_pylist()]
    scale = np.array([np.nan if exponent is None else 10.0**exponent for exponent in exponents] + [np.nan])
    minor: FloatRows = scale[encoded.indices.fill_null(len(exponents)).to_numpy(zero_copy_only=False)]
    return minor


def _marks_of_money(reading: SheetReading, currencies: pa.Array, factor: float) -> Marks | None:
    """Money without minor units has no fraction: a mark before three digits groups them."""
    whole = all(_exponent(reading, code) == 0 for code in currencies.unique().to_pylist())
    return GROUPING if whole and factor == 1.0 else None
