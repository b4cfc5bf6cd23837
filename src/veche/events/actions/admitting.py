"""Admitting: scans of all devices are merged, in whatever order they arrive, each once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import connection, transaction
from django.db.models import Q

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.moving import hold_event, move_guest
from veche.events.actions.turnstile import Turnstile
from veche.events.actions.walking_in import walk_in_seats
from veche.events.models import Device, Door, Event, Guest, GuestChange, Scan, Seat
from veche.events.queries.door import EXPECTED, scans_of
from veche.events.queries.tickets import is_signed
from veche.events.rules.door import clock_ahead, is_inside, judge, name_on, read_code
from veche.events.terms import ADMIT_GUESTS, GuestState
from veche.events.terms.door import LONGEST_CODE, MOST_SCANS, Answer, Outcome, Pass, PassKind, Scanned
from veche.kit import sql
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean_name
from veche.kit.time import EARLIEST, LATEST, MINUTE, SECOND, Moment, as_datetime, moment, now

TURNSTILE = Turnstile()
# The ledger may hear of it a little later, and then of many at once.
HEARD_AFTER = 10 * SECOND
TOO_MANY = N_("Those are too many scans at once.")
SEEN_EVERY = MINUTE // 3


def admit(
    scans: Sequence[Scanned], *, device: Device, sent_at: int | None = None, waiting: int = 0, by: Actor
) -> list[Answer]:
    """Take what a device scanned; answers how each scan is judged, with the first one's time and door.

    `sent_at` is the device's clock when it told us, by which its times are set right (ms); `waiting`
    is how many scans it still keeps. What was scanned after its link ended counts for nothing. May be
    repeated, and batches may come in any order: what was scanned first is first. Refuses more than
    200 at once.
    """
    event = device.event
    require(by, ADMIT_GUESTS, in_=event.community)
    if len(scans) > MOST_SCANS:
        raise Refusal(Reason(TOO_MANY))
    at = now()
    ahead = clock_ahead(sent_at or at, at)
    ends = moment(device.expires_at) if device.expires_at else LATEST
    scans = [one for one in scans if one.at - ahead <= ends]

    def write() -> list[Answer]:
        held = hold_event(event.pk, community=event.community, in_haste=True)
        held.community = event.community
        seats = _seats_told(scans, held)
        passes = _passes(scans, seats.values(), device)
        known = {one.key: one for mine in passes.values() for one in mine if one.device_id == device.pk}
        fresh = {one.key: one for one in scans if one.key and one.key not in known}
        rows = _read_scans(list(fresh.values()), seats, held, device, at=at, ahead=ahead, by=by)
        for row in Scan.objects.bulk_create(rows):
            known[row.key] = row
            passes.setdefault(row.seat_id or 0, []).append(row)
        _settle([row for row in rows if row.outcome not in REFUSED], passes, held, by=by)
        _note_device(device, at, waiting)
        return [_answer(known[one.key], passes) for one in scans if one.key in known]

    if connection.in_atomic_block or sql.on_postgres():
        # PostgreSQL gathers writes to the disk itself, and has many writers at a time.
        with transaction.atomic():
            return write()
    found: list[Answer] = TURNSTILE.pass_through(write)
    return found


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


def _seats_told(scans: Iterable[Scanned], event: Event) -> dict[str, Seat]:
    """Answer the seats that scans name by code, by number or by what they take back: scan's key → seat."""
    codes = {one.key: read_code(one.code[:LONGEST_CODE]) for one in scans if one.code}
    secrets = {key: code.secret for key, code in codes.items() if code and code.event == event.pk}
    numbers = {one.seat for one in scans if one.seat}
    if not secrets and not numbers:
        return {}
    which = Q(secret__in=set(secrets.values())) if secrets else Q(pk__in=numbers)
    which = which | Q(pk__in=numbers) if secrets and numbers else which
    found = list(Seat.objects.select_related("guest").filter(which, event=event))
    guests = {seat.guest_id: seat.guest for seat in found}
    for seat in found:
        seat.guest = guests[seat.guest_id]  # one object for a party, whichever of their seats is scanned
    by_pk, by_secret = {seat.pk: seat for seat in found}, {seat.secret: seat for seat in found}
    named = {one.key: by_pk.get(one.seat or 0) or by_secret.get(secrets.get(one.key, "")) for one in scans}
    return {key: seat for key, seat in named.items() if seat}


def _passes(scans: Sequence[Scanned], seats: Iterable[Seat], device: Device) -> dict[int, list[Scan]]:
    """Answer what is known of these scans and of their seats: seat → scans, 0 for those of nobody."""
    which = Q(device=device, key__in=[one.key for one in scans] + [one.undoes for one in scans if one.undoes])
    if pks := {seat.pk for seat in seats}:
        which |= Q(seat__in=pks)
    found: dict[int, list[Scan]] = {}
    for one in Scan.objects.filter(which).select_related("door"):
        found.setdefault(one.seat_id or 0, []).append(one)
    # A scan of another seat was asked for by its key alone: its seat's other scans are wanted too.
    strange = set(found) - pks - {0}
    return found | scans_of(strange) if strange else found


def _read_scans(
    scans: list[Scanned], seats: dict[str, Seat], event: Event, device: Device, *, at: Moment, ahead: int,
    by: Actor,
) -> list[Scan]:  # fmt: skip
    """Turn what a device tells into scans of seats, before they are judged beside each other."""
    walked = walk_in_seats([one for one in scans if one.name and not one.code and not one.seat], event, by=by)
    taken_back = _taken_back(scans, device)
    doors = _doors_named(scans, device)
    rows: list[Scan] = []
    for one in scans:
        seat = seats.get(one.key) or walked.get(one.key)
        if seat is None and one.kind is PassKind.UNDO:
            before = (row.seat for row in rows if row.key == one.undoes)
            seat = next(before, None) or taken_back.get(one.undoes)
        rows.append(Scan(
            event=event, device=device, key=one.key[:64], kind=one.kind, seat=seat, undoes=one.undoes[:64],
            door=doors.get(one.door or 0, device.door), merged_at=as_datetime(at),
            at=as_datetime(min(at, max(EARLIEST, one.at - ahead))), outcome=_outcome(one, seat, event),
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


def _doors_named(scans: Iterable[Scanned], device: Device) -> dict[int, Door]:
    named = {one.door for one in scans if one.door} - {device.door_id}
    return {door.pk: door for door in device.event.doors.filter(pk__in=named)} if named else {}


def _settle(rows: list[Scan], passes: dict[int, list[Scan]], event: Event, *, by: Actor) -> None:
    """Judge the scans of seats anew, and have seats and guests stand as these say."""
    machine = replace(by, is_machine=True)
    guests: dict[int, tuple[Guest, bool]] = {}
    for seat in {row.seat_id: row.seat for row in rows if row.seat}.values():
        mine = sorted(passes[seat.pk], key=lambda one: (one.at, one.key))
        passes[seat.pk] = mine
        told = [
            Pass(one.key, moment(one.at), PassKind(one.kind), one.undoes)
            for one in mine if one.outcome not in REFUSED
        ]  # fmt: skip
        outcomes = judge(told)
        for one in mine:
            if one.outcome != outcomes.get(one.key, one.outcome):
                one.outcome = outcomes[one.key]
                one.save(update_fields=["outcome"])
        first = next((one for one in mine if one.outcome == Outcome.IN), None)
        Seat.objects.filter(pk=seat.pk).update(
            came_at=first.at if first else None, came_door=first.door_id if first else None,
            is_inside=is_inside(told),
        )  # fmt: skip
        before = guests.get(seat.guest_id, (seat.guest, False))
        guests[seat.guest_id] = (before[0], before[1] or first is not None)
    for guest, has_come in guests.values():
        _move(guest, event, has_come, by=machine)


def _move(guest: Guest, event: Event, has_come: bool, *, by: Actor) -> None:
    """A guest came as soon as one of their party did, and did not where that was a mistake."""
    if has_come and guest.state != GuestState.CAME:
        move_guest(guest, GuestState.CAME, event=event, by=by, beyond=True, heard_after=HEARD_AFTER)
    elif guest.state == GuestState.CAME and not has_come and not guest.places.exclude(came_at=None).exists():
        change = GuestChange.objects.filter(guest=guest, state=GuestState.CAME).exclude(
            before=GuestState.CAME
        ).order_by("-pk").first()  # fmt: skip
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
    mine = sorted(passes.get(scan.seat_id, []), key=lambda one: (one.at, one.key))
    judged = next((one for one in mine if one.key == scan.key and one.device_id == scan.device_id), scan)
    first = next((one for one in mine if one.outcome == Outcome.IN), None)
    seat = scan.seat
    name = name_on(seat.name, seat.guest.name, seat.number, seat.guest.seats) if seat else ""
    return Answer(
        scan.key, Outcome(judged.outcome), scan.seat_id, name, moment(first.at) if first else None,
        first.door.name if first and first.door else "",
    )  # fmt: skip
