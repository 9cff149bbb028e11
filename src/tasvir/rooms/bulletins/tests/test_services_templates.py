"""Word templates: looked through before they are kept."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.cast import Cast

from tasvir.core.errors import RefusedFile, UserError
from tasvir.foundation.files import path_of
from tasvir.rooms.bulletins import services
from tasvir.rooms.bulletins.models import TemplateVersion, WordTemplate
from tasvir.rooms.bulletins.queries import letter_template
from tasvir.rooms.bulletins.services import WrongTemplate
from tasvir.rooms.bulletins.tests.making import NOW, template, word


def hand_in(cast: Cast, data: bytes, name: str = "Theirs") -> WordTemplate:
    return services.add_template(
        body=cast.lorestan, name=name, lang="en", file_name="theirs.docx", data=data, by=cast.secretary, now=NOW
    )


def test_every_version_is_kept(cast: Cast) -> None:
    found = template(cast)
    services.add_version(
        template=found, file_name="new.docx", data=word("{{ body }}", "{{ date }}"), by=cast.analyst, now=NOW
    )

    assert [(one.number, one.fields) for one in found.versions.all()] == [
        (2, ["body", "date"]),
        (1, ["body", "cases_detected", "number", "title"]),
    ]
    assert found.newest.number == 2


def test_all_mistakes_are_told_at_once(cast: Cast) -> None:
    with pytest.raises(WrongTemplate) as wrong:
        hand_in(cast, word("{{ titel }}", "{{ fines_colected }}", "{{ nonsense_zz }}"))

    told = [(one.code, one.values.get("field"), one.values.get("nearest")) for one in wrong.value.problems]
    assert told == [
        ("template.nearest_field", "fines_colected", "fines_collected"),
        ("template.unknown_field", "nonsense_zz", None),
        ("template.nearest_field", "titel", "title"),
        ("template.no_body", None, None),
    ]
    assert TemplateVersion.objects.count() == 0


@pytest.mark.parametrize(
    ("paragraph", "code"),
    [
        ("{{ title", "template.broken_tag"),
        ("title }}", "template.broken_tag"),
        ("{% for %}", "template.broken_tag"),
        ("{% for i in range(99999) %}x{% endfor %}", "template.not_allowed"),
        ("{{ title.__class__.__mro__ }}", "template.not_allowed"),
        ("{{ title * 1000000 }}", "template.not_allowed"),
        ("{{ cycler.__init__.__globals__ }}", "template.not_allowed"),
        ("{% include 'x' %}", "template.not_allowed"),
    ],
)
def test_what_is_broken_or_computes_is_refused(cast: Cast, paragraph: str, code: str) -> None:
    with pytest.raises(WrongTemplate) as wrong:
        hand_in(cast, word("{{ body }}", paragraph))

    assert code in [one.code for one in wrong.value.problems]


def bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 60_000_000 + b"</a>")
    return kept.getvalue()


def entities() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>')
    return kept.getvalue()


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04hello", bomb(), entities()])
def test_a_hostile_or_foreign_file_is_refused_before_it_is_read(cast: Cast, data: bytes) -> None:
    with pytest.raises(RefusedFile):
        hand_in(cast, data)


def test_a_zip_that_is_no_word_file_is_refused(cast: Cast) -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("hello.txt", "hello")

    with pytest.raises(UserError, match="no_word_file"):
        hand_in(cast, kept.getvalue())


def test_a_name_is_taken_once(cast: Cast) -> None:
    hand_in(cast, word("{{ body }}"))

    with pytest.raises(UserError, match="template_name_taken"):
        hand_in(cast, word("{{ body }}"))


def test_a_letter_takes_the_office_s_own_template_where_one_fits(cast: Cast) -> None:
    assert letter_template(cast.lorestan, "en") is None
    hand_in(cast, word("{{ body }}", "{{ cases_detected }}"), "For bulletins")
    assert letter_template(cast.lorestan, "en") is None

    kept = hand_in(cast, word("{{ title }}", "{{ body }}"), "Letterhead")

    assert letter_template(cast.lorestan, "en") == path_of(kept.newest.file.sha256)
    assert letter_template(cast.police, "en") == path_of(kept.newest.file.sha256)
    assert letter_template(cast.lorestan, "fa") is None
    assert letter_template(cast.tayninh, "en") is None
