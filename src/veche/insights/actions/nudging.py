"""Nudging: notes that somebody of the team wrote to a newcomer who is silent."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from veche.core.actions import audit, require
from veche.core.models import Community
from veche.core.terms import Actor
from veche.insights.models import Nudge
from veche.kit.time import now
from veche.people.models import Person
from veche.people.queries import identities_of
from veche.people.terms import DESCRIBE_PEOPLE


def mark_nudged(person: Person, *, in_: Community, by: Actor) -> None:
    """Note that somebody wrote to a person; `unmark_nudged` takes it back. May be repeated."""
    require(by, DESCRIBE_PEOPLE, in_=in_)
    with transaction.atomic():
        if not _held(person, in_).exists() and person.anchor_id:
            Nudge.objects.create(
                community=in_, identity_id=person.anchor_id, user_id=by.user_id, author=by.name, made_at=now()
            )
            audit(by, "insights.mark_nudged", in_=in_, on=person)


def unmark_nudged(person: Person, *, in_: Community, by: Actor) -> None:
    """Note that nobody wrote to a person after all. May be repeated."""
    require(by, DESCRIBE_PEOPLE, in_=in_)
    with transaction.atomic():
        if _held(person, in_).update(removed_at=now()):
            audit(by, "insights.unmark_nudged", in_=in_, on=person)


def _held(person: Person, community: Community) -> QuerySet[Nudge]:
    handles = identities_of(person)
    return Nudge.objects.filter(community=community, removed_at=None, identity__in=handles)
