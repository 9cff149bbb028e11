"""The texts of messages in fa, vi and en: one code, three sentences, the same for command line and web."""

from __future__ import annotations

from collections.abc import Mapping

from tasvir.core.issues import LEFT_OUT, Issue
from tasvir.core.vocabulary.sentences import load_sentences

LANGUAGES = ("fa", "vi", "en")


def load_messages(lang: str) -> Mapping[str, str]:
    """All message texts of a language by code."""
    return load_sentences("messages", lang)


def message(code: str, lang: str, values: Mapping[str, object] | None = None) -> str:
    """The sentence for a code in a language with its values filled in; an unknown code is shown as itself."""
    sentence = load_messages(lang).get(code)
    if sentence is None:
        return f"{code} {dict(values or {})}"
    return sentence.format_map(values or {})


def issue_message(issue: Issue, lang: str) -> str:
    """What is wrong and what was expected, without the place; where only a cell was left out, that its row counts."""
    sentence = message(issue.code, lang, {"file": issue.file, **issue.values})
    return f"{sentence}; {message('issue.left_out', lang)}" if issue.values.get(LEFT_OUT) else sentence


def placed_message(issue: Issue, lang: str) -> str:
    """The whole sentence of an issue, to be read alone: file, sheet, row and column before what is wrong."""
    sentence = issue_message(issue, lang)
    if issue.row is None and issue.column is None:
        names_file = "{file}" in load_messages(lang).get(issue.code, "")
        return sentence if names_file or not issue.file else f"{issue.file}: {sentence}"
    place = {"sheet": issue.sheet, "row": issue.row, "column": issue.column}
    told = [message(f"issue.{name}", lang, place) for name, value in place.items() if value not in (None, "")]
    return message(
        "issue.placed",
        lang,
        {"place": message("issue.comma", lang).join([issue.file or "", *told]).strip(), "message": sentence},
    )


def issue_json(issue: Issue, lang: str) -> dict[str, object]:
    """One problem with its sentence in a language."""
    return {
        "row": issue.row,
        "column": issue.column,
        "value": issue.value,
        "code": issue.code,
        "sheet": issue.sheet,
        "severity": issue.severity,
        "message": placed_message(issue, lang),
    }
