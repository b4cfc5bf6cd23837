"""Sequences as the desk shows them: the list, the steps with what came of them, who walks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from veche.kit import sql
from veche.kit.time import MINUTE, as_datetime, now
from veche.mailing.models import Sequence, Step, Walk
from veche.mailing.terms import GONE, Stand
from veche.mailing.terms.sequencing import HEARD, SequenceState, WalkState

if TYPE_CHECKING:
    from veche.core.models import Community

# A machine that fetches ahead is nobody: `terms.following.Agent.MACHINE`.
_MACHINE = 2
_WITH = ("community__organisation", "newsletter", "segment")


@dataclass(frozen=True, slots=True)
class Numbers:
    """What came of a step: how many wait, got the letter, opened, clicked, got none and why."""

    waiting: int = 0
    sent: int = 0
    on_way: int = 0
    failed: int = 0
    opened: int = 0
    clicked: int = 0
    left_out: tuple[tuple[str, int], ...] = ()

    @property
    def skipped(self) -> int:
        """How many got no letter."""
        return sum(count for _, count in self.left_out)


def sequences_shown(community: Community, *, removed: bool = False) -> QuerySet[Any]:
    """Answer the community's sequences by name, with `walking`, `walked` and `letters` each."""
    found = Sequence.objects.filter(community=community, removed_at__isnull=not removed)
    real = ~Q(walks__state=WalkState.PRESENT)
    return (
        found.select_related("newsletter", "segment")
        .annotate(
            walking=Count("walks", filter=Q(walks__state=WalkState.WALKING), distinct=True),
            walked=Count("walks", filter=real, distinct=True),
            letters=Count("steps", filter=Q(steps__removed_at=None), distinct=True),
        )
        .order_by("title", "pk")
    )


def sequence_of(community: Community, pk: int) -> Sequence | None:
    """Answer a sequence of the community, removed or not."""
    return Sequence.objects.select_related(*_WITH).filter(community=community, pk=pk).first()


def steps_of(sequence: Sequence) -> list[Step]:
    """Answer the letters of a sequence in their order."""
    found = sequence.steps.filter(removed_at=None).select_related("letter__newsletter", "segment")
    return list(found.order_by("place", "pk"))


def step_of(sequence: Sequence, pk: int) -> Step | None:
    """Answer a step of a sequence, taken out or not."""
    found = sequence.steps.select_related(
        "letter__newsletter", "segment", "sequence__community__organisation"
    )
    return found.filter(pk=pk).first()


def numbers_of(sequence: Sequence) -> dict[int, Numbers]:
    """Answer what came of each step of a sequence: three queries for any number of steps."""
    waiting = dict(sql.fetch(
        "SELECT step_id, count(*) FROM mailing_walk WHERE sequence_id = %s AND state = %s GROUP BY step_id",
        (sequence.pk, WalkState.WALKING),
    ))  # fmt: skip
    passed = "FROM mailing_passage p JOIN mailing_step s ON s.id = p.step_id"
    rows = sql.fetch(
        "SELECT p.step_id, coalesce(d.state, -1), "
        "CASE WHEN p.why <> '' THEN p.why ELSE coalesce(d.why, '') END AS reason, count(*) "
        f"{passed} LEFT JOIN mailing_delivery d ON d.id = p.delivery_id "
        "WHERE s.sequence_id = %s GROUP BY 1, 2, 3",
        (sequence.pk,),
    )
    hits = sql.fetch(
        "SELECT p.step_id, CASE WHEN h.link = 0 THEN 0 ELSE 1 END, count(DISTINCT p.id) "
        f"{passed} JOIN mailing_hit h ON h.delivery_id = p.delivery_id "
        "WHERE s.sequence_id = %s AND h.agent <> %s GROUP BY 1, 2",
        (sequence.pk, _MACHINE),
    )
    followed = {(step, act): count for step, act, count in hits}
    return {
        step: _numbers([row[1:] for row in rows if row[0] == step], waiting.get(step, 0),
                       followed.get((step, 0), 0), followed.get((step, 1), 0))
        for step in {*waiting, *(row[0] for row in rows)} if step
    }  # fmt: skip


def walks_of(sequence: Sequence, state: str = "") -> QuerySet[Walk]:
    """Answer who walks or walked a sequence, the last who came in first."""
    found = Walk.objects.filter(sequence=sequence).exclude(state=WalkState.PRESENT)
    if state in set(WalkState):
        found = found.filter(state=state)
    return found.select_related("step__letter").order_by("-began_at", "-pk")


def walk_of(sequence: Sequence, pk: int) -> Walk | None:
    """Answer somebody's way through a sequence."""
    return Walk.objects.select_related("sequence__community").filter(sequence=sequence, pk=pk).first()


def sequences_walking() -> list[Sequence]:
    """Answer the running sequences of which somebody's step is due."""
    at = as_datetime(now())
    due = Walk.objects.filter(state=WalkState.WALKING, due_at__lte=at).values("sequence")
    return list(_running().filter(pk__in=due))


def sequences_looking() -> list[Sequence]:
    """Answer the running sequences that look for people, and have not done so for some minutes."""
    looked = Q(looked_at=None) | Q(looked_at__lt=as_datetime(now() - 10 * MINUTE))
    return list(_running().filter(looked).exclude(start__in=[one.value for one in HEARD]))


def _running() -> QuerySet[Sequence]:
    found = Sequence.objects.filter(
        state=SequenceState.RUNNING, removed_at=None, community__closed_at=None
    )  # fmt: skip
    return found.select_related(*_WITH).order_by("pk")


def _numbers(rows: list[Any], waiting: int, opened: int, clicked: int) -> Numbers:
    states: dict[int, int] = {}
    reasons: dict[str, int] = {}
    for state, reason, count in rows:
        if state in (-1, Stand.LEFT_OUT):
            reasons[reason] = reasons.get(reason, 0) + count
        else:
            states[state] = states.get(state, 0) + count
    return Numbers(
        waiting, sum(states.get(one, 0) for one in (*GONE, Stand.DOUBTFUL)),
        states.get(Stand.WAITING, 0) + states.get(Stand.CLAIMED, 0), states.get(Stand.FAILED, 0),
        opened, clicked, tuple(sorted(reasons.items(), key=lambda one: -one[1])),
    )  # fmt: skip
