"""Which communities have something to be told or ended now: one or two queries over all of them."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import QuerySet

from veche.core.models import Community
from veche.events.models import Event, Guest, Invitee
from veche.events.queries.links import facts_of
from veche.events.terms import EventState, GuestState
from veche.events.terms.inviting import Sent
from veche.kit.time import HOUR, MINUTE, Moment, as_datetime

# A change that is changed again within this time is one; what is older was told of long ago.
SECOND_THOUGHTS, LOOKED_BACK = MINUTE, 72 * HOUR
TOLD_OF_CHANGES = (
    GuestState.GOING, GuestState.WAITING, GuestState.APPLIED, GuestState.INTERESTED, GuestState.INVITED,
)  # fmt: skip


def events_changed_lately(at: Moment) -> QuerySet[Event]:
    """Answer events to come that were changed of late, long enough ago for second thoughts."""
    return Event.objects.filter(
        changed_at__gt=as_datetime(at - LOOKED_BACK), changed_at__lt=as_datetime(at - SECOND_THOUGHTS),
        ends_at__gt=as_datetime(at),
    ).exclude(state=EventState.DRAFT).select_related("venue").order_by("pk")  # fmt: skip


def guests_untold(event: Event, facts: str) -> QuerySet[Guest]:
    """Answer guests who know an event otherwise than it is now; nobody told them is nobody's."""
    return Guest.objects.filter(event=event, state__in=TOLD_OF_CHANGES).exclude(told__in=["", facts])


def communities_to_tell(at: Moment) -> list[Community]:
    """Answer communities of whose events some guest knows another time or place; three queries."""
    events = {one.pk: one for one in events_changed_lately(at).filter(community__closed_at=None)}
    told = Guest.objects.filter(event__in=events, state__in=TOLD_OF_CHANGES).exclude(told="")
    known: dict[int, set[str]] = defaultdict(set)
    for event, facts in told.order_by().values_list("event", "told").distinct():
        known[event].add(facts)
    homes = {one.community_id for pk, one in events.items() if known[pk] - {facts_of(one)}}
    return _communities(homes)


def communities_to_end_offers(at: Moment) -> list[Community]:
    """Answer communities in which the time of an offer is over; one query, and one where there is one."""
    lapsed = Guest.objects.filter(state=GuestState.WAITING, offered_until__lte=as_datetime(at))
    return _communities(set(lapsed.order_by().values_list("event__community", flat=True).distinct()))


def communities_to_confirm() -> list[Community]:
    """Answer communities whose letters to many are on their way; one query, and one where there are some."""
    claimed = Invitee.objects.filter(state=Sent.CLAIMED)
    return _communities(set(claimed.order_by().values_list("drive__event__community", flat=True).distinct()))


def _communities(wanted: set[int]) -> list[Community]:
    if not wanted:
        return []
    found = Community.objects.select_related("organisation").filter(pk__in=wanted, closed_at=None)
    return list(found.order_by("pk"))
