"""Telling the ledger what people said about newsletters, each word once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import SYSTEM, Actor
from veche.kit import sql
from veche.kit.time import moment
from veche.ledger.actions import open_origin, record_many
from veche.ledger.models import Identity, Origin
from veche.ledger.terms import About, Handle, Kind, Place, Sighting
from veche.mailing.models import Letter, Newsletter, Subscription, SubscriptionChange
from veche.mailing.queries.audience.judging import DESK
from veche.mailing.terms import KEEP_DELIVERIES, SubscriptionState

if TYPE_CHECKING:
    from veche.core.models import Community

AT_ONCE = 500
_KINDS = {SubscriptionState.ON: Kind.SUBSCRIBED, SubscriptionState.OFF: Kind.UNSUBSCRIBED}


def tell_subscriptions(*, in_: Community, by: Actor) -> int:
    """Record the next few hundred words about newsletters in the ledger; answers how many.

    Whoever was nobody to the ledger yet is somebody from then on. May be repeated.
    """
    require(by, KEEP_DELIVERIES, in_=in_)
    untold = SubscriptionChange.objects.filter(is_told=False, subscription__newsletter__community=in_)
    with transaction.atomic():
        sql.lock("mailing.telling", in_.pk)
        changes = list(untold.select_related("subscription__newsletter").order_by("pk")[:AT_ONCE])
        seen = [
            Sighting(
                place(in_), Handle("email", one.subscription.email), _KINDS[SubscriptionState(one.state)],
                moment(one.at), f"subscription/{one.pk}", about=about_newsletter(one.subscription.newsletter),
            )
            for one in changes
        ]  # fmt: skip
        if seen:
            record_many(seen, origin=origin(in_), by=SYSTEM)
            _know_readers(changes, in_)
        SubscriptionChange.objects.filter(pk__in=[one.pk for one in changes]).update(is_told=True)
    return len(changes)


def place(community: Community) -> Place:
    """Answer the ledger's channel of a community's own letters."""
    return Place(DESK, DESK, "Письма" if community.language == "ru" else "Letters", "list")


def origin(community: Community) -> Origin:
    """Answer the source of facts that letters are, made at the first time."""
    sql.lock("mailing.origin", community.pk)
    found = Origin.objects.filter(community=community, kind=DESK, withdrawn_at=None).first()
    return found or open_origin(community, DESK, place(community).title, by=SYSTEM)


def about_newsletter(newsletter: Newsletter) -> About:
    """Answer a newsletter as the ledger knows it."""
    return About("newsletter", str(newsletter.pk), newsletter.title)


def about_letter(letter: Letter) -> About:
    """Answer a letter as the ledger knows it."""
    return About("letter", str(letter.pk), letter.subject or letter.title)


def _know_readers(changes: list[SubscriptionChange], community: Community) -> None:
    """Keep which identity each address is, as the ledger has it now."""
    emails = {one.subscription.email for one in changes if one.subscription.identity_id is None}
    found = Identity.objects.filter(
        organisation=community.organisation_id, kind="email", value__in=sorted(emails)
    )  # fmt: skip
    for pk, email in found.values_list("pk", "value"):
        Subscription.objects.filter(
            email=email, identity=None, newsletter__community=community
        ).update(identity_id=pk)  # fmt: skip
