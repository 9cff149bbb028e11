"""The public edition of a picture is an allow-list: nothing of what it hides stands anywhere in it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tasvir.core.bulletins.public_document import build_public_document
from tasvir.core.disclosure.public_cells import rules_of
from tasvir.core.disclosure.public_edition import PublicEdition, make_public
from tasvir.core.picture.office.commission import Commission
from tasvir.core.picture.wording import Wording
from tasvir.core.vocabulary.lists import load_lists

LISTS = load_lists()
OFFICE = Commission(names={"fa": "کمیسیون", "en": "Commission"})
VOICES = {lang: Wording(lang, LISTS, OFFICE, "jalali") for lang in ("fa", "vi", "en")}
SECRET = "a-file-nobody-may-see.xlsx"


def number(
    measure: str, by: dict[str, str], value: int | None, unit: str, rows: int = 0, base: int | None = None
) -> dict[str, Any]:
    compared = {
        **{"name": "same-period-last-year", "start": "2024-06-21", "end": "2024-09-21", "value": base},
        **{"change_percent": None, "current_start": "2025-06-22", "current_end": "2025-09-22", "current_value": value},
        **{
            "periods": 1,
            "of": 1,
            "basis": "events",
            "label": "",
            "range_label": "",
            "period_label": "",
            "secret": SECRET,
        },
    }
    told: dict[str, Any] = {"measure": measure, "by": by, "value": value, "unit": unit, "label": measure}
    told["value_label"] = f"«{value}»"
    told |= {"state": "number" if value else "zero", "comparisons": [compared] if base is not None else []}
    told |= {
        "rows_used": rows,
        "rows_ignored": [{"reason": "duplicate", "rows": 1, "examples": [SECRET]}],
        "led": value,
    }
    told |= {"sources": {"count": rows, "examples": [SECRET], "key": SECRET}, "basis": "events", "confirmed": True}
    return told


def picture() -> dict[str, Any]:
    numbers = [
        number("cases_detected", {}, 1207, "case", 1207, 1109),
        number("cases_detected", {"channel": "post"}, 3, "case", 3, 311),
        number("cases_detected", {"channel": "shop"}, 217, "case", 217, 223),
        number("cases_detected", {"channel": "road"}, 987, "case", 987, 575),
        number("goods_value", {}, 918273645, "IRR", 1207, 817263544),
        number("goods_value", {"channel": "post"}, 4443331, "IRR", 3, 765432),
        number("goods_value", {"carrier": "tipax"}, 5554441, "IRR", 300),
        number("quantity", {"area": "IR-15", "goods": "tea"}, 666777, "kg", 300),
        number("units", {}, 888999, "unit", 3) | {"confirmed": False, "basis": "written"},
    ]
    period: dict[str, Any] = {
        "label": "۱۴۰۴",
        "name": "1404-Q2",
        "calendar": "jalali",
        "kind": "quarter",
        "start": "2025-06-22",
    }
    period |= {"end": "2025-09-22", "start_label": "", "end_label": "", "range_label": ""}
    kept = {name: [{"text": SECRET, "value": 424242}] for name in ("sources", "statements", "written", "unplaced")}
    reporting: dict[str, Any] = {
        "expected": 9,
        "received": 8,
        "on_time": 7,
        "missing": [SECRET],
        "reports": [{"body": SECRET}],
    }
    return {
        **{"lang": "en", "commission": {"name": {"en": "Commission"}, "area": "IR-15"}, "made_on": "2025-10-01"},
        **{"period": period, "comparisons": ["same-period-last-year"], "numbers": numbers, "reporting": reporting},
        **{
            "reconciliation": [{"agency": SECRET}],
            "counted_once": {"groups": [SECRET]},
            "source_texts": {SECRET: SECRET},
        },
        **kept,
        "findings": [{"text": {"en": SECRET}, "evidence": ["numbers/1"]}],
    }


def edition() -> PublicEdition:
    return make_public(picture(), [], rules=rules_of(LISTS), voices=VOICES)


def text_of(document: object) -> str:
    return repr(document).replace("\\u200c", "\u200c")


def test_a_hidden_number_says_only_that_it_is_hidden() -> None:
    post = next(one for one in edition().picture["numbers"] if one["by"] == {"channel": "post"})

    assert (post["value"], post["state"], post["value_label"], post["comparisons"]) == (None, "hidden", "hidden", [])


@pytest.mark.parametrize("value", [4443331, 765432, 5554441, 666777, 888999, 424242, 311])
def test_no_hidden_value_stands_in_picture_or_document(value: int) -> None:
    made = edition()
    document = build_public_document(made.picture, "en", lists=LISTS, commission=OFFICE)

    for text in (json.dumps(made.picture), text_of(document)):
        assert str(value) not in text
        assert f"{value:,}" not in text


def test_no_file_row_or_sentence_stands_in_it() -> None:
    made = edition()
    document = build_public_document(made.picture, "en", lists=LISTS, commission=OFFICE)

    assert SECRET not in json.dumps(made.picture, ensure_ascii=False) + text_of(document)


def test_the_partner_is_hidden_with_the_small_cell_and_the_reason_stays_in_the_house() -> None:
    made = edition()

    assert [(one.place, one.why) for one in made.hidden] == [(1, "few"), (2, "partner"), (5, "few")]
    assert "partner" not in json.dumps(made.picture)


def test_findings_are_written_anew_from_what_is_published() -> None:
    texts = [one["text"]["en"] for one in edition().picture["findings"]]

    assert texts[0].startswith("Cases detected in Q2 1404")
    assert all("post" not in text for text in texts)


def test_the_cells_come_back_for_the_next_edition() -> None:
    made = edition()
    again = make_public(picture(), [made.cells], rules=rules_of(LISTS), voices=VOICES)

    assert [one.place for one in again.hidden] == [one.place for one in made.hidden]
    assert again.exposed == 0


@pytest.mark.parametrize("lang", ["fa", "vi", "en"])
def test_the_document_says_what_is_hidden_in_every_language(lang: str) -> None:
    document = build_public_document(edition().picture, lang, lists=LISTS, commission=OFFICE)

    assert VOICES[lang].say("heading.public") in text_of(document)
    assert not document.evidence
