"""Settling: what something returned means for the delivery, the address, and what waits to leave for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from veche.core.terms import SYSTEM
from veche.kit.time import Moment, moment
from veche.ledger.terms import About, Handle, Kind, Sighting
from veche.mailing.actions.returns.finding import Finding, is_believed
from veche.mailing.actions.subscribing import end_subscription
from veche.mailing.actions.suppressing import suppress
from veche.mailing.actions.telling import place
from veche.mailing.models import Delivery, Return, Returning, Subscription, Suppression
from veche.mailing.rules.decay import is_too_much, score_of
from veche.mailing.terms import Stand, SubscriptionState, Why
from veche.mailing.terms.returning import BY_LETTER, CAUSE_TITLES, Returned, What
from veche.mailing.terms.subscribing import Reader, Said, Way

if TYPE_CHECKING:
    from veche.core.models import Community

_BOUNCES = (What.HARD, What.SOFT, What.BLOCKED)
_COUNTING = (What.HARD, What.SOFT, What.COMPLAINT, What.UNSUBSCRIBED)
_MOST_SOFT = 200


def settle(finding: Finding, returning: Returning) -> Sighting | None:
    """Write down what was said and act upon it, within the running transaction; answers the fact of it.

    What is not believed is written down and changes nothing; the same of the same delivery counts once.
    """
    told, delivery, at = finding.returned, finding.delivery, moment(returning.received_at)
    believed = is_believed(finding, at)
    counts = believed and told.what in _COUNTING and not _counted(delivery, told.what)
    email = delivery.email if delivery else told.address
    Return.objects.create(
        community=returning.community, returning=returning, delivery=delivery,
        letter=delivery.letter if delivery else None, email=email, domain=email.rpartition("@")[2][:190],
        what=told.what, cause=told.cause, status=told.status, code=told.code, feedback=told.feedback,
        diagnostic=told.diagnostic[:500], at=at, counts=counts,
    )  # fmt: skip
    if not believed or delivery is None:
        return None
    _move(delivery, told.what, told.diagnostic)
    if counts:
        _act(delivery, told, at)
    return _fact(delivery, told.what, at)


def _counted(delivery: Delivery | None, what: What) -> bool:
    return Return.objects.filter(delivery=delivery, what=what, counts=True).exists()


def _move(delivery: Delivery, what: What, answer: str) -> None:
    """Bring the delivery to where it stands now; a complaint is the last word."""
    before = [Stand.CLAIMED, Stand.SENT, Stand.DOUBTFUL]
    if what is What.COMPLAINT:
        found = Delivery.objects.filter(pk=delivery.pk, state__in=[*before, Stand.BOUNCED])
        found.update(state=Stand.COMPLAINED)
    elif what in _BOUNCES:
        found = Delivery.objects.filter(pk=delivery.pk, state__in=before)
        found.update(state=Stand.BOUNCED, answer=answer[:300])


def _act(delivery: Delivery, told: Returned, at: Moment) -> None:
    home, email, what = delivery.letter.community, delivery.email, told.what
    if what is What.HARD or (what is What.SOFT and _is_worn(home, email, at)):
        suppress(home, email, Why.BOUNCED, detail=str(CAUSE_TITLES[told.cause]))
    elif what is What.COMPLAINT:
        suppress(home, email, Why.COMPLAINED)
        for newsletter in _subscribed_to(delivery):
            _end(delivery, newsletter, Way.COMPLAINT)
    elif what is What.UNSUBSCRIBED:
        if told.feedback == BY_LETTER or delivery.letter.newsletter_id in _subscribed_to(delivery):
            _end(delivery, delivery.letter.newsletter_id, Way.ONE_CLICK)
        else:
            suppress(home, email, Why.ASKED)


def _subscribed_to(delivery: Delivery) -> set[int | None]:
    """Answer the newsletters that somebody has subscribed to at this address."""
    found = Subscription.objects.filter(
        newsletter__community=delivery.letter.community, email=delivery.email, state=SubscriptionState.ON
    )
    return set(found.values_list("newsletter", flat=True))


def _end(delivery: Delivery, newsletter: int | None, way: Way) -> None:
    home = delivery.letter.community
    if newsletter is not None:
        reader = Reader(home.pk, delivery.email, newsletter, delivery.identity_id, delivery=delivery.pk)
        end_subscription(reader, Said(way), in_=home, by=SYSTEM)


def _is_worn(community: Community, email: str, at: Moment) -> bool:
    """Tell whether letters came back too often lately, since somebody last let the address off the list."""
    lifted = Suppression.objects.filter(community=community, email=email, ended_at__isnull=False)
    last = lifted.order_by("-ended_at").values_list("ended_at", flat=True).first()
    soft = Return.objects.filter(community=community, email=email, what=What.SOFT, counts=True)
    if last is not None:
        soft = soft.filter(at__gt=last)
    moments = soft.order_by("-at").values_list("at", flat=True)[:_MOST_SOFT]
    return is_too_much(score_of([moment(one) for one in moments], at))


def _fact(delivery: Delivery, what: What, at: Moment) -> Sighting | None:
    kind = {What.COMPLAINT: Kind.COMPLAINED, **dict.fromkeys(_BOUNCES, Kind.BOUNCED)}.get(what)
    if kind is None:
        return None
    letter, identity = delivery.letter, delivery.identity
    handle = Handle(identity.kind, identity.value) if identity else Handle("email", delivery.email)
    about = About("letter", str(letter.pk), letter.title)
    return Sighting(
        place(letter.community), handle, kind, at, f"delivery/{delivery.pk}/{kind.word}", about=about
    )
