"""Drives: everybody once whatever dies when, nobody who refused, nobody too often, numbers that add up."""

import pytest
from django.db import transaction
from tests import make
from tests.events.filled import registered
from tests.events.invited import known_people, launched, sent

from veche.channels.actions import connect_channel
from veche.channels.models import Outgoing, Reach
from veche.channels.rules.spans import plain
from veche.core.terms import SYSTEM, Role
from veche.events import actions, queries
from veche.events.models import Drive, Guest, Invitee, NoInvitation
from veche.events.terms.inviting import DriveKind, Left, Sent, Ways, Whom
from veche.kit.jobs import drain
from veche.kit.models import Letter
from veche.kit.terms import NotAllowed, Refusal
from veche.ledger.actions import open_origin, record_many
from veche.ledger.models import Channel, Interaction
from veche.ledger.terms import Handle, Kind, Place
from veche.people.actions import give_consent, withdraw_consent
from veche.people.models import Person
from veche.people.terms import Purpose, Way

pytestmark = pytest.mark.django_db
HOSTILE = "Bcc: all@example.org {link} *Аня*"


class Crash(Exception):
    """What kill -9 is to a transaction."""


def whom_of(earlier, **more):
    """Whoever came to an event."""
    return Whom(event=earlier.pk, **more)


def test_everybody_gets_one_letter_though_the_sender_dies_before_its_transaction_ends():
    earlier, event = known_people("Anna", "Boris", "Vera")
    before = set(Letter.objects.values_list("pk", flat=True))
    drive = launched(event, whom_of(earlier))
    again = launched(event, whom_of(earlier))

    with pytest.raises(Crash), transaction.atomic():
        actions.send_next(drive, by=SYSTEM)
        raise Crash
    written_by_the_dead = Letter.objects.exclude(pk__in=before).count()
    sent(sent(drive))
    confirmed = [actions.confirm_letters(in_=event.community, by=SYSTEM) for _ in range(2)]

    letters = Letter.objects.exclude(pk__in=before)
    assert (again.pk, written_by_the_dead) == (drive.pk, 0)
    assert sorted(letter.to for letter in letters) == [f"{n}@example.org" for n in ("anna", "boris", "vera")]
    assert Guest.objects.filter(event=event, state="invited").count() == 3
    assert drive_numbers(drive) == (3, 0, 0, 0)
    assert Drive.objects.get().state == "done"
    assert confirmed == [3, 0]
    assert Interaction.objects.filter(kind=Kind.SENT.number).count() == 3


def drive_numbers(drive):
    """Sent, opened, going, no."""
    numbers = queries.drive_told(drive).line.numbers
    return numbers.written, numbers.opened, numbers.going, numbers.no


def test_who_refused_withdrew_is_listed_or_was_asked_often_is_left_out_with_the_reason():
    earlier, event = known_people("Refuser", "Withdrew", "Listed", "Often", "Fine")
    community = event.community
    NoInvitation.objects.create(community=community, email="refuser@example.org", at=make.NOON)
    person = Person.objects.get(name="Withdrew")
    consent = give_consent(
        person, Purpose.LETTERS, way=Way.FORM, given_at=make.NOON, in_=community, by=SYSTEM
    )
    withdraw_consent(consent, way=Way.MESSAGE, in_=community, by=SYSTEM)
    registered(event, "Listed", email="listed@example.org")
    other = make.event(community, "Ещё один")
    first = launched(other, whom_of(earlier))
    Invitee.objects.filter(drive=first).exclude(name="Often").delete()
    sent(first)

    found = queries.audience_of(event, whom_of(earlier, cap=1))
    strict = queries.audience_of(event, whom_of(earlier, cap=1, only_consented=True))
    in_chat = queries.audience_of(event, whom_of(earlier, cap=1, ways=Ways.CHAT))

    assert {one.name: one.left for one in found.people} == {
        "Refuser": Left.REFUSED, "Withdrew": Left.WITHDREW, "Listed": Left.LISTED, "Often": Left.OFTEN,
        "Fine": "",
    }  # fmt: skip
    assert [one.left for one in strict.people if one.name == "Fine"] == [Left.UNASKED]
    assert [one.left for one in in_chat.people if one.name == "Fine"] == [Left.UNREACHABLE]


def test_who_refuses_while_it_goes_is_left_out_and_a_stopped_drive_writes_no_more():
    earlier, event = known_people("Anna", "Boris")
    drive = launched(event, whom_of(earlier))
    NoInvitation.objects.create(community=event.community, email="anna@example.org", at=make.NOON)
    sent(drive)
    other = launched(make.event(event.community, "Ещё"), whom_of(earlier))
    stopped = [actions.stop_drive(other, in_=event.community, by=SYSTEM) for _ in range(2)]
    sent(other)

    states = dict(Invitee.objects.filter(drive=drive).values_list("name", "state"))
    assert states == {"Anna": Sent.LEFT_OUT, "Boris": Sent.CLAIMED}
    assert stopped == [1, 0]
    assert not Guest.objects.filter(event=other.event).exists()


def test_a_drive_wants_an_event_to_look_at_people_to_write_to_and_a_right():
    earlier, event = known_people("Anna")
    draft = actions.draft_event(event.community, "Черновик", starts=make.NOON, ends=make.NOON + 1, by=SYSTEM)

    with pytest.raises(Refusal) as refusal:
        launched(draft, Whom(event=event.pk), subject="", text="{frist_name}")
    with pytest.raises(NotAllowed):
        actions.launch_drive(
            event, DriveKind.INVITATION, whom_of(earlier), subject="a", text="b", key="k",
            in_=event.community, by=make.actor(Role.ANALYST, event.community),
        )  # fmt: skip

    assert len(refusal.value.reasons) == 4


def test_nothing_of_a_hostile_name_gets_into_headers_and_more_is_refused_by_one_click(client):
    earlier, event = known_people("Anna")
    Person.objects.update(name=f"Anna\r\n{HOSTILE}")
    drive = sent(launched(event, whom_of(earlier), subject="{first_name}: {title}"))
    letter = Letter.objects.order_by("-pk").first()
    link = letter.headers["List-Unsubscribe"][1:-1].removeprefix("http://127.0.0.1:8000")

    shown = client.get(link)
    still = NoInvitation.objects.count()
    clicked = [client.post(link, {"List-Unsubscribe": "One-Click"}).status_code for _ in range(2)]
    drain()
    ended = NoInvitation.objects.filter(ended_at=None).count()
    client.post(link, {"act": "again"})
    drain()

    assert "\r" not in letter.subject + "".join(letter.headers.values())
    assert "\n" not in letter.subject + "".join(letter.headers.values())
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (shown.status_code, still, clicked, ended) == (200, 0, [204, 204], 1)
    assert not NoInvitation.objects.filter(ended_at=None).exists()
    kinds = Interaction.objects.filter(kind__in=[Kind.UNSUBSCRIBED.number, Kind.SUBSCRIBED.number])
    assert [one.what for one in kinds.order_by("pk")] == [Kind.UNSUBSCRIBED, Kind.SUBSCRIBED]
    assert client.get(f"/n/{drive.pk}/").status_code == 404


def test_who_asks_to_be_invited_again_is_though_they_had_taken_back_their_consent_to_letters(client):
    earlier, event = known_people("Anna")
    drive = sent(launched(event, whom_of(earlier)))
    link = Letter.objects.order_by("-pk").first().headers["List-Unsubscribe"][1:-1].split(":8000")[1]
    person, community = Person.objects.get(), event.community
    consent = give_consent(
        person, Purpose.LETTERS, way=Way.SPOKEN, given_at=make.NOON, in_=community, by=SYSTEM
    )
    withdraw_consent(consent, way=Way.MESSAGE, in_=community, by=SYSTEM)
    another = make.event(community, title="Ещё вечер")

    shown = client.get(link).content.decode()
    before = queries.audience_of(another, whom_of(earlier)).people[0].left
    client.post(link, {"act": "again"})

    assert consent.text.text in shown
    assert before == Left.WITHDREW
    assert queries.audience_of(another, whom_of(earlier)).people[0].left == ""
    assert person.consents.filter(withdrawn_at=None).count() == 1
    assert queries.is_refusing(Invitee.objects.get(drive=drive)) == ""


def test_a_link_counts_as_opened_once_and_what_they_answer_is_counted(client):
    earlier, event = known_people("Anna")
    drive = sent(launched(event, whom_of(earlier)))
    link = Letter.objects.order_by("-pk").first().body.split("http://127.0.0.1:8000")[1].split()[0]

    client.get(link, headers={"Sec-Purpose": "prefetch"})
    ahead = drive_numbers(drive)
    for _ in range(2):
        client.get(link)
    client.post(link, {"act": "going"})
    drain()

    assert ahead == (1, 0, 0, 0)
    assert drive_numbers(drive) == (1, 1, 1, 0)
    assert Interaction.objects.filter(kind=Kind.CLICKED.number).count() == 1


def test_who_wrote_to_the_bot_alone_is_written_to_there_and_a_word_reaches_the_chosen_guests():
    event = make.event()
    community = event.community
    line = connect_channel(community, "telegram", {"token": "1:x", "api": "http://127.0.0.1:9"}, by=SYSTEM)
    place = Place("telegram", "private", "Бот", "private")
    ours = Handle("telegram", "42", "Аня [x](y)", aliases=(Handle("email", "anya@example.org"),))
    record_many(
        [make.sighting(1, "Привет", place=place, handle=ours)],
        origin=open_origin(community, "live", "бот", by=SYSTEM), by=SYSTEM,
    )  # fmt: skip
    channel = Channel.objects.get(community=community, key="private")
    Reach.objects.create(connection=line, channel=channel, heard_at=make.NOON)
    registered(event, "Аня", email="anya@example.org")
    registered(event, "Ждёт", answer="interested")
    drain()
    whom = Whom(states=("going",), ways=Ways.CHAT_FIRST)

    drive = launched(event, whom, kind=DriveKind.MESSAGE, text="{first_name}, начнём в восемь. {link}")
    for _ in range(2):
        sent(drive)

    message = Outgoing.objects.get()
    assert (message.to.value, message.channel) == ("42", channel)
    assert plain(message.text).startswith("Аня, начнём в восемь. http://127.0.0.1:8000/g/")
    assert actions.stop_drive(drive, in_=community, by=SYSTEM) == 0
    assert [one.state for one in Invitee.objects.all()] == [Sent.CLAIMED]


def test_a_link_in_a_chat_is_no_markup_whatever_its_secret_is():
    event = make.event(title="*Бег*")
    link = "https://veche.example/g/_a_b*c*_/?d=1"

    letter = queries.letter_of(event, "ru", "", "{title}: {link}", name="", link=link, is_chat=True)

    assert plain(letter.body).startswith(f"*Бег*: {link}")
