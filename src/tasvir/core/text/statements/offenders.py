"""What smugglers do is their method: an offender as the subject of an active clause."""

from __future__ import annotations

from tasvir.core.text.statements.lexicon import Hit, load_lexicon
from tasvir.core.text.statements.segments import OPENERS, Segment

_SUBJECT = {"fa": 3, "vi": 4, "en": 4}  # words that may stand in front of the subject
_REACH = 8


def offender_acts(segment: Segment, lang: str) -> bool:
    """Whether a clause tells what smugglers do, not what is done to them or what their work costs others."""
    offender = _subject(segment, lang)
    if offender is None or segment.has("harms"):
        return False
    if lang == "fa":
        return not segment.has("caught", "must")
    behind = segment.words.folded[offender.end : offender.end + _REACH]
    lexicon = load_lexicon(lang)
    if lang == "vi":
        if behind[:1] == ["bị"] or segment.has("caught"):
            return False
        return any(hit.role == "plies" and 0 <= hit.start - offender.end <= _REACH for hit in segment.hits)
    suffers = [hit for hit in segment.of("done") if 0 < hit.start - offender.end <= _REACH // 2]
    passive = any(word in lexicon.words("be") for word in behind[: _REACH // 2])
    return bool(behind) and not (passive and suffers)


def _subject(segment: Segment, lang: str) -> Hit | None:
    """The offender that opens the clause or follows a comma in it."""
    folded = segment.words.folded
    blocked = load_lexicon(lang).words("preposition")
    for hit in segment.of("offender"):
        before = folded[hit.start - 1] if hit.start > segment.start else ""
        opens = hit.start - segment.start <= _SUBJECT[lang]
        if before not in blocked and (opens or before in OPENERS or before == "that"):
            return hit
    return None
