"""Who must act or acted, in the text's own words."""

from __future__ import annotations

from tasvir.core.text.statements.lexicon import Hit, Lexicon
from tasvir.core.text.statements.segments import PUNCTUATION, Segment

_LONGEST = {"fa": 14, "vi": 40, "en": 20}  # words of an owner
_REACH = 14  # words between a Vietnamese subject and its "must"
_NEAR = 5


def owner_of(segment: Segment, lang: str, lexicon: Lexicon, text: str) -> str | None:
    """The words for who must act or acted, or None where the statement does not say."""
    span = {"fa": _persian, "vi": _vietnamese, "en": _english}[lang](segment, lexicon)
    if span is None or span[1] <= span[0] or span[1] - span[0] > _LONGEST[lang]:
        return None
    return " ".join(text[segment.words.starts[span[0]] : segment.words.ends[span[1] - 1]].split())


def _persian(segment: Segment, lexicon: Lexicon) -> tuple[int, int] | None:
    """The body that opens the clause, follows «باید» at once, or is named by «توسط» and the like."""
    folded, must = segment.words.folded, segment.first("must") or segment.first("propose")
    asked = next((hit for hit in segment.of("request") if folded[hit.start] == "از" and hit.end - hit.start > 2), None)
    if asked is not None:
        verb = 2 if folded[asked.end - 2] in ("درخواست", "می") else 1
        return asked.start + 1, asked.end - verb
    passive = any(
        word in lexicon.words("passive") for word in folded[max(segment.start, segment.end - 2) : segment.end]
    )
    for actor in segment.of("actor"):
        before = folded[actor.start - 1] if actor.start > segment.start else ""
        end = _persian_end(segment, actor, lexicon)
        if before in lexicon.words("owner_before") or _is_partner(segment, actor, lexicon) or _is_asked(segment, actor):
            return actor.start, end
        if passive and before == "در" and any(hit.start == end for hit in segment.of("done")):
            return actor.start, end
        ordered = must is not None and 0 <= actor.start - must.end <= 1
        opens = actor.start <= segment.start + 1 or (
            folded[actor.start] in lexicon.words("each") and actor.start - segment.start <= _NEAR
        )
        if (opens or ordered) and not passive and (not before or before not in lexicon.words("preposition")):
            return actor.start, end
    return None


def _is_partner(segment: Segment, actor: Hit, lexicon: Lexicon) -> bool:
    """«تعامل نیروی انتظامی», «هم‌افزایی با دستگاه‌های قضایی»: whose joint work it is."""
    folded = segment.words.folded
    at = actor.start - (1 if folded[actor.start - 1] in ("با", "بین", "میان") else 0)
    if at <= segment.start:
        return False
    if any(hit.end == at for role in ("joint", "joint_head") for hit in segment.of(role)):
        return True
    return folded[at - 1].startswith(tuple(word.rstrip("*") for word in lexicon.words("joint")))


def _is_asked(segment: Segment, actor: Hit) -> bool:
    return any(0 <= actor.start - hit.end <= 2 for hit in segment.of("urge"))


def _persian_end(segment: Segment, actor: Hit, lexicon: Lexicon) -> int:
    folded = segment.words.folded
    stops = lexicon.words("owner_stop") | lexicon.words("subjunctive")
    roles = ("must", "finite", "done", "will", "trouble", "stress", "speech")
    verbs = {hit.start for hit in segment.hits if hit.role in roles}
    limit = min(segment.end, actor.start + _LONGEST["fa"])
    end = actor.end
    while end < limit and end not in verbs:
        named = folded[end] == "،" and folded[end - 1] in lexicon.words("listed") and end + 1 < limit
        if folded[end] in PUNCTUATION and not named:
            break
        against = folded[end] == "با" and folded[end - 1] in lexicon.words("against")
        if folded[end] in stops and not against:
            break
        end += 1
    return end


def _vietnamese(segment: Segment, lexicon: Lexicon) -> tuple[int, int] | None:
    """The addressee of a request, the subject in front of a verb, or «vai trò của …»."""
    folded, acts = segment.words.folded, lexicon.words("act")
    begin = _vietnamese_start(segment, lexicon)
    if begin is None:
        return None
    stops = {hit.start for hit in segment.hits if hit.role in ("must", "will", "done", "joint_head")}
    first = begin + (4 if folded[begin : begin + 3] == ["ban", "chỉ", "đạo"] else 2)
    end = begin
    while end < segment.end and end not in stops:
        if folded[end] in (":", ";") or folded[end] in lexicon.words("owner_stop"):
            break
        names = folded[end - 1] in (*",/", "và", "cục", "bộ", "sở", "đội", "đoàn", "lực", "ban", "các")
        office = folded[end] in (
            "quản",
            "công",
            "kiểm",
            "chi",
            "ban",
            "bộ",
            "cơ",
            "địa",
            "thường",
            "thủ",
            "chủ",
            "giám",
        )
        if end >= first and folded[end] in acts and not (names and office) and folded[end - 1] not in ("cục", "ban"):
            break
        end += 1
    while end > begin and folded[end - 1] in (",", "và", "(", "-"):
        end -= 1
    if end >= segment.end and segment.first("must") is None:
        return None
    return begin, end


def _vietnamese_start(segment: Segment, lexicon: Lexicon) -> int | None:
    folded = segment.words.folded
    request, must, done = segment.first("request_head"), segment.first("must"), segment.first("done")
    if request is not None and not (done and done.start < request.start):
        begin = request.start + (1 if folded[request.start] == "giao" else 2)
        office = folded[begin] in ("quản", "công", "ban", "bộ", "chủ", "thủ", "giám", "cục")
        return begin if folded[begin] not in lexicon.words("act") or office else None
    role = next((hit for hit in segment.of("role_of")), None)
    if role is not None and role.start - segment.start <= _NEAR:
        return role.end
    for actor in segment.of("actor"):
        before = folded[max(segment.start, actor.start - 2) : actor.start]
        if before and before[-1] in lexicon.words("preposition") and before != ["đối", "với"]:
            continue
        clear = actor.start == segment.start or before[-1] in (",", ":", "là", "vậy", "đó", "với", "nay", "tới", "rằng")
        verb = must or done
        if clear and (actor.start - segment.start <= _NEAR or (verb and 0 <= verb.start - actor.end <= _REACH)):
            return actor.start
    return None


def _english(segment: Segment, lexicon: Lexicon) -> tuple[int, int] | None:
    folded = segment.words.folded
    for role in ("urge", "request"):
        asked = segment.first(role)
        if asked is not None and folded[asked.end - 1] != "to":
            to = next((at for at in range(asked.end, min(asked.end + 12, segment.end)) if folded[at] == "to"), None)
            if to is not None:
                return asked.end, to
    verb = segment.first("must") or segment.first("request") or segment.first("will") or _english_done(segment, lexicon)
    if verb is None or folded[segment.start] in lexicon.words("pronoun"):
        return None
    begin = segment.start
    if folded[begin] in lexicon.words("adverbial"):
        begin = next((at + 1 for at in range(begin, verb.start) if folded[at] == ","), begin)
    end = verb.start
    while end > begin and folded[end - 1] in lexicon.words("aux"):
        end -= 1
    return begin, end


def _english_done(segment: Segment, lexicon: Lexicon) -> Hit | None:
    """The verb of an active clause about a body: "the police dismantled …"."""
    done = segment.first("done")
    if done is None or not any(hit.end <= done.start for hit in segment.of("actor")):
        return None
    passive = lexicon.words("be") & set(segment.words.folded[max(segment.start, done.start - 2) : done.start])
    return None if passive else done
