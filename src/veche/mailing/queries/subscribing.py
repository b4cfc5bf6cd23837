"""Who reads which newsletter: by the links they hold, for their own page, for the team."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from veche.kit.text import number_of
from veche.kit.time import Moment, moment, now
from veche.mailing.models import Letter, Newsletter, Subscription, Suppression, Unfollowed
from veche.mailing.queries.tokens import delivery_at
from veche.mailing.terms import Frequency, SubscriptionState, Why
from veche.mailing.terms.subscribing import CONFIRM_WITHIN, Reader

if TYPE_CHECKING:
    from veche.core.models import Community

_CONFIRM, _OWN = "veche.mailing.confirm", "veche.mailing.own"


@dataclass(frozen=True, slots=True)
class Topic:
    """A newsletter as its reader sees it on their own page."""

    newsletter: Newsletter
    is_on: bool
    frequency: Frequency = Frequency.EVERY
    is_asked: bool = False


def public_newsletters(community: Community) -> list[Newsletter]:
    """Answer the newsletters that anybody may subscribe to."""
    return list(Newsletter.objects.filter(
        community=community, is_public=True, removed_at=None
    ).order_by("title", "pk"))  # fmt: skip


def public_newsletter(community: Community, slug: str) -> Newsletter | None:
    """Answer a newsletter that anybody may subscribe to, by its address."""
    return Newsletter.objects.select_related("theme").filter(
        community=community, slug=slug, is_public=True, removed_at=None
    ).first()  # fmt: skip


def reader_by(token: str) -> tuple[Reader, Community] | None:
    """Answer whom the link in a letter names, while the community is open; one query."""
    delivery = delivery_at(token)
    if delivery is None or "@" not in delivery.email:  # forgotten by law
        return None
    letter = delivery.letter
    reader = Reader(
        letter.community_id, delivery.email, letter.newsletter_id, delivery.identity_id, delivery.person_id,
        delivery.pk,
    )  # fmt: skip
    return reader, letter.community


def own_secret(subscription: Subscription) -> str:
    """Answer the secret that opens the page of an address's letters, for letters to that address alone."""
    return f"{subscription.pk}-{_sign(_OWN, f'{subscription.pk}/{subscription.email}')}"


def published_letters(*newsletters: Newsletter) -> QuerySet[Letter]:
    """Answer the letters of public newsletters that anybody may read, the newest first."""
    found = Letter.objects.select_related("newsletter__theme", "theme").filter(
        newsletter__in=newsletters, removed_at=None, published_at__isnull=False, number__isnull=False
    )  # fmt: skip
    return found.order_by("-published_at", "-pk")


def reader_at(secret: str) -> tuple[Reader, Community] | None:
    """Answer whom the secret of their own page names, while the community is open; one query."""
    found = _subscription(secret, also_removed=True)
    if found is None or not constant_time_compare(own_secret(found), secret):
        return None
    community = found.newsletter.community
    return Reader(community.pk, found.email, found.newsletter_id, found.identity_id), community


def confirm_secret(subscription: Subscription) -> str:
    """Answer the secret of the link that says «yes, it was me»: of this asking, for a week."""
    return _secret_of(subscription, moment(subscription.changed_at))


def asked_by(secret: str) -> Subscription | None:
    """Answer the subscription that a link of confirmation is for, while it may be answered."""
    found = _subscription(secret)
    if found is None or moment(found.changed_at) + CONFIRM_WITHIN < now():
        return None
    return found if constant_time_compare(confirm_secret(found), secret) else None


def confirmed_by(secret: str) -> Subscription | None:
    """Answer the subscription that a link of confirmation brought about within its week, while it stands."""
    found = _subscription(secret)
    if found is None or found.state != SubscriptionState.ON:
        return None
    asked = found.changes.filter(state=SubscriptionState.ASKED, at__gte=now() - CONFIRM_WITHIN)
    secrets = [_secret_of(found, moment(at)) for at in asked.values_list("at", flat=True)]
    return found if any(constant_time_compare(one, secret) for one in secrets) else None


def topics_of(reader: Reader, community: Community) -> list[Topic]:
    """Answer the newsletters a reader may choose among: the public ones, and those they have to do with."""
    own = {one.newsletter_id: one for one in subscriptions_at(community, reader.email)}
    known = Q(is_public=True) | Q(pk__in=[*own, reader.newsletter])
    found = Newsletter.objects.filter(known, community=community, removed_at=None)
    topics = []
    for newsletter in found.order_by("is_general", "title", "pk"):
        said = own.get(newsletter.pk)
        came = said is None and newsletter.pk == reader.newsletter and reader.delivery is not None
        is_on = came if said is None else said.state == SubscriptionState.ON
        frequency = Frequency(said.frequency) if said else Frequency.EVERY
        asked = said is not None and said.state == SubscriptionState.ASKED
        topics.append(Topic(newsletter, is_on, frequency, asked))
    return topics


def is_reading(reader: Reader, community: Community) -> bool:
    """Tell whether whoever came by a letter's link gets its newsletter, also one that was removed since."""
    said = subscriptions_at(community, reader.email).filter(newsletter=reader.newsletter).first()
    return reader.delivery is not None if said is None else said.state == SubscriptionState.ON


def subscriptions_at(community: Community, email: str) -> QuerySet[Subscription]:
    """Answer what an address said about the newsletters of a community."""
    return Subscription.objects.filter(newsletter__community=community, email=email)


def wants_nothing(community: Community, email: str) -> bool:
    """Tell whether an address asked for no letters of any kind."""
    return Suppression.objects.filter(
        community=community, email=email, why=Why.ASKED, ended_at=None
    ).exists()  # fmt: skip


def is_followed(community: Community, email: str) -> bool:
    """Tell whether an address lets us keep what it opens and clicks under its name."""
    return not Unfollowed.objects.filter(community=community, email=email).exists()


def _subscription(secret: str, *, also_removed: bool = False) -> Subscription | None:
    pk = number_of(secret.partition("-")[0])
    found = Subscription.objects.select_related("newsletter__community__organisation")
    if not also_removed:
        found = found.filter(newsletter__removed_at=None)
    return found.filter(pk=pk, newsletter__community__closed_at=None).first() if pk else None


def _secret_of(subscription: Subscription, asked: Moment) -> str:
    return f"{subscription.pk}-{_sign(_CONFIRM, f'{subscription.pk}/{subscription.email}/{asked}')}"


def _sign(purpose: str, what: str) -> str:
    made = salted_hmac(purpose, what, secret=settings.SECRET_KEY, algorithm="sha256").digest()
    return urlsafe_b64encode(made[:18]).decode()
