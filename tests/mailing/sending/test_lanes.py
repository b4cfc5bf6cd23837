"""A lane: each gets their letter once, faults end where they belong, nothing goes to who must get none."""

import pytest
from tests import make
from tests.mailing import readers
from tests.mailing.sending.world import QUICK, lane, letter_to, run_out, smtp_sender, states
from tests.mailing.servers import CUT_AFTER, CUT_BEFORE, serving

from veche.core.terms import SYSTEM
from veche.kit.time import HOUR, now
from veche.ledger.actions import record_many
from veche.ledger.models import Identity
from veche.ledger.terms import Handle, Kind, Place, Sighting
from veche.mailing.actions import pause_letter, settle_left
from veche.mailing.jobs.lanes import Lane
from veche.mailing.jobs.sending import journals, node
from veche.mailing.models import Claim, Delivery, DomainPace, LetterRules, Sender, Suppression
from veche.mailing.queries import audience_of
from veche.mailing.queries.sending import senders_due
from veche.mailing.terms import Frequency, LetterState, SenderState, Stand, SubscriptionState, Why
from veche.people import actions as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    settings.MAY_REACH = ["127.0.0.1"]
    with serving() as running:
        yield running


@pytest.fixture
def community():
    return make.community()


def test_each_gets_one_letter_with_a_token_of_their_own_and_the_letter_ends_sent(community, server):
    sender = smtp_sender(community, server)
    letter = letter_to(community, "Anna", "Boris", sender=sender)

    run_out(lane(sender))

    assert server.taken == {"anna@example.org": 1, "boris@example.org": 1}
    assert states(letter) == {"anna": Stand.SENT, "boris": Stand.SENT}
    letter.refresh_from_db()
    assert letter.state == LetterState.SENT
    heads = [data.partition(b"\r\n\r\n")[0] for _, _, data in server.letters]
    assert all(b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in head for head in heads)
    assert len({head[head.index(b"List-Unsubscribe: ") :][:120] for head in heads}) == 2
    assert [link.address for link in letter.links.all()] == ["https://example.org/a"]
    assert not list(journals().glob("[0-9]*"))
    assert not Claim.objects.filter(ended_at=None).exists()


def test_faults_end_where_they_belong(community, server):
    says = {
        "boris": ("rcpt", b"550 5.1.1 nobody"), "vera": ("rcpt", b"451 4.3.0 later"),
        "gleb": ("dot", b"554 5.7.1 spam"), "dina": ("dot", CUT_AFTER), "egor": ("dot", b"451 4.3.0 later"),
        "zoya": ("body", CUT_BEFORE),
    }  # fmt: skip
    met: set[str] = set()

    def fault(stage: str, to: str):
        name = to.partition("@")[0]
        found = says.get(name)
        if found and found[0] == stage and name not in met:
            met.add(name)
            return found[1]
        return None

    server.fault = fault
    sender = smtp_sender(community, server)
    letter = letter_to(
        community, "Anna", "Boris", "Vera", "Gleb", "Dina", "Egor", "Zoya", "Ivan", sender=sender
    )

    for _ in range(3):  # a line that broke has the lane rest
        run_out(lane(sender))

    assert states(letter) == {
        "anna": Stand.SENT, "boris": Stand.FAILED, "vera": Stand.WAITING, "gleb": Stand.FAILED,
        "dina": Stand.DOUBTFUL, "egor": Stand.WAITING, "zoya": Stand.DOUBTFUL, "ivan": Stand.SENT,
    }  # fmt: skip
    later = letter.deliveries.get(email="vera@example.org")
    assert later.attempts == 1
    assert later.due_at.timestamp() * 1000 > now()
    assert all(count == 1 for count in server.taken.values())


def test_the_name_that_amazon_gives_a_letter_over_smtp_is_kept(community, server):
    name = "0102018f3c4d5e6f-12345678-abcd-4321-abcd-1234567890ab-000000"
    server.fault = lambda stage, to: f"250 Ok {name}".encode() if stage == "dot" else None
    sender = smtp_sender(community, server)
    letter = letter_to(community, "Anna", sender=sender)

    run_out(lane(sender))

    assert (states(letter), letter.deliveries.get().foreign_id) == ({"anna": Stand.SENT}, name)


def test_who_must_get_nothing_is_left_out_by_the_sender_itself(community, server):
    sender = smtp_sender(community, server)
    letter = letter_to(community, "Anna", "Boris", "Vera", "Gleb", sender=sender)
    news = letter.newsletter
    Suppression.objects.create(community=community, email="boris@example.org", why=Why.BOUNCED, at=now())
    news.subscriptions.filter(email="vera@example.org").update(state=SubscriptionState.OFF)
    news.subscriptions.filter(email="gleb@example.org").delete()

    run_out(lane(sender))

    assert list(server.taken) == ["anna@example.org"]
    why = dict(letter.deliveries.filter(state=Stand.LEFT_OUT).values_list("email", "why"))
    assert why == {
        "boris@example.org": "bounced", "vera@example.org": "unsubscribed", "gleb@example.org": "no_consent"
    }  # fmt: skip


def test_where_all_of_an_audience_are_left_out_a_letter_ends_at_once(community, server):
    sender = smtp_sender(community, server)
    letter = letter_to(community, *(f"N{number}" for number in range(45)), sender=sender)
    letter.newsletter.subscriptions.update(state=SubscriptionState.OFF)

    run_out(lane(sender))

    letter.refresh_from_db()
    assert (letter.state, server.taken) == (LetterState.SENT, {})


def test_the_sender_counts_what_other_channels_and_addresses_got_since_the_audience_was_written_down(
    community, server
):
    sender = smtp_sender(community, server)
    known = readers.people_named(community, "Anna", "Boris", "Gleb", "Other")
    people.merge_persons(
        known["Gleb"], known["Other"], in_=community, by=make.actor(in_=community.organisation)
    )
    letter = letter_to(community, "Anna", "Boris", "Gleb", sender=sender)
    identities = {one.value: one for one in Identity.objects.all()}
    for one in letter.deliveries.all():
        letter.deliveries.filter(pk=one.pk).update(identity=identities[one.email])
    LetterRules.objects.create(community=community, most=2, days=30)
    where = Place("events", "events", "Встречи", "list")
    for title, names in (("Одно", ("anna", "boris", "other")), ("Другое", ("other",))):
        before = readers.letter(community, title)
        for email in (f"{name}@example.org" for name in names):
            Delivery.objects.create(letter=before, email=email, state=Stand.SENT, due_at=now(), sent_at=now(),
                                    identity=identities[email])  # fmt: skip
    invited = Sighting(where, Handle("email", "boris@example.org"), Kind.SENT, now(), "invited/1")
    record_many([invited], origin=make.origin(community), by=SYSTEM)

    run_out(lane(sender))

    assert list(server.taken) == ["anna@example.org"]
    assert set(letter.deliveries.filter(state=Stand.LEFT_OUT).values_list("why", flat=True)) == {"often"}


def test_who_wants_one_a_week_gets_one_of_two_letters_that_leave_together(community, server):
    sender = smtp_sender(community, server)
    first = letter_to(community, "Anna", "Boris", sender=sender)
    second = readers.letter(first.newsletter, "Второе", state=LetterState.SENDING, begun_at=now())
    for name in ("anna", "boris"):
        Delivery.objects.create(letter=second, email=f"{name}@example.org", due_at=now(), sender=sender)
    first.newsletter.subscriptions.filter(email="anna@example.org").update(frequency=Frequency.WEEKLY)

    run_out(lane(sender))

    assert server.taken == {"anna@example.org": 1, "boris@example.org": 2}
    assert second.deliveries.get(email="anna@example.org").why == "seldom"


def test_of_a_no_and_a_yes_from_two_addresses_the_later_counts(community, server):
    sender = smtp_sender(community, server)
    known = readers.people_named(community, "Old", "New")
    people.merge_persons(known["Old"], known["New"], in_=community, by=make.actor(in_=community.organisation))
    letter = letter_to(community, "New", sender=sender)
    news = letter.newsletter
    letter.deliveries.update(identity=Identity.objects.get(value="new@example.org"))
    readers.subscribed(news, "Old", state=SubscriptionState.OFF)
    news.subscriptions.filter(email="old@example.org").update(changed_at=now() - HOUR)
    meant = audience_of(readers.letter(news))

    run_out(lane(sender))
    news.subscriptions.filter(email="old@example.org").update(changed_at=now() + HOUR)

    assert (meant.reached, server.taken) == (1, {"new@example.org": 1})
    assert audience_of(readers.letter(news)).left == {"unsubscribed": 1}


def test_who_unsubscribes_while_their_letter_is_in_hand_gets_none(community, server):
    sender = smtp_sender(community, server)
    letter = letter_to(community, *"ABCDEF", sender=sender)
    server.delay = 0.3
    asked = []

    def looking() -> bool:
        letter.newsletter.subscriptions.filter(email="f@example.org").update(state=SubscriptionState.OFF)
        asked.append(len(server.taken))
        return False

    run_out(Lane(sender.pk, node=node(), folder=journals(), ending=looking, patience=QUICK))

    assert 0 < asked[0] < 5
    assert sorted(server.taken) == [f"{name}@example.org" for name in "abcde"]
    assert letter.deliveries.get(email="f@example.org").why == "unsubscribed"


def test_a_paused_letter_and_one_that_is_not_due_stay(community, server):
    sender = smtp_sender(community, server)
    letter = letter_to(community, "Anna", "Boris", sender=sender)
    letter.deliveries.filter(email="boris@example.org").update(due_at=now() + HOUR)
    pause_letter(letter, in_=community, by=SYSTEM)

    run_out(lane(sender))
    assert not server.taken

    letter.__class__.objects.filter(pk=letter.pk).update(state=LetterState.SENDING)
    run_out(lane(sender))

    assert states(letter) == {"anna": Stand.SENT, "boris": Stand.WAITING}


def test_limits_hold_and_a_domain_gets_its_letters_evenly(community, server):
    sender = smtp_sender(community, server, per_hour=3)
    letter = letter_to(community, "Anna", "Boris", "Vera", "Gleb", "Dina", sender=sender)

    before = senders_due()
    run_out(lane(sender))
    assert (before, senders_due()) == ([(sender.pk, 1)], [])
    assert sum(server.taken.values()) == 3

    Sender.objects.filter(pk=sender.pk).update(per_hour=None, domain_limits={"example.org": 60})
    run_out(lane(sender))

    waiting = letter.deliveries.filter(state=Stand.WAITING)
    assert [one.is_paced for one in waiting] == [True]


def test_a_domain_that_says_slow_down_is_left_alone_and_no_other(community, server):
    server.fault = lambda stage, to: (
        b"421 4.7.0 too fast" if (stage, to) == ("rcpt", "x@slow.example") else None
    )
    sender = smtp_sender(community, server)
    letter = letter_to(community, "Anna", sender=sender)
    for email in ("x@slow.example", "y@slow.example"):
        readers.subscribed(letter.newsletter, email)
        letter.newsletter.subscriptions.filter(email__startswith=email).update(email=email)
        Delivery.objects.create(
            letter=letter, email=email, domain="slow.example", due_at=now(), sender=sender
        )

    run_out(lane(sender))

    assert states(letter)["anna"] == Stand.SENT
    assert DomainPace.objects.get(domain="slow.example").failures == 1


def test_a_sender_that_lets_nobody_in_stops_itself_and_says_why(community, server):
    server.fault = lambda stage, to: b"550 5.7.1 you may not send" if stage == "mail" else None
    sender = smtp_sender(community, server)
    letter = letter_to(community, *(f"N{number}" for number in range(9)), sender=sender)

    run_out(lane(sender))

    sender.refresh_from_db()
    assert sender.state == SenderState.BROKEN
    assert "you may not send" in sender.trouble
    assert set(states(letter).values()) == {Stand.WAITING}


def test_a_server_that_serves_us_not_at_all_stops_the_sender_and_costs_nobody_a_letter(community, server):
    server.fault = lambda stage, to: b"554 5.7.1 Relay access denied" if stage == "rcpt" else None
    sender = smtp_sender(community, server)
    letter = letter_to(community, *(f"N{number}" for number in range(6)), sender=sender)

    run_out(lane(sender))

    sender.refresh_from_db()
    assert sender.state == SenderState.BROKEN
    assert "Relay access denied" in sender.trouble
    assert set(states(letter).values()) == {Stand.WAITING}


def test_what_a_killed_lane_left_is_told_by_its_journal(community):
    letter = letter_to(community, "Anna", "Boris", "Vera")
    sender = readers.sender(community)
    claim = Claim.objects.create(sender=sender, letter=letter, node=node(), at=now())
    letter.deliveries.update(state=Stand.CLAIMED, claim=claim)
    anna, boris, _ = letter.deliveries.order_by("pk").values_list("pk", flat=True)
    (journals() / str(claim.pk)).write_bytes(f"s {anna}\na {anna} 1 4 250 ok\ns {boris}\ns 12".encode())

    settle_left(node(), journals(), by=SYSTEM)
    settle_left(node(), journals(), by=SYSTEM)

    assert states(letter) == {"anna": Stand.SENT, "boris": Stand.DOUBTFUL, "vera": Stand.WAITING}


def test_claims_of_a_node_that_never_comes_back_are_doubtful(community):
    letter = letter_to(community, "Anna")
    sender = readers.sender(community)
    claim = Claim.objects.create(sender=sender, letter=letter, node="gone:1", at=now() - HOUR)
    letter.deliveries.update(state=Stand.CLAIMED, claim=claim)

    settle_left(node(), journals(), by=SYSTEM)

    assert states(letter) == {"anna": Stand.DOUBTFUL}
