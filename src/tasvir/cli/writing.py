"""Write the picture in every format that the user asked for, and tell which file is being written."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tasvir.foundation.paper import Paper, fill_form, indicators_of

if TYPE_CHECKING:
    from tasvir.core.picture.wording import Wording

Tell = Callable[..., None]


@dataclass(frozen=True)
class Office:
    """Whose picture it is, and who is told what is being written."""

    voice: Wording
    tell: Tell


def write_formats(
    picture: dict[str, Any], out: Path, formats: Sequence[str], args: argparse.Namespace, office: Office
) -> list[Path]:
    """The files of the picture, in the order of the formats; persons' names only where the user asked for them."""
    voice = office.voice
    paper = Paper.of(picture, voice.lang, lists=voice.lists, commission=voice.commission, with_names=args.with_names)
    files = []
    for name in formats:
        path = out / f"picture.{name}"
        office.tell("progress.writing", path.name)
        paper.write(name, path, args.template)
        files.append(path)
    if args.annex:
        files.append(fill_form(paper.picture, args.annex, indicators_of(args.annex, args.folder), out))
    return files
