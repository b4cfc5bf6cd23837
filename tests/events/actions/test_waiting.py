"""The waiting list: seats that come free are offered, offers end, nobody waits who could sit."""

import pytest
from tests import make
from tests.events.filled import registered, taken

from veche.core.terms import SYSTEM
from veche.events import actions
from veche.events.models import Guest
from veche.events.terms import GuestState, WaitingMode
from veche.kit.jobs import drain
from veche.kit.models import Letter
from veche.kit.terms import Refusal
from veche.kit.time import HOUR, now

pytestmark = pytest.mark.django_db


def states(event):
    return list(Guest.objects.filter(event=event).order_by("pk").values_list("name", "state"))


def test_who_finds_no_seats_waits_and_is_offered_them_when_somebody_gives_up():
    event = make.event(capacity=2)
    anna, boris = registered(event, "Аня", 2), registered(event, "Боря", 2)

    actions.answer_no(anna, in_=event.community, by=SYSTEM)
    boris.refresh_from_db()
    drain()

    assert states(event) == [("Аня", "cancelled"), ("Боря", "waiting")]
    assert boris.offered_until is not None
    assert taken(event) == 2
    assert list(Letter.objects.order_by("pk").values_list("to", flat=True)) == [anna.email, boris.email]


def test_an_offer_is_taken_once_and_one_that_ended_goes_to_the_next():
    event = make.event(capacity=1, offer_hours=1)
    anna, boris, vera = (registered(event, name) for name in ("Аня", "Боря", "Вера"))
    actions.answer_no(anna, in_=event.community, by=SYSTEM)

    Guest.objects.filter(pk=boris.pk).update(offered_until=now() - HOUR)
    assert actions.end_offers(in_=event.community, by=SYSTEM) == 1
    assert actions.end_offers(in_=event.community, by=SYSTEM) == 0
    for _ in range(2):
        actions.take_offer(vera, in_=event.community, by=SYSTEM)
    with pytest.raises(Refusal):
        actions.take_offer(boris, in_=event.community, by=SYSTEM)

    assert states(event) == [("Аня", "cancelled"), ("Боря", "cancelled"), ("Вера", "going")]
    assert taken(event) == 1


@pytest.mark.parametrize(("mode", "went"), [(WaitingMode.STRICT, "waiting"), (WaitingMode.FIT, "going")])
def test_a_large_party_is_waited_for_or_passed_over_by_the_rule_of_the_event(mode, went):
    event = make.event(capacity=4, waiting_mode=mode, waiting_bound=1)
    registered(event, "Аня", 3)
    registered(event, "Толпа", 3)

    first, second = registered(event, "Гена"), None
    actions.change_event(event, {"capacity": 5}, by=SYSTEM)
    second = registered(event, "Дина")

    assert first.state == went
    assert second.state == "waiting"  # passed over once: that was the bound
    assert Guest.objects.get(name="Толпа").passed_over == (1 if mode is WaitingMode.FIT else 0)


def test_more_seats_are_offered_at_once_and_without_hours_people_are_going():
    event = make.event(capacity=1, offer_hours=0)
    registered(event, "Аня")
    registered(event, "Боря", 2)

    actions.change_event(event, {"capacity": 3}, by=SYSTEM)

    assert states(event) == [("Аня", "going"), ("Боря", "going")]
    assert taken(event) == 3


def test_whoever_fits_is_found_behind_any_number_who_do_not(django_assert_max_num_queries):
    event = make.event(capacity=1, waiting_bound=2)
    last = registered(event, "Аня")
    crowd = [
        Guest(event=event, name="Толпа", state=GuestState.WAITING, seats=3, key=str(n), digest=str(n),
              waits_since=now() - HOUR + n, made_at=now(), changed_at=now())
        for n in range(700)
    ]  # fmt: skip
    Guest.objects.bulk_create(crowd)
    single = registered(event, "Дина")

    with django_assert_max_num_queries(30):
        actions.answer_no(last, in_=event.community, by=SYSTEM)
    actions.answer_no(single, in_=event.community, by=SYSTEM)
    newcomer = registered(event, "Женя")
    after = registered(event, "Зоя")
    actions.answer_no(newcomer, in_=event.community, by=SYSTEM)

    single.refresh_from_db()
    after.refresh_from_db()
    assert single.state == GuestState.CANCELLED  # offered, and given up
    assert newcomer.state == GuestState.GOING
    assert set(Guest.objects.filter(name="Толпа").values_list("passed_over", flat=True)) == {2}
    assert after.offered_until is None  # the crowd was passed over often enough


def test_types_and_pools_bound_seats_and_hold_up_only_their_own_queue():
    event = make.event(capacity=10)
    known = {"in_": event.community, "by": SYSTEM}
    pool = actions.keep_pool(event, "Балкон", 2, **known)
    balcony = actions.keep_ticket_type(event, {"title": "Балкон", "pool": pool}, **known)
    student = actions.keep_ticket_type(event, {"title": "Студент", "pool": pool, "capacity": 1}, **known)
    hall = actions.keep_ticket_type(event, {"title": "Зал"}, **known)

    came = [
        registered(event, str(number), ticket=str(kind.pk)).state
        for number, kind in enumerate([student, student, balcony, balcony, hall])
    ]
    actions.answer_no(Guest.objects.get(name="2"), **known)

    assert came == ["going", "waiting", "going", "waiting", "going"]
    offered = Guest.objects.filter(state=GuestState.WAITING).exclude(offered_until=None)
    assert [guest.name for guest in offered] == ["3"]  # the second student waits for a student's seat
    pool.refresh_from_db()
    assert pool.taken == 2


def test_a_party_changes_and_no_more_seats_are_taken_while_others_wait():
    event = make.event(capacity=3, waiting_mode=WaitingMode.STRICT)
    anna, boris = registered(event, "Аня", 2), registered(event, "Боря", 2)
    change = {"in_": event.community, "diet_consent": "", "by": SYSTEM}
    anna = Guest.objects.select_related("event__community", "event__venue").get(pk=anna.pk)

    with pytest.raises(Refusal):
        actions.change_party(anna, {"name": ["Аня"], "seats": ["3"]}, **change)
    actions.change_party(anna, {"name": ["Аня"], "seats": ["1"]}, **change)

    boris.refresh_from_db()
    assert boris.offered_until is not None
    assert taken(event) == 3
    assert anna.places.count() == 1


def own(guest):
    return Guest.objects.select_related("event__community", "event__venue", "code").get(pk=guest.pk)


def test_an_offer_whose_time_is_over_is_taken_no_more_though_no_job_has_ended_it():
    event = make.event(capacity=1)
    anna, boris = registered(event, "Аня"), registered(event, "Боря")
    actions.answer_no(anna, in_=event.community, by=SYSTEM)
    Guest.objects.filter(pk=boris.pk).update(offered_until=now() - 1)

    with pytest.raises(Refusal):
        actions.take_offer(boris, in_=event.community, by=SYSTEM)


def test_who_has_a_ticket_keeps_its_price_and_takes_no_more_where_none_are_sold():
    event = make.event()
    known = {"in_": event.community, "by": SYSTEM}
    facts = {"title": "Ранний", "amount": 1000}
    ticket = actions.keep_ticket_type(event, facts, **known)
    anna = registered(event, "Аня", 2, ticket=str(ticket.pk))
    told = {"name": ["Аня"], "ticket": [str(ticket.pk)]}
    change = known | {"diet_consent": ""}

    actions.keep_ticket_type(event, facts | {"amount": 5000}, ticket=ticket, **known)
    actions.change_party(own(anna), told | {"seats": ["3"]}, **change)
    dearer = own(anna).amount
    actions.withdraw_offer(ticket, **known)
    actions.change_party(own(anna), told | {"seats": ["2"]}, **change)
    with pytest.raises(Refusal) as no:
        actions.change_party(own(anna), told | {"seats": ["4"]}, **change)

    assert (dearer, own(anna).amount, taken(event)) == (3000, 2000, 2)
    assert [reason.field for reason in no.value.reasons] == ["seats"]


def test_nobody_who_was_approved_alone_brings_others_unasked():
    event = make.event(needs_approval=True)
    anna = registered(event, "Аня")
    known = {"in_": event.community, "by": SYSTEM}
    actions.move_guests([anna.pk], GuestState.GOING, event=event, **known)

    with pytest.raises(Refusal):
        actions.change_party(own(anna), {"name": ["Аня"], "seats": ["4"]}, diet_consent="", **known)

    assert taken(event) == 1


def test_an_approved_guest_waits_where_no_seats_are_left_and_a_move_is_taken_back():
    event = make.event(capacity=1, needs_approval=True)
    anna, boris = registered(event, "Аня"), registered(event, "Боря")
    known = {"event": event, "in_": event.community, "by": SYSTEM}

    changes, left = actions.move_guests([anna.pk, boris.pk], GuestState.GOING, **known)

    assert left == 0
    assert states(event) == [("Аня", "going"), ("Боря", "waiting")]
    assert actions.move_back(changes, **known) == 2
    assert actions.move_back(changes, **known) == 0
    assert states(event) == [("Аня", "applied"), ("Боря", "applied")]
    assert taken(event) == 0
    drain()
    assert Letter.objects.count() == 2  # that their applications have arrived, and nothing that was undone


def test_a_move_that_is_taken_back_after_its_letter_is_told_and_leaves_calendars():
    event = make.event(needs_approval=True)
    anna = registered(event, "Anna", language="en")
    known = {"event": event, "in_": event.community, "by": SYSTEM}
    changes, _ = actions.move_guests([anna.pk], GuestState.GOING, **known)
    drain()

    actions.move_back(changes, **known)
    drain()

    calendars = Letter.objects.filter(enclosures__name="invite.ics").order_by("pk")
    methods = calendars.values_list("subject", "enclosures__media_type")
    assert [(subject.partition(":")[0], kind) for subject, kind in methods] == [
        ("You are coming", "text/calendar; method=REQUEST"),
        ("Your application has arrived", "text/calendar; method=CANCEL"),
    ]  # fmt: skip
