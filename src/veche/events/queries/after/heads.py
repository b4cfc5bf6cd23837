"""Who came to events, and who of them for the first time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Avg, Count, Min, Sum

from veche.events.models import Event, Feedback, Guest
from veche.events.queries.pasts import first_on_lists
from veche.events.terms import HOLDING, GuestState
from veche.events.terms.after import Came
from veche.kit.time import Moment, moment
from veche.people.models import Attachment

if TYPE_CHECKING:
    from veche.core.models import Community


def came_of(events: Sequence[Event]) -> dict[int, Came]:
    """Answer the heads of each event: one query."""
    held = Guest.objects.filter(event__in=events, state__in=HOLDING).order_by()
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for event, state, seats in held.values_list("event", "state").annotate(n=Sum("seats")):
        found[event][state] = seats
    return {
        event.pk: Came(
            sum(states.values()), states.get(GuestState.CAME, 0), states.get(GuestState.MISSED, 0),
            states.get(GuestState.GOING, 0),
        )
        for event in events for states in (found.get(event.pk, {}),)
    }  # fmt: skip


def newcomers_of(events: Sequence[Event], community: Community) -> dict[int, tuple[set[int], set[int]]]:
    """Answer of each event the persons who came, and those of them who came to one for the first time.

    Lists from outside count as much as our own. Three queries. Whom nobody recognised yet is in neither.
    """
    here = Guest.objects.filter(event__in=events, state=GuestState.CAME).exclude(identity=None)
    persons = Attachment.objects.filter(identity__in=here.values("identity")).values("person")
    came = Guest.objects.filter(
        event__community=community, state=GuestState.CAME, identity__attachment__person__in=persons
    ).order_by()  # fmt: skip
    firsts = came.values_list("identity__attachment__person").annotate(at=Min("event__starts_at"))
    first: dict[int, Moment] = {person: moment(at) for person, at in firsts}
    for person, at in first_on_lists(events, community).items():
        first[person] = min(first.get(person, at), at)
    found: dict[int, tuple[set[int], set[int]]] = {event.pk: (set(), set()) for event in events}
    starts = {event.pk: moment(event.starts_at) for event in events}
    for event, person in here.values_list("event", "identity__attachment__person").distinct().order_by():
        if person is not None:
            found[event][0].add(person)
            if first.get(person, starts[event]) >= starts[event]:
                found[event][1].add(person)
    return found


def mean_of_event(events: Sequence[Event]) -> dict[int, tuple[float, int]]:
    """Answer the mean of the stars and the number of answers of each event that has any: one query."""
    rows = Feedback.objects.filter(event__in=events).order_by().values_list("event")
    return {event: (mean, count) for event, mean, count in rows.annotate(m=Avg("stars"), n=Count("pk"))}
