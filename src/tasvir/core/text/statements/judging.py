"""What kind of statement a segment is, decided by its cues in a fixed order of questions.

The order is the method: binding words first (directive or proposal), then what is described (weak point, method,
cause, limitation, hotspot), then what is planned, done or done together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tasvir.core.text.statements.lexicon import Hit, load_lexicon
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
    focal = segment.first("hotspot")
    if binding and focal and focal.start == segment.start:
        yield Judgement("hotspot_or_axis", focal.start, focal.end, _MAYBE)
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
    if _is_condition(segment, setting):
        return None
    must, request, urge = segment.first("must"), _request(segment, setting), segment.first("urge")
    if (
        setting.lang == "vi"
        and (done := segment.first("done"))
        and not must
        and (not request or done.start < request.start)
    ):
        return None
    if not (must or request or urge) and _wishes(segment, setting):
        return "proposal", _LIKELY
    if not (must or request or urge):
        needs = segment.first("need")
        if needs and (needs.start - segment.start <= _NEAR or segment.has("form_body")):
            return ("cooperation" if segment.has("joint_head") else "proposal"), _MAYBE
        return None
    if _asks_for_joint_work(segment, must or request or urge, setting):
        return "cooperation", _LIKELY
    if urge and not must and not request:
        inside = setting.provincial and segment.has("actor") and not segment.has("external")
        return ("directive" if inside else "proposal"), _LIKELY
    return ("proposal" if _outside_remit(segment, setting, must) else "directive"), _SURE if must else _LIKELY


def _request(segment: Segment, setting: Setting) -> Hit | None:
    """A request; in Vietnamese the verb with its addressee, for the words alone are nouns as often."""
    return segment.first("request_head" if setting.lang == "vi" else "request")


def _is_condition(segment: Segment, setting: Setting) -> bool:
    """Whether a segment only says what would happen if something else did."""
    return segment.words.folded[segment.start] in load_lexicon(setting.lang).words("conditional")


def _wishes(segment: Segment, setting: Setting) -> bool:
    """«شهروندان … گزارش کنند»: the subjunctive asks those whom nobody can order."""
    external = segment.first("external")
    if setting.lang != "fa" or external is None or external.start - segment.start > 1:
        return False
    return segment.words.folded[segment.end - 1] in load_lexicon("fa").words("subjunctive")


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
    if external and _is_subject(segment, external, must, setting):
        return not (setting.lang == "vi" and segment.framed("boss"))
    if setting.lang != "fa":
        return False
    if segment.has("form_body"):
        return True
    if setting.provincial and segment.has("national") and not segment.has("local"):
        return True
    return _removes(segment)


def _removes(segment: Segment) -> bool:
    """«باید … رفع شوند»: obstacles named before are to be removed by all."""
    removing = ("رفع", "برطرف", "مرتفع")
    verbs = [hit for hit in segment.of("remedy") if segment.words.folded[hit.start] in removing]
    return any(hit.start >= segment.end - 3 for hit in verbs)


def _is_subject(segment: Segment, external: Hit, must: Hit | None, setting: Setting) -> bool:
    if setting.lang == "vi":
        request = segment.first("request_head")
        return external.start <= (request.end + 2 if request else segment.start + _NEAR)
    if must is None:
        return setting.lang == "fa"  # an English request to a ministry comes from above it
    actor = segment.first("actor")
    if actor and actor.start < external.start:
        return False
    before = external.start < must.start and external.start - segment.start <= 2 * _NEAR
    return before or 0 <= external.start - must.end <= 1


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
    if segment.has("hotspot") and not segment.has("done", "will"):
        return "hotspot_or_axis", _LIKELY
    if sure_only:
        return ("cooperation", _MAYBE) if segment.has("joint", "joint_head") else (None, 0.0)
    return _acted(segment, setting)


def _acted(segment: Segment, setting: Setting) -> tuple[str | None, float]:
    """What somebody plans, has done, or does together with others."""
    if _is_condition(segment, setting) or (segment.has("event") and segment.has("held")):
        return None, 0.0
    if segment.has("announce") and not segment.has("will"):
        return "achievement", _MAYBE
    if segment.has("will") or _is_stance(segment, setting):
        return "commitment", _LIKELY
    joint = segment.first("joint_head") or segment.first("joint")
    done = next((hit for hit in segment.of("done") if _is_finite(segment, hit, setting)), None)
    if joint and (done is None or (setting.lang == "vi" and joint.start - segment.start <= 3)):
        return (None, 0.0) if segment.has("joint_task") else ("cooperation", _LIKELY)
    if done:
        return "achievement", _MAYBE
    return None, 0.0


def _is_stance(segment: Segment, setting: Setting) -> bool:
    """«رویکرد … است»: a policy that somebody follows."""
    stance = segment.first("stance")
    return (
        setting.lang == "fa"
        and stance is not None
        and stance.start - segment.start <= 2
        and (segment.words.folded[segment.end - 1] == "است")
    )


def _is_finite(segment: Segment, done: Hit, setting: Setting) -> bool:
    """Whether a verb tells what was done, not which goods are meant («کالاهای کشف شده», "goods seized in …")."""
    folded = segment.words.folded
    following = folded[done.end] if done.end < segment.end else ""
    if setting.lang == "fa":
        return folded[done.end - 1] != "شده" or following in ("", "است", "و", "که", "،", "بود", "بوده", "اند")
    if setting.lang == "vi":
        return True
    lexicon = load_lexicon("en")
    helped = any(word in lexicon.words("aux") for word in folded[max(segment.start, done.start - 3) : done.start])
    return helped or (following != "" and following not in lexicon.words("loose"))


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
    """Whether a word for removing stands close in front of a problem, or (in Persian) soon behind it."""
    if hit is None:
        return False
    others = (r for r in segment.of("remedy") if r.end <= hit.start or r.start >= hit.end)
    return any(0 <= hit.start - r.end <= _REMEDY_BEFORE or 0 <= r.start - hit.end <= _REMEDY_AFTER for r in others)


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
    """A trick by its own name, or a way of doing things that is the smugglers' way."""
    if segment.has("way_strong", "trick"):
        return True
    return segment.has("trick_weak") and segment.has("crime") and not segment.has("trouble", "done", "will")


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
