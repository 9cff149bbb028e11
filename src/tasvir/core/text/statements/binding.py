"""Directive or proposal: who may order what, and what is only asked, stressed or suggested."""

from __future__ import annotations

from dataclasses import dataclass

from tasvir.core.text.statements.lexicon import Hit, load_lexicon
from tasvir.core.text.statements.segments import Segment

_NEAR = 4
SURE, LIKELY, MAYBE = 0.9, 0.75, 0.6


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known around a segment: language, the section's kind, whose report it is, the kind before it."""

    lang: str
    section: str | None = None
    provincial: bool = False
    before: str | None = None


def binding_kind(segment: Segment, setting: Setting) -> tuple[str, float] | None:
    """Directive, proposal or the cooperation that is asked for."""
    if segment.kind == "mention":
        return None
    proposed, requested = segment.first("propose"), segment.first("request_head")
    if proposed and not (requested and requested.start < proposed.start):
        return "proposal", SURE
    if is_condition(segment, setting) or segment.has("stated_problem"):
        return None
    must, request, urge = segment.first("must"), _request(segment, setting), segment.first("urge")
    if (
        setting.lang == "vi"
        and (done := segment.first("done"))
        and not must
        and (not request or done.start < request.start)
    ):
        return None
    if not (must or request or urge) and (wished := _wished(segment, setting)):
        return wished, LIKELY
    if not (must or request or urge):
        needs = segment.first("need")
        if needs and (needs.start - segment.start <= _NEAR or segment.has("form_body")):
            return ("cooperation" if segment.has("joint_head") else "proposal"), MAYBE
        return None
    if _asks_for_joint_work(segment, must or request or urge, setting):
        return "cooperation", LIKELY
    if urge and not must and not request:
        return "proposal", LIKELY
    return ("proposal" if _outside_remit(segment, setting, must) else "directive"), SURE if must else LIKELY


def _request(segment: Segment, setting: Setting) -> Hit | None:
    """A request; in Vietnamese the verb with its addressee, for the words alone are nouns as often."""
    return segment.first("request_head" if setting.lang == "vi" else "request")


def is_condition(segment: Segment, setting: Setting) -> bool:
    """Whether a segment only says what would happen if something else did."""
    return segment.words.folded[segment.start] in load_lexicon(setting.lang).words("conditional")


def _wished(segment: Segment, setting: Setting) -> str | None:
    """«شهروندان … گزارش کنند» asks those whom nobody can order, «کلیه دستگاه‌ها … ارسال کنند» orders."""
    if setting.lang != "fa" or segment.words.folded[segment.end - 1] not in load_lexicon("fa").words("subjunctive"):
        return None
    external, actor = segment.first("external"), segment.first("actor")
    if external and external.start - segment.start <= 1 and not (actor and actor.start < external.start):
        return "proposal"
    subordinate = load_lexicon("fa").words("subordinate")
    folded = segment.words.folded
    opening = (
        hit for hit in segment.of("actor") if hit.start - segment.start <= _NEAR or folded[hit.start - 1] in "،,"
    )
    if next(opening, None) is None:
        return None
    return (
        None if any(word in subordinate for word in segment.words.folded[segment.start : segment.end]) else "directive"
    )


def _asks_for_joint_work(segment: Segment, asked: Hit | None, setting: Setting) -> bool:
    """Whether working together is what is asked for, not one of several things."""
    heads = segment.of("joint_head")
    if not heads or asked is None or segment.has("joint_task"):
        return False
    near = 2 * _NEAR if setting.lang == "fa" else _NEAR
    return any(-near <= asked.start - head.end <= near or 0 <= head.start - asked.end < near for head in heads)


def _outside_remit(segment: Segment, setting: Setting, must: Hit | None) -> bool:
    """Whether the "must" is about something that the speaker cannot order."""
    external = segment.first("external")
    if setting.lang == "en" and must and segment.words.folded[must.start].startswith("need"):
        return not any(hit.end <= must.start for hit in segment.of("actor"))
    if external and not segment.has("order") and _is_subject(segment, external, must, setting):
        return not (setting.lang == "vi" and segment.framed("boss"))
    if setting.lang != "fa":
        return False
    if segment.has("form_body") or _is_petition(segment):
        return True
    if setting.provincial and segment.has("national") and not segment.has("local"):
        return True
    return _removes(segment)


def _is_petition(segment: Segment) -> bool:
    """Whether a deputy or a trade body speaks, not one whom the speaker meets («در دیدار با رئیس اتاق …»)."""
    folded = segment.words.folded
    return any(hit.role == "petitioner" and (hit.start == 0 or folded[hit.start - 1] != "با") for hit in segment.frame)


def _removes(segment: Segment) -> bool:
    """«باید … رفع شوند»: obstacles named before are to be removed by all."""
    removing = ("رفع", "برطرف", "مرتفع")
    verbs = [hit for hit in segment.of("remedy") if segment.words.folded[hit.start] in removing]
    return any(hit.start >= segment.end - 3 for hit in verbs)


def _is_subject(segment: Segment, external: Hit, must: Hit | None, setting: Setting) -> bool:
    if setting.lang == "vi":
        request = segment.first("request_head")
        if request is None:
            speaks = any(hit.end == external.start for hit in segment.of("boss"))  # "Theo Chủ tịch UBND tỉnh, …"
            return not speaks and external.start <= segment.start + _NEAR
        return any(request.end <= hit.start <= request.end + 1 for hit in segment.of("external"))
    if must is None:
        asked = segment.first("request")
        if asked and segment.words.folded[asked.start] == "از":
            return asked.start <= external.start < asked.end
        return setting.lang == "fa"  # an English request to a ministry comes from above it
    actor = segment.first("actor")
    if actor and actor.start < external.start:
        return False
    before = external.start < must.start and external.start - segment.start <= 2 * _NEAR
    return before or 0 <= external.start - must.end <= 1
