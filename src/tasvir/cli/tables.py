"""Anybody's CSV or Parquet as columns, and findings as a table."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tasvir.cli.machine import machine_reason
from tasvir.core.errors import RefusedFile, UserError


def read_columns(
    path: str, columns: Mapping[str, str], *, lang: str, optional: Sequence[str] = ()
) -> dict[str, list[Any]]:
    """The columns of a file under the names that a method uses (`columns`: our name -> theirs)."""
    import pyarrow as pa
    import pyarrow.csv as arrow_csv
    import pyarrow.parquet as parquet

    try:
        if Path(path).suffix.lower() in (".parquet", ".pq"):
            table = parquet.read_table(path)
        else:
            with Path(path).open(encoding="utf-8-sig", newline="") as file:
                line = file.readline()
            delimiter = max(",;\t", key=line.count)
            header = next(csv.reader([line], delimiter=delimiter), [])
            as_text = arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(header, pa.string()), strings_can_be_null=True
            )
            parse = arrow_csv.ParseOptions(delimiter=delimiter)
            table = arrow_csv.read_csv(path, parse_options=parse, convert_options=as_text)
    except OSError as error:
        raise RefusedFile("file.unreadable", file=path, reason=machine_reason(error, lang)) from error
    except (pa.ArrowInvalid, UnicodeDecodeError, csv.Error) as error:
        raise UserError("analyse.not_a_table", file=path, detail=str(error).splitlines()[0][:120]) from error
    found = {name.strip(): name for name in table.column_names}
    missing = [theirs for ours, theirs in columns.items() if theirs not in found and ours not in optional]
    if missing:
        raise UserError("analyse.no_column", file=path, column=missing[0], expected=", ".join(found))
    if table.num_rows == 0:
        raise UserError("analyse.empty", table=path)
    return {ours: table[found[theirs]].to_pylist() for ours, theirs in columns.items() if theirs in found}


def write_findings(path: str, findings: object) -> None:
    """Findings as CSV: a list within a cell is joined by spaces."""
    rows = [one for one in findings if isinstance(one, dict)] if isinstance(findings, list) else []
    names = list(dict.fromkeys(name for row in rows for name in row))
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        for row in rows:
            writer.writerow({name: _cell(value) for name, value in row.items()})


def _cell(value: object) -> object:
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else value
