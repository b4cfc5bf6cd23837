"""Refusing: whether a person's opens and clicks are kept with their name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.time import as_datetime, now
from veche.mailing.models import Unfollowed
from veche.mailing.queries.following import addresses_of
from veche.mailing.terms import KEEP_ADDRESSES

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.people.models import Person


def follow_person(person: Person, *, is_followed: bool, in_: Community, by: Actor) -> None:
    """Keep what a person does with letters from now on with their name, or without; all their addresses.

    What was kept before stays. May be repeated.
    """
    require(by, KEEP_ADDRESSES, in_=in_)
    with transaction.atomic():
        emails = addresses_of(person)
        if is_followed:
            Unfollowed.objects.filter(community=in_, email__in=emails).delete()
        else:
            Unfollowed.objects.bulk_create(
                (Unfollowed(community=in_, email=email, at=as_datetime(now())) for email in emails),
                ignore_conflicts=True,
            )
        audit(by, "mailing.follow_person", in_=in_, on=person, is_followed=is_followed)
