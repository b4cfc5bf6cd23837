"""Trials and times: a share gets the variants, the rest gets the winner, each at their own time."""

from collections import Counter
from datetime import datetime, time

import pytest
from tests import make
from tests.mailing import readers
from tests.mailing.followed import rules_of
from tests.people.test_recognising import do_jobs

from veche.core.terms import SYSTEM
from veche.kit.terms import Refusal
from veche.kit.time import HOUR, Moment, as_datetime, in_zone, moment, now
from veche.ledger import columns
from veche.ledger.actions import record_many
from veche.ledger.terms import Handle, Kind
from veche.mailing.actions import (
    choose_variant,
    decide_trial,
    prepare_letter,
    schedule_letter,
    set_trial,
)
from veche.mailing.jobs import begin_letters
from veche.mailing.jobs.trying import decide_trials
from veche.mailing.models import Delivery, Hit, Letter, Subscription
from veche.mailing.queries.sending import ended_letters
from veche.mailing.queries.sending.drawing import drawn
from veche.mailing.terms import Following, LetterState, Stand, SubscriptionState, When
from veche.mailing.terms.trying import RESTING, Trial, Undecided, Wanted
from veche.people.actions import describe_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make.community(time_zone="Europe/Moscow")


def letter_to_many(home, count: int = 400) -> Letter:
    """A letter that so many subscribed to, ready to leave."""
    news = readers.newsletter(home)
    readers.sender(home)
    Subscription.objects.bulk_create(
        Subscription(newsletter=news, email=f"p{n}@example.org", state=SubscriptionState.ON, changed_at=now())
        for n in range(count)
    )
    content = {"source": "Приходите! [Приду](https://example.org/a)"}
    return readers.letter(news, form="markdown", content=content)


def leave(letter: Letter) -> None:
    """The audience of a letter is written down."""
    schedule_letter(letter, by=SYSTEM)
    Letter.objects.filter(pk=letter.pk).update(leaves_at=as_datetime(now()))
    begin_letters.run()
    do_jobs()
    letter.refresh_from_db()


def send(letter: Letter) -> None:
    """All who try got it, long enough ago."""
    at = as_datetime(now() - 9 * HOUR)
    letter.deliveries.filter(variant__gt=RESTING).update(state=Stand.SENT, sent_at=at)
    Letter.objects.filter(pk=letter.pk).update(begun_at=at)


def open_by(letter: Letter, variant: int, count: int) -> None:
    at = as_datetime(now() - 2 * HOUR)
    Hit.objects.bulk_create(
        Hit(letter=letter, delivery_id=pk, variant=variant, link=0, agent=0, at=at, is_told=True)
        for pk in letter.deliveries.filter(variant=variant).values_list("pk", flat=True)[:count]
    )


def test_a_share_gets_the_variants_and_the_rest_the_surely_better_one_once(home):
    rules_of(home, Following.PERSONAL)
    letter = letter_to_many(home)
    set_trial(letter, [Wanted("Другая тема")], share=50, trial=Trial(hours=4), by=SYSTEM)

    leave(letter)
    parts = Counter(letter.deliveries.values_list("variant", flat=True))
    assert 150 <= parts[0] + parts[1] <= 250
    assert abs(parts[0] - parts[1]) < 50
    assert [one.subject for one in (drawn(letter, 1), drawn(letter, 0))] == ["Другая тема", "Привет"]
    decide_trials.run()
    assert letter.deliveries.filter(variant=RESTING).count() == parts[RESTING]  # too early

    send(letter)
    open_by(letter, 0, 10)
    open_by(letter, 1, 40)
    assert not ended_letters()
    for _ in range(2):
        decide_trials.run()
    assert not decide_trial(letter, in_=home, by=SYSTEM)

    letter.refresh_from_db()
    assert letter.trial["winner"] == 1
    assert letter.trial["sure"]
    rest = letter.deliveries.filter(state=Stand.WAITING)
    assert rest.count() == parts[RESTING]
    assert set(rest.values_list("variant", flat=True)) == {1}
    assert all(moment(due) <= now() for due in rest.values_list("due_at", flat=True))
    assert letter.variants.get().won_at


def test_where_nothing_is_sure_a_person_chooses(home):
    letter = letter_to_many(home, 60)
    trial = Trial(hours=4, undecided=Undecided.ASK)
    set_trial(letter, [Wanted("Другая тема")], share=50, trial=trial, by=SYSTEM)
    leave(letter)
    send(letter)

    decide_trials.run()

    letter.refresh_from_db()
    assert "winner" not in letter.trial
    assert letter.deliveries.filter(variant=RESTING).exists()
    with pytest.raises(Refusal):
        choose_variant(letter, 7, by=SYSTEM)
    assert choose_variant(letter, 1, by=SYSTEM)
    assert not choose_variant(letter, 0, by=SYSTEM)
    assert set(letter.deliveries.filter(state=Stand.WAITING).values_list("variant", flat=True)) == {1}


def test_each_gets_it_at_their_own_clock_or_at_their_own_hour(home):
    people = readers.people_named(home, "Anna", "Boris")
    describe_person(people["Anna"], {"city": "Владивосток"}, in_=home, by=SYSTEM)
    news = readers.newsletter(home)
    readers.sender(home)
    readers.subscribed(news, "Anna", "Boris")
    day = as_datetime(now() + 48 * HOUR, home.time_zone).date()
    start = in_zone(datetime.combine(day, time(10)), home.time_zone)
    seen = [
        make.sighting(f"s{n}", handle=Handle("email", readers.address_of("Boris")), kind=Kind.MESSAGED,
                      at=Moment(start - (n + 3) * 24 * HOUR + 5 * HOUR))
        for n in range(8)
    ]  # fmt: skip
    record_many(seen, origin=make.origin(home), by=SYSTEM)
    do_jobs()
    columns.append(home.pk)

    def dues(when: When) -> dict[str, int]:
        letter = readers.letter(
            news, when, when=when, leaves_at=as_datetime(start), state=LetterState.PREPARING
        )
        prepare_letter(letter, in_=home, by=SYSTEM)
        found = Delivery.objects.filter(letter=letter)
        return {one.email[:4]: (moment(one.due_at) - start) // HOUR for one in found}

    assert dues(When.LOCAL) == {"anna": -7, "bori": 0}
    assert dues(When.USUAL)["bori"] == 5
