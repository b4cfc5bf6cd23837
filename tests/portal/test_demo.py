"""The demo goes in through the doors of real data, whole, once."""

from collections import Counter

import pytest
from tests import make

from veche.channels.models import Import
from veche.core.terms import SYSTEM, Role
from veche.events.models import Cue, Diet, Feedback, Guest
from veche.events.terms import GuestState
from veche.insights.models import Spending
from veche.kit.jobs import drain
from veche.kit.models import Letter
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import HOUR, Moment, now
from veche.ledger.models import Channel, Interaction
from veche.ledger.terms import Kind
from veche.mailing.models import Letter as Written
from veche.mailing.models import Newsletter, Returning, Sequence, Subscription, Suppression
from veche.mailing.queries import published_letters
from veche.mailing.queries.figures import figures_of
from veche.mailing.queries.trying import scores_of
from veche.mailing.terms.figures import What
from veche.mailing.terms.trying import WinsBy
from veche.people.models import Person
from veche.portal.actions import fill_demo, open_demo

pytestmark = pytest.mark.django_db


@pytest.mark.long
def test_a_year_of_four_hundred_people_comes_in_through_the_importers():
    demo = open_demo(make.organisation(), language="ru", by=SYSTEM)
    told = []

    fill_demo(demo, by=SYSTEM, tell=lambda name, done, whole: told.append((done, whole)))
    drain()

    imports = list(Import.objects.filter(community=demo))
    assert {one.connector for one in imports} == {"telegram", "slack", "vk", "mail", "table"}
    assert all(one.state == "done" and one.refused == 0 for one in imports)
    assert all(one.taken + one.duplicate == one.seen for one in imports)
    assert Channel.objects.filter(community=demo).count() >= 6
    assert Interaction.objects.filter(community=demo).count() > 10_000
    kinds = {kind.number: kind for kind in Kind}
    seen = {kinds[number] for number in Interaction.objects.values_list("kind", flat=True).distinct()}
    assert {Kind.SUBSCRIBED, Kind.BOUGHT, Kind.REFUNDED, Kind.ATTENDED, Kind.RATED} <= seen
    spent = Spending.objects.filter(community=demo).count()
    assert spent > 12
    assert 350 <= Person.objects.filter(merged_into=None).count() <= 480
    assert told[-1] == (8, 8)
    guests = Guest.objects.filter(event__community=demo)
    states = {GuestState.GOING, GuestState.WAITING, GuestState.INVITED, GuestState.CAME, GuestState.MISSED}
    assert states <= set(guests.values_list("state", flat=True))
    assert Diet.objects.exclude(consent="").count() == Diet.objects.count() > 0
    assert Feedback.objects.count() > 5
    past = Cue.objects.filter(event__community=demo, event__ends_at__lt=Moment(now() - HOUR), removed_at=None)
    assert past.exists()
    assert not past.filter(ended_at=None).exists()
    # Everybody is somebody the ledger knows, and nobody made up is ever written to.
    assert not guests.filter(identity=None).exists()
    assert not guests.exclude(email="").exists()
    assert not Letter.objects.exists()

    check_letters(demo)

    before, hosted = Interaction.objects.count(), guests.count()
    fill_demo(demo, by=SYSTEM)
    assert Interaction.objects.count() == before
    assert Import.objects.count() == len(imports)
    assert guests.count() == hosted
    assert Spending.objects.filter(community=demo).count() == spent
    check_letters(demo)


def check_letters(demo):
    """Two newsletters live: what left has figures, and the ledger tells the same of it."""
    letters = Written.objects.filter(community=demo).exclude(kind="step").order_by("begun_at")
    assert Counter(letters.values_list("state", flat=True)) == {"sent": 6, "scheduled": 1, "review": 1}
    assert letters.get(state="review").remarks.count() == 2
    sent = list(letters.filter(state="sent").select_related("newsletter"))
    assert all(published_letters(one.newsletter).filter(pk=one.pk).exists() for one in sent)
    for letter in sent:
        told = figures_of(letter).people
        assert letter.audience["reached"] == letter.deliveries.count() > 60
        assert letter.audience["left"]
        assert 0.25 < told[What.OPENED] / told[What.DELIVERED] < 0.75
        assert 0 < told[What.CLICKED] < told[What.OPENED]
        facts = Interaction.objects.filter(subject__kind="letter", subject__key=str(letter.pk))
        seen = Counter(facts.values_list("kind", flat=True))
        assert seen[Kind.SENT.number] == told[What.SENT]
        assert seen[Kind.BOUNCED.number] == told[What.BOUNCED]
        assert seen[Kind.COMPLAINED.number] == told[What.COMPLAINED]
        opened = letter.hits.filter(link=0).values("delivery_id").distinct().count()
        assert seen[Kind.OPENED.number] == opened
        assert not facts.filter(occurred_at__lt=letter.begun_at).exists()
    people = [figures_of(letter).people for letter in sent]
    assert sum(one[What.UNSUBSCRIBED] for one in people) > 2
    assert (people[-1][What.BOUNCED] > 1, people[-1][What.COMPLAINED]) == (True, 1)
    plain, winner = scores_of(sent[-1], WinsBy.OPENS)
    assert winner.hits / winner.whole > plain.hits / plain.whole
    assert Suppression.objects.filter(community=demo, ended_at=None).count() == 5
    assert list(Returning.objects.values_list("state", flat=True)) == ["taken"] * 3
    assert not Subscription.objects.filter(changes=None).exists()
    welcome = Sequence.objects.get(community=demo)
    assert (welcome.state, welcome.walks.count()) == ("running", 0)
    # Nothing leaves, and no address is anybody's.
    assert {one.sender.kind for one in Newsletter.objects.filter(community=demo)} == {"outbox"}
    emails = Subscription.objects.values_list("email", flat=True)
    assert all(one.endswith("@example.org") for one in emails)


def test_made_up_people_never_mix_with_real_ones():
    with pytest.raises(Refusal):
        fill_demo(make.community(), by=SYSTEM)


def test_whoever_may_not_import_may_not_fill_a_demo():
    demo = open_demo(make.organisation(), language="en", by=SYSTEM)

    with pytest.raises(NotAllowed):
        fill_demo(demo, by=make.actor(Role.ANALYST, demo))
