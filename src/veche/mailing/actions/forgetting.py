"""Forgetting: whoever was erased by law is nobody in letters any more, and their address stays out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast, Concat

from veche.core.actions import require
from veche.core.models import Organisation
from veche.core.terms import Actor
from veche.kit.time import as_datetime, now
from veche.mailing.actions.returns.forgetting import forget_returns
from veche.mailing.models import (
    Delivery,
    KeptLetter,
    Subscription,
    Suppression,
    Unfollowed,
    Walk,
)
from veche.mailing.queries.forgetting import communities_of, deliveries_to, mark_of
from veche.mailing.terms import KEEP_ADDRESSES, LeftOut, Stand, Why
from veche.mailing.terms.sequencing import PERSON_GONE, WalkState
from veche.people.models import Person

if TYPE_CHECKING:
    from veche.core.models import Community


def forget_readers(
    organisation: Organisation, person: int, identities: Sequence[int], *, by: Actor
) -> int:  # fmt: skip
    """Blank who got which letter and what they said about newsletters; counts stay. May be repeated.

    What came back of theirs loses its words. Of each address a keyed digest stays, so that no list brings
    it back. Answers how many addresses that was. What they said to remarks of the team is the team's.
    """
    homes = communities_of(organisation)
    for community in homes:
        require(by, KEEP_ADDRESSES, in_=community)
    family = [person, *Person.objects.filter(merged_into=person).values_list("pk", flat=True)]
    with transaction.atomic():
        to = Delivery.objects.filter(deliveries_to(organisation.pk, family, identities))
        said = Subscription.objects.filter(
            identity__in=list(identities), newsletter__community__organisation=organisation
        )  # fmt: skip
        emails = {email for found in (to, said) for email in found.values_list("email", flat=True)}
        emails = {email for email in emails if "@" in email}
        pks = list(to.values_list("pk", flat=True))
        _blank(pks)
        Subscription.objects.filter(
            email__in=emails, newsletter__community__organisation=organisation
        ).delete()  # fmt: skip
        for community in homes:
            for email in emails:
                _keep_out(community.pk, email)
            forget_returns(emails, in_=community, by=by)
        _end_walks(family, homes)
    return len(emails)


def _blank(pks: Sequence[int]) -> None:
    rows = Delivery.objects.filter(pk__in=pks)
    KeptLetter.objects.filter(delivery__in=rows).delete()
    rows.filter(state=Stand.WAITING).update(state=Stand.LEFT_OUT, why=LeftOut.SUPPRESSED)
    rows.update(
        # Not an address, and another for each: a letter goes to one address once.
        email=Concat(Value("#"), Cast("pk", CharField())), domain="", person_id=None, identity=None,
        answer="", foreign_id="",
    )  # fmt: skip


def _keep_out(community: int, email: str) -> None:
    at = as_datetime(now())
    Suppression.objects.filter(community=community, email=email).delete()
    Unfollowed.objects.filter(community=community, email=email).delete()
    Suppression.objects.get_or_create(
        community_id=community, email=mark_of(email), ended_at=None, defaults={"why": Why.FORGOTTEN, "at": at}
    )


def _end_walks(family: Sequence[int], homes: Sequence[Community]) -> None:
    """End their walks and keep that there were some, under a number that is no person's."""
    own = Walk.objects.filter(person_id__in=family, sequence__community__in=homes)
    ended = Case(When(state=WalkState.WALKING, then=Value(WalkState.LEFT)), default=F("state"))
    own.update(state=ended, why=PERSON_GONE, person_id=-F("pk"), due_at=None, step=None, cause=0)
