"""What argparse complains about, as message codes, so that it is said in the user's language."""

from __future__ import annotations

import re

from tasvir.core.vocabulary.messages import message

# argparse's English on the left; what it does not cover is passed on as it is.
_PATTERNS = (
    (re.compile(r"the following arguments are required: (?P<words>.+)"), "cli.missing_words"),
    (re.compile(r"unrecognized arguments: (?P<words>.+)"), "cli.unknown_words"),
    (
        re.compile(r"argument (?P<option>.+?): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<choices>.+)\)"),
        "cli.bad_choice",
    ),
    (re.compile(r"argument (?P<option>.+?): expected (one|at least one|\d+) arguments?"), "cli.no_value"),
    (re.compile(r"argument (?P<option>.+?): invalid \w+ value: '?(?P<value>.*?)'?"), "cli.bad_value"),
)


def usage_detail(complaint: str, lang: str) -> str:
    """The complaint in a language."""
    for pattern, code in _PATTERNS:
        if found := pattern.fullmatch(complaint):
            values = {name: value.replace("'", "") for name, value in found.groupdict().items()}
            return message(code, lang, values)
    return complaint
