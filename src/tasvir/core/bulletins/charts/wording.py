"""The words of a chart: its caption, its numbers, and the same told to those who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence

from tasvir.core.bulletins.charts import theme
from tasvir.core.vocabulary.messages import message

_TOLD = 40  # members told in words; more would be read aloud for minutes


def caption(title: str, subtitle: str, joint: str = "\n") -> str:
    """Title and subtitle of a chart; the first line is the title."""
    return joint.join(part for part in (title, subtitle) if part)


def value_text(value: float | None, lang: str, unit: str = "", *, code: str = "", name: str = "") -> str:
    """A value beside its mark: the number, or "not reported"; `code` names a sentence for it."""
    number = "" if value is None else theme.number_text(value, lang)
    if code:
        return theme.marked(message(code, lang, {"value": number, "name": name, "unit": unit}), lang)
    return theme.marked(number or message("chart.not_reported", lang), lang)


def alternative(
    title: str, subtitle: str, words: Sequence[tuple[str, str]], lang: str, target: float | None = None
) -> str:
    """The chart as sentences: what it shows, then every member with its number."""
    told = [message("chart.member", lang, {"label": label, "value": value}) for label, value in words[:_TOLD]]
    if len(words) > _TOLD:
        told.append(message("chart.and_more", lang, {"count": theme.number_text(len(words) - _TOLD, lang)}))
    if target is not None:
        told.append(message("chart.target", lang, {"value": theme.number_text(target, lang)}))
    return ". ".join(part for part in (title, subtitle, message("chart.joint", lang).join(told)) if part)
