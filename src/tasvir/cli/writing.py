"""Write the picture in every format asked for, and the row-by-row answers of lists with refused rows."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tasvir.core.bulletins.boundaries import load_boundaries
from tasvir.core.bulletins.document import build_document
from tasvir.core.disclosure.names import redact_picture
from tasvir.core.errors import UserError

if TYPE_CHECKING:
    from tasvir.core.bulletins.tree import Document
    from tasvir.core.picture.wording import Wording

Tell = Callable[..., None]
INDICATORS = "indicators.yaml"
_PAPER = ("docx", "pdf")


@dataclass(frozen=True)
class Office:
    """Whose picture it is, and who is told what is being written."""

    voice: Wording
    tell: Tell


def write_formats(
    picture: dict[str, Any], out: Path, formats: Sequence[str], args: argparse.Namespace, office: Office
) -> list[Path]:
    """The files of the picture, in the order of the formats; persons' names only where the user asked for them."""
    shown = picture if args.with_names else redact_picture(picture)
    screen, paper = (_document(shown, office, paper=paper) for paper in (False, True))
    files = []
    for name in formats:
        path = out / f"picture.{name}"
        office.tell("progress.writing", path.name)
        _write(name, paper if name in _PAPER else screen, shown, path, args)
        files.append(path)
    if args.annex:
        files.append(_fill_annex(shown, args.annex, args.folder, out))
    return files


def _document(picture: dict[str, Any], office: Office, *, paper: bool) -> Document:
    voice, commission = office.voice, office.voice.commission
    day = date.fromisoformat(picture["period"]["end"])
    boundaries = load_boundaries(commission.country, commission.area, day)
    return build_document(
        picture, voice.lang, lists=voice.lists, commission=commission, boundaries=boundaries, paper=paper
    )


def _write(name: str, document: Document, picture: dict[str, Any], path: Path, args: argparse.Namespace) -> None:
    if name == "json":
        path.write_text(json.dumps(picture, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    elif name == "html":
        from tasvir.renderers.html import write_html

        write_html(document, picture, path)
    elif name == "docx":
        from tasvir.renderers.docx import write_docx

        write_docx(document, path, args.template)
    elif name == "pdf":
        from tasvir.renderers.pdf import write_pdf

        write_pdf(document, path)
    else:
        from tasvir.renderers.xlsx import write_xlsx

        write_xlsx(document, picture, path)


def check_annex(form: Path | None, folder: Path) -> None:
    """Refuse a form that is not there or that no file says how to fill."""
    if form is None:
        return
    if not form.is_file():
        raise UserError("picture.no_form", file=form)
    if not _indicators(form, folder).is_file():
        raise UserError("picture.no_indicators", file=folder / INDICATORS)


def _indicators(form: Path, folder: Path) -> Path:
    """The folder's own indicators.yaml, or the one beside the form."""
    own = folder / INDICATORS
    return own if own.is_file() else form.with_name(INDICATORS)


def _fill_annex(picture: dict[str, Any], form: Path, folder: Path, out: Path) -> Path:
    from tasvir.renderers.annex import fill_annex

    path = out / form.name
    fill_annex(form, _indicators(form, folder), picture, path, lang=picture["lang"])
    return path
