"""What letters keep of a person, for those who erase it and for the person to read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.utils.crypto import salted_hmac

from veche.mailing.models import Delivery, Subscription, SubscriptionChange, Suppression
from veche.mailing.terms import Stand, Why

if TYPE_CHECKING:
    from veche.core.models import Community, Organisation
    from veche.people.models import Person

MOST_LETTERS = 50_000


def mark_of(email: str) -> str:
    """Answer what stays of an address that was forgotten: enough to know it again, not to write to it."""
    made = salted_hmac("veche.mailing.forgotten", email, secret=settings.SECRET_KEY, algorithm="sha256")
    return str(made.hexdigest())


def forgotten_among(community: Community, emails: Iterable[str]) -> set[str]:
    """Answer which addresses belong to somebody who was forgotten by law in a community."""
    marks = {mark_of(email): email for email in emails}
    kept = Suppression.objects.filter(community=community, why=Why.FORGOTTEN, ended_at=None)
    known = set(kept.values_list("email", flat=True)) if marks else set()
    return {email for mark, email in marks.items() if mark in known}


def deliveries_to(organisation: int, persons: Iterable[int], identities: Iterable[int]) -> Q:
    """Answer the condition of deliveries to somebody, by who they are and by their handles."""
    whose = Q(person_id__in=list(persons)) | Q(identity__in=list(identities))
    return whose & Q(letter__community__organisation=organisation)


def letters_of(person: Person, identities: Iterable[int]) -> dict[str, Any]:
    """Answer the letters to a person and what they said about newsletters, with the proofs, as plain data."""
    own = list(identities)
    to = Delivery.objects.filter(deliveries_to(person.organisation_id, [person.pk], own))
    rows = to.select_related("letter__community", "letter__newsletter").order_by("pk")[:MOST_LETTERS]
    of = Subscription.objects.filter(identity__in=own).select_related("newsletter__community")
    return {
        "letters": [
            {"community": one.letter.community.name, "newsletter": one.letter.newsletter.title,
             "subject": one.letter.subject, "to": one.email, "state": Stand(one.state).name.lower(),
             "why": one.why, "sent": _at(one.sent_at)}
            for one in rows
        ],
        "subscriptions": [
            {"community": one.newsletter.community.name, "newsletter": one.newsletter.title,
             "address": one.email, "state": one.state, "frequency": one.frequency,
             "words": [_word(change) for change in one.changes.order_by("pk")]}
            for one in of.order_by("pk")
        ],
    }  # fmt: skip


def communities_of(organisation: Organisation) -> list[Community]:
    """Answer the communities of an organisation."""
    from veche.core.models import Community

    return list(Community.objects.filter(organisation=organisation).select_related("organisation"))


def _word(one: SubscriptionChange) -> dict[str, Any]:
    return {
        "state": one.state, "frequency": one.frequency, "way": one.way, "at": _at(one.at),
        "network": one.network, "agent": one.agent, "text": one.consent_text,
        "version": one.consent_version,
    }  # fmt: skip


def _at(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
