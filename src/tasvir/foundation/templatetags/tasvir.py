"""`{% load tasvir %}`: texts, numbers, days and labels in the language of the request."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tasvir.core.calendars.periods import parse_period
from tasvir.core.errors import UserError
from tasvir.core.text.formatting import format_date, format_datetime, format_number, format_percent, localise_digits
from tasvir.foundation import texts
from tasvir.foundation.labels import current_lists
from tasvir.foundation.models import Notice, Work

register = template.Library()


@register.simple_tag
def say(code: str, **values: Any) -> str:
    """The text of a code; values are escaped with the rest."""
    return texts.say(code, **values)


@register.filter
def said(code: str) -> str:
    """The text of a code that stands in a variable."""
    return texts.say(str(code))


@register.filter
def number(value: float | None, digits: int | None = None) -> str:
    """A number as the language writes it; nothing for None."""
    return "" if value is None else format_number(value, texts.active_language(), digits=digits)


@register.filter
def percent(value: float | None) -> str:
    """A percentage as the language writes it."""
    return "" if value is None else format_percent(value, texts.active_language())


@register.filter
def digits(value: object) -> str:
    """A text with its digits as the language writes them."""
    return localise_digits(str(value), texts.active_language())


@register.filter
def day(value: date | datetime | str | None) -> str:
    """A day (or its ISO text) in the language's calendar."""
    if not value:
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    plain = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return format_date(plain, texts.active_language())


@register.filter
def moment(value: datetime | None) -> str:
    """A day and a time of day in the language's calendar."""
    return "" if value is None else format_datetime(timezone.localtime(value), texts.active_language())


@register.filter
def period(name: str) -> str:
    """A period by its name ("1404-Q2") as the language says it."""
    try:
        return parse_period(name).label_in(texts.active_language())
    except UserError:
        return name


@register.filter
def label(code: str | None, of: str) -> str:
    """The label of a code of a reference list, as the office names it."""
    return current_lists().label(of, code, texts.active_language()) if code else ""


@register.filter
def named(thing: Any) -> str:
    """What something with a name in each language (a body, a working group) is called on this page."""
    return str(thing.label(texts.active_language())) if thing else ""


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of the frame's set, without a word for those who cannot see it; web/icons.txt lists the names."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def as_json(value: Any) -> SafeString:
    """A value as JSON inside a script element that only holds data; no text in it can end that element."""
    text = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate({ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}))


@register.simple_tag
def pager_told(page: Page[Any]) -> str:
    """Which rows of how many a page shows."""
    lang = texts.active_language()
    values = {"first": page.start_index(), "last": page.end_index(), "total": page.paginator.count}
    return texts.say("frame.pager.told", **{name: format_number(one, lang) for name, one in values.items()})


@register.filter
def pager_pages(page: Page[Any]) -> list[int | None]:
    """The numbers that a pager offers; None stands for those left out."""
    found = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [one if isinstance(one, int) else None for one in found]


@register.simple_tag
def work_told(work: Work) -> str:
    """What a piece of long work is doing now, and how far it is."""
    lang = texts.active_language()
    step = texts.say(work.step, **work.values) if work.step else texts.say("work.waiting")
    if not work.total:
        return step
    done, total = format_number(work.done, lang), format_number(work.total, lang)
    return texts.say("frame.work.told", step=step, done=done, total=total)


@register.filter
def told(notice: Notice) -> str:
    """The sentence of a notice."""
    return texts.say(notice.code, **notice.values)
