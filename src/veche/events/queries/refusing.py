"""Who allows letters, and who wants no more of something."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from veche.events.models import Guest, NoInvitation
from veche.events.terms.inviting import Refusable
from veche.kit.time import moment, now
from veche.people.models import Consent
from veche.people.terms import Purpose

if TYPE_CHECKING:
    from veche.core.models import Community


def consents_of(persons: Collection[int]) -> tuple[set[int], set[int]]:
    """Answer who allows letters, and who did once and took it back."""
    at, consented, once = now(), set(), set()
    found = Consent.objects.filter(person__in=list(persons), text__purpose=Purpose.LETTERS)
    for person, withdrawn, ends in found.values_list("person", "withdrawn_at", "ends_at"):
        is_open = withdrawn is None and (ends is None or moment(ends) > at)
        consented |= {person} if is_open else set()
        once |= {person} if withdrawn is not None else set()
    return consented, once - consented


def has_withdrawn(person: int) -> bool:
    """Tell whether somebody allowed letters once and took that back."""
    return person in consents_of([person])[1]


def refusing_reminders(community: Community, guests: Sequence[Guest]) -> set[int]:
    """Answer which of some guests want no more reminders of the community's events; two queries."""
    ended = NoInvitation.objects.filter(community=community, ended_at=None, what=Refusable.REMINDERS)
    emails = set(
        ended.filter(email__in=[one.email for one in guests if one.email]).values_list("email", flat=True)
    )
    identities = set(
        ended.filter(identity__in=[one.identity_id for one in guests if one.identity_id])
        .values_list("identity", flat=True)
    )  # fmt: skip
    return {one.pk for one in guests if one.email in emails or one.identity_id in identities}
