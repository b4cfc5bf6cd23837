"""A round of introductions: drawn, asked, agreed, met; and never the same two again."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make

from veche.core.terms import SYSTEM, Role
from veche.events import actions, queries
from veche.events.models import Introduced, Round
from veche.events.terms.pairing import Wishes
from veche.kit.jobs import drain
from veche.kit.models import Job, Letter
from veche.kit.terms import Refusal
from veche.kit.time import DAY, Moment, now
from veche.ledger.actions import record_many
from veche.ledger.models import Interaction
from veche.ledger.terms import Handle, Kind
from veche.people.actions import describe_person, give_consent, withdraw_consent
from veche.people.models import Person
from veche.people.terms import Purpose, Way

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https?://\S+(/i/[\w-]+/)")


@pytest.fixture
def community():
    """Four who joined: two like running, two like books."""
    found = make.community()
    likes = {"anna": "бег", "boris": "книги", "clara": "бег", "dina": "книги"}
    record_many([
        make.sighting(number, handle=Handle("email", f"{name}@example.org", name.title()), kind=Kind.JOINED,
                      at=Moment(now() - DAY))
        for number, name in enumerate(likes, 1)
    ], origin=make.origin(found), by=SYSTEM)  # fmt: skip
    Job.objects.update(due_at=now())
    drain()
    Job.objects.update(due_at=now())
    drain()
    for name, like in likes.items():
        person = Person.objects.get(name=name.title())
        describe_person(person, {"interests": like}, in_=found, by=SYSTEM)
    return found


def drawn(community, **more):
    return actions.draw_round(community, "Кофе", Wishes(mixes_newcomers=False), seed=1, by=SYSTEM, **more)


def pairs(found):
    return {frozenset(one.name for one in table.members) for table in queries.introductions_told(found)}


def answered(letter, **data):
    address = LINK.search(letter.body)[1]
    return Client().post(address + ("met/" if "met" in data else "reply/"), data, follow=True)


def test_those_who_like_the_same_are_put_together_and_never_twice(community):
    first = drawn(community)
    assert pairs(first) == {frozenset({"Anna", "Clara"}), frozenset({"Boris", "Dina"})}

    second = drawn(community)
    assert not pairs(first) & pairs(second)


def test_both_are_asked_and_get_addresses_only_once_both_agree(community):
    found = drawn(community)

    assert actions.ask_round(found, by=SYSTEM) == (4, 0)
    assert actions.ask_round(found, by=SYSTEM) == (0, 0)

    to_anna, to_clara = (Letter.objects.get(to=f"{name}@example.org") for name in ("anna", "clara"))
    assert "Clara" in to_anna.body
    assert "clara@example.org" not in to_anna.body
    page = answered(to_anna, reply="yes").content.decode()
    assert "clara@example.org" not in page
    answered(to_clara, reply="yes")
    both = Letter.objects.filter(body__contains="anna@example.org")
    assert [letter.to for letter in both] == ["clara@example.org"]
    assert "clara@example.org" in answered(to_anna, met="yes").content.decode()
    facts = Interaction.objects.filter(channel__network="events").order_by("pk")
    assert [fact.what for fact in facts] == [Kind.INTRODUCED, Kind.INTRODUCED, Kind.MET]
    assert facts.last().target.value == "clara@example.org"


def test_a_link_ends_and_who_was_not_introduced_has_met_nobody(community):
    actions.ask_round(drawn(community), by=SYSTEM)
    letter = Letter.objects.get(to="anna@example.org")
    page = LINK.search(letter.body)[1]

    answered(letter, met="yes")
    before = Client().get(page).status_code
    Introduced.objects.update(asked_at=Moment(now() - 91 * DAY))

    assert not Interaction.objects.filter(channel__network="events").exists()
    assert (before, Client().get(page).status_code) == (200, 404)


def test_no_letter_carries_what_a_stranger_calls_themselves_nor_goes_to_who_wants_none(community):
    Person.objects.filter(name="Anna").update(name="Win at http://spam.example")
    clara = Person.objects.get(name="Clara")
    consent = give_consent(clara, Purpose.LETTERS, way=Way.FORM, given_at=now(), in_=community, by=SYSTEM)
    found = drawn(community)
    actions.ask_round(found, by=SYSTEM)
    withdraw_consent(consent, way=Way.FORM, in_=community, by=SYSTEM)

    assert "Clara" in {name for pair in pairs(found) for name in pair}
    assert "spam" not in " ".join(Letter.objects.values_list("body", flat=True))
    assert "Clara" not in {name for pair in pairs(drawn(community)) for name in pair}


def test_who_says_no_for_good_is_not_put_together_again_and_silence_ends(community):
    found = drawn(community)
    actions.ask_round(found, by=SYSTEM)
    answered(Letter.objects.get(to="anna@example.org"), reply="never")
    Introduced.objects.filter(answer="").update(asked_at=Moment(now() - 8 * DAY))

    tend()

    assert set(Introduced.objects.values_list("answer", flat=True)) == {"never", "late"}
    assert "Anna" not in {name for pair in pairs(drawn(community)) for name in pair}


def test_a_round_that_comes_again_is_drawn_and_asked_by_itself_once(community):
    found = drawn(community, every_days=7)
    actions.ask_round(found, by=SYSTEM)
    Round.objects.filter(pk=found.pk).update(next_at=Moment(now() - 1))

    tend()
    tend()

    later = Round.objects.exclude(pk=found.pk).get()
    assert later.asked_at is not None
    assert later.next_at > later.asked_at


def test_what_makes_no_sense_is_refused(community):
    with pytest.raises(Refusal) as no:
        actions.draw_round(community, " ", Wishes(size=7), by=SYSTEM)
    assert {reason.field for reason in no.value.reasons} == {"title", "size"}
    with pytest.raises(Refusal):
        actions.draw_round(make.community(), "Кофе", Wishes(), by=SYSTEM)
    found = drawn(community)
    actions.ask_round(found, by=SYSTEM)
    with pytest.raises(Refusal):
        actions.redraw_round(found, by=SYSTEM)


def test_the_team_puts_people_together_through_its_pages(community):
    client = Client()
    client.force_login(make.user(Role.EVENT_ORGANISER, in_=community))
    new = reverse("events:round_new", args=[community.slug])
    form = client.get(new).context["form"].initial

    assert client.get(new, {"event": "9" * 30}).status_code == 200
    client.post(new, {"title": "Кофе", **{key: form[key] for key in ("who", "size", "by", "every_days")}})

    found = Round.objects.get()
    page = reverse("events:round_page", args=[community.slug, found.pk])
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        shown = client.get(page).content.decode()
    assert len(asked) <= 12
    assert "Anna" in shown
    client.post(reverse("events:round_ask", args=[community.slug, found.pk]))
    assert Letter.objects.count() == 4
    client.post(reverse("events:round_remove", args=[community.slug, found.pk]))
    address = LINK.search(Letter.objects.first().body)[1]
    assert Client().get(address).status_code == 404
    client.post(reverse("events:round_restore", args=[community.slug, found.pk]))
    assert Client().get(address).status_code == 200


def tend():
    from veche.events.jobs import tend_introductions

    tend_introductions()
