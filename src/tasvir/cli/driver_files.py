"""The files of drivers that an office declares in commission.yaml, read beside its reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tasvir.cli.machine import machine_reason
from tasvir.cli.tables import read_columns
from tasvir.core.errors import RefusedFile, UserError

if TYPE_CHECKING:
    import pyarrow as pa

    from tasvir.core.picture.office.commission import Commission
    from tasvir.core.vocabulary.lists import Lists

_PARQUET = (".parquet", ".pq")


def read_drivers(folder: Path, commission: Commission, lists: Lists, lang: str) -> pa.Table | None:
    """The values of all declared drivers (schema DRIVERS); None where none is declared."""
    if not commission.drivers:
        return None
    import pyarrow as pa

    from tasvir.core.picture.office.driver_table import tidy_drivers

    tables = []
    for file in dict.fromkeys(one.file for one in commission.drivers):
        path = folder / file
        if path.suffix.lower() not in _readable() or not path.resolve().is_relative_to(folder.resolve()):
            raise UserError("drivers.no_table", file=file)
        own = [one.code for one in commission.drivers if one.file == file]
        columns = _columns(path, file, own[0] if len(own) == 1 else "", lists, lang)
        tables.append(tidy_drivers(file, columns, commission.drivers, lists=lists))
    return pa.concat_tables(tables)


def _readable() -> tuple[str, ...]:
    from tasvir.core.intake.lists_reader import TEXTS, WORKBOOKS

    return (*_PARQUET, *TEXTS, *WORKBOOKS)


def _columns(path: Path, file: str, driver: str, lists: Lists, lang: str) -> Mapping[str, Sequence[Any]]:
    """The columns of one file; where it names no drivers, all its rows are those of `driver`."""
    from tasvir.core.picture.office.driver_sheet import driver_columns
    from tasvir.core.picture.office.driver_table import OPTIONAL, REQUIRED

    if path.suffix.lower() in _PARQUET:
        names = {name: name for name in (*REQUIRED, *OPTIONAL)}
        return read_columns(str(path), names, lang=lang, optional=OPTIONAL)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RefusedFile("file.unreadable", file=file, reason=machine_reason(error, lang)) from error
    return driver_columns(file, data, driver=driver, lists=lists)
