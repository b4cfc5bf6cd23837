"""Whom a letter reaches: everybody once, and for each of the others the reason."""

import pytest
from tests import make
from tests.mailing import readers

from veche.core.terms import SYSTEM
from veche.kit.time import DAY, now
from veche.ledger.terms import Kind
from veche.mailing.actions import move_letter, prepare_letter
from veche.mailing.models import Delivery, LetterRules, Newsletter, Suppression
from veche.mailing.queries import audience_of, recipients_of
from veche.mailing.terms import Frequency, LeftOut, LetterState, Stand, SubscriptionState, Why
from veche.people import actions as people
from veche.people.models import Consent
from veche.people.rules.drafting import drafts_of
from veche.people.terms import Way

pytestmark = pytest.mark.django_db


def reasons(letter):
    """Everybody who is left out, by their address, with the reason."""
    return {one.email: one.why for why in LeftOut for one in recipients_of(letter, why=why)}


def reached(letter):
    """The addresses a letter reaches."""
    return sorted(one.email for one in recipients_of(letter))


def test_a_newsletter_reaches_whoever_subscribed_and_nobody_who_did_not():
    community = make.community()
    known = readers.people_named(community, "Anna", "Boris", "Vera")
    readers.allowing([known["Vera"]], community)
    news = readers.newsletter(community)
    readers.subscribed(news, "Anna")
    readers.subscribed(news, "Stranger")
    readers.subscribed(news, "Boris", state=SubscriptionState.ASKED)

    letter = readers.letter(news)

    assert reached(letter) == ["anna@example.org", "stranger@example.org"]
    assert audience_of(letter).meant == 2


def test_a_single_letter_goes_to_whoever_allows_letters_and_each_other_has_a_reason():
    community = make.community()
    names = ("Fine", "Off", "Bounced", "Spam", "Never", "Hand", "Often", "Withdrew")
    known = readers.people_named(community, *names)
    readers.allowing(known.values(), community)
    consent = Consent.objects.get(person=known["Withdrew"])
    people.withdraw_consent(consent, way=Way.MESSAGE, in_=community, by=SYSTEM)
    for name, why in (("Bounced", Why.BOUNCED), ("Spam", Why.COMPLAINED), ("Never", Why.ASKED)):
        Suppression.objects.create(community=community, email=readers.address_of(name), why=why, at=now())
    Suppression.objects.create(community=community, email="hand@example.org", why=Why.BY_HAND, at=now())
    LetterRules.objects.create(community=community, most=1, days=3650)
    readers.people_named(community, "Often", kind=Kind.SENT)
    letter = readers.letter(community)
    readers.subscribed(letter.newsletter, "Off", state=SubscriptionState.OFF)

    assert reached(letter) == ["fine@example.org"]
    assert reasons(letter) == {
        "off@example.org": LeftOut.UNSUBSCRIBED, "bounced@example.org": LeftOut.BOUNCED,
        "spam@example.org": LeftOut.COMPLAINED, "never@example.org": LeftOut.SUPPRESSED,
        "hand@example.org": LeftOut.SUPPRESSED, "often@example.org": LeftOut.OFTEN,
    }  # fmt: skip


def test_whoever_ended_letters_elsewhere_or_refused_from_another_address_gets_none():
    community = make.community()
    known = readers.people_named(community, "Listed", "Two", "Twin")
    readers.people_named(community, "Listed", kind=Kind.UNSUBSCRIBED)
    people.merge_persons(
        known["Two"], known["Twin"], in_=community, by=make.actor(in_=community.organisation)
    )
    readers.allowing([known["Listed"], known["Two"]], community)
    letter = readers.letter(community)
    readers.subscribed(letter.newsletter, "Twin", state=SubscriptionState.OFF)

    assert reached(letter) == []
    assert audience_of(letter).left == {LeftOut.UNSUBSCRIBED: 2}


def test_of_two_addresses_the_one_that_works_is_written_to_once():
    community = make.community()
    known = readers.people_named(community, "Old", "New")
    people.merge_persons(known["Old"], known["New"], in_=community, by=make.actor(in_=community.organisation))
    readers.allowing([known["Old"]], community)
    Suppression.objects.create(community=community, email="old@example.org", why=Why.BOUNCED, at=now())

    assert reached(readers.letter(community)) == ["new@example.org"]


def test_a_notice_asks_no_consent_but_never_reaches_who_is_suppressed():
    community = make.community()
    known = readers.people_named(community, "Anna", "Boris")
    segment = make_segment(community)
    Suppression.objects.create(community=community, email="boris@example.org", why=Why.ASKED, at=now())

    letter = readers.letter(community, segment=segment)
    notice = readers.letter(community, segment=segment, is_notice=True)

    assert known
    assert audience_of(letter).left == {LeftOut.NO_CONSENT: 1, LeftOut.SUPPRESSED: 1}
    assert reached(notice) == ["anna@example.org"]


def make_segment(community):
    """Everybody who is not of the team."""
    drafts = drafts_of({"about": "team", "is": "out"})
    return people.save_segment("Все", drafts, in_=community, by=SYSTEM)


def test_who_wants_one_a_week_gets_no_second_in_it():
    community = make.community()
    readers.people_named(community, "Anna", "Boris")
    news = readers.newsletter(community)
    readers.subscribed(news, "Anna", frequency=Frequency.WEEKLY)
    readers.subscribed(news, "Boris", frequency=Frequency.MONTHLY)
    before = readers.letter(news, "Прошлое")
    for name, days in (("anna", 8), ("boris", 8)):
        Delivery.objects.create(
            letter=before,
            email=f"{name}@example.org",
            state=Stand.SENT,
            due_at=now(),
            sent_at=now() - days * DAY,
        )

    letter = readers.letter(news)

    assert reached(letter) == ["anna@example.org"]
    assert reasons(letter) == {"boris@example.org": LeftOut.SELDOM}


def test_an_audience_is_written_down_once_however_often_it_is_asked_for():
    community = make.community()
    names = [f"Reader{n}" for n in range(7)]
    readers.people_named(community, *names)
    news = readers.newsletter(community)
    readers.subscribed(news, *names)
    readers.subscribed(news, "Gone")
    Suppression.objects.create(community=community, email="gone@example.org", why=Why.BOUNCED, at=now())
    first, second = readers.sender(community, share=3), readers.sender(community, share=1)
    letter = readers.letter(news, state=LetterState.PREPARING)

    counts = [prepare_letter(letter, in_=community, by=SYSTEM) for _ in range(2)]

    letter.refresh_from_db()
    by_sender = [Delivery.objects.filter(sender=one).count() for one in (first, second)]
    assert counts == [7, 7]
    assert letter.state == LetterState.SENDING
    assert letter.audience == {"reached": 7, "left": {"bounced": 1}}
    assert sum(by_sender) == 7
    assert by_sender[0] in (5, 6)
    assert set(Delivery.objects.values_list("domain", flat=True)) == {"example.org"}
    assert move_letter(letter, LetterState.PAUSED, in_=community, by=SYSTEM)


def test_a_general_newsletter_is_made_once():
    community = make.community()

    one, other = readers.letter(community), readers.letter(community)

    assert one.newsletter_id == other.newsletter_id
    assert Newsletter.objects.get(community=community).is_general
