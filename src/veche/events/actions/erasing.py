"""Erasing by law: nothing of a guest stays but that a seat was taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.models import Diet, Guest, Introduced, Invitee, NoInvitation, Payment, Seat, Volunteer
from veche.events.terms import KEEP_EVENTS

if TYPE_CHECKING:
    from veche.core.models import Organisation

NOBODY = "–"


def forget_guests(organisation: Organisation, identities: Sequence[int], *, by: Actor) -> None:
    """Erase names, addresses, answers and diets of these handles; counts stay. May be repeated.

    Whoever helped under the address they registered with is erased there too. Letters that are on their
    way to them find no address, and their links of introductions lead nowhere.
    """
    require(by, KEEP_EVENTS, in_=organisation)
    with transaction.atomic():
        guests = Guest.objects.filter(event__community__organisation=organisation, identity__in=identities)
        known = list(guests.exclude(name=NOBODY).values_list("pk", "email"))
        mine, emails = [pk for pk, _ in known], {email for _, email in known if email}
        Diet.objects.filter(seat__guest__in=mine).delete()
        Seat.objects.filter(guest__in=mine).update(name="")
        Payment.objects.filter(guest__in=mine).update(note="")
        Guest.objects.filter(pk__in=mine).update(
            name=NOBODY, folded="", email="", phone="", note="", answers={}, source=""
        )
        asked = Introduced.objects.filter(round__community__organisation=organisation)
        asked.filter(identity__in=identities).update(digest=None)
        _forget_letters(organisation, identities, emails)
        helped = Volunteer.objects.filter(event__community__organisation=organisation, email__in=emails)
        helped.update(name=NOBODY, email="", phone="")
        if known:
            audit(by, "events.forget_guests", in_=organisation, count=len(known))


def _forget_letters(organisation: Organisation, identities: Sequence[int], emails: set[str]) -> None:
    theirs = Q(identity__in=identities) | Q(email__in=emails)
    invited = Invitee.objects.filter(theirs, drive__event__community__organisation=organisation)
    invited.update(name="", email="", digest=None)
    NoInvitation.objects.filter(theirs, community__organisation=organisation).update(email="")
