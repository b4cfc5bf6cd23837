"""Who reads a newsletter, for the team: found, counted, and with the proof of every word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, QuerySet, Subquery

from veche.kit import sql
from veche.kit.time import DAY, MINUTE, as_datetime, day_of, now, number_of_day, start_of_number
from veche.ledger.terms import Kind
from veche.mailing.models import Newsletter, Subscription, SubscriptionChange
from veche.mailing.queries.audience.judging import DESK
from veche.mailing.terms import Reader, SubscriptionState, Way
from veche.people.models import Attachment

if TYPE_CHECKING:
    from veche.core.models import Community

GROWTH_DAYS = 30
_QUARTER = 15 * MINUTE
_SAID = (Kind.SUBSCRIBED.number, Kind.UNSUBSCRIBED.number, Kind.COMPLAINED.number)


@dataclass(frozen=True, slots=True)
class Sought:
    """Which subscribers are asked for; `days` are those since their last word."""

    query: str = ""
    state: str = ""
    days: int | None = None
    way: str = ""


@dataclass(frozen=True, slots=True)
class Growth:
    """One day of a newsletter: how many came and went."""

    day: date
    came: int
    went: int


def subscribers_of(newsletter: Newsletter, sought: Sought) -> QuerySet[Any]:
    """Answer the subscriptions that fit, the last changed first, each with `way`: how it began."""
    first = SubscriptionChange.objects.filter(subscription=OuterRef("pk")).order_by("pk").values("way")[:1]
    found = Subscription.objects.filter(newsletter=newsletter).annotate(way=Subquery(first))
    if sought.query:
        found = found.filter(email__contains=sought.query.strip().lower())
    if sought.state in set(SubscriptionState):
        found = found.filter(state=sought.state)
    if sought.days:
        found = found.filter(changed_at__gte=as_datetime(now() - sought.days * DAY))
    if sought.way in set(Way):
        found = found.filter(way=sought.way)
    return found.order_by("-changed_at", "-pk")


def counts_of(newsletter: Newsletter) -> dict[str, int]:
    """Answer how many stand in each state."""
    rows = sql.fetch(
        "SELECT state, count(*) FROM mailing_subscription WHERE newsletter_id = %s GROUP BY state",
        (newsletter.pk,),
    )
    return {str(state): 0 for state in SubscriptionState} | {str(state): count for state, count in rows}


def growth_of(newsletter: Newsletter, days: int = GROWTH_DAYS) -> list[Growth]:
    """Answer how many came and went, day by day of the community's zone, today last."""
    zone = newsletter.community.time_zone
    last = number_of_day(now(), zone)
    rows = sql.fetch(
        f"SELECT c.at / {_QUARTER}, c.state, count(*) FROM mailing_subscriptionchange c "
        "JOIN mailing_subscription s ON s.id = c.subscription_id WHERE s.newsletter_id = %s AND c.at >= %s "
        "AND c.state IN ('on', 'off') GROUP BY 1, 2",
        (newsletter.pk, start_of_number(last - days + 1, zone)),
    )
    counts: Counter[tuple[int, str]] = Counter()
    for quarter, state, count in rows:
        counts[number_of_day(int(quarter) * _QUARTER, zone), state] += count
    today = day_of(now(), zone)
    return [
        Growth(today - timedelta(days=last - day), counts[day, "on"], counts[day, "off"])
        for day in range(last - days + 1, last + 1)
    ]  # fmt: skip


def subscription_of(newsletter: Newsletter, pk: int) -> Subscription | None:
    """Answer a subscription of a newsletter."""
    return Subscription.objects.filter(newsletter=newsletter, pk=pk).first()


def proof_of(subscription: Subscription) -> list[SubscriptionChange]:
    """Answer every word about a subscription, the last first."""
    return list(subscription.changes.order_by("-pk")[:500])


def names_of(subscriptions: Iterable[Subscription]) -> dict[int, tuple[int, str]]:
    """Answer who the readers are: person and name by subscription, where they are known."""
    by_identity = {one.identity_id: one.pk for one in subscriptions if one.identity_id}
    found = Attachment.objects.filter(identity__in=list(by_identity)).select_related("person")
    return {by_identity[one.identity_id]: (one.person_id, one.person.name) for one in found}


def reader_of(subscription: Subscription, newsletter: Newsletter) -> Reader:
    """Answer whom a subscription names, as actions about their word take them."""
    person = Attachment.objects.filter(identity=subscription.identity_id).values_list("person_id", flat=True)
    return Reader(
        newsletter.community_id, subscription.email, newsletter.pk, subscription.identity_id,
        person.first() if subscription.identity_id else None,
    )  # fmt: skip


def rows_of(newsletter: Newsletter, sought: Sought) -> Iterator[tuple[Any, ...]]:
    """Answer the subscriptions that fit as rows of a table, in steps."""
    found = subscribers_of(newsletter, sought)
    for one in found.iterator(chunk_size=1000):
        yield one.email, one.state, one.frequency, one.way or "", one.changed_at


def lists_of(community: Community) -> list[tuple[int, str, int]]:
    """Answer the lists elsewhere that imports told of: channel, title, how many words of subscribing."""
    rows = sql.fetch(
        "SELECT c.id, c.title, count(*) FROM ledger_channel c "
        "JOIN ledger_interaction i ON i.channel_id = c.id WHERE c.community_id = %s AND c.network <> %s "
        "AND i.kind = %s GROUP BY c.id, c.title ORDER BY c.title",
        (community.pk, DESK, Kind.SUBSCRIBED.number),
    )
    return [(pk, title, count) for pk, title, count in rows]


def standing_in(community: Community, channel: int) -> list[str]:
    """Answer the addresses whose last word in a list elsewhere was yes."""
    rows = sql.fetch(
        "SELECT value, kind FROM (SELECT n.value, i.kind, row_number() OVER (PARTITION BY n.id ORDER BY "
        "i.occurred_at DESC, i.id DESC) AS place FROM ledger_interaction i JOIN ledger_identity n "
        "ON n.id = i.identity_id AND n.kind = 'email' WHERE i.channel_id = %s AND i.community_id = %s "
        f"AND i.kind IN {_SAID}) AS told WHERE place = 1 AND kind = %s ORDER BY value",
        (channel, community.pk, Kind.SUBSCRIBED.number),
    )
    return [value for value, _ in rows]
