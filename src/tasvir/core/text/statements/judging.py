"""What kind of statement a segment is, decided by its cues in a fixed order of questions.

The order is the method: binding words first (directive or proposal), then what is described (weak point, method,
cause, limitation, hotspot), then what is planned, done or done together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tasvir.core.text.statements.binding import LIKELY, MAYBE, Setting, binding_kind, is_condition
from tasvir.core.text.statements.lexicon import Hit, load_lexicon
from tasvir.core.text.statements.offenders import offender_acts
from tasvir.core.text.statements.segments import Segment

_REMEDY_BEFORE, _REMEDY_AFTER = 4, 8
_OPENING = 14  # words between smuggling and the verb that says that it grows


@dataclass(frozen=True, slots=True)
class Judgement:
    """One kind read from a span of words."""

    kind: str
    start: int
    end: int
    confidence: float


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
    begin = segment.start
    if (
        kind == "method"
        and (done := _done(segment, setting))
        and (trick := segment.first("trick"))
        and done.end <= trick.start
    ):
        yield Judgement("achievement", segment.start, segment.end, MAYBE)
        begin = trick.start
    if kind:
        yield Judgement(kind, begin, segment.end, confidence)
    binding = kind in ("directive", "proposal", "cooperation", "commitment")
    if kind != "limitation" and (hit := _nested_trouble(segment, setting, binding)):
        yield Judgement("limitation", hit.start, hit.end, MAYBE)
    focal = segment.first("hotspot")
    if binding and focal and focal.start == segment.start:
        yield Judgement("hotspot_or_axis", focal.start, focal.end, MAYBE)
    if kind in ("limitation", "achievement", None) and _is_cause(segment, strict=kind is not None):
        yield Judgement("cause", segment.start, segment.end, MAYBE)


def _main_kind(segment: Segment, setting: Setting) -> tuple[str | None, float]:
    if segment.kind == "stress":
        return ("cooperation" if segment.has("joint_head") else "proposal"), LIKELY
    binding = binding_kind(segment, setting)
    if binding:
        return binding
    if segment.kind == "mention":
        return _described(segment, setting, sure_only=True)
    return _described(segment, setting, sure_only=False)


def _described(segment: Segment, setting: Setting, *, sure_only: bool) -> tuple[str | None, float]:
    """What a segment without a binding word describes."""
    troubled = _trouble(segment)
    explained = _is_cause(segment, strict=troubled is not None)
    if explained and (_explains_first(segment) or (setting.lang == "en" and segment.has("because_open"))):
        return "cause", LIKELY
    gap = segment.first("gap")
    if gap and troubled and troubled.start < gap.start - 1 and setting.lang == "en":
        return "limitation", LIKELY
    if gap and not _remedied(segment, gap) and not offender_acts(segment, setting.lang):
        return "weak_point", LIKELY
    if _is_method(segment) or (not sure_only and offender_acts(segment, setting.lang)):
        return "method", LIKELY
    if explained:
        return "cause", LIKELY
    if troubled or _worsens(segment):
        return "limitation", LIKELY
    if segment.has("hotspot_strong") or (segment.has("hotspot") and not segment.has("done", "will")):
        return "hotspot_or_axis", LIKELY
    if sure_only:
        return ("cooperation", MAYBE) if segment.has("joint", "joint_head") else (None, 0.0)
    return _acted(segment, setting)


def _acted(segment: Segment, setting: Setting) -> tuple[str | None, float]:
    """What somebody plans, has done, or does together with others."""
    if is_condition(segment, setting) or (segment.has("event") and segment.has("held")):
        return None, 0.0
    if segment.has("announce") and not segment.has("will"):
        return "achievement", MAYBE
    if segment.has("will") or _is_stance(segment, setting):
        return "commitment", LIKELY
    joint = segment.first("joint_head") or segment.first("joint")
    done = _done(segment, setting)
    if joint and (done is None or (setting.lang == "vi" and joint.start - segment.start <= 3)):
        return (None, 0.0) if segment.has("joint_task") else ("cooperation", LIKELY)
    if done:
        return "achievement", MAYBE
    return None, 0.0


def _done(segment: Segment, setting: Setting) -> Hit | None:
    return next((hit for hit in segment.of("done") if _is_finite(segment, hit, setting)), None)


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
    if segment.words.folded[hit.start] in ("chưa", "không"):
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


def _is_method(segment: Segment) -> bool:
    """A trick by its own name, or a way of doing things that is the smugglers' way."""
    if segment.has("way_strong") or (segment.has("trick") and not segment.has("announce")):
        return True
    return segment.has("trick_weak") and segment.has("crime") and not segment.has("trouble", "done", "will")


def _explains_first(segment: Segment) -> bool:
    """Whether the word for a reason stands in front of the trick or gap that it explains."""
    reasons = ("because_strong", "because_open", "leads")
    reason = next((hit for hit in segment.hits if hit.role in reasons), None)
    tricks = ("trick", "trick_weak", "way_strong", "gap", "offender")
    others = [hit.start for role in tricks for hit in segment.of(role)]
    return reason is not None and bool(others) and reason.start < min(others)


def _worsens(segment: Segment) -> bool:
    """Whether smuggling itself is what grows, not what was found of it."""
    rise = segment.first("rises")
    if rise is None or segment.has("seizure"):
        return False
    return any(0 <= rise.start - hit.end <= _OPENING for hit in segment.of("smuggling"))


def _is_cause(segment: Segment, *, strict: bool) -> bool:
    """A reason for smuggling or for a problem; "X causes Y" counts only where Y is one of them."""
    about = segment.of("crime") + segment.of("problem") + segment.of("trouble")
    if segment.has("because_strong") and about:
        return True
    if segment.has("because_open") and not segment.has("done", "will", "must", "event"):
        return True
    folded = segment.words.folded
    why = next((at for at in range(segment.start, segment.end) if folded[at] in ("vì", "bởi")), segment.start)
    if folded[why] in ("vì", "do", "bởi") and "nên" in folded[why : segment.end]:
        return True
    if segment.has("because") and about:
        return not strict or segment.has("trouble", "crime")
    leads = segment.first("leads")
    if leads is None or leads.start == segment.start:
        return False
    fought = ("chống", "against")
    after = [hit for hit in about if hit.start >= leads.end]
    before = [h for h in segment.of("smuggling") if h.end <= leads.start and folded[h.start - 1] not in fought]
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
    return [Judgement(section, segment.start, segment.end, LIKELY)]
