"""What comes back changes exactly the addresses it is about, and nothing that anybody could forge."""

import pytest
from tests import make
from tests.mailing.readers import letter, subscribed
from tests.mailing.returned import answer, came_back, complaint, delivery, mark_of, report, world

from veche.channels.actions import connect_channel
from veche.channels.models import Envelope
from veche.core.terms import SYSTEM, Role
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import DAY, Moment, now
from veche.ledger.models import Interaction
from veche.ledger.terms import Kind
from veche.mailing import actions
from veche.mailing.models import Return, Returning, Subscription, Suppression
from veche.mailing.queries import link_key
from veche.mailing.rules.tokens import token_of
from veche.mailing.terms import LeftOut, Stand, SubscriptionState, Why
from veche.mailing.terms.returning import ReturningState

pytestmark = pytest.mark.django_db


def test_a_signed_hard_bounce_ends_letters_to_the_address_at_once():
    home, way, sent = world()
    gone, waiting = delivery(sent), delivery(letter(sent.newsletter, "Следующее"), state=Stand.WAITING)
    other = delivery(letter(sent.newsletter, "Другой"), "petr@example.org", state=Stand.WAITING)

    [raw] = came_back(way, report(gone.email, mark=mark_of(gone).upper()))

    for one in (gone, waiting, other):
        one.refresh_from_db()
    assert (gone.state, waiting.state, other.state) == (Stand.BOUNCED, Stand.LEFT_OUT, Stand.WAITING)
    assert waiting.why == LeftOut.BOUNCED
    assert raw.state == ReturningState.TAKEN
    assert Suppression.objects.get(community=home).why == Why.BOUNCED
    fact = Interaction.objects.get(community=home)
    assert (fact.kind, fact.external_id) == (Kind.BOUNCED.number, f"delivery/{gone.pk}/bounced")


def test_forged_and_foreign_reports_are_shown_and_harm_nobody():
    home, way, sent = world()
    mine = delivery(sent)
    foreign = delivery(world()[2], mine.email)
    broken = ("b" if mark_of(mine)[0] != "b" else "c") + mark_of(mine)[1:]

    raws = came_back(
        way, report(mine.email), report(mine.email, mark=broken), report(mine.email, mark=mark_of(foreign)),
        complaint(mine.email), complaint(mine.email, broken),
    )  # fmt: skip

    mine.refresh_from_db()
    assert {raw.state for raw in raws} == {ReturningState.DOUBTFUL}
    assert mine.state == Stand.SENT
    assert Return.objects.filter(community=home, counts=False).count() == 5
    assert not Suppression.objects.exists()
    assert not Interaction.objects.exists()


def test_a_letter_as_our_header_has_mail_programs_write_it_unsubscribes_at_any_time():
    _, way, sent = world()
    subscribed(sent.newsletter, "Anna")
    old = delivery(sent, sent_at=now() - 90 * DAY)
    waiting = delivery(letter(sent.newsletter, "Следующее"), state=Stand.WAITING)
    stranger = delivery(world()[2])
    words = "From: {0}\nTo: unsubscribe@returns.club.example\nSubject: unsubscribe-{1}\n\nFrom my phone\n"

    raws = came_back(way, *(
        words.format(one.email, token).encode() for one, token in
        ((old, token_of(link_key(), old.pk)), (old, "A" * 24), (stranger, token_of(link_key(), stranger.pk)))
    ))  # fmt: skip

    waiting.refresh_from_db()
    assert [raw.state for raw in raws] == [
        ReturningState.TAKEN, ReturningState.LETTER, ReturningState.LETTER
    ]  # fmt: skip
    assert (waiting.state, waiting.why) == (Stand.LEFT_OUT, LeftOut.UNSUBSCRIBED)
    assert Subscription.objects.get().state == SubscriptionState.OFF
    assert not Suppression.objects.exists()


def test_what_comes_back_after_a_month_is_only_written_down():
    home, way, sent = world()
    old = delivery(sent, sent_at=Moment(now() - 31 * DAY))

    came_back(way, report(old.email, mark=mark_of(old)))

    old.refresh_from_db()
    assert (old.state, Suppression.objects.exists()) == (Stand.SENT, False)
    assert Return.objects.get(community=home).counts is False


def test_soft_bounces_add_up_fade_and_begin_anew_after_somebody_let_the_address_off():
    home, way, sent = world()

    def softly(times):
        for _ in range(times):
            one = delivery(letter(sent.newsletter))
            full = report(one.email, mark=mark_of(one), status="4.2.2", said="452 4.2.2 Mailbox full")
            came_back(way, full, full)  # the same of the same letter counts once

    softly(3)
    assert not Suppression.objects.exists()
    softly(1)
    held = Suppression.objects.get(ended_at=None)
    actions.lift_suppression(held, "Позвонила: ящик почистили", by=make.actor(Role.OWNER, home))
    softly(3)
    assert not Suppression.objects.filter(ended_at=None).exists()
    Return.objects.update(at=Moment(now() - 40 * DAY))
    softly(2)

    assert not Suppression.objects.filter(ended_at=None).exists()
    assert Interaction.objects.filter(community=home, kind=Kind.BOUNCED.number).count() == 9


def test_a_refusal_because_of_us_is_no_fault_of_the_address():
    _, way, sent = world()

    for n in range(6):
        one = delivery(letter(sent.newsletter, f"№ {n}"))
        said = "550 5.7.1 Message rejected: your IP is listed at zen.spamhaus.org"
        came_back(way, report(one.email, mark=mark_of(one), status="5.7.1", said=said))

    one.refresh_from_db()
    assert one.state == Stand.BOUNCED
    assert not Suppression.objects.exists()


def test_a_complaint_ends_everything_and_outdoes_a_bounce():
    home, way, sent = world()
    one = delivery(sent)
    subscribed(sent.newsletter, "Anna")

    came_back(way, report(one.email, mark=mark_of(one)), complaint(one.email, mark_of(one)))

    one.refresh_from_db()
    assert one.state == Stand.COMPLAINED
    assert Suppression.objects.get(community=home, ended_at=None).why == Why.COMPLAINED
    assert Subscription.objects.get().state == "off"
    assert Subscription.objects.get().changes.get().way == "complaint"
    kinds = set(Interaction.objects.filter(community=home).values_list("kind", flat=True))
    assert kinds == {Kind.BOUNCED.number, Kind.COMPLAINED.number}


def test_everything_may_come_and_be_read_twice():
    home, way, sent = world()
    one = delivery(sent)
    raw = report(one.email, mark=mark_of(one))

    came_back(way, raw)
    Returning.objects.update(state=ReturningState.WAITING)
    actions.read_returns(in_=home, by=SYSTEM)
    came_back(way, raw)

    assert Suppression.objects.count() == 1
    assert Return.objects.filter(counts=True).count() == 1
    assert Interaction.objects.filter(community=home).count() == 1


def test_delays_and_people_away_change_nothing():
    _, way, sent = world()
    one = delivery(sent)

    raws = came_back(
        way, report(one.email, mark=mark_of(one), action="delayed", status="4.4.1", said="451 busy"),
        answer(mark_of(one), Auto_Submitted="auto-replied"),
    )  # fmt: skip

    one.refresh_from_db()
    assert [raw.state for raw in raws] == [ReturningState.TAKEN, ReturningState.TAKEN]
    assert (one.state, Suppression.objects.exists()) == (Stand.SENT, False)


def test_an_answer_of_a_person_goes_to_the_mail_channel_or_is_shown():
    home, way, sent = world()
    one = delivery(sent)

    [shown] = came_back(way, answer(mark_of(one)))
    told = {"address": "desk@club.example", "password": "x" * 12, "folder": "INBOX",
            "imap_host": "localhost", "imap_port": "143",
            "imap_security": "none", "smtp_host": "localhost", "smtp_port": "25",
            "smtp_security": "none"}  # fmt: skip
    connect_channel(home, "mail", told, by=make.actor(Role.OWNER, home))
    [passed] = came_back(way, answer(mark_of(one)))

    assert (shown.state, passed.state) == (ReturningState.LETTER, ReturningState.TAKEN)
    assert Envelope.objects.get().kind == "letter"


def test_only_some_may_keep_the_list_and_wrong_addresses_refuse_the_whole():
    home = make.community()
    head, stranger = make.actor(Role.HEAD, home), make.actor(Role.OWNER)

    with pytest.raises(NotAllowed):
        actions.suppress_addresses("a@example.org", "просили", in_=home, by=stranger)
    with pytest.raises(Refusal) as refused:
        actions.suppress_addresses("a@example.org\nne adres", "", in_=home, by=head)
    first = actions.suppress_addresses("A@example.org, b@example.org", "просили", in_=home, by=head)
    again = actions.suppress_addresses("a@example.org", "просили", in_=home, by=head)

    assert {reason.field for reason in refused.value.reasons} == {"addresses", "detail"}
    assert (first.new, again.new, again.known) == (2, 0, 1)
    with pytest.raises(Refusal):
        actions.lift_suppression(Suppression.objects.first(), " ", by=head)


def test_raw_letters_are_emptied_after_a_month_and_a_forgotten_person_at_once():
    home, way, sent = world()
    one = delivery(sent)
    [raw] = came_back(way, report(one.email, mark=mark_of(one)))

    actions.forget_returns([one.email], in_=home, by=SYSTEM)
    Returning.objects.update(received_at=Moment(now() - 31 * DAY), payload=b"x")
    emptied = actions.empty_returns(in_=home, by=SYSTEM)

    raw.refresh_from_db()
    assert (emptied, bytes(raw.payload)) == (1, b"")
    assert Return.objects.get().email == ""
