"""The row-by-row answer to every list with refused or repeated rows: the sender's own rows, the reason beside each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tasvir.core.intake.answers import answer_workbook
from tasvir.core.intake.tables import SourceAnswer

if TYPE_CHECKING:
    from tasvir.cli.folder import Reading


def write_answers(reading: Reading, folder: Path, out: Path, lang: str, clean: Callable[[str], str]) -> list[Path]:
    """One workbook for each file with rows that were not accepted; `clean` takes persons out of its texts."""
    by_file: dict[str, list[SourceAnswer]] = defaultdict(list)
    for answer in reading.answers:
        by_file[answer.file].append(answer)
    told = [file for file, answers in by_file.items() if any(one.rejected or one.duplicate for one in answers)]
    remembered = lru_cache(maxsize=1 << 16)(clean)
    files = []
    for file in sorted(told):
        path = out / f"{clean(file.replace('/', '_'))}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = (folder / file).read_bytes()
        path.write_bytes(answer_workbook(file, data, by_file[file], lang, clean=remembered))
        files.append(path)
    return files
