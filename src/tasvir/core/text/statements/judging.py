"""What kind of statement a segment is, decided by its cues in a fixed order of questions.

The order is the method: binding words first (directive or proposal), then what is described (weak point, method,
cause, limitation, hotspot), then what is planned, done or done together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tasvir.core.text.statements.lexicon import Hit
from tasvir.core.text.statements.segments import Segment

_NEAR = 4
_REMEDY_BEFORE, _REMEDY_AFTER = 4, 8
_SURE, _LIKELY, _MAYBE = 0.9, 0.75, 0.6


@dataclass(frozen=True, slots=True)
class Judgement:
    """One kind read from a span of words."""

    kind: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known around a segment: language, the section's kind, whose report it is, the kind before it."""

    lang: str
    section: str | None = None
    provincial: bool = False
    before: str | None = None


def judge(segment: Segment, setting: Setting) -> list[Judgement]:
    """The statements of a segment, the main one first; empty where it states nothing to file."""
    if segment.has("skip") or (segment.has("praise") and not segment.has("must", "trouble", "request_head")):
        return []
    found = list(_judged(segment, setting))
    if setting.section:
        found = _in_section(segment, setting.section, found)
    return found


def _judged(segment: Segment, setting: Setting) -> Iterator[Judgement]:
    kind, confidence = _main_kind(segment, setting)
    if kind:
        yield Judgement(kind, segment.start, segment.end, confidence)
    binding = kind in ("directive", "proposal", "cooperation", "commitment")
    if kind != "limitation" and (hit := _nested_trouble(segment, setting, binding)):
        yield Judgement("limitation", hit.start, hit.end, _MAYBE)
    if kind in ("limitation", "achievement", None) and _is_cause(segment, strict=kind is not None):
        yield Judgement("cause", segment.start, segment.end, _MAYBE)


def _main_kind(segment: Segment, setting: Setting) -> tuple[str | None, float]:
    if segment.kind == "stress":
        return ("cooperation" if segment.has("joint_head") else "proposal"), _LIKELY
    binding = _binding_kind(segment, setting)
    if binding:
        return binding
    if segment.kind == "mention":
        return _described(segment, setting, sure_only=True)
    return _described(segment, setting, sure_only=False)


def _binding_kind(segment: Segment, setting: Setting) -> tuple[str, float] | None:
    """Directive, proposal or the cooperation that is asked for."""
    if segment.kind == "mention":
        return None
    if segment.has("propose"):
        return "proposal", _SURE
    must, request, urge = segment.first("must"), _request(segment, setting), segment.first("urge")
    if not (must or request or urge):
        needs = segment.first("need")
        if needs and (needs.start - segment.start <= _NEAR or segment.has("form_body")):
            return ("cooperation" if segment.has("joint_head") else "proposal"), _MAYBE
        return None
    if _asks_for_joint_work(segment, must or request or urge):
        return "cooperation", _LIKELY
    if urge and not must and not request:
        return ("directive" if _inside_actor(segment, setting) and setting.lang == "fa" else "proposal"), _LIKELY
    return ("proposal" if _outside_remit(segment, setting, must) else "directive"), _SURE if must else _LIKELY


def _request(segment: Segment, setting: Setting) -> Hit | None:
    """A request; in Vietnamese the verb with its addressee, for the words alone are nouns as often."""
    return segment.first("request_head" if setting.lang == "vi" else "request")


def _asks_for_joint_work(segment: Segment, asked: Hit | None) -> bool:
    heads = segment.of("joint_head")
    if not heads or asked is None or segment.has("joint_task"):
        return False
    distance = min(min(abs(head.start - asked.end), abs(asked.start - head.end)) for head in heads)
    return distance <= 2 * _NEAR


def _inside_actor(segment: Segment, setting: Setting) -> bool:
    return segment.has("actor") and not segment.has("external")


def _outside_remit(segment: Segment, setting: Setting, must: Hit | None) -> bool:
    """Whether the "must" is about something that the speaker cannot order."""
    if segment.has("form_body") and setting.lang == "fa":
        return True
    external = segment.first("external")
    if external and _is_subject(segment, external, must, setting):
        return not (setting.lang == "vi" and segment.framed("boss") and not segment.has("propose"))
    if setting.lang == "fa":
        if setting.provincial and segment.has("national") and not segment.has("local"):
            return True
        return segment.has("problem") and segment.has("remedy") or (must is not None and _removes(segment))
    return False


def _removes(segment: Segment) -> bool:
    """«باید … رفع شوند»: obstacles named before are to be removed by all."""
    last = segment.end - 3
    return any(
        hit.start >= last - 2 and segment.words.folded[hit.start] in ("رفع", "برطرف", "مرتفع")
        for hit in segment.of("remedy")
    )


def _is_subject(segment: Segment, external: Hit, must: Hit | None, setting: Setting) -> bool:
    if setting.lang == "vi":
        request = segment.first("request_head")
        return external.start <= (request.end + 2 if request else segment.start + _NEAR)
    if must is None:
        return True
    actor = segment.first("actor")
    if actor and actor.start < external.start and actor.role != external.role and actor.start != external.start:
        return False
    return (
        external.start < must.start
        and external.start - segment.start <= 2 * _NEAR
        or 0 <= external.start - must.end <= 1
    )


def _described(segment: Segment, setting: Setting, *, sure_only: bool) -> tuple[str | None, float]:
    """What a segment without a binding word describes."""
    troubled = _trouble(segment)
    if segment.has("gap") and not _remedied(segment, segment.first("gap")):
        return "weak_point", _LIKELY
    if _is_method(segment, setting):
        return "method", _LIKELY
    if _is_cause(segment, strict=troubled is not None):
        return "cause", _LIKELY
    if troubled:
        return "limitation", _LIKELY
    if segment.has("hotspot") and not segment.has("done") and segment.has("crime", "hotspot"):
        return "hotspot_or_axis", _LIKELY
    if sure_only:
        return ("cooperation", _MAYBE) if segment.has("joint", "joint_head") else (None, 0.0)
    return _acted(segment, setting)


def _acted(segment: Segment, setting: Setting) -> tuple[str | None, float]:
    """What somebody plans, has done, or does together with others."""
    if segment.has("will"):
        return "commitment", _LIKELY
    joint = segment.first("joint_head") or segment.first("joint")
    done = segment.first("done")
    if joint and not done and not segment.has("joint_task"):
        return "cooperation", _LIKELY
    if joint and done and setting.lang == "vi" and joint.start - segment.start <= 3 and joint.start < done.start:
        return "cooperation", _MAYBE
    if done and _has_done(segment, setting):
        return "achievement", _MAYBE
    if joint and done:
        return "cooperation", _MAYBE
    return None, 0.0


def _has_done(segment: Segment, setting: Setting) -> bool:
    return segment.end - segment.start >= 5


def _trouble(segment: Segment) -> Hit | None:
    """The problem that a segment states, not one that it removes."""
    troubles = [hit for hit in segment.of("trouble") if not _remedied(segment, hit)]
    if troubles:
        return troubles[0]
    problems = [hit for hit in segment.of("problem") if not _remedied(segment, hit)]
    if problems and not segment.has("done", "will") and segment.kind != "mention":
        return problems[0]
    return None


def _remedied(segment: Segment, hit: Hit | None) -> bool:
    if hit is None:
        return False
    return any(
        -_REMEDY_BEFORE <= remedy.end - hit.start <= 0
        or 0 <= remedy.start - hit.end <= (_REMEDY_AFTER if remedy.start - hit.end >= 0 else 0)
        for remedy in segment.of("remedy")
        if not (remedy.start >= hit.start and remedy.end <= hit.end)
    )


def _nested_trouble(segment: Segment, setting: Setting, binding: bool) -> Hit | None:
    """A shortcoming told inside another statement, as long as its predicate stands there."""
    if setting.lang == "fa" and binding:
        return None
    hits = [hit for hit in segment.of("trouble") if not _remedied(segment, hit)]
    if not hits or not binding:
        return None
    hit = hits[0]
    begin = hit.start
    folded = segment.words.folded
    while begin > segment.start and folded[begin - 1] not in ",;:،(" and hit.start - begin < 12:
        begin -= 1
    return Hit("trouble", begin, hit.end)


def _is_method(segment: Segment, setting: Setting) -> bool:
    if segment.has("way_strong") and (segment.has("crime", "trick") or setting.lang == "vi"):
        return True
    if segment.has("trick") and segment.has("crime", "way"):
        return True
    return segment.has("way") and segment.has("smuggling", "trick") and segment.has("trick", "way_strong")


def _is_cause(segment: Segment, *, strict: bool) -> bool:
    """A reason for smuggling or for a problem; "X causes Y" counts only where Y is one of them."""
    about = segment.of("crime") + segment.of("problem") + segment.of("trouble")
    if segment.has("because_strong") and about:
        return True
    if segment.has("because") and about:
        return not strict or segment.has("trouble", "crime")
    leads = segment.first("leads")
    if leads is None:
        return False
    after = [hit for hit in about if hit.start >= leads.end]
    before = [hit for hit in segment.of("smuggling") if hit.end <= leads.start]
    return bool(after) and not before


def _in_section(segment: Segment, section: str, found: list[Judgement]) -> list[Judgement]:
    """Below a heading that names a kind, what stands there is of that kind unless its own words are stronger."""
    keeps = {
        "limitation": ("cause", "weak_point"),
        "cause": (),
        "method": ("cause",),
        "proposal": (),
        "directive": ("proposal",),
        "commitment": ("directive", "proposal"),
        "achievement": ("limitation", "cause", "cooperation", "directive"),
        "cooperation": (),
        "weak_point": ("directive",),
        "hotspot_or_axis": ("method", "cause"),
    }[section]
    kept = [j for j in found if j.kind in keeps or j.kind == section]
    if kept:
        return kept
    if segment.kind != "clause":
        return []
    return [Judgement(section, segment.start, segment.end, _LIKELY)]
