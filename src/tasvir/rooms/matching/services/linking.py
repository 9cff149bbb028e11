"""Link all counted rows anew, with every decision kept, and write only what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from tasvir.core.linkage.model import Doubtful, Group, Linked, incident_code
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.incidents.models import EventGroup
from tasvir.rooms.incidents.queries import LinkState, counted_table, link_states
from tasvir.rooms.incidents.services import Link, replace_groups, write_links
from tasvir.rooms.matching.choices import ASKED, OPEN, SETTLED, UNDECIDED
from tasvir.rooms.matching.models import DoubtfulPair, Linking
from tasvir.rooms.matching.queries import decisions
from tasvir.warehouse.linkage import link

Tell = Callable[[str], None]
_WITHIN_ONE_REPORT = "link.lines"


def rerun(*, now: datetime, tell: Tell | None = None) -> Linking:
    """Link the counted rows; decided pairs stay as decided, pairs without doubt leave the desk."""
    run = Linking.objects.create(began_at=now)
    tell = tell or _say_nothing
    tell("matching.step.reading")
    rows, word = counted_table(), decisions()
    tell("matching.step.linking")
    linked = link(rows, decisions=word)
    tell("matching.step.writing")
    return _write(run, linked, now)


def _say_nothing(step: str) -> None:
    del step


@transaction.atomic
def _write(run: Linking, linked: Linked, now: datetime) -> Linking:
    if Linking.objects.filter(pk__gt=run.pk, ended_at__isnull=False).exists():
        return run  # a run that began later, and so knew more, has been written already
    known = link_states()
    waiting = _write_pairs(linked.doubtful, known, now)
    replace_groups(groups={group.incident: _group(group) for group in linked.groups})
    run.written = write_links(links=list(_changed(linked, known, waiting)))
    run.reported, run.distinct, run.not_compared = linked.reported, linked.distinct, linked.not_compared
    run.doubtful, run.ended_at = len(linked.doubtful), now
    run.save()
    record_event(
        kind="matching.linked",
        by=None,
        now=now,
        rows=run.reported,
        events=run.distinct,
        doubtful=run.doubtful,
        written=run.written,
    )
    return run


def _changed(linked: Linked, known: dict[str, LinkState], waiting: set[str]) -> Iterable[Link]:
    """The rows whose event, company or doubt is another than what is written."""
    code = {source: group.incident for group in linked.groups for source in group.members}
    for source in linked.events["source"].to_pylist():
        state = known.get(source)
        if state is None:  # no longer counted since the rows were read
            continue
        key = code.get(source)
        new = Link(state.pk, key or incident_code(source), key is not None, source in waiting)
        if (new.event_key, new.shared, new.doubtful) != (state.event_key, state.shared, state.doubtful):
            yield new


def _group(group: Group) -> EventGroup:
    codes = {reason.code for reason in group.reasons}
    return EventGroup(
        event_key=group.incident,
        members=list(group.members),
        reasons=[[reason.code, dict(reason.values)] for reason in group.reasons],
        decided_by=group.decided_by,
        lead_agency=group.lead_agency or "",
        partners="|".join(group.partners),
        across=bool(codes - {_WITHIN_ONE_REPORT}),
    )


def _write_pairs(doubtful: Iterable[Doubtful], known: dict[str, LinkState], now: datetime) -> set[str]:
    """Bring the desk up to date; answers the sources of rows that stand in a pair that waits."""
    found = {one.members: one for one in doubtful if len(one.members) == 2 and set(one.members) <= known.keys()}
    there = {(pair.left_source, pair.right_source): pair for pair in DoubtfulPair.objects.all()}
    gone = [pair for key, pair in there.items() if key not in found]
    _delete([pair.pk for pair in gone if pair.state == OPEN])
    DoubtfulPair.objects.filter(pk__in=[pair.pk for pair in gone if pair.state == ASKED]).update(state=SETTLED)
    new = [_pair(one, known, now) for key, one in found.items() if key not in there]
    DoubtfulPair.objects.bulk_create(new, batch_size=1_000)
    changed = [_renewed(pair, found[key]) for key, pair in there.items() if key in found and _differs(pair, found[key])]
    DoubtfulPair.objects.bulk_update(changed, ["probability", "reasons", "state"], batch_size=500)
    waiting = DoubtfulPair.objects.filter(state__in=UNDECIDED).values_list("left_source", "right_source")
    return {source for pair in waiting for source in pair}


def _delete(numbers: list[int]) -> None:
    for start in range(0, len(numbers), 10_000):
        DoubtfulPair.objects.filter(pk__in=numbers[start : start + 10_000]).delete()


def _pair(one: Doubtful, known: dict[str, LinkState], now: datetime) -> DoubtfulPair:
    left, right = one.members
    return DoubtfulPair(
        left_id=known[left].pk,
        right_id=known[right].pk,
        left_source=left,
        right_source=right,
        probability=one.probability,
        reasons=[reason.code for reason in one.reasons],
        found_at=now,
    )


def _differs(pair: DoubtfulPair, one: Doubtful) -> bool:
    codes = [reason.code for reason in one.reasons]
    return pair.state == SETTLED or (pair.probability, pair.reasons) != (one.probability, codes)


def _renewed(pair: DoubtfulPair, one: Doubtful) -> DoubtfulPair:
    pair.probability, pair.reasons = one.probability, [reason.code for reason in one.reasons]
    if pair.state == SETTLED:
        pair.state = OPEN
    return pair
