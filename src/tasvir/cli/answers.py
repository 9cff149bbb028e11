"""The row-by-row answer to every list with refused or repeated rows: a workbook for people, JSON for programs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tasvir.core.intake.answers import answer_json, answer_workbook
from tasvir.core.intake.tables import SourceAnswer

if TYPE_CHECKING:
    from tasvir.foundation.reading import Reading


def write_answers(reading: Reading, folder: Path, out: Path, lang: str, clean: Callable[[str], str]) -> list[Path]:
    """A workbook and a JSON file for each list with rows not accepted; `clean` takes persons out of their texts."""
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
        told_json = json.dumps(_cleaned(answer_json(by_file[file], lang), remembered), ensure_ascii=False, indent=1)
        path.with_suffix(".json").write_text(told_json + "\n", "utf-8")
        files += [path, path.with_suffix(".json")]
    return files


def _cleaned(value: Any, clean: Callable[[str], str]) -> Any:
    """The same with every text in it cleaned."""
    if isinstance(value, dict):
        return {key: _cleaned(entry, clean) for key, entry in value.items()}
    if isinstance(value, list):
        return [_cleaned(entry, clean) for entry in value]
    return clean(value) if isinstance(value, str) else value
