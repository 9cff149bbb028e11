"""The picture as files: the document of a picture, each format as a file, the office's own form filled."""

from __future__ import annotations

import json
from collections.abc import Mapping
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
    from tasvir.core.picture.office.commission import Commission
    from tasvir.core.vocabulary.lists import Lists

FORMATS = ("html", "docx", "pdf", "xlsx", "json")
INDICATORS = "indicators.yaml"
_PAPER = ("docx", "pdf")


def document_of(
    picture: Mapping[str, Any], lang: str, *, lists: Lists, commission: Commission, paper: bool = False
) -> Document:
    """The document of a picture, with the outlines that held at the end of its period."""
    day = date.fromisoformat(picture["period"]["end"])
    boundaries = load_boundaries(commission.country, commission.area, day)
    return build_document(picture, lang, lists=lists, commission=commission, boundaries=boundaries, paper=paper)


@dataclass(frozen=True)
class Paper:
    """One picture in one language, ready to be written in any format; the document of each kind is built once."""

    picture: Mapping[str, Any]
    screen: Document
    paper: Document

    @classmethod
    def of(
        cls, picture: dict[str, Any], lang: str, *, lists: Lists, commission: Commission, with_names: bool = False
    ) -> Paper:
        """The papers of a picture; persons' names, plates and telephones only `with_names`."""
        shown = picture if with_names else redact_picture(picture)
        screen, paper = (
            document_of(shown, lang, lists=lists, commission=commission, paper=paper) for paper in (False, True)
        )
        return cls(shown, screen, paper)

    def write(self, form: str, path: Path, template: Path | None = None) -> None:
        """Write one format; `template` is the office's own Word template."""
        document = self.paper if form in _PAPER else self.screen
        if form == "docx":
            from tasvir.renderers.docx import write_docx

            write_docx(document, path, template)
        elif form == "json":
            path.write_text(json.dumps(self.picture, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        else:
            _write(form, document, self.picture, path)


def _write(form: str, document: Document, picture: Mapping[str, Any], path: Path) -> None:
    if form == "html":
        from tasvir.renderers.html import write_html

        write_html(document, picture, path)
    elif form == "pdf":
        from tasvir.renderers.pdf import write_pdf

        write_pdf(document, path)
    elif form == "xlsx":
        from tasvir.renderers.xlsx import write_xlsx

        write_xlsx(document, picture, path)
    else:
        raise ValueError(f"no such format: {form}")


def check_annex(form: Path | None, folder: Path) -> None:
    """Refuse a form that is not there or that no file says how to fill."""
    if form is None:
        return
    if not form.is_file():
        raise UserError("picture.no_form", file=form)
    if not indicators_of(form, folder).is_file():
        raise UserError("picture.no_indicators", file=folder / INDICATORS)


def indicators_of(form: Path, folder: Path) -> Path:
    """The folder's own indicators.yaml, or the one beside the form."""
    own = folder / INDICATORS
    return own if own.is_file() else form.with_name(INDICATORS)


def fill_form(picture: Mapping[str, Any], form: Path, indicators: Path, out: Path) -> Path:
    """The office's own form filled from a picture, under its own name in the folder `out`."""
    from tasvir.renderers.annex import fill_annex

    path = out / form.name
    fill_annex(form, indicators, picture, path, lang=picture["lang"])
    return path
