"""Admitting: scans of all devices are merged, in whatever order they arrive, each once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import Q

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.moving import hold_event, move_guest
from veche.events.actions.walking_in import walk_in_seats
from veche.events.models import Device, Event, Guest, GuestChange, Scan, Seat
from veche.events.queries.door import EXPECTED, name_on, scans_of
from veche.events.queries.tickets import is_signed
from veche.events.rules.door import first_in, is_inside, judge, read_code
from veche.events.terms import ADMIT_GUESTS, GuestState
from veche.events.terms.door import LONGEST_CODE, MOST_SCANS, Answer, Outcome, Pass, PassKind, Scanned
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean_name
from veche.kit.time import EARLIEST, MINUTE, Moment, as_datetime, moment, now

TOO_MANY = N_("That are too many scans at once.")
SEEN_EVERY = MINUTE // 3


def admit(
    scans: Sequence[Scanned], *, device: Device, sent_at: int | None = None, waiting: int = 0, by: Actor
) -> list[Answer]:
    """Take what a device scanned; answers how each scan is judged, with the first one's time and door.

    `sent_at` is the device's clock when it told us, by which its times are set right (ms); `waiting`
    is how many scans it still keeps. May be repeated, and batches may come in any order: what was
    scanned first is first. Refuses more than 200 at once.
    """
    event = device.event
    require(by, ADMIT_GUESTS, in_=event.community)
    if len(scans) > MOST_SCANS:
        raise Refusal(Reason(TOO_MANY))
    at = now()
    ahead = (sent_at or at) - at
    with transaction.atomic():
        held = hold_event(event.pk, community=event.community)
        known = {one.key: one for one in _known(device, scans)}
        fresh = {one.key: one for one in scans if one.key and one.key not in known}
        rows = _read_scans(list(fresh.values()), held, device, at=at, ahead=ahead, by=by)
        Scan.objects.bulk_create(rows)
        for row in rows:
            known[row.key] = row
        touched = {row.seat_id for row in rows if row.seat_id and row.outcome not in REFUSED}
        asked = touched | {row.seat_id for row in known.values() if row.seat_id}
        passes = scans_of(asked) if asked else {}
        _settle(touched, passes, held, by=by)
        _note_device(device, at, waiting)
    return [_answer(known[one.key], passes) for one in scans if one.key in known]


REFUSED = frozenset({Outcome.CANCELLED, Outcome.FOREIGN, Outcome.UNKNOWN})


def undo_scan(scan: Scan, *, device: Device, by: Actor) -> list[Answer]:
    """Take a check-in back; who came by mistake is where they were before. May be repeated."""
    require(by, ADMIT_GUESTS, in_=device.event.community)
    key = f"undo/{scan.pk}"
    told = Scanned(key, now(), PassKind.UNDO, seat=scan.seat_id, undoes=scan.key)
    with transaction.atomic():
        answers = admit([told], device=device, by=by)
        audit(by, "events.undo_scan", in_=device.event.community, on=scan)
    return answers


def _known(device: Device, scans: Iterable[Scanned]) -> Iterable[Scan]:
    return Scan.objects.filter(device=device, key__in=[one.key for one in scans])


def _read_scans(
    scans: list[Scanned], event: Event, device: Device, *, at: Moment, ahead: int, by: Actor
) -> list[Scan]:
    """Turn what a device tells into scans of seats, before they are judged beside each other."""
    codes = {one.key: read_code(one.code[:LONGEST_CODE]) for one in scans if one.code}
    secrets = {code.secret for code in codes.values() if code and code.event == event.pk}
    seats = {one.seat for one in scans if one.seat}
    found = Seat.objects.select_related("guest__ticket_type").filter(
        Q(pk__in=seats) | Q(secret__in=secrets), event=event
    )
    by_pk = {seat.pk: seat for seat in found} if seats or secrets else {}
    by_secret = {seat.secret: seat for seat in by_pk.values()}
    walked = walk_in_seats([one for one in scans if one.name and not one.code and not one.seat], event, by=by)
    taken_back = _taken_back(scans, device)
    doors = _doors_named(scans, device)
    rows: list[Scan] = []
    for one in scans:
        code = codes.get(one.key)
        mine = by_secret.get(code.secret) if code and code.event == event.pk else None
        seat = by_pk.get(one.seat or 0) or mine or walked.get(one.key)
        if seat is None and one.kind is PassKind.UNDO:
            before = (row.seat for row in rows if row.key == one.undoes)
            seat = next(before, None) or taken_back.get(one.undoes)
        rows.append(Scan(
            event=event, device=device, key=one.key[:64], kind=one.kind, seat=seat, undoes=one.undoes[:64],
            door_id=one.door if one.door in doors else device.door_id, merged_at=at,
            at=min(at, max(EARLIEST, one.at - ahead)), outcome=_outcome(one, seat, event),
            words="" if seat else clean_name(one.code, 80),
        ))  # fmt: skip
    return rows


def _outcome(one: Scanned, seat: Seat | None, event: Event) -> Outcome:
    """Answer why a scan counts for nobody, or that it is to be judged beside the others."""
    if seat is None:
        code = read_code(one.code[:LONGEST_CODE])
        if code and code.event != event.pk and is_signed(code):
            return Outcome.FOREIGN
        return Outcome.UNKNOWN
    if seat.guest.state in EXPECTED or one.let_in or one.name or one.kind is not PassKind.IN:
        return Outcome.IN
    return Outcome.CANCELLED


def _taken_back(scans: Iterable[Scanned], device: Device) -> dict[str, Seat | None]:
    """Answer the seats of scans that are taken back by a device that knows no seat: those of new guests."""
    keys = [one.undoes for one in scans if one.undoes and not one.seat]
    if not keys:
        return {}
    found = Scan.objects.filter(device=device, key__in=keys).select_related("seat__guest__ticket_type")
    return {one.key: one.seat for one in found}


def _doors_named(scans: Iterable[Scanned], device: Device) -> set[int]:
    named = {one.door for one in scans if one.door} - {device.door_id}
    if not named:
        return {device.door_id or 0}
    return {device.door_id or 0, *device.event.doors.filter(pk__in=named).values_list("pk", flat=True)}


def _settle(seats: Iterable[int], passes: dict[int, list[Scan]], event: Event, *, by: Actor) -> None:
    """Judge the scans of seats anew, and have seats and guests stand as these say."""
    machine = replace(by, is_machine=True)
    guests: dict[int, Guest] = {}
    for pk in sorted(seats):
        mine = [one for one in passes.get(pk, ()) if one.outcome not in REFUSED]
        told = [Pass(one.key, moment(one.at), PassKind(one.kind), one.undoes) for one in mine]
        outcomes = judge(told)
        for one in mine:
            if one.outcome != outcomes[one.key]:
                one.outcome = outcomes[one.key]
                one.save(update_fields=["outcome"])
        first = first_in(told)
        door = next((one.door_id for one in mine if first and one.key == first.key), None)
        came = as_datetime(first.at) if first else None
        Seat.objects.filter(pk=pk).update(came_at=came, came_door=door, is_inside=is_inside(told))
    for guest in Guest.objects.filter(places__in=list(seats)).select_related("ticket_type").distinct():
        guests[guest.pk] = guest
    for guest in guests.values():
        _move(guest, event, by=machine)


def _move(guest: Guest, event: Event, *, by: Actor) -> None:
    """A guest came as soon as one of their party did, and did not where that was a mistake."""
    has_come = guest.places.filter(came_at__isnull=False).exists()
    if has_come and guest.state != GuestState.CAME:
        move_guest(guest, GuestState.CAME, event=event, by=by, beyond=True)
    elif not has_come and guest.state == GuestState.CAME:
        change = GuestChange.objects.filter(guest=guest, state=GuestState.CAME).order_by("-pk").first()
        before = GuestState(change.before) if change and change.before else GuestState.GOING
        move_guest(guest, before, event=event, by=by, beyond=True, reason="taken back at the door")


def _note_device(device: Device, at: Moment, waiting: int) -> None:
    """Keep when a device last spoke, at most every twenty seconds: it is no fact worth a write each time."""
    if device.seen_at and device.waiting == waiting and at - moment(device.seen_at) < SEEN_EVERY:
        return
    device.seen_at, device.waiting = as_datetime(at), max(0, min(waiting, 100_000))
    device.save(update_fields=["seen_at", "waiting"])


def _answer(scan: Scan, passes: dict[int, list[Scan]]) -> Answer:
    """Tell a device of a scan; whoever is inside already came at the first one's time, by its door."""
    if scan.seat_id is None:
        return Answer(scan.key, Outcome(scan.outcome))
    mine = passes.get(scan.seat_id, [])
    judged = next((one for one in mine if one.pk == scan.pk), scan)
    first = next((one for one in mine if one.outcome == Outcome.IN), None)
    seat = scan.seat
    name = name_on(seat.name, seat.guest.name, seat.number, seat.guest.seats) if seat else ""
    return Answer(
        scan.key, Outcome(judged.outcome), scan.seat_id, name, moment(first.at) if first else None,
        first.door.name if first and first.door else "",
    )  # fmt: skip
