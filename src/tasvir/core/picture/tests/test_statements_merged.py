"""Statements of several reports: the same content once, with everybody who says it."""

from __future__ import annotations

from dataclasses import replace

from tasvir.core.picture.office.commission import Body
from tasvir.core.picture.tests.letters import letter, statement
from tasvir.core.picture.written.figures import WrittenReport
from tasvir.core.picture.written.statements import content_key, merge_statements

CUSTOMS = Body("customs", {"en": "Customs"})
TEXT = "علت اصلی، بیکاری است. باید گشت مشترک انجام شود"


def report(text: str, *statements: object, **changes: object) -> WrittenReport:
    return replace(letter(text), statements=statements, **changes)  # type: ignore[arg-type]


def test_merge_keeps_one_entry_for_the_same_words_of_two_bodies() -> None:
    spelled = TEXT.replace("ی", "ي")
    reports = [
        report(TEXT, statement(TEXT, "cause", "علت اصلی، بیکاری است")),
        report(spelled, statement(spelled, "cause", "علت اصلي، بيکاري است"), file="b.txt", body=CUSTOMS),
    ]

    merged = merge_statements(reports)

    assert [(one.bodies, one.files, len(one.quotes)) for one in merged] == [
        (["police", "customs"], ["letter.docx", "b.txt"], 2)
    ]


def test_merge_keeps_kinds_apart() -> None:
    quote = "علت اصلی، بیکاری است"
    merged = merge_statements([report(TEXT, statement(TEXT, "cause", quote), statement(TEXT, "limitation", quote))])

    assert [one.kind for one in merged] == ["cause", "limitation"]


def test_merge_follows_the_readers_word_on_repeats() -> None:
    first = statement(TEXT, "directive", "باید گشت مشترک انجام شود")
    again = statement(TEXT, "directive", "گشت مشترک انجام شود", repeat_of=0)

    merged = merge_statements([report(TEXT, first, again)])

    assert [one.quotes for one in merged] == [["باید گشت مشترک انجام شود", "گشت مشترک انجام شود"]]


def test_merge_names_the_owner_only_where_they_speak_of_their_own_work() -> None:
    quote = "باید گشت مشترک انجام شود"
    merged = merge_statements(
        [
            report(
                TEXT,
                statement(TEXT, "directive", quote, owner="پلیس"),
                statement(TEXT, "commitment", quote, owner="پلیس"),
                body=None,
            )
        ]
    )

    assert [(one.kind, one.speakers) for one in merged] == [("directive", []), ("commitment", ["پلیس"])]


def test_content_key_forgets_spelling_and_punctuation() -> None:
    assert content_key("كالاي قاچاق، (جدید)") == content_key("کالای قاچاق جدید.")
