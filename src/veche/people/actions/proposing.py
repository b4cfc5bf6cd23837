"""Proposing: pairs that may be one person, found among those that share a trace; and deciding on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.models import Organisation
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.terms import N_, Refusal
from veche.kit.time import now
from veche.people.models import Duplicate, Touch, Trace
from veche.people.queries.comparing import knowns_of, namesakes_among, sharing, talked_among
from veche.people.rules.likeness import PROPOSED, Known, likeness_of, traces_of
from veche.people.terms import KEEP_PEOPLE, MERGE_PEOPLE, Likeness

if TYPE_CHECKING:
    from veche.core.models import Community

STEP = 200
_DECIDED = N_("Somebody decided on this pair already. Look again.")
Pair = tuple[int, int]


def propose_step(organisation: Organisation, *, by: Actor) -> int:
    """Compare the next few hundred persons that wait for it with those they share a trace with.

    Answers how many there were. What a human decided stands; may be repeated and cut off.
    """
    require(by, KEEP_PEOPLE, in_=organisation)
    with transaction.atomic():
        waiting = Touch.objects.filter(what=Touch.LIKENESS, person__organisation=organisation).order_by("pk")
        touches = dict(waiting.values_list("pk", "person_id")[:STEP])
        Touch.objects.filter(pk__in=list(touches)).delete()
        persons = sorted(set(touches.values()))
        if persons:
            _propose(organisation, persons)
    return len(touches)


def _propose(organisation: Organisation, persons: list[int]) -> None:
    knowns = knowns_of(persons)
    _write_traces(persons, knowns)
    pairs = sharing(persons)
    knowns |= knowns_of({pk for pair in pairs for pk in pair} - knowns.keys())
    pairs = [pair for pair in pairs if pair[0] in knowns and pair[1] in knowns]
    namesakes, likely = namesakes_among(knowns), []
    for pair in pairs:
        found = _compared(pair, knowns, namesakes)
        if found.score >= PROPOSED:
            likely.append(pair)
    talked = talked_among(likely)
    proposed = {pair: _compared(pair, knowns, namesakes, talked=pair in talked) for pair in likely}
    _write(organisation, persons, {pair: one for pair, one in proposed.items() if one.score >= PROPOSED})


def _compared(
    pair: Pair, knowns: dict[int, Known], namesakes: dict[str, int], *, talked: bool = False
) -> Likeness:
    one, other = knowns[pair[0]], knowns[pair[1]]
    alike = max(namesakes.get(one.name, 1), namesakes.get(other.name, 1))
    return likeness_of(one, other, namesakes=alike, talked=talked)


def _write_traces(persons: list[int], knowns: dict[int, Known]) -> None:
    sql.execute(f"DELETE FROM people_trace WHERE {sql.any_of('person_id')}", (sql.listed(persons),))
    rows = [Trace(person_id=pk, key=key) for pk, known in knowns.items() for key in sorted(traces_of(known))]
    Trace.objects.bulk_create(rows, batch_size=1_000)


def _write(organisation: Organisation, persons: Iterable[int], proposed: dict[Pair, Likeness]) -> None:
    """Bring the open pairs of these persons to what was found; decided ones stay as they are."""
    here = list(persons)
    for column in ("one_id__in", "other_id__in"):
        stale = Duplicate.objects.filter(state=Duplicate.OPEN, **{column: here})
        gone = [one.pk for one in stale if (one.one_id, one.other_id) not in proposed]
        Duplicate.objects.filter(pk__in=gone).delete()
    rows = [
        Duplicate(
            organisation=organisation, one_id=one, other_id=other, score=found.score, made_at=now(),
            clues=[[clue.value, points, values] for clue, points, values in found.clues],
        )
        for (one, other), found in proposed.items()
    ]  # fmt: skip
    known = Duplicate.objects.filter(one_id__in=[row.one_id for row in rows])
    decided = {(one.one_id, one.other_id) for one in known if one.state != Duplicate.OPEN}
    fresh = [row for row in rows if (row.one_id, row.other_id) not in decided]
    Duplicate.objects.bulk_create(
        fresh, update_conflicts=True, unique_fields=["one", "other"], update_fields=["score", "clues"]
    )


def dismiss_duplicate(duplicate: Duplicate, *, in_: Community, by: Actor) -> None:
    """Say that a pair are two people: never proposed again. Refuses what somebody decided meanwhile."""
    require(by, MERGE_PEOPLE, in_=in_)
    with transaction.atomic():
        _decide(duplicate, Duplicate.OPEN, Duplicate.DISMISSED, by)
        audit(by, "people.dismiss_duplicate", in_=in_, on=duplicate.one, other=duplicate.other_id)


def reopen_duplicate(duplicate: Duplicate, *, in_: Community, by: Actor) -> None:
    """Take back that a pair are two people."""
    require(by, MERGE_PEOPLE, in_=in_)
    with transaction.atomic():
        _decide(duplicate, Duplicate.DISMISSED, Duplicate.OPEN, by)
        audit(by, "people.reopen_duplicate", in_=in_, on=duplicate.one, other=duplicate.other_id)


def _decide(duplicate: Duplicate, before: str, after: str, by: Actor) -> None:
    found = Duplicate.objects.filter(pk=duplicate.pk, state=before)
    if not found.update(state=after, user_id=by.user_id, author=by.name, decided_at=now()):
        raise Refusal(_DECIDED)
