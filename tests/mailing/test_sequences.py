"""Sequences: who comes in walks once, gets what audience and conditions allow, and nothing twice or late."""

from datetime import datetime, time, timedelta

import pytest
from tests import make
from tests.mailing import readers
from tests.mailing.sending.world import lane, run_out
from tests.mailing.servers import serving
from tests.people.test_recognising import do_jobs

from veche.core.terms import SYSTEM
from veche.events.models import Event
from veche.kit.sealing import seal
from veche.kit.terms import Refusal
from veche.kit.text import fold
from veche.kit.time import DAY, Moment, as_datetime, day_of, in_zone, now, start_of
from veche.ledger import columns
from veche.ledger.actions import record_many
from veche.ledger.terms import About, Handle, Kind
from veche.mailing import actions
from veche.mailing.jobs import look_for_people, walk_sequences
from veche.mailing.models import Delivery, Letter, Passage, Sequence, Walk
from veche.mailing.queries.sequences import numbers_of, steps_of, way_of, would_enter
from veche.mailing.terms import LeftOut, LetterState, SenderKind, Stand, SubscriptionState
from veche.mailing.terms.sequencing import CONDITION, LATE, NOT_GOING, Ending, WalkState
from veche.people.actions import merge_persons
from veche.people.models import Field, Standing, Trait
from veche.people.queries import fields_of
from veche.people.terms import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def news():
    return readers.newsletter(make.community(), needs_subscription=False)


def sequence(news, key="welcome", **more):
    """A ready sequence that runs, its letters at once."""
    made = actions.begin_ready(news.community, news, key, by=SYSTEM)
    made.steps.update(hour=None)
    actions.save_sequence(news.community, more, made, by=SYSTEM) if more else None
    return actions.start_sequence(made, by=SYSTEM)


def joined(community, *names, kind=Kind.JOINED, at=None, about=None):
    """People who do something now, and whom all jobs have heard of."""
    seen = [
        make.sighting(f"{kind.word}-{name}-{at or 0}", handle=Handle("email", readers.address_of(name), name),
                      kind=kind, at=at or now(), about=about)
        for name in names
    ]  # fmt: skip
    record_many(seen, origin=make.origin(community), by=SYSTEM)
    do_jobs()
    columns.append(community.pk)
    return [Walk.objects.filter(person_id=one.pk).first() for one in _people(*names)]


def _people(*names):
    from veche.people.models import Person

    return [Person.objects.get(attachments__identity__value=readers.address_of(one)) for one in names]


def later(days, **of):
    """Everything of sequences was planned so much earlier."""
    span = timedelta(days=days)
    for walk in Walk.objects.filter(state=WalkState.WALKING, **of):
        walk.began_at -= span
        walk.planned_at -= span
        walk.due_at -= span
        walk.save()


def allowed(community, *names):
    """People who allow letters."""
    readers.allowing(readers.people_named(community, *names).values(), community)


def test_who_joins_gets_letters_in_their_turn_and_nobody_twice(news):
    allowed(news.community, "Anna")
    readers.people_named(news.community, "Boris")
    running = sequence(news, start="joined")

    joined(news.community, "Anna", "Boris")
    later(0.1)
    for _ in range(2):
        walk_sequences()
    joined(news.community, "Anna", at=now())
    first = {one.email: (one.turn, one.state) for one in Delivery.objects.all()}
    later(3)
    walk_sequences()

    steps = steps_of(running)
    assert first == {"anna@example.org": (0, Stand.WAITING)}
    assert Passage.objects.get(step=steps[0], delivery=None).why == LeftOut.NO_CONSENT
    assert [one.letter_id for one in Delivery.objects.order_by("pk")] == [
        steps[0].letter_id,
        steps[1].letter_id,
    ]
    assert Walk.objects.count() == 2
    assert numbers_of(running)[steps[0].pk].on_way == 1


def test_who_subscribes_to_its_newsletter_comes_in_by_the_fact_alone(news):
    running = sequence(news)
    other = readers.newsletter(news.community, "Другая", slug="other")

    actions.subscribe_by_hand(news, "dina@example.org", by=SYSTEM)
    actions.subscribe_by_hand(other, "egor@example.org", by=SYSTEM)
    do_jobs()

    walk = Walk.objects.get()
    assert (walk.sequence_id, walk.state) == (running.pk, WalkState.WALKING)
    assert [one.email for one in (later(0.1), walk_sequences(), *Delivery.objects.all()) if one] == [
        "dina@example.org"
    ]


def test_what_is_late_is_skipped_and_what_follows_does_not_flood(news):
    allowed(news.community, "Anna")
    running = sequence(news, start="joined")
    joined(news.community, "Anna")

    later(4.5)  # the first was due four days ago, the second two and a half
    walk_sequences()
    walk_sequences()

    steps = steps_of(running)
    assert [(one.step_id, one.why) for one in Passage.objects.order_by("pk")] == [
        (steps[0].pk, LATE), (steps[1].pk, ""),
    ]  # fmt: skip
    assert Delivery.objects.count() == 1
    assert Walk.objects.get().due_at > as_datetime(now() + 3 * DAY)


def test_words_of_theirs_end_it_and_unsubscribing_too(news):
    allowed(news.community, "Anna", "Boris")
    running = sequence(news, start="joined", endings=[Ending.WROTE])
    joined(news.community, "Anna", "Boris")

    joined(news.community, "Anna", kind=Kind.MESSAGED, at=now() + 1000)
    readers.subscribed(news, "Boris", state=SubscriptionState.OFF)
    later(0.1)
    walk_sequences()

    anna, boris = _people("Anna", "Boris")
    assert Walk.objects.get(person_id=anna.pk).why == Ending.WROTE
    assert Passage.objects.get(walk__person_id=boris.pk).why == LeftOut.UNSUBSCRIBED
    assert not Delivery.objects.exists()
    assert way_of(running, boris.pk).why == LeftOut.UNSUBSCRIBED


def test_a_reminder_goes_to_those_who_did_not_click(news):
    allowed(news.community, "Anna", "Boris")
    running = sequence(news, "missed_you", start="joined", endings=[])
    joined(news.community, "Anna", "Boris")
    walk_sequences()
    Delivery.objects.update(state=Stand.SENT)
    letter = steps_of(running)[0].letter
    joined(news.community, "Anna", kind=Kind.CLICKED, about=About("letter", str(letter.pk), "x"))

    later(10.1)
    walk_sequences()

    anna, boris = _people("Anna", "Boris")
    second = steps_of(running)[1]
    assert Passage.objects.get(step=second, walk__person_id=anna.pk).why == CONDITION
    assert Delivery.objects.get(letter=second.letter).person_id == boris.pk


def test_pausing_holds_letters_that_wait_and_what_was_sent_is_never_rewritten(news):
    allowed(news.community, "Anna", "Boris")
    running = sequence(news, start="joined")
    joined(news.community, "Anna")
    later(0.1)
    walk_sequences()
    Delivery.objects.update(state=Stand.SENT)
    step = steps_of(running)[0]

    with pytest.raises(Refusal):
        actions.rewrite_step(step, by=SYSTEM)
    actions.pause_sequence(running, by=SYSTEM)
    held = Letter.objects.get(pk=step.letter_id).state
    joined(news.community, "Boris")
    later(0.1)
    walk_sequences()
    new = actions.rewrite_step(step, by=SYSTEM)
    actions.start_sequence(running, by=SYSTEM)
    walk_sequences()

    assert held == LetterState.PAUSED
    assert {one.email: one.letter_id for one in Delivery.objects.all()} == {
        "anna@example.org": step.letter_id, "boris@example.org": new.pk,
    }  # fmt: skip
    with pytest.raises(Refusal):
        actions.schedule_letter(new, by=SYSTEM)


def test_a_birthday_comes_once_a_year_and_a_stage_when_it_is_reached(news):
    people = readers.people_named(news.community, "Anna", "Boris")
    allowed(news.community, "Anna", "Boris")
    today = as_datetime(now(), news.community.time_zone)
    told(people["Anna"], "birthday", f"1990-{today:%m-%d}")
    birthday, missed = sequence(news, "birthday"), sequence(news, "missed_you")
    Standing.objects.filter(person=people["Boris"]).update(stage=Stage.DRIFTING, since=now())
    foreseen = (would_enter(birthday, now()), would_enter(missed, now()))

    for _ in range(2):
        Sequence.objects.update(looked_at=None)
        look_for_people()

    assert {(one.sequence_id, one.person_id, one.turn) for one in Walk.objects.all()} == {
        (birthday.pk, people["Anna"].pk, today.year), (missed.pk, people["Boris"].pk, 0),
    }  # fmt: skip
    assert foreseen == ([people["Anna"].pk], [people["Boris"].pk])


def test_it_begins_days_before_a_date_by_the_clock_of_each_and_keeps_to_the_day(news):
    zones = {"Anna": news.community.time_zone, "Boris": "Asia/Vladivostok", "Vera": "America/New_York"}
    people = readers.people_named(news.community, *zones)
    allowed(news.community, *zones)
    days = {name: day_of(now(), zone) + timedelta(3) for name, zone in zones.items()}
    for name, city in (("Anna", ""), ("Boris", "г. Владивосток"), ("Vera", "New York")):
        told(people[name], "birthday", f"1990-{days[name]:%m-%d}")
        told(people[name], "city", city) if city else None
    running = sequence(news, "birthday", lead_days=3)
    actions.pause_sequence(running, by=SYSTEM)
    on_the_day = {"title": "В сам день", "wait": 3 * 1440, "hour": 9}
    blocks = [{"kind": "text", "text": "Ура!"}]
    actions.add_step(running, on_the_day, subject="С днём рождения", blocks=blocks, by=SYSTEM)
    running.steps.filter(hour=None).update(hour=10)
    actions.start_sequence(running, by=SYSTEM)

    look_for_people()
    begun = {one.person_id: (one.planned_at, one.turn) for one in Walk.objects.all()}
    Walk.objects.update(due_at=as_datetime(now()))
    walk_sequences()

    for name, zone in zones.items():
        walk = Walk.objects.get(person_id=people[name].pk)
        eve = datetime.combine(days[name] - timedelta(3), time(10))
        assert begun[walk.person_id] == (as_datetime(in_zone(eve, zone)), days[name].year)
        assert walk.planned_at == as_datetime(in_zone(datetime.combine(days[name], time(9)), zone))
    assert Delivery.objects.count() == 3
    assert way_of(running, people["Boris"].pk).zone == "Asia/Vladivostok"
    assert way_of(running, people["Anna"].pk).zone == ""


def test_an_event_that_comes_near_is_followed_wherever_it_moves_and_whoever_stays_away_is_let_go(news):
    home, at = news.community, now()
    event = make.event(home, title="Осенний бег", starts=Moment(at + 3 * DAY), ends=Moment(at + 4 * DAY))
    other = make.event(home, title="Лекция", starts=Moment(at + 3 * DAY), ends=Moment(at + 4 * DAY))
    allowed(home, "Anna", "Boris", "Vera", "Gleb")
    running = sequence(news, start="ahead", again="each", lead_days=3, words="бег", endings=[Ending.WROTE])
    about = About("event", str(event.pk), event.title)
    lecture = About("event", str(other.pk), other.title)
    # Before she registered, and after the day on which the letters began.
    joined(home, "Anna", kind=Kind.MESSAGED, at=Moment(now() - 1000))
    joined(home, "Anna", "Boris", "Gleb", kind=Kind.REGISTERED, about=about)
    joined(home, "Vera", kind=Kind.REGISTERED, about=lecture)
    joined(home, "Boris", kind=Kind.CANCELLED, at=Moment(now() + 1), about=about)
    anna, gleb = _people("Anna", "Gleb")
    foreseen = would_enter(running, now())

    look_for_people()
    begun = {one.person_id: one for one in Walk.objects.all()}
    joined(home, "Gleb", kind=Kind.CANCELLED, at=Moment(now() + 2), about=about)
    Walk.objects.update(due_at=as_datetime(now()), planned_at=as_datetime(now()))
    walk_sequences()
    second = Walk.objects.get(person_id=anna.pk)
    Event.objects.filter(pk=event.pk).update(starts_at=as_datetime(at + 13 * DAY))
    Sequence.objects.update(looked_at=None)
    look_for_people()
    moved = Walk.objects.get(person_id=anna.pk)
    Event.objects.filter(pk=event.pk).update(cancelled_at=as_datetime(at))
    later(30, person_id=anna.pk)
    walk_sequences()

    day = day_of(event.starts_at.timestamp() * 1000, event.time_zone)
    assert foreseen == sorted([anna.pk, gleb.pk]) == sorted(begun)
    assert begun[anna.pk].turn == event.pk
    assert begun[anna.pk].began_at == as_datetime(start_of(day - timedelta(3), event.time_zone))
    assert [one.email for one in Delivery.objects.all()] == ["anna@example.org"]
    assert (moved.planned_at - second.planned_at, moved.due_at - second.due_at) == (timedelta(10),) * 2
    ends = dict(Walk.objects.values_list("person_id", "why"))
    assert ends == {anna.pk: NOT_GOING, gleb.pk: NOT_GOING}
    with pytest.raises(Refusal) as refused:
        actions.stop_sequence(running, by=SYSTEM)
        actions.save_sequence(home, {"again": "once", "endings": ["registered"]}, running, by=SYSTEM)
    assert {reason.field for reason in refused.value.reasons} == {"again", "endings"}


def told(person, key, value):
    """What somebody told of themselves in a field."""
    line = next(one for one in fields_of(person.standings.get().community) if one.key == key)
    field, _ = Field.objects.get_or_create(
        organisation=person.organisation, key=key, defaults={"title": line.title, "form": line.form}
    )
    Trait.objects.create(
        person=person, home=person, field=field, value=value, folded=fold(value), made_at=now()
    )


def test_two_who_are_found_to_be_one_get_one_letter(news):
    allowed(news.community, "Anna", "Anya")
    sequence(news, start="joined")
    joined(news.community, "Anna", "Anya")
    anna, anya = _people("Anna", "Anya")
    merge_persons(anna, anya, in_=news.community, by=SYSTEM)

    later(0.1)
    walk_sequences()

    assert Delivery.objects.count() == 1


def test_a_step_leaves_by_the_sender_and_its_letter_stays_live(news, settings):
    settings.MAY_REACH = ["127.0.0.1"]
    allowed(news.community, "Anna", "Boris")
    running = sequence(news, start="joined")
    joined(news.community, "Anna", "Boris")
    later(0.1)
    walk_sequences()
    Delivery.objects.filter(email="boris@example.org").update(attempts=3)
    with serving() as server:
        server.fault = lambda stage, to: b"451 4.3.0 later" if (stage, to[:5]) == ("rcpt", "boris") else None
        place = f'{{"host": "127.0.0.1", "port": "{server.port}", "security": "none"}}'
        way_out = readers.sender(news.community, kind=SenderKind.SMTP, settings=seal(place))
        run_out(lane(way_out))

    letter = steps_of(running)[0].letter
    assert server.taken == {"anna@example.org": 1}
    assert letter.state == LetterState.LIVE
    states = dict(Delivery.objects.values_list("email", "state"))
    assert states == {"anna@example.org": Stand.SENT, "boris@example.org": Stand.WAITING}
