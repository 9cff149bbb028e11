"""Walk a folder of reports and read every file by its kind; a refused file is told and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tasvir.cli.driver_files import read_drivers
from tasvir.cli.machine import machine_reason
from tasvir.cli.report_files import COMMISSION, MAPPING, FoundFiles
from tasvir.core.errors import RefusedFile
from tasvir.core.issues import Issue
from tasvir.core.picture.compose import Refused
from tasvir.core.picture.office.commission import Commission
from tasvir.core.picture.office.reader import read_commission
from tasvir.core.vocabulary.lists import Lists
from tasvir.foundation.reading import Reading, is_list, parse_mapping, read_report


@dataclass(frozen=True)
class Reader:
    """Reads the files of one folder for one office."""

    folder: Path
    commission: Commission
    lists: Lists
    today: date
    lang: str = "en"

    def read(self, found: FoundFiles, tell: Callable[[str], None]) -> Reading:
        """The files in order, each by its kind; answers that we once sent are passed over."""
        drivers = read_drivers(self.folder, self.commission, self.lists, self.lang)
        reading = Reading(refused=list(found.refused), drivers=drivers)
        for path in found.paths:
            name = path.relative_to(self.folder).as_posix()
            tell(name)
            try:
                self._read_one(path, name, reading)
            except RefusedFile as error:
                reading.refused.append(Refused(name, Issue(error.code, {**error.values, "file": name}, name)))
            except OSError as error:
                values = {"file": name, "reason": machine_reason(error, self.lang)}
                reading.refused.append(Refused(name, Issue("cli.machine_refused", values, name)))
        return reading

    def _read_one(self, path: Path, name: str, reading: Reading) -> None:
        data = path.read_bytes()
        mapping = read_mapping_file(path, name) if is_list(name) else None
        read = read_report(name, data, commission=self.commission, lists=self.lists, today=self.today, mapping=mapping)
        reading.add(read)


def load_commission(folder: Path, lists: Lists) -> Commission:
    """What the folder's commission.yaml declares; an empty commission where there is none."""
    path = folder / COMMISSION
    if not path.is_file():
        return Commission()
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedFile("document.encoding", file=COMMISSION) from error
    return read_commission(COMMISSION, text, lists=lists)


def read_mapping_file(path: Path, name: str) -> Mapping[str, Any] | None:
    """The mapping beside a list (`NAME.mapping.yaml`, with or without the list's suffix), or None."""
    for beside in (path.with_suffix(MAPPING), path.with_name(path.name + MAPPING)):
        if beside.is_file():
            return parse_mapping(beside.read_bytes(), beside=beside.name, name=name)
    return None
