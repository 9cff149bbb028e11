"""The files of drivers that an office declares in commission.yaml, read beside its reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tasvir.core.errors import UserError

if TYPE_CHECKING:
    import pyarrow as pa

    from tasvir.core.picture.office.commission import Commission
    from tasvir.core.vocabulary.lists import Lists

_TABLES = (".csv", ".parquet", ".pq")


def read_drivers(folder: Path, commission: Commission, lists: Lists, lang: str) -> pa.Table | None:
    """The values of all declared drivers (schema DRIVERS); None where none is declared."""
    if not commission.drivers:
        return None
    import pyarrow as pa

    from tasvir.cli.tables import read_columns
    from tasvir.core.picture.office.driver_table import OPTIONAL, REQUIRED, tidy_drivers

    names = {name: name for name in (*REQUIRED, *OPTIONAL)}
    tables = []
    for file in dict.fromkeys(one.file for one in commission.drivers):
        path = folder / file
        if path.suffix.lower() not in _TABLES or not path.resolve().is_relative_to(folder.resolve()):
            raise UserError("drivers.no_table", file=file)
        columns = read_columns(str(path), names, lang=lang, optional=OPTIONAL)
        tables.append(tidy_drivers(file, columns, commission.drivers, lists=lists))
    return pa.concat_tables(tables)
