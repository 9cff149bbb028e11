"""`tasvir warehouse`: build the office's warehouse anew from what the platform holds."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tasvir.rooms.people.models import Body

HELP = "rebuild the warehouse of the platform from its accepted submissions"
EXAMPLE = "tasvir warehouse rebuild --body lorestan"
DONE = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `tasvir warehouse`."""
    parser.add_argument("action", choices=("rebuild",), metavar="rebuild", help="count everything once, anew")
    parser.add_argument("--body", metavar="CODE", help="one body alone (every commission)")
    parser.add_argument("--lang", choices=("fa", "vi", "en"), help="language of this command's own sentences")


def run(args: argparse.Namespace) -> int:
    """Build the snapshots, and say what each holds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tasvir.web.settings")
    import django

    django.setup()
    from django.utils import timezone

    from tasvir.cli.progress import Progress
    from tasvir.core.text.formatting import format_number
    from tasvir.foundation.texts import say
    from tasvir.rooms.picture import services

    lang, progress = args.answer_lang, Progress()
    body = _body(args.body) if args.body else None
    try:
        built = services.rebuild_warehouse(
            by=None,
            now=timezone.now(),
            body=body,
            tell=lambda one, done, total: progress.tell(f"{one.label(lang)} ({done + 1}/{total})"),
        )
    finally:
        progress.close()
    for one in built:
        rows, events = format_number(one.rows, lang), format_number(one.events, lang)
        print(say("picture.warehouse.built", lang, body=one.body.label(lang), rows=rows, events=events))
    return DONE


def _body(code: str) -> Body:
    from tasvir.core.errors import UserError
    from tasvir.rooms.people.models import Body

    found = Body.objects.filter(code=code).first()
    if found is None:
        raise UserError("cli.no_body", body=code)
    return found
