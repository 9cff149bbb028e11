"""Keep letters as they were read; what persons confirmed stays with the words that they confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from tasvir.core.picture.written.figures import WrittenReport
from tasvir.rooms.reports import rules
from tasvir.rooms.reports.models import Submission, WrittenFigure, WrittenStatement, WrittenText

_CONFIRMATION = ("confirmed", "confirmed_by_id", "confirmed_at", "changes")


def replace_letters(submission: Submission, letters: Sequence[WrittenReport]) -> None:
    """The letters of a submission, in place of those that were read before."""
    if not letters and not WrittenText.objects.filter(submission=submission).exists():
        return
    kept = _confirmations(submission, WrittenFigure), _confirmations(submission, WrittenStatement)
    WrittenText.objects.filter(submission=submission).delete()
    for letter in letters:
        text = WrittenText.objects.create(
            submission=submission,
            file=letter.file,
            lang=letter.extracted.lang,
            text=rules.storable_text(letter.extracted.text),
            blocks=[asdict(block) for block in letter.extracted.blocks],
        )
        _write(text, WrittenFigure, (one.as_json() for one in letter.figures), kept[0])
        _write(text, WrittenStatement, (asdict(one) for one in letter.statements), kept[1])


_Key = tuple[str, int, int, str, str]


def _confirmations(submission: Submission, model: type[Any]) -> dict[_Key, dict[str, Any]]:
    told = model.objects.filter(text__submission=submission, confirmed__isnull=False).select_related("text")
    return {
        (one.text.file, one.start, one.end, one.kind, one.quote): {name: getattr(one, name) for name in _CONFIRMATION}
        for one in told
    }


def _write(
    text: WrittenText, model: type[Any], found: Iterable[dict[str, Any]], kept: dict[_Key, dict[str, Any]]
) -> None:
    rows = []
    for one in found:
        fields = {name: rules.storable(value) for name, value in one.items()}
        key = (text.file, one["start"], one["end"], str(fields["kind"]), str(fields["quote"]))
        rows.append(model(text=text, **fields, **kept.get(key, {})))
    model.objects.bulk_create(rows, batch_size=500)
