"""Subscribing: people say yes and no to newsletters, and every word of theirs is kept with its proof.

Who says no gets nothing more from that moment: letters that wait for them are left out in the same
transaction, and the claim of a sender asks again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.time import Moment, as_datetime, now
from veche.mailing.actions.suppressing import suppress
from veche.mailing.models import (
    Delivery,
    Newsletter,
    Subscription,
    SubscriptionChange,
    Suppression,
    Unfollowed,
)
from veche.mailing.queries.forgetting import forgotten_among, mark_of
from veche.mailing.queries.subscribing import wants_nothing
from veche.mailing.rules.addressing import address_of
from veche.mailing.terms import KEEP_ADDRESSES, Frequency, LeftOut, Stand, SubscriptionState, Why
from veche.mailing.terms.subscribing import Choice, Reader, Said, Way

if TYPE_CHECKING:
    from veche.core.models import Community

NO_ADDRESS = N_("This does not look like an e-mail address.")
WANTS_NOTHING = N_("They asked for no letters at all. They can subscribe again by themselves.")
FORGOTTEN = N_("They were forgotten by law. They can subscribe again by themselves.")
AT_ONCE = 500


def confirm_subscription(subscription: Subscription, said: Said, *, in_: Community, by: Actor) -> None:
    """Keep that the reader of an address wants a newsletter: they followed the link they were sent.

    Whoever wanted nothing at all wants letters again. May be repeated.
    """
    require(by, KEEP_ADDRESSES, in_=in_)
    with transaction.atomic():
        _lift(in_, subscription.email)
        _say(subscription.newsletter, subscription.email, SubscriptionState.ON, said)
        _tell(in_)


def end_subscription(reader: Reader, said: Said, *, in_: Community, by: Actor) -> None:
    """Keep that a reader wants no more letters of a newsletter, from whatever address. May be repeated."""
    require(by, KEEP_ADDRESSES, in_=in_)
    newsletter = Newsletter.objects.get(pk=reader.newsletter, community=in_)
    with transaction.atomic():
        _say(newsletter, reader.email, SubscriptionState.OFF, said, reader)
        _leave_out(Delivery.objects.filter(letter__newsletter=newsletter), reader, LeftOut.UNSUBSCRIBED)
        _tell(in_)


def resume_subscription(reader: Reader, said: Said, *, in_: Community, by: Actor) -> None:
    """Take that word back. Letters that were left out meanwhile do not come. May be repeated."""
    require(by, KEEP_ADDRESSES, in_=in_)
    newsletter = Newsletter.objects.get(pk=reader.newsletter, community=in_)
    with transaction.atomic():
        _lift(in_, reader.email)
        _say(newsletter, reader.email, SubscriptionState.ON, said, reader)
        _tell(in_)


def choose_letters(reader: Reader, choice: Choice, said: Said, *, in_: Community, by: Actor) -> None:
    """Keep what a reader wants of every newsletter, all at once; what is not named is not wanted.

    «Nothing» suppresses the address and leaves every word about newsletters as it was. May be repeated.
    """
    require(by, KEEP_ADDRESSES, in_=in_)
    with transaction.atomic():
        _follow(in_, reader.email, choice.is_followed)
        if choice.nothing:
            _leave_out(Delivery.objects.filter(letter__community=in_), reader, LeftOut.SUPPRESSED)
            suppress(in_, reader.email, Why.ASKED)
        else:
            _lift(in_, reader.email)
            _choose(reader, choice, said, in_)
        _tell(in_)


def subscribe_by_hand(newsletter: Newsletter, email: str, *, proof: str = "", by: Actor) -> Subscription:
    """Note that somebody said to the team that they want a newsletter; `proof` says where and how.

    Refuses what is no address, and somebody who asked for no letters at all. May be repeated.
    """
    require(by, KEEP_ADDRESSES, in_=newsletter.community)
    address = address_of(email)
    nothing = wants_nothing(newsletter.community, address)
    refuse_if([
        *([] if address else [Reason(NO_ADDRESS, field="email")]),
        *([Reason(WANTS_NOTHING, field="email")] if nothing else []),
        *([Reason(FORGOTTEN, field="email")] if forgotten_among(newsletter.community, [address]) else []),
    ])  # fmt: skip
    said = Said(Way.HAND, agent=proof[:200])
    with transaction.atomic():
        row = _say(newsletter, address, SubscriptionState.ON, said, author=by.name)
        audit(by, "mailing.subscribe_by_hand", in_=newsletter.community, on=newsletter)
        _tell(newsletter.community)
    return row


def take_over_subscribers(
    newsletter: Newsletter, emails: Iterable[str], *, since: Mapping[str, Moment] | None = None, by: Actor
) -> int:
    """Subscribe addresses that a list elsewhere had; whoever said anything here keeps to that.

    `since` says when they subscribed there, where the list says so. Answers how many are new. May be
    repeated.
    """
    require(by, KEEP_ADDRESSES, in_=newsletter.community)
    wanted = {address for email in emails if (address := address_of(email))}
    with transaction.atomic():
        sql.lock("mailing.subscribing", newsletter.pk)
        known = set(Subscription.objects.filter(newsletter=newsletter).values_list("email", flat=True))
        new = sorted(wanted - known - forgotten_among(newsletter.community, wanted))
        _subscribe_all(newsletter, new, since or {}, by)
        audit(by, "mailing.take_over_subscribers", in_=newsletter.community, on=newsletter, count=len(new))
        _tell(newsletter.community)
    return len(new)


def end_earlier(delivery: Delivery, at: Moment, *, in_: Community, by: Actor) -> None:
    """Keep that somebody unsubscribed from a letter's newsletter back then, within the running transaction.

    May be repeated.
    """
    require(by, KEEP_ADDRESSES, in_=in_)
    newsletter = delivery.letter.newsletter
    reader = Reader(in_.pk, delivery.email, newsletter.pk, delivery.identity_id, delivery=delivery.pk)
    _say(newsletter, delivery.email, SubscriptionState.OFF, Said(Way.PAGE), reader, said_at=at)
    _tell(in_)


def _choose(reader: Reader, choice: Choice, said: Said, in_: Community) -> None:
    known = Q(pk__in=list(choice.wanted)) | Q(subscriptions__email=reader.email) | Q(pk=reader.newsletter)
    for newsletter in Newsletter.objects.filter(known, community=in_, removed_at=None).distinct():
        frequency = choice.wanted.get(newsletter.pk)
        state = SubscriptionState.OFF if frequency is None else SubscriptionState.ON
        _say(newsletter, reader.email, state, said, reader, frequency=frequency)
        if frequency is None:
            _leave_out(Delivery.objects.filter(letter__newsletter=newsletter), reader, LeftOut.UNSUBSCRIBED)


def _subscribe_all(
    newsletter: Newsletter, emails: Sequence[str], since: Mapping[str, Moment], by: Actor
) -> None:
    """Subscribe addresses that said nothing here yet: two statements for each five hundred."""
    at, identities = now(), _identities_at(newsletter, emails)
    rows = Subscription.objects.bulk_create([
        Subscription(
            newsletter=newsletter, email=email, state=SubscriptionState.ON, identity_id=identities.get(email),
            changed_at=as_datetime(since.get(email, at)),
        )
        for email in emails
    ], batch_size=AT_ONCE)  # fmt: skip
    words = [_word(row, Said(Way.LIST), author=by.name) for row in rows]
    SubscriptionChange.objects.bulk_create(words, batch_size=AT_ONCE)


def _say(
    newsletter: Newsletter, email: str, state: SubscriptionState, said: Said, reader: Reader | None = None, *,
    frequency: Frequency | None = None, author: str = "", said_at: Moment | None = None,
) -> Subscription:  # fmt: skip
    """Keep where an address stands, and add the word that brought it there; the same word twice is one."""
    at = as_datetime(said_at or now())
    sql.lock("mailing.subscribing", newsletter.pk)
    identity = reader.identity if reader else identity_at(newsletter, email)
    row, is_new = Subscription.objects.get_or_create(
        newsletter=newsletter, email=email,
        defaults={"state": state, "identity_id": identity, "changed_at": at,
                  "frequency": frequency or Frequency.EVERY},
    )  # fmt: skip
    row.newsletter = newsletter
    wanted = frequency or Frequency(row.frequency)
    if not is_new:
        if (row.state, row.frequency) == (state, wanted):
            return row
        row.state, row.frequency, row.changed_at = state, wanted, at
        row.identity_id = row.identity_id or identity
        row.save()
    _word(row, said, reader, author=author).save()
    return row


def _word(row: Subscription, said: Said, reader: Reader | None = None, *, author: str) -> SubscriptionChange:
    """Answer the word that brought a subscription to where it stands, with its proof."""
    newsletter = row.newsletter
    is_on = row.state != SubscriptionState.OFF
    return SubscriptionChange(
        subscription=row, state=row.state, frequency=row.frequency, way=said.way, at=row.changed_at,
        author=author, consent_text=newsletter.consent_text if is_on else "",
        consent_version=newsletter.consent_version if is_on else None,
        delivery_id=reader.delivery if reader else None, network=said.network, agent=said.agent,
        is_told=row.state == SubscriptionState.ASKED,
    )  # fmt: skip


def identity_at(newsletter: Newsletter, email: str) -> int | None:
    """Answer who the ledger knows at an address, if anybody."""
    return _identities_at(newsletter, [email]).get(email)


def _identities_at(newsletter: Newsletter, emails: Sequence[str]) -> dict[str, int]:
    rows = sql.fetch(
        "SELECT value, id FROM ledger_identity WHERE organisation_id = %s AND kind = 'email' "
        f"AND {sql.any_of('value', 'text')}",
        (newsletter.community.organisation_id, sql.listed(emails)),
    )
    return dict(rows)


def _leave_out(of: QuerySet[Delivery], reader: Reader, why: LeftOut) -> None:
    """Leave whoever reads there out of what waits for them, at every address they have."""
    same = Q(email=reader.email)
    if reader.person is not None:
        same |= Q(person_id=reader.person)
    waiting = of.filter(same, state=Stand.WAITING)
    waiting.update(state=Stand.LEFT_OUT, why=why)


def _lift(in_: Community, email: str) -> None:
    """Let letters go to an address again whose reader wanted none."""
    own = Suppression.objects.filter(
        community=in_, email__in=(email, mark_of(email)), why__in=(Why.ASKED, Why.FORGOTTEN), ended_at=None
    )
    own.update(ended_at=as_datetime(now()), ended_why="", ended_by="")


def _follow(in_: Community, email: str, is_followed: bool) -> None:
    if is_followed:
        Unfollowed.objects.filter(community=in_, email=email).delete()
    else:
        Unfollowed.objects.get_or_create(
            community=in_, email=email, defaults={"at": as_datetime(now())}
        )  # fmt: skip


def _tell(in_: Community) -> None:
    enqueue("mailing.jobs.telling.tell_subscriptions", community=in_.pk, key=f"mailing.tell/{in_.pk}",
            community_id=in_.pk)  # fmt: skip
