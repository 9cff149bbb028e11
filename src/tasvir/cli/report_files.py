"""Which files of a folder are reports: not settings, system files, links that lead away, or what we wrote ourselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from tasvir.cli.machine import machine_reason
from tasvir.core.issues import Issue
from tasvir.core.picture.compose import Refused

COMMISSION = "commission.yaml"
MAPPING = ".mapping.yaml"
_OURS = (COMMISSION, "indicators.yaml")
_TEMPORARY = ("~$", ".~lock")
_SYSTEM = ("thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information")
_MARKS = ("picture.json", "sources.parquet")  # a folder that holds one of them is an output of ours
_OUTPUT = ("picture.html", "picture.docx", "picture.pdf", "picture.xlsx", *_MARKS)
_ANSWERS = "answers"


@dataclass
class FoundFiles:
    """The files to read in the order of their paths, and what lies beside them and cannot be followed."""

    paths: list[Path] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def find_files(folder: Path, *, skip: tuple[Path, ...] = (), lang: str = "en") -> FoundFiles:
    """The reports of a folder; not hidden or temporary files, those of the system, settings or our own output."""
    walk = _Walk(folder, folder.resolve(), frozenset(path.resolve() for path in skip), lang)
    paths = sorted(walk.files(folder), key=lambda path: path.relative_to(folder).as_posix())
    return FoundFiles(paths, sorted(walk.refused, key=lambda one: one.file))


@dataclass(frozen=True)
class _Walk:
    root: Path
    real_root: Path
    skipped: frozenset[Path]
    lang: str
    above: tuple[Path, ...] = ()
    refused: list[Refused] = field(default_factory=list)

    def files(self, folder: Path) -> Iterator[Path]:
        inside = replace(self, above=(*self.above, folder.resolve()))
        try:
            entries = sorted(folder.iterdir())
        except OSError as error:
            values = {"reason": machine_reason(error, self.lang)}
            self._refuse(folder, "cli.machine_refused", **values)
            return
        for path in _reports(entries, folder == self.root):
            yield from inside._of(path)

    def _of(self, path: Path) -> Iterator[Path]:
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):
            return self._refuse(path, "file.link_dangling")
        if target in self.skipped:
            return
        if path.is_symlink() and not target.is_relative_to(self.real_root):
            return self._refuse(path, "file.link_outside")
        if not path.is_dir():
            if path.is_file():
                yield path
        elif target in self.above:
            self._refuse(path, "file.link_circle")
        else:
            yield from self.files(path)

    def _refuse(self, path: Path, code: str, **values: object) -> None:
        name = path.relative_to(self.root).as_posix()
        self.refused.append(Refused(name, Issue(code, {"file": name, **values}, name)))


def _reports(entries: Iterable[Path], is_root: bool) -> Iterator[Path]:
    """The entries of one folder that may be reports or hold some; of an output of ours none."""
    listed = list(entries)
    names = {path.name.lower() for path in listed}
    ours = not names.isdisjoint(_MARKS)
    if ours and not is_root:
        return
    for path in listed:
        name = path.name.lower()
        if name.startswith((".", *_TEMPORARY)) or name in (*_SYSTEM, *_OURS) or name.endswith(MAPPING):
            continue
        if not (ours and name in (*_OUTPUT, _ANSWERS)):
            yield path
