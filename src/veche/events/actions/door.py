"""The door: entrances, devices and their links, and who did not come."""

from __future__ import annotations

import secrets
from dataclasses import replace

from django.db import IntegrityError, transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.moving import hold_event, move_guest
from veche.events.models import Device, Door, Event
from veche.events.queries.door import digest_of_link, guests_not_come, last_moment
from veche.events.terms import ADMIT_GUESTS, MOVE_GUESTS, GuestState
from veche.events.terms.door import LONGEST_DOOR
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean_name
from veche.kit.time import as_datetime, moment, now

NO_NAME = N_("Give it a name.")
SAME_NAME = N_("There is a door of this name.")
NOT_OVER = N_("The event is not over yet: people may still come.")
NO_DOOR = N_("There is no such door.")
AT_ONCE = 200


def add_door(event: Event, name: str, *, by: Actor) -> Door:
    """Add an entrance; refuses one without a name or with that of another."""
    require(by, MOVE_GUESTS, in_=event.community)
    wanted = clean_name(name, LONGEST_DOOR)
    if not wanted:
        raise Refusal(Reason(NO_NAME, field="name"))
    try:
        with transaction.atomic():
            made = Door.objects.create(event=event, name=wanted)
            audit(by, "events.add_door", in_=event.community, on=made, name=wanted)
    except IntegrityError as error:
        raise Refusal(Reason(SAME_NAME, field="name")) from error
    return made


def remove_door(door: Door, *, by: Actor) -> None:
    """Remove an entrance; what was scanned there stays. May be repeated."""
    require(by, MOVE_GUESTS, in_=door.event.community)
    with transaction.atomic():
        if Door.objects.filter(pk=door.pk, removed_at=None).update(removed_at=now()):
            Device.objects.filter(door=door).update(door=None)
            audit(by, "events.remove_door", in_=door.event.community, on=door)


def invite_device(event: Event, title: str, *, door: Door | None = None, by: Actor) -> tuple[Device, str]:
    """Make a link by which a phone without an account scans tickets; answers the secret in it, once.

    It opens the list until six hours after the end. Refuses a device without a name and a strange door.
    """
    require(by, MOVE_GUESTS, in_=event.community)
    wanted = clean_name(title, 100)
    reasons = [] if wanted else [Reason(NO_NAME, field="title")]
    reasons += [Reason(NO_DOOR, field="door")] if door and door.event_id != event.pk else []
    if reasons:
        raise Refusal(*reasons)
    secret = secrets.token_urlsafe(24)
    with transaction.atomic():
        made = Device.objects.create(
            event=event, title=wanted, digest=digest_of_link(secret), door=door, made_at=as_datetime(now()),
            expires_at=as_datetime(last_moment(event)),
        )  # fmt: skip
        audit(by, "events.invite_device", in_=event.community, on=made, title=wanted)
    return made, secret


def revoke_device(device: Device, *, by: Actor) -> None:
    """Lock a device out at once; what it told stays. May be repeated."""
    require(by, MOVE_GUESTS, in_=device.event.community)
    with transaction.atomic():
        if Device.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=now()):
            audit(by, "events.revoke_device", in_=device.event.community, on=device)


def device_of_user(event: Event, *, by: Actor) -> Device:
    """Answer the device that a user's own browser is at this event. May be repeated."""
    require(by, ADMIT_GUESTS, in_=event.community)
    made, _ = Device.objects.get_or_create(
        event=event, user_id=by.user_id, digest=None,
        defaults={"title": clean_name(by.name, 100) or "–", "made_at": now()},
    )  # fmt: skip
    made.event = event
    return made


def mark_missed(event: Event, *, by: Actor) -> int:
    """Note of everybody who was expected and did not come that they missed it; answers how many.

    Refuses before the end. May be repeated; a scan that a phone brings later still counts.
    """
    require(by, ADMIT_GUESTS, in_=event.community)
    if moment(event.ends_at) > now():
        raise Refusal(Reason(NOT_OVER))
    machine, count = replace(by, is_machine=True), 0
    while True:
        with transaction.atomic():
            held = hold_event(event.pk, community=event.community)
            guests = list(guests_not_come(held)[:AT_ONCE])
            for guest in guests:
                move_guest(guest, GuestState.MISSED, event=held, by=machine)
            count += len(guests)
            if len(guests) < AT_ONCE:
                if count:
                    audit(by, "events.mark_missed", in_=event.community, on=event, count=count)
                return count
