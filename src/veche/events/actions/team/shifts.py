"""Volunteers and shifts: saved, wished for, filled by wishes or by hand."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.models import Event, Placement, Shift, Volunteer, Wish
from veche.events.queries.team import busy_when, needs_of, wishes_of
from veche.events.rules.links import digest_of
from veche.events.rules.team.filling import clash, fill_shifts
from veche.events.terms import KEEP_EVENTS, PLAN_EVENTS
from veche.events.terms.team import MOST_SHIFTS, MOST_VOLUNTEERS, Candidate, Span, WishLevel
from veche.kit.sealing import seal
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import DAY, Moment, as_datetime, moment, now

UNNAMED = N_("Write who it is.")
UNTITLED = N_("Write what the shift is for.")
ENDS_FIRST = N_("A shift has to end after it starts.")
NOBODY = N_("A shift takes one person at least, and 100 at most.")
TOO_MANY = N_("That is more than an event may have: {most}.")
FAR = N_("That is far from the event itself.")
# Building up and taking down may be days away.
AROUND = 30
BUSY = N_("{name} has something else then.")


def save_shift(
    event: Event, title: str, *, starts: Moment, ends: Moment, needed: int, where: str = "",
    shift: Shift | None = None, by: Actor,
) -> Shift:  # fmt: skip
    """Keep a shift, anew or in the place of `shift`; refuses with every reason at once."""
    require(by, PLAN_EVENTS, in_=event.community)
    words = clean_name(title, 200)
    reasons = [] if words else [Reason(UNTITLED, field="title")]
    reasons += [Reason(ENDS_FIRST, field="ends_at")] if ends <= starts else []
    opens, closes = moment(event.starts_at) - AROUND * DAY, moment(event.ends_at) + AROUND * DAY
    reasons += [Reason(FAR, field="starts_at")] * (not opens <= starts <= closes)
    reasons += [Reason(FAR, field="ends_at")] * (
        opens <= starts <= closes and not starts - DAY <= ends <= closes
    )
    reasons += [] if 1 <= needed <= 100 else [Reason(NOBODY, field="needed")]
    if shift is None and Shift.objects.filter(event=event, removed_at=None).count() >= MOST_SHIFTS:
        reasons.append(Reason(TOO_MANY, values={"most": MOST_SHIFTS}))
    refuse_if(reasons)
    kept = shift or Shift(event=event)
    kept.title, kept.where, kept.needed = words, clean_name(where, 200), needed
    kept.starts_at, kept.ends_at = as_datetime(starts), as_datetime(ends)
    kept.save()
    return kept


def remove_shift(shift: Shift, *, by: Actor) -> None:
    """Take a shift away; `restore_shift` brings it back with who had it. May be repeated."""
    require(by, PLAN_EVENTS, in_=shift.event.community)
    Shift.objects.filter(pk=shift.pk, removed_at=None).update(removed_at=now())


def restore_shift(shift: Shift, *, by: Actor) -> None:
    """Bring a shift back. May be repeated."""
    require(by, PLAN_EVENTS, in_=shift.event.community)
    Shift.objects.filter(pk=shift.pk).update(removed_at=None)


def add_volunteer(event: Event, name: str, *, email: str = "", phone: str = "", by: Actor) -> Volunteer:
    """Add somebody who helps, with a link of their own; refuses one without a name."""
    require(by, PLAN_EVENTS, in_=event.community)
    told = clean_name(name, 200)
    reasons = [] if told else [Reason(UNNAMED, field="name")]
    if Volunteer.objects.filter(event=event, removed_at=None).count() >= MOST_VOLUNTEERS:
        reasons.append(Reason(TOO_MANY, values={"most": MOST_VOLUNTEERS}))
    refuse_if(reasons)
    secret = secrets.token_urlsafe(16)
    with transaction.atomic():
        made = Volunteer.objects.create(
            event=event, name=told, email=email.strip()[:254], phone=phone.strip()[:20], made_at=now(),
            digest=digest_of(secret), sealed=seal(secret),
        )  # fmt: skip
        audit(by, "events.add_volunteer", in_=event.community, on=made, name=told)
    return made


def remove_volunteer(volunteer: Volunteer, *, by: Actor) -> None:
    """Take a volunteer away: their link leads nowhere; `restore_volunteer` undoes it. May be repeated."""
    require(by, PLAN_EVENTS, in_=volunteer.event.community)
    with transaction.atomic():
        if Volunteer.objects.filter(pk=volunteer.pk, removed_at=None).update(removed_at=now()):
            audit(by, "events.remove_volunteer", in_=volunteer.event.community, on=volunteer)


def restore_volunteer(volunteer: Volunteer, *, by: Actor) -> None:
    """Bring a volunteer back with their wishes and shifts. May be repeated."""
    require(by, PLAN_EVENTS, in_=volunteer.event.community)
    Volunteer.objects.filter(pk=volunteer.pk).update(removed_at=None)


def tell_wishes(volunteer: Volunteer, wishes: Mapping[int, WishLevel], *, by: Actor) -> None:
    """Keep what a volunteer says of shifts of their event; others are passed over. May be repeated."""
    require(by, KEEP_EVENTS, in_=volunteer.event.community)
    there = Shift.objects.filter(event=volunteer.event_id, pk__in=list(wishes), removed_at=None)
    with transaction.atomic():
        for shift in there:
            Wish.objects.update_or_create(
                shift=shift, volunteer=volunteer, defaults={"level": int(wishes[shift.pk])}
            )


def fill_event_shifts(event: Event, *, by: Actor) -> int:
    """Fill the shifts by wishes; who was placed by hand stays. Answers how many places are still open."""
    require(by, PLAN_EVENTS, in_=event.community)
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=event.pk)
        needs, busy = needs_of(event), busy_when(event)
        people = [
            Candidate(key, wishes, busy.get(key, ())) for key, wishes in wishes_of(event).items()
        ]  # fmt: skip
        by_hand: dict[int, set[int]] = {}
        for shift, volunteer in Placement.objects.filter(
            shift__event=event, by_hand=True, volunteer__removed_at=None
        ).values_list("shift", "volunteer"):
            by_hand.setdefault(shift, set()).add(volunteer)
        found = fill_shifts(needs, people, {key: frozenset(here) for key, here in by_hand.items()})
        Placement.objects.filter(shift__event=event, by_hand=False).delete()
        Placement.objects.bulk_create([
            Placement(shift_id=shift, volunteer_id=one)
            for shift, here in found.items() for one in here if one not in by_hand.get(shift, ())
        ])  # fmt: skip
        audit(by, "events.fill_shifts", in_=event.community, on=event)
    return sum(max(0, need.needed - len(found[need.key])) for need in needs)


def place_volunteer(shift: Shift, volunteer: Volunteer, *, by: Actor) -> None:
    """Give somebody a shift by hand: filling leaves it. Refuses one who has something else then."""
    require(by, PLAN_EVENTS, in_=shift.event.community)
    span = Span(moment(shift.starts_at), moment(shift.ends_at))
    taken = busy_when(shift.event).get(volunteer.pk, ())
    had = set(Placement.objects.filter(volunteer=volunteer).values_list("shift", flat=True)) - {shift.pk}
    others = [need.span for need in needs_of(shift.event) if need.key in had]
    if any(clash(span, one) for one in (*taken, *others)):
        raise Refusal(Reason(BUSY, values={"name": volunteer.name}))
    Placement.objects.update_or_create(shift=shift, volunteer=volunteer, defaults={"by_hand": True})


def unplace_volunteer(shift: Shift, volunteer: Volunteer, *, by: Actor) -> None:
    """Take a shift from somebody. May be repeated."""
    require(by, PLAN_EVENTS, in_=shift.event.community)
    Placement.objects.filter(shift=shift, volunteer=volunteer).delete()
