"""Write the files of a bulletin: once, from what was frozen, and each kept under its hash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import transaction
from django.utils import timezone

from tasvir.core.bulletins.boundaries import load_boundaries
from tasvir.core.bulletins.public_document import build_public_document
from tasvir.core.bulletins.tree import Document
from tasvir.core.disclosure.names import redact_picture
from tasvir.core.picture.wording import Wording
from tasvir.core.text.formatting import localise_digits
from tasvir.foundation import files
from tasvir.foundation.models import StoredFile
from tasvir.foundation.paper import document_of
from tasvir.foundation.texts import say
from tasvir.renderers.docx import write_docx
from tasvir.renderers.pdf import write_pdf
from tasvir.renderers.xlsx import write_xlsx
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.bulletins import choices
from tasvir.rooms.bulletins.models import Bulletin, IssuedFile, PublicEdition, PublicFile, TemplateVersion
from tasvir.rooms.bulletins.queries.fields import field_values
from tasvir.rooms.bulletins.queries.office import Office, office_of
from tasvir.rooms.bulletins.rules import not_now

_PAPER = (choices.DOCX, choices.PDF)


@dataclass(frozen=True)
class Paper:
    """A picture ready to be written in any format, with what stands in the letterhead and in a template's fields."""

    picture: Mapping[str, Any]
    lang: str
    office: Office
    marks: Mapping[str, str]
    fingerprint: str
    public: bool = False

    def written(self, form: str, template: TemplateVersion | None = None) -> bytes:
        """One format as bytes; `template` is the office's own Word template."""
        if form == choices.JSON:
            return (json.dumps(self.picture, ensure_ascii=False, indent=1) + "\n").encode()
        document = self._document(paper=form in _PAPER)
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"bulletin.{form}"
            if form == choices.PDF:
                write_pdf(document, path)
            elif form == choices.XLSX:
                write_xlsx(document, self.picture, path)
            else:
                own = _template_file(template, Path(folder)) if template else None
                write_docx(document, path, own, more=field_values(self.picture, self._voice, self.marks))
            return path.read_bytes()

    @property
    def _voice(self) -> Wording:
        return self.office.voice(self.lang)

    def _document(self, *, paper: bool) -> Document:
        lists, commission = self.office.lists, self.office.commission
        if self.public:
            day = date.fromisoformat(self.picture["period"]["end"])
            outlines = load_boundaries(commission.country, commission.area, day)
            document = build_public_document(
                self.picture, self.lang, lists=lists, commission=commission, boundaries=outlines
            )
        else:
            document = document_of(self.picture, self.lang, lists=lists, commission=commission, paper=paper)
        told = self._voice.say
        letterhead = [(told("letter.number"), self.marks["number"]), (told("letter.date"), self.marks["date"])]
        if self.marks["replaces"]:
            letterhead.append((say("bulletins.paper.replaces", self.lang), self.marks["replaces"]))
        mark = say("bulletins.paper.fingerprint", self.lang, sha256=self.fingerprint)
        return replace(document, letterhead=letterhead, footer=f"{document.footer} {mark}")


def _template_file(template: TemplateVersion, folder: Path) -> Path:
    """The template under the name that the office gave it, for the sentences about it."""
    path = folder / "template.docx"
    path.write_bytes(files.read(template.file))
    return path


def paper_of(bulletin: Bulletin) -> Paper:
    """The bulletin as it stands; before it is issued number and date are only marked."""
    office = office_of(bulletin.body)
    picture = redact_picture(json.loads(files.read(bulletin.picture)))
    return Paper(picture, bulletin.lang, office, _marks(bulletin, office), bulletin.fingerprint)


def public_paper_of(edition: PublicEdition) -> Paper:
    """The public edition as it stands."""
    bulletin = edition.bulletin
    office = office_of(bulletin.body)
    picture = json.loads(files.read(edition.picture))
    marks = _marks(bulletin, office)
    return Paper(picture, bulletin.lang, office, marks, edition.picture.sha256, public=True)


def sample_paper(picture: Mapping[str, Any], lang: str, office: Office, fingerprint: str) -> Paper:
    """Any picture as a bulletin that nobody has issued: to see what a template makes of it."""
    return Paper(redact_picture(picture), lang, office, _not_issued(picture, office.voice(lang), lang), fingerprint)


def _not_issued(picture: Mapping[str, Any], voice: Wording, lang: str) -> dict[str, str]:
    period = picture["period"]
    days = voice.days(date.fromisoformat(period["start"]), date.fromisoformat(period["end"]))
    draft = say("bulletins.paper.draft", lang)
    return {"number": draft, "date": draft, "period": period["label"], "period_days": days, "replaces": ""}


def _marks(bulletin: Bulletin, office: Office) -> dict[str, str]:
    lang, voice = bulletin.lang, office.voice(bulletin.lang)
    marks = _not_issued({"period": _period(bulletin, voice)}, voice, lang)
    marks["fingerprint"] = bulletin.fingerprint
    if bulletin.replaces:
        marks["replaces"] = localise_digits(bulletin.replaces.label, lang)
    if bulletin.approved_by:
        marks["approved_by"] = str(bulletin.approved_by)
    if bulletin.issued_at:
        marks["number"] = localise_digits(bulletin.label, lang)
        marks["date"] = voice.day(timezone.localtime(bulletin.issued_at).date())
    return marks


def _period(bulletin: Bulletin, voice: Wording) -> dict[str, str]:
    label = voice.label("month", bulletin.period_name)
    return {"label": label, "start": bulletin.period_start.isoformat(), "end": bulletin.period_end.isoformat()}


def write_files(*, bulletin: Bulletin, now: datetime) -> list[IssuedFile]:
    """Every file of an issued bulletin that is not there yet; what is there is never written again."""
    if bulletin.number is None:
        raise not_now(bulletin.state, choices.ISSUED)
    there = set(bulletin.files.values_list("form", flat=True))
    missing = [form for form in choices.FORMATS if form not in there]
    if not missing:
        return list(bulletin.files.all())
    paper = paper_of(bulletin)
    stored = {form: files.store(paper.written(form, bulletin.template), now=now) for form in missing}
    with transaction.atomic():
        for form, file in stored.items():
            IssuedFile.objects.get_or_create(bulletin=bulletin, form=form, defaults={"file": file})
        _record("bulletins.files_written", bulletin, "bulletin", bulletin.pk, stored, now)
    return list(bulletin.files.all())


def write_public_files(*, edition: PublicEdition, now: datetime) -> list[PublicFile]:
    """Every file of a published edition that is not there yet."""
    there = set(edition.files.values_list("form", flat=True))
    missing = [form for form in choices.FORMATS if form not in there]
    if not missing:
        return list(edition.files.all())
    paper = public_paper_of(edition)
    stored = {form: files.store(paper.written(form), now=now) for form in missing}
    with transaction.atomic():
        for form, file in stored.items():
            PublicFile.objects.get_or_create(edition=edition, form=form, defaults={"file": file})
        _record("bulletins.files_written", edition.bulletin, "public_edition", edition.pk, stored, now)
    return list(edition.files.all())


def _record(
    kind: str, bulletin: Bulletin, subject: str, number: int, stored: Mapping[str, StoredFile], now: datetime
) -> None:
    hashes = {form: file.sha256 for form, file in stored.items()}
    record_event(kind=kind, by=None, now=now, body=bulletin.body.code, subject=subject, subject_id=number, **hashes)
