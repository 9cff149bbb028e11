"""The way of a bulletin, its numbers, and what stays as it was."""

from __future__ import annotations

import hashlib
import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from tests.cast import Cast

from tasvir.core.errors import UserError
from tasvir.foundation import files
from tasvir.foundation.sensitivity import RESTRICTED
from tasvir.rooms.audit.models import Event
from tasvir.rooms.bulletins import queries, services
from tasvir.rooms.bulletins.models import Bulletin, Series
from tasvir.rooms.bulletins.tests.making import NOW, approved, drafted, issued, made, picture, template
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.tests.senders import receive


def test_the_way_from_draft_to_issue_is_written_down(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        found = issued(cast)

    assert (found.state, found.label) == ("issued", "1404/1")
    kinds = list(Event.objects.filter(subject="bulletin").order_by("number").values_list("kind", flat=True))
    steps = ["bulletins.drafted", "bulletins.approved", "bulletins.issued", "bulletins.files_written"]
    assert kinds == steps
    assert [one.form for one in found.files.all()] == ["pdf", "docx", "xlsx", "json"]


def test_who_drafted_does_not_approve(cast: Cast) -> None:
    draft = drafted(cast, by=cast.chair)

    with pytest.raises(UserError, match="own_draft"):
        services.approve_bulletin(bulletin=draft, by=cast.chair, now=NOW)


@pytest.mark.parametrize("step", ["issue", "withdraw"])
def test_a_draft_is_neither_issued_nor_withdrawn(cast: Cast, step: str) -> None:
    draft = drafted(cast)
    take = {
        "issue": lambda: services.issue_bulletin(bulletin=draft, by=cast.secretary, now=NOW),
        "withdraw": lambda: services.withdraw_bulletin(bulletin=draft, reason="x", by=cast.secretary, now=NOW),
    }

    with pytest.raises(UserError, match="not_now"):
        take[step]()
    assert Series.objects.filter(last__gt=0).count() == 0


def test_an_issued_bulletin_is_never_dropped(cast: Cast) -> None:
    found = issued(cast)

    with pytest.raises(UserError, match="not_now"):
        services.drop_bulletin(bulletin=found, by=cast.secretary, now=NOW)


def test_a_second_issue_of_the_same_draft_takes_no_number(cast: Cast) -> None:
    found = issued(cast)

    with pytest.raises(UserError, match="not_now"):
        services.issue_bulletin(bulletin=found, by=cast.secretary, now=NOW)
    assert issued(cast).label == "1404/2"


def test_numbers_run_by_body_and_by_the_year_of_its_calendar(cast: Cast) -> None:
    labels = [issued(cast).label, issued(cast).label, issued(cast, body=cast.police).label]
    after_nowruz = issued(cast, now=NOW + timedelta(days=200)).label

    assert labels == ["1404/1", "1404/2", "1404/1"]
    assert after_nowruz == "1405/1"


def test_a_number_cannot_be_given_twice_even_behind_the_services(cast: Cast) -> None:
    issued(cast)
    second = issued(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        Bulletin.objects.filter(pk=second.pk).update(number=1)


@pytest.mark.django_db(transaction=True)
def test_parallel_issues_leave_no_gap_and_share_no_number(transactional_db: None, cast: Cast) -> None:
    drafts = [approved(cast) for _ in range(5)]
    barrier, failed = threading.Barrier(len(drafts)), []

    def issue(draft: Bulletin) -> None:
        try:
            barrier.wait()
            services.issue_bulletin(bulletin=draft, by=cast.secretary, now=NOW)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=issue, args=[draft]) for draft in drafts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert failed == []
    assert {one.number for one in Bulletin.objects.all()} == {1, 2, 3, 4, 5}


@pytest.mark.django_db(transaction=True)
def test_the_same_draft_issued_twice_at_once_takes_one_number(transactional_db: None, cast: Cast) -> None:
    draft = approved(cast)
    barrier, codes = threading.Barrier(2), []

    def issue() -> None:
        try:
            barrier.wait()
            services.issue_bulletin(bulletin=draft, by=cast.secretary, now=NOW)
        except UserError as error:
            codes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=issue) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert codes == ["bulletins.not_now"]
    assert Series.objects.get().last == 1


def test_a_draft_returned_bears_the_reason(cast: Cast) -> None:
    found = approved(cast)

    with pytest.raises(UserError, match="reason_missing"):
        services.return_bulletin(bulletin=found, reason=" ", by=cast.chair, now=NOW)
    back = services.return_bulletin(bulletin=found, reason="Check the fines", by=cast.chair, now=NOW)

    assert (back.state, back.reason, back.approved_by) == ("draft", "Check the fines", None)


def test_what_is_issued_stays_when_the_picture_is_made_again(cast: Cast) -> None:
    found = issued(cast)
    before = {one.form: one.file.sha256 for one in services.write_files(bulletin=found, now=NOW)}

    made(cast.lorestan, numbers={"": 5000, "road": 5000})
    after = {one.form: one.file.sha256 for one in services.write_files(bulletin=found, now=NOW + timedelta(days=9))}

    kept = json.loads(files.read(Bulletin.objects.get(pk=found.pk).picture))
    assert kept["numbers"][0]["value"] == 1207
    assert after == before


def test_each_file_bears_the_fingerprint_and_is_kept_under_its_own_hash(cast: Cast) -> None:
    found = issued(cast)
    written = {one.form: files.read(one.file) for one in services.write_files(bulletin=found, now=NOW)}

    assert {form: hashlib.sha256(data).hexdigest() for form, data in written.items()} == {
        one.form: one.file.sha256 for one in found.files.all()
    }
    assert found.fingerprint in text_of(written["docx"])
    assert "۱۴۰۴" not in text_of(written["docx"])  # an English bulletin


def text_of(data: bytes) -> str:
    """The words of a Word file with its headers and footers."""
    import zipfile
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return "".join(archive.read(name).decode() for name in names)


def test_the_offices_own_template_is_filled(cast: Cast) -> None:
    own = template(cast)
    draft = services.draft_bulletin(made=made(cast.lorestan), template=own.newest, by=cast.secretary, now=NOW)
    services.approve_bulletin(bulletin=draft, by=cast.chair, now=NOW)
    found = services.issue_bulletin(bulletin=draft, by=cast.secretary, now=NOW)

    word = next(one for one in services.write_files(bulletin=found, now=NOW) if one.form == "docx")
    text = text_of(files.read(word.file))

    assert "Governorate of Lorestan" in text
    assert "No. 1404/1" in text
    assert "Cases: 1,207\u00a0cases" in text


def test_a_template_in_another_language_is_refused(cast: Cast) -> None:
    own = template(cast, lang="fa")

    with pytest.raises(UserError, match="template_language"):
        services.draft_bulletin(made=made(cast.lorestan), template=own.newest, by=cast.secretary, now=NOW)


def test_a_further_edition_takes_the_place_of_the_one_it_names(cast: Cast) -> None:
    first = issued(cast)
    told = {"made": made(cast.lorestan, numbers={"": 1300}), "template": None, "reason": "Late lists"}

    draft = services.replace_bulletin(bulletin=first, by=cast.secretary, now=NOW, **told)  # type: ignore[arg-type]
    assert Bulletin.objects.get(pk=first.pk).state == "issued"
    services.approve_bulletin(bulletin=draft, by=cast.chair, now=NOW)
    second = services.issue_bulletin(bulletin=draft, by=cast.secretary, now=NOW)

    assert (second.label, second.replaces_id) == ("1404/2", first.pk)
    assert Bulletin.objects.get(pk=first.pk).state == "withdrawn"
    found = queries.later_bulletin(first)
    assert found is not None
    assert found.pk == second.pk


def test_a_replacement_is_of_the_same_period(cast: Cast) -> None:
    first = issued(cast)

    with pytest.raises(UserError, match="other_period"):
        services.replace_bulletin(
            bulletin=first, made=made(cast.police), template=None, reason="x", by=cast.secretary, now=NOW
        )


def test_a_file_is_known_by_its_hash(cast: Cast) -> None:
    found = issued(cast)
    pdf = next(one for one in services.write_files(bulletin=found, now=NOW) if one.form == "pdf")

    ours = queries.verify_hash(queries.sha256_of(files.read(pdf.file)))
    changed = queries.verify_hash(queries.sha256_of(files.read(pdf.file) + b" "))
    services.withdraw_bulletin(bulletin=found, reason="Wrong list", by=cast.secretary, now=NOW)

    assert [(one.bulletin.pk, one.form, one.stands) for one in ours] == [(found.pk, "pdf", True)]
    assert changed == []
    assert [one.stands for one in queries.verify_hash(pdf.file.sha256)] == [False]


def test_the_database_refuses_a_number_without_an_issue(cast: Cast) -> None:
    draft = drafted(cast)

    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        Bulletin.objects.filter(pk=draft.pk).update(number=1, year=1404)


def test_the_words_of_a_restricted_submission_stay_out(cast: Cast) -> None:
    submission = receive(cast.police, cast.officer)
    Submission.objects.filter(pk=submission.pk).update(sensitivity=RESTRICTED)
    found = made(cast.lorestan)
    told = picture()
    secret = f"{submission.number}/letter.docx#chars=1-9"
    told["statements"] = [{"kind": "cause", "quotes": ["a secret"], "sentences": ["a secret"], "sources": [secret]}]
    told["source_texts"] = {secret: "a secret"}
    found.file = files.store(json.dumps(told).encode(), now=NOW)
    found.submissions = [submission.number]
    found.save()

    draft = services.draft_bulletin(made=found, template=None, by=cast.secretary, now=NOW)

    assert b"a secret" in files.read(found.file)
    assert b"a secret" not in files.read(draft.picture)
