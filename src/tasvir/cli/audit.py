"""`tasvir audit`: check the chain of the audit, or tell its head for the minutes."""

from __future__ import annotations

import argparse

HELP = "check that nobody changed the audit, or tell its head for the minutes"
EXAMPLE = "tasvir audit verify --known 1200:4bf1c0de9a21"
DONE, BROKEN = 0, 3
_SHORTEST = 8  # letters of a hash that somebody copies from paper


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `tasvir audit`."""
    parser.add_argument("what", choices=("verify",), help="verify: follow the chain from its first event")
    parser.add_argument("--head", action="store_true", help="only tell the last number and hash, for the minutes")
    parser.add_argument("--known", metavar="NUMBER:HASH", help="a head from earlier minutes to hold the chain against")
    parser.add_argument("--lang", choices=("fa", "vi", "en"), help="the language of what is said here")


def run(args: argparse.Namespace) -> int:
    """Tell the head, or whether the chain holds; 3 where it does not."""
    from tasvir.cli.office import open_office, say

    known = _known(args.known)
    open_office()
    from tasvir.rooms.audit.queries import chain_head, verify_chain

    if args.head:
        number, head = chain_head()
        print(f"{number}:{head}")
        return DONE
    verdict = verify_chain(known)
    if verdict.broken is None:
        print(say("audit.chain.whole", args.answer_lang, {"events": verdict.events, "head": verdict.head}))
        return DONE
    reason = say(f"audit.broken.{verdict.broken.reason}", args.answer_lang)
    print(say("audit.chain.broken", args.answer_lang, {"number": verdict.broken.number, "reason": reason}))
    return BROKEN


def _known(text: str | None) -> tuple[int, str] | None:
    from tasvir.core.errors import UserError

    if not text:
        return None
    number, _, head = text.strip().partition(":")
    if not number.isdecimal() or len(head.strip()) < _SHORTEST:
        raise UserError("audit.known_unreadable", value=text)
    return int(number), head.strip().lower()
