"""Paying: by hand, through YooKassa and Stripe (a scripted edge from their documentation), and back again."""

import hashlib
import hmac
import json
import re

import pytest
from django.test import Client
from tests import make
from tests.channels.connectors.live.conftest import outside
from tests.channels.connectors.live.scripted import CUT, Answer
from tests.events.filled import registered

from veche.core.terms import SYSTEM, Role
from veche.events import actions, queries
from veche.events.models import Guest, Payment
from veche.events.queries.links import secret_for
from veche.events.terms.door import PassKind, Scanned
from veche.events.terms.paying import PaymentState, Way
from veche.kit.jobs import drain
from veche.kit.terms import Refusal, Trouble
from veche.kit.time import DAY, Moment, now
from veche.ledger.models import Interaction
from veche.ledger.terms import Kind

__all__ = ["outside"]
pytestmark = pytest.mark.django_db
ENDPOINT = "whsec_test"


@pytest.fixture
def event(outside, settings):
    """An event for 1 000 roubles a seat in a community that takes money both ways."""
    settings.MAY_REACH = ["127.0.0.1"]
    settings.YOOKASSA, settings.STRIPE = f"{outside.address}/v3", f"{outside.address}/v1"
    found = make.event()
    keys = {Way.YOOKASSA: {"shop": "100", "secret": "s"}, Way.STRIPE: {"secret": "sk", "endpoint": ENDPOINT}}
    actions.save_payment_desk(
        found.community, transfer_words="Счёт 40817", at_door=True, keys=keys, by=SYSTEM
    )
    actions.keep_ticket_type(found, {"title": "Билет", "amount": 100_000}, in_=found.community, by=SYSTEM)
    return found


def buyer(event):
    ticket = str(event.ticket_types.get().pk)
    return Guest.objects.get(pk=registered(event, "Аня", ticket=ticket).pk)


def page_of(guest):
    return f"/g/{secret_for(guest.event_id, guest.key)}/"


def yookassa(status, number="2a-1", amount="1000.00", currency="RUB"):
    """A payment as https://yookassa.ru/developers/api#payment_object has it."""
    return Answer({
        "id": number, "status": status, "paid": status == "succeeded",
        "amount": {"value": amount, "currency": currency},
        "confirmation": {"type": "redirect", "confirmation_url": "https://yoomoney.ru/checkout/2a-1"},
    })  # fmt: skip


def session(status="open", paid="unpaid"):
    """A session as https://docs.stripe.com/api/checkout/sessions/object has it."""
    return {
        "id": "cs_test_1", "object": "checkout.session", "status": status, "payment_status": paid,
        "amount_total": 100_000, "currency": "rub", "payment_intent": "pi_1" if paid == "paid" else None,
        "url": "https://checkout.stripe.com/c/pay/cs_test_1",
    }  # fmt: skip


def knock(event, way, told, **headers):
    door = queries.desk_of(event.community).door
    body = json.dumps(told)
    return Client().post(f"/pay/{door}/{way}/", body, content_type="application/json", headers=headers)


def signed(told, *, secret=ENDPOINT, ago=0):
    """What Stripe signs: https://docs.stripe.com/webhooks#verify-manually."""
    at = str(now() // 1000 - ago)
    made = hmac.new(secret.encode(), f"{at}.{json.dumps(told)}".encode(), hashlib.sha256).hexdigest()
    return {"Stripe-Signature": f"t={at},v1={made},v0=old"}


def facts():
    found = Interaction.objects.filter(channel__network="events", amount__isnull=False).order_by("pk")
    return [(one.what, one.amount) for one in found]


def test_a_guest_pays_through_yookassa_whose_news_come_twice_and_out_of_order(event, outside):
    outside.on("POST */v3/payments", yookassa("pending"))
    guest = buyer(event)
    assert "Счёт 40817" in Client().get(page_of(guest)).content.decode()

    shown = Client().post(page_of(guest) + "pay/", {"way": "yookassa"})
    Client().post(page_of(guest) + "pay/", {"way": "yookassa"})

    assert "https://yoomoney.ru/checkout/2a-1" in shown.headers["Refresh"]
    asked = outside.asked("POST */v3/payments")
    assert len(asked) == 1
    assert asked[0].values["amount"] == {"value": "1000.00", "currency": "RUB"}
    assert asked[0].headers["idempotence-key"] == Payment.objects.get().key
    outside.on("GET */v3/payments/2a-1", yookassa("succeeded"))
    news = [{"event": f"payment.{name}", "object": {"id": "2a-1"}} for name in ("succeeded", "succeeded")]
    for told in news:
        assert knock(event, "yookassa", told).status_code == 200
    drain()
    outside.on("GET */v3/payments/2a-1", yookassa("canceled"))
    knock(event, "yookassa", {"event": "payment.canceled", "object": {"id": "2a-1"}})
    drain()

    guest.refresh_from_db()
    assert (guest.paid, Payment.objects.get().state) == (100_000, PaymentState.PAID)
    assert facts() == [(Kind.BOUGHT, 100_000)]
    assert "Счёт 40817" not in Client().get(page_of(guest)).content.decode()


def test_stripe_is_believed_by_its_signature_alone(event, outside):
    outside.on("POST */v1/checkout/sessions", Answer(session()))
    outside.on("GET */v1/checkout/sessions/cs_test_1", Answer(session("complete", "paid")))
    guest = buyer(event)
    Client().post(page_of(guest) + "pay/", {"way": "stripe"})
    told = {"type": "checkout.session.completed", "data": {"object": session("complete", "paid")}}

    forged = [
        {},
        signed(told, secret="whsec_other"),
        signed(told, ago=3600),
        {"Stripe-Signature": "t=1,v1=é"},
    ]
    assert {knock(event, "stripe", told, **headers).status_code for headers in forged} == {403}
    assert knock(event, "stripe", told, **signed(told)).status_code == 200
    drain()

    guest.refresh_from_db()
    assert guest.paid == 100_000
    assert (
        outside.asked("POST */v1/checkout/sessions")[0].values["metadata[order]"] == Payment.objects.get().key
    )


@pytest.mark.parametrize(("amount", "currency"), [("1.00", "RUB"), ("1000.00", "KZT")])
def test_news_of_another_amount_or_currency_pay_for_nothing(event, outside, amount, currency):
    outside.on("POST */v3/payments", yookassa("pending"))
    outside.on("GET */v3/payments/2a-1", yookassa("succeeded", amount=amount, currency=currency))
    guest = buyer(event)
    Client().post(page_of(guest) + "pay/", {"way": "yookassa"})

    Client().get(page_of(guest) + "paid/")
    actions.look_after_payments(in_=event.community, by=SYSTEM)

    guest.refresh_from_db()
    payment = Payment.objects.get()
    assert (guest.paid, payment.state, facts()) == (0, PaymentState.WAITING, [])
    assert f"{amount} {currency}" in payment.trouble  # the team sees why


def test_a_service_that_fails_takes_nothing_twice_and_may_be_asked_again(event, outside):
    outside.on("POST */v3/payments", CUT, Answer(status=500), yookassa("pending"))
    guest = buyer(event)

    shown = [Client().post(page_of(guest) + "pay/", {"way": "yookassa"}) for _ in range(3)]

    assert [answer.status_code for answer in shown] == [302, 302, 200]
    keys = {one.headers["idempotence-key"] for one in outside.asked("POST */v3/payments")}
    assert keys == {Payment.objects.get().key}


def test_a_payment_nobody_tells_of_is_asked_after_and_given_up_in_the_end(event, outside):
    outside.on("POST */v3/payments", yookassa("pending"))
    outside.on("GET */v3/payments/2a-1", yookassa("pending"))
    guest = buyer(event)
    Client().post(page_of(guest) + "pay/", {"way": "yookassa"})

    actions.look_after_payments(in_=event.community, by=SYSTEM)
    assert Payment.objects.get().state == PaymentState.WAITING
    Payment.objects.update(made_at=Moment(now() - 3 * DAY))
    actions.look_after_payments(in_=event.community, by=SYSTEM)

    assert Payment.objects.get().state == PaymentState.FAILED


def test_a_service_is_not_asked_without_end_by_who_comes_back_again_and_again(event, outside):
    outside.on("POST */v3/payments", yookassa("pending"))
    outside.on("GET */v3/payments/2a-1", yookassa("pending"))
    guest = buyer(event)
    Client().post(page_of(guest) + "pay/", {"way": "yookassa"})

    answers = {Client().get(page_of(guest) + "paid/").status_code for _ in range(25)}

    assert answers == {302}
    assert len(outside.asked("GET */v3/payments/2a-1")) == 20


def test_money_is_given_back_once_and_never_more_than_was_paid(event, outside):
    outside.on("POST */v3/payments", yookassa("succeeded"))
    outside.on("POST */v3/refunds", CUT, yookassa("succeeded", "r-1", "400.00"))
    guest = buyer(event)
    actions.begin_payment(guest, Way.YOOKASSA, back_to="https://x.example", by=SYSTEM)
    paid = Payment.objects.get()

    with pytest.raises(Trouble):
        actions.refund_payment(paid, 40_000, by=SYSTEM)
    waiting = Payment.objects.get(refund_of=paid)
    with pytest.raises(Refusal):
        actions.refund_payment(paid, 70_000, by=SYSTEM)
    actions.ask_again(waiting, by=SYSTEM)

    guest.refresh_from_db()
    assert guest.paid == 60_000
    keys = {one.headers["idempotence-key"] for one in outside.asked("POST */v3/refunds")}
    assert keys == {waiting.key}
    assert facts() == [(Kind.BOUGHT, 100_000), (Kind.REFUNDED, 40_000)]


def test_what_is_noted_by_hand_is_taken_back_and_given_back(event):
    guest = buyer(event)
    noted = actions.note_payment(guest, 100_000, Way.TRANSFER, by=SYSTEM)
    actions.withdraw_payment(noted, by=SYSTEM)
    actions.withdraw_payment(noted, by=SYSTEM)
    guest.refresh_from_db()
    assert guest.paid == 0
    actions.restore_payment(noted, by=SYSTEM)
    noted.refresh_from_db()
    actions.refund_payment(noted, 30_000, by=SYSTEM)

    guest.refresh_from_db()
    assert guest.paid == 70_000
    assert [kind for kind, _ in facts()] == [Kind.BOUGHT, Kind.REFUNDED, Kind.BOUGHT, Kind.REFUNDED]
    with pytest.raises(Refusal) as no:
        actions.note_payment(guest, 0, Way.STRIPE, by=SYSTEM)
    assert {reason.field for reason in no.value.reasons} == {"amount", "way"}


def test_a_form_about_money_sent_twice_is_one_payment_and_who_owes_or_gets_back_is_listed(event, client):
    anna, boris = buyer(event), Guest.objects.get(pk=registered(
        event, "Боря", ticket=str(event.ticket_types.get().pk)).pk)  # fmt: skip
    client.force_login(make.user(Role.OWNER, in_=event.community, language="en"))
    home = f"/c/{event.community.slug}/events/"
    place = f"{home}{event.pk}/guests/{anna.pk}/payments/"
    shown = client.get(place).content.decode()
    told = {"amount": "1000", "way": "transfer", "key": re.search(r'name="key" value="(\w+)"', shown)[1]}

    for _ in range(2):
        client.post(place, told)
    (paid,) = Payment.objects.all()
    for _ in range(2):
        client.post(f"{home}payments/{paid.pk}/refund/", {"amount": "300", "key": "a" * 32})
    actions.answer_no(anna, in_=event.community, by=SYSTEM)

    anna.refresh_from_db()
    assert anna.paid == 70_000
    page = client.get(f"{home}{event.pk}/payments/").content.decode()
    owing, _, back = page.partition("To give back")
    assert "Still to pay" in owing
    assert f"/guests/{boris.pk}/payments/" in owing
    assert f"/guests/{anna.pk}/payments/" in back
    assert "700" in back


def test_the_door_sees_what_is_due_until_it_is_paid_and_a_mistake_leads_back(event, client):
    guest = buyer(event)
    device, secret = actions.invite_device(event, "Телефон", by=SYSTEM)
    cursor = client.get(f"/d/{secret}/list/").json()["cursor"]
    due = client.get(f"/d/{secret}/list/").json()["rows"][0][7]
    seat = guest.places.get()
    scanned = Scanned("a", now(), seat=seat.pk)
    actions.admit([scanned], device=device, by=SYSTEM)

    actions.note_payment(guest, 100_000, Way.DOOR, by=SYSTEM)
    news = client.get(f"/d/{secret}/changes/", {"scan": cursor[0], "change": cursor[1]}).json()["rows"]
    actions.admit([Scanned("b", now(), PassKind.UNDO, seat=seat.pk, undoes="a")], device=device, by=SYSTEM)

    guest.refresh_from_db()
    assert due.startswith("Билет · ")
    assert "RUB" in due
    assert [row[7] for row in news] == ["Билет"]
    assert guest.state == "going"


def test_keys_are_sealed_shown_never_again_and_needed_whole(event, client):
    client.force_login(make.user(Role.HEAD, in_=event.community))
    desk = queries.desk_of(event.community)
    assert not re.search("whsec|sk", json.dumps(desk.sealed["stripe"])[:20])
    address = f"/c/{event.community.slug}/events/payments/"
    assert ENDPOINT not in client.get(address).content.decode()
    assert client.post(address, {"stripe_secret": "only one"}).status_code == 422
    client.post(f"{address}forget/stripe/")
    assert queries.ways_of(event.community)[0] == [Way.YOOKASSA]
    assert knock(event, "stripe", {}).status_code == 404
