"""`{% load tasvir %}`: texts, numbers, days and labels in the language of the request."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasvir.core.calendars.periods import parse_period
from tasvir.core.errors import UserError
from tasvir.core.text.formatting import format_date, format_datetime, format_number, format_percent, localise_digits
from tasvir.core.vocabulary.lists import load_lists
from tasvir.foundation import texts

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
def day(value: date | datetime | None) -> str:
    """A day in the language's calendar."""
    if value is None:
        return ""
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
    """The label of a code of a reference list."""
    return load_lists().label(of, code, texts.active_language()) if code else ""


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of the frame's set, without a word for those who cannot see it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="/static/web/icons.svg#{}"></use></svg>', name
    )
