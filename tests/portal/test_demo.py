"""The demo goes in through the doors of real data, whole, once."""

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

    before, hosted = Interaction.objects.count(), guests.count()
    fill_demo(demo, by=SYSTEM)
    assert Interaction.objects.count() == before
    assert Import.objects.count() == len(imports)
    assert guests.count() == hosted
    assert Spending.objects.filter(community=demo).count() == spent


def test_made_up_people_never_mix_with_real_ones():
    with pytest.raises(Refusal):
        fill_demo(make.community(), by=SYSTEM)


def test_whoever_may_not_import_may_not_fill_a_demo():
    demo = open_demo(make.organisation(), language="en", by=SYSTEM)

    with pytest.raises(NotAllowed):
        fill_demo(demo, by=make.actor(Role.ANALYST, demo))
