"""Scans of all devices become one truth: each ticket comes in once, at its first time."""

import threading
from itertools import count
from random import Random

import pytest
from django.db import connection
from tests import make
from tests.events.guests import going, move

from veche.core.terms import SYSTEM, Role
from veche.events.actions import add_door, admit, device_of_user, invite_device, mark_missed, revoke_device
from veche.events.actions.admitting import undo_scan
from veche.events.models import Device, Event, Guest, GuestChange, Scan, Seat
from veche.events.queries import device_at, door_changes, door_list, door_numbers, find_seats, ticket_code
from veche.events.queries.tickets import ticket_number
from veche.events.rules.door import read_code, write_code
from veche.events.terms import GuestState
from veche.events.terms.door import Outcome, PassKind, Scanned
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import DAY, HOUR, MINUTE, SECOND, Moment, as_datetime, moment, now

pytestmark = pytest.mark.django_db
_NUMBER = count(1)


def scanned(seat, at=None, **more):
    """What a phone tells of a ticket it read."""
    return Scanned(f"key-{next(_NUMBER)}", now() if at is None else at, code=ticket_code(seat), **more)


def device(event, title="Телефон", door=None):
    return invite_device(event, title, door=door, by=SYSTEM)[0]


def seat_of(guest, number=1):
    return guest.places.get(number=number)


def test_a_ticket_comes_in_once_and_every_double_hears_of_the_first():
    event = make.event()
    north = add_door(event, "Северный вход", by=SYSTEM)
    anna = going(event, seats=2)
    phone, other = device(event, door=north), device(event, "Второй")
    at = now() - MINUTE
    first = scanned(seat_of(anna), at)

    [come] = admit([first], device=phone, by=SYSTEM)
    [again] = admit([first], device=phone, by=SYSTEM)
    [double] = admit([scanned(seat_of(anna))], device=other, by=SYSTEM)
    admit([scanned(seat_of(anna, 2))], device=other, by=SYSTEM)

    assert come == again
    assert (come.outcome, come.name) == (Outcome.IN, "Анна (1/2)")
    assert (double.outcome, double.first_at, double.first_door) == (Outcome.DOUBLE, at, "Северный вход")
    assert Guest.objects.get().state == GuestState.CAME
    assert [one.state for one in GuestChange.objects.order_by("pk")] == ["going", "came"]
    told = door_numbers(event)
    assert (told.came, told.expected, told.inside, told.doubles) == (2, 2, 2, 1)
    assert sorted(told.by_door) == [("", 1), ("Северный вход", 1)]


def test_a_phone_that_was_offline_came_first_and_its_clock_is_set_right():
    event = make.event()
    seat = seat_of(going(event))
    at = now()
    online, offline = device(event), device(event, "Без сети")
    [come] = admit([scanned(seat, at)], device=online, by=SYSTEM)
    wrong = at + DAY  # its clock is a day ahead

    [earlier] = admit([scanned(seat, wrong - HOUR)], device=offline, sent_at=wrong, by=SYSTEM)

    assert (come.outcome, earlier.outcome) == (Outcome.IN, Outcome.IN)
    assert abs(moment(Seat.objects.get().came_at) - (at - HOUR)) < MINUTE
    assert list(Scan.objects.order_by("at").values_list("outcome", flat=True)) == ["in", "double"]
    assert GuestChange.objects.filter(state="came").count() == 1


def test_a_slow_line_makes_nobody_later_than_they_were():
    event = make.event()
    seat = seat_of(going(event))
    at = Moment(now() - MINUTE)
    sent = now() - 3 * SECOND  # it lay on the way for three seconds
    admit([scanned(seat, at)], device=device(event), sent_at=sent, by=SYSTEM)

    [second] = admit([scanned(seat, at + SECOND)], device=device(event, "Быстрый"), sent_at=now(), by=SYSTEM)

    assert (second.outcome, second.first_at) == (Outcome.DOUBLE, at)


def test_forged_foreign_replaced_and_cancelled_tickets_stay_outside():
    event, elsewhere = make.event(), make.event(title="Другая")
    seat, foreign = seat_of(going(event)), seat_of(going(elsewhere))
    gone = going(event)
    move(gone, GuestState.CANCELLED)
    code = read_code(ticket_code(seat))
    forged = write_code(code._replace(secret="made-up"))
    strange = write_code(read_code(ticket_code(foreign))._replace(secret="made-up"))
    told = [
        scanned(foreign), Scanned("f", now(), code=forged), Scanned("s", now(), code=strange),
        Scanned("x", now(), code="<script>"), scanned(seat_of(gone)),
        scanned(seat_of(going(event)), kind=PassKind.OUT),
    ]  # fmt: skip

    answers = admit(told, device=device(event), by=SYSTEM)

    assert [one.outcome for one in answers] == [
        Outcome.FOREIGN, Outcome.UNKNOWN, Outcome.UNKNOWN, Outcome.UNKNOWN, Outcome.CANCELLED, Outcome.OUT,
    ]  # fmt: skip
    assert not Seat.objects.filter(came_at__isnull=False).exists()


def test_a_mistake_is_taken_back_and_the_guest_stands_where_they_stood():
    event = make.event()
    anna = going(event, state=GuestState.INVITED)
    phone = device(event)
    admit([Scanned("a", now(), seat=seat_of(anna).pk, let_in=True)], device=phone, by=SYSTEM)
    assert Event.objects.get().taken == 1

    for _ in range(2):
        undo_scan(Scan.objects.get(key="a"), device=phone, by=SYSTEM)

    anna.refresh_from_db()
    assert (anna.state, seat_of(anna).came_at, Event.objects.get().taken) == ("invited", None, 0)


def test_who_walks_in_is_put_on_the_list_once():
    event = make.event(capacity=1)
    going(event)
    walk = Scanned("w", now(), name="  Зашёл\u202e Сам ")
    phone = device(event)

    for _ in range(2):
        [come] = admit([walk], device=phone, by=SYSTEM)

    assert (come.outcome, come.name) == (Outcome.IN, "Зашёл Сам")
    assert Guest.objects.get(source="door").state == GuestState.CAME
    assert Event.objects.get().taken == 2


def test_a_link_ends_after_the_event_and_may_be_revoked():
    event = make.event(starts=Moment(now() - HOUR))
    made, secret = invite_device(event, "Телефон", by=SYSTEM)
    assert device_at(secret) == made
    assert device_at(made.digest) is None

    revoke_device(made, by=SYSTEM)
    assert device_at(secret) is None

    at = now()
    Device.objects.filter(pk=made.pk).update(revoked_at=None, expires_at=at - HOUR)
    late = device_at(secret)
    seats = [going(event).places.get() for _ in range(2)]
    kept = [scanned(seats[0], at - 2 * HOUR), scanned(seats[1], at)]
    assert [one.outcome for one in admit(kept, device=late, by=SYSTEM)] == [Outcome.IN]

    old = make.event(starts=Moment(now() - 10 * DAY))
    assert device_at(invite_device(old, "Поздний", by=SYSTEM)[1]) is None


def test_volunteers_let_guests_in_and_nobody_else_does():
    event = make.event()
    seat = seat_of(going(event))
    volunteer = make.actor(Role.DOOR_VOLUNTEER, event.community)
    mine = device_of_user(event, by=volunteer)

    [come] = admit([scanned(seat)], device=mine, by=volunteer)

    assert come.outcome is Outcome.IN
    assert GuestChange.objects.get(state="came").user_id == volunteer.user_id
    with pytest.raises(NotAllowed):
        admit([scanned(seat)], device=mine, by=make.actor(Role.ANALYST, event.community))
    with pytest.raises(NotAllowed):
        invite_device(event, "Телефон", by=volunteer)


def test_who_did_not_come_missed_it_and_a_late_scan_still_counts():
    event = make.event(starts=Moment(now() - 3 * HOUR), ends=Moment(now() - HOUR))
    came, missed = going(event), going(event)
    phone = device(event)
    admit([scanned(seat_of(came), now() - 2 * HOUR)], device=phone, by=SYSTEM)

    assert [mark_missed(event, by=SYSTEM) for _ in range(2)] == [1, 0]
    assert Guest.objects.get(pk=missed.pk).state == GuestState.MISSED
    admit([scanned(seat_of(missed), now() - 2 * HOUR)], device=phone, by=SYSTEM)
    assert Guest.objects.get(pk=missed.pk).state == GuestState.CAME
    with pytest.raises(Refusal):
        mark_missed(make.event(), by=SYSTEM)


def test_phones_keep_in_step_by_what_is_new_and_get_no_secrets():
    event = make.event()
    anna, boris = going(event, "Анна"), going(event, "Борис")
    whole = door_list(event)
    assert [row[2] for row in whole["rows"]] == ["Анна", "Борис"]
    assert "secret" not in str(whole)
    assert "@" not in str(whole)

    admit([scanned(seat_of(anna))], device=device(event), by=SYSTEM)
    new = door_changes(event, *whole["cursor"])
    move(boris, GuestState.CANCELLED)
    newer = door_changes(event, *new["cursor"])

    assert [(row[2], row[3], bool(row[4])) for row in new["rows"]] == [("Анна", 1, True)]
    assert [(row[2], row[3]) for row in newer["rows"]] == [("Борис", 0)]
    assert door_changes(event, *newer["cursor"])["rows"] == []


def test_seats_are_found_by_name_number_and_code():
    event = make.event()
    anna = going(event, "Анна Ёлкина", seats=2)
    Seat.objects.filter(guest=anna, number=2).update(name="Пётр Ёлкин")
    seat = seat_of(anna)

    assert find_seats(event, "елкина") == list(anna.places.order_by("number"))
    assert find_seats(event, "ПЕТР") == [seat_of(anna, 2)]
    assert find_seats(event, ticket_number(seat)) == find_seats(event, ticket_code(seat)) == [seat]
    assert find_seats(make.event(), ticket_code(seat)) == []


@pytest.mark.django_db(transaction=True)
def test_eight_scanners_two_of_them_offline_and_each_ticket_three_times():
    event = make.event()
    seats = [seat_of(going(event)) for _ in range(12)]
    phones = [device(event, f"Телефон {number}") for number in range(8)]
    start, chance = now() - HOUR, Random(5)
    told = [(seat, Scanned(f"{seat.pk}/{turn}", start + chance.randrange(HOUR), code=ticket_code(seat)))
            for seat in seats for turn in range(3)]  # fmt: skip
    chance.shuffle(told)
    shares = [[one for _, one in told[number::8]] for number in range(8)]
    answers, faults = {}, []

    def scan(number):
        try:
            # The last two were offline and bring all they kept at once, twice.
            batches = [shares[number]] * 2 if number > 5 else [[one] for one in shares[number]]
            for batch in batches:
                answers.update({one.key: one for one in admit(batch, device=phones[number], by=SYSTEM)})
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=scan, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert sum(one.outcome == Outcome.IN for one in answers.values()) >= len(seats)
    check_truth(event, seats, told, shares, phones)


def check_truth(event, seats, told, shares, phones):
    """Every ticket came in by its earliest scan, and both others hear of that one's time."""
    again = {}
    for phone, share in zip(phones, shares, strict=True):
        again |= {one.key: one for one in admit(share, device=phone, by=SYSTEM)}
    for seat in seats:
        mine = sorted((one.at, one.key) for of, one in told if of == seat)
        first = again[mine[0][1]]
        assert first.outcome is Outcome.IN
        for _, key in mine[1:]:
            assert (again[key].outcome, again[key].first_at) == (Outcome.DOUBLE, first.first_at)
    assert door_numbers(event).came == door_numbers(event).inside == 12
    assert GuestChange.objects.filter(state="came").count() == 12


def test_a_time_ahead_of_ours_is_now():
    event = make.event()
    seat = seat_of(going(event))

    admit([scanned(seat, now() + DAY)], device=device(event), by=SYSTEM)

    assert Seat.objects.get().came_at <= as_datetime(now() + SECOND)
