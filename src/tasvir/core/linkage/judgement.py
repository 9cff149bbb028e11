"""From scored pairs to incidents: certain pairs are joined, doubtful ones wait for a person, a person's word holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tasvir.core.linkage.comparisons import CERTAIN, DOUBTFUL, HELPFUL, SEVERAL, TELLING
from tasvir.core.linkage.model import Decision, Reason

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two reports (by their first row), how likely they are one event, and the claims that they met."""

    left: int
    right: int
    probability: float
    codes: tuple[str, ...]
    suspicious: tuple[str, ...] = ()


@dataclass
class Judgement:
    """The reports joined (each set sorted), why, and what is left for a person."""

    groups: list[tuple[int, ...]]
    reasons: dict[int, list[Reason]]
    decided: set[int]
    doubtful: list[ScoredPair]


@dataclass
class _Sets:
    """Sets of reports that grow by union; a set is named by its smallest report."""

    members: dict[int, set[int]] = field(default_factory=dict)
    name: dict[int, int] = field(default_factory=dict)

    def of(self, report: int) -> set[int]:
        return self.members.get(self.name.get(report, report), {report})

    def join(self, left: int, right: int) -> None:
        both = self.of(left) | self.of(right)
        first = min(both)
        for report in both:
            self.members.pop(self.name.get(report, report), None)
            self.name[report] = first
        self.members[first] = both


def judge(
    pairs: Iterable[ScoredPair],
    agencies: Mapping[int, str | None],
    decisions: Sequence[Decision],
    report_of: Mapping[str, int],
) -> Judgement:
    """Join what is certain in the order of certainty, unless it would join what contradicts itself."""
    sets, decided = _Sets(), set[int]()
    reasons: dict[int, list[Reason]] = {}
    ordered = sorted(pairs, key=lambda pair: (-pair.probability, pair.left, pair.right))
    low = {(pair.left, pair.right) for pair in ordered if pair.probability < DOUBTFUL}
    apart = _decide(decisions, report_of, sets, reasons, decided)
    doubtful = []
    for pair in ordered:
        if pair.probability < DOUBTFUL or _settled(pair, sets, apart):
            continue
        conflict = _contradiction(pair, sets, agencies, low, apart)
        if _is_certain(pair) and conflict is None:
            sets.join(pair.left, pair.right)
            reasons.setdefault(pair.right, []).extend(Reason(code) for code in pair.codes)
        else:
            doubtful.append(_with_reason(pair, conflict))
    groups = sorted(tuple(sorted(group)) for group in sets.members.values() if len(group) > 1)
    return Judgement(groups, reasons, decided, [pair for pair in doubtful if not _settled(pair, sets, apart)])


def _is_certain(pair: ScoredPair) -> bool:
    """Likely enough, and by more than what a busy day has in common; on different days by two telling things."""
    if pair.probability < CERTAIN or pair.suspicious:
        return False
    telling, several = len(TELLING.intersection(pair.codes)), len(HELPFUL.intersection(pair.codes)) >= SEVERAL
    if "link.day.same" not in pair.codes:
        return telling > 1 or (telling == 1 and "link.quantity.close" not in pair.codes and several)
    return telling > 0 or several


def _decide(
    decisions: Sequence[Decision],
    report_of: Mapping[str, int],
    sets: _Sets,
    reasons: dict[int, list[Reason]],
    decided: set[int],
) -> set[Pair]:
    """A person's decisions first, the latest on each pair; answers the pairs that must stay apart."""
    word: dict[Pair, Decision] = {}
    for decision in sorted(decisions, key=lambda one: one.on):
        known = sorted({report_of[source] for source in decision.members if source in report_of})
        for place, left in enumerate(known):
            word.update({(left, right): decision for right in known[place + 1 :]})
    for (left, right), decision in sorted(word.items(), key=lambda item: item[0]):
        if decision.same:
            sets.join(left, right)
            decided.update((left, right))
            reasons.setdefault(right, []).append(
                Reason("link.person", {"by": decision.by, "on": decision.on.isoformat()})
            )
    return {pair for pair, decision in word.items() if not decision.same}


def _settled(pair: ScoredPair, sets: _Sets, apart: set[Pair]) -> bool:
    return (pair.left, pair.right) in apart or pair.right in sets.of(pair.left)


def _contradiction(
    pair: ScoredPair,
    sets: _Sets,
    agencies: Mapping[int, str | None],
    low: set[Pair],
    apart: set[Pair],
) -> str | None:
    """Why joining this pair would also join reports that are not one event."""
    left, right = sets.of(pair.left), sets.of(pair.right)
    crossing = {(min(one, other), max(one, other)) for one in left for other in right}
    if crossing & apart:
        return "link.chain.person"
    if crossing & low:
        return "link.chain.unlike"
    told = {agencies.get(one) for one in left} & {agencies.get(other) for other in right}
    return "link.chain.agency" if told - {None} and (len(left) > 1 or len(right) > 1) else None


def _with_reason(pair: ScoredPair, conflict: str | None) -> ScoredPair:
    if conflict is None:
        return pair
    return ScoredPair(pair.left, pair.right, pair.probability, (*pair.codes, conflict), pair.suspicious)
