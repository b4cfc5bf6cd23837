"""Letters around an event: who is invited, reminded and thanked, and of which event each letter speaks."""

import email
import email.policy
import re
from datetime import timedelta

import pytest
from tests import make
from tests.events.coming import guest
from tests.mailing import readers
from tests.mailing.queries.test_audience import drafts_of, make_segment
from tests.mailing.sending.world import lane, run_out
from tests.mailing.test_sequences import allowed, joined, sequence, told

from veche.core.terms import SYSTEM, Role
from veche.events.models import Event, Guest
from veche.events.queries.links import link_of, page_of
from veche.kit.terms import Refusal
from veche.kit.time import DAY, HOUR, Moment, as_datetime, now
from veche.ledger.models import Identity
from veche.ledger.terms import About, Kind
from veche.mailing import actions
from veche.mailing.jobs import look_for_people, walk_sequences
from veche.mailing.models import Delivery, KeptLetter, Letter, LetterRules, Sequence, Walk
from veche.mailing.queries import followed_at, letter_got
from veche.mailing.queries.approving import is_approved
from veche.mailing.queries.checking import findings_in
from veche.mailing.queries.happening import events_named
from veche.mailing.queries.previewing import lines_for, seen_by
from veche.mailing.queries.sequences import steps_of, would_enter
from veche.mailing.rules.checking import contents
from veche.mailing.terms.sequencing import ANSWERED, SequenceState, WalkState
from veche.people.actions import save_segment

pytestmark = pytest.mark.django_db


@pytest.fixture
def news():
    return readers.newsletter(make.community(time_zone="Europe/Moscow"), needs_subscription=False)


def gathering(home, title="Осенний бег", days=3, **more):
    starts = Moment(now() + days * DAY)
    return make.event(home, title=title, starts=starts, ends=Moment(starts + HOUR), **more)


def about(event):
    return About("event", str(event.pk), event.title)


def walk_on():
    """The next step of everybody is due."""
    at = as_datetime(now())
    Walk.objects.filter(state=WalkState.WALKING).update(due_at=at, planned_at=at)
    walk_sequences()


def sent():
    """What left of all that is due, by the address: subject, plain part, HTML."""
    walk_on()
    way = readers.sender(Walk.objects.first().sequence.community)
    run_out(lane(way))
    read = [
        email.message_from_bytes(bytes(one.data), policy=email.policy.default)
        for one in KeptLetter.objects.all()
    ]
    return {
        re.search(r"\S+@\S+(?=>|$)", one["To"])[0].strip("<>"): (
            one["Subject"], *(one.get_body((kind,)).get_content() for kind in ("plain", "html"))
        )
        for one in read
    }  # fmt: skip


def test_a_reminder_names_the_event_of_each_and_leads_them_to_their_own_registration(news):
    home = news.community
    run, talk = gathering(home), gathering(home, "Лекция <о беге>", time_zone="Asia/Yekaterinburg")
    allowed(home, "Anna", "Boris", "Vera")
    sequence(news, "reminder")
    own = guest(run, "anna")
    joined(home, "Boris", kind=Kind.REGISTERED, about=about(talk))
    joined(home, "Anna", kind=Kind.REGISTERED, at=Moment(now() + 1), about=about(run))
    # Written down by hand: known by the address all the same.
    known = Identity.objects.get(kind="email", value="anna@example.org")
    Guest.objects.filter(pk=own.pk).update(email="", identity=known)
    look_for_people()
    letters = sent()
    anna = Delivery.objects.get(email="anna@example.org")
    token = re.search(r"/l/([\w-]+)/1", letters["anna@example.org"][2])[1]
    boris = re.search(r"/l/([\w-]+)/1", letters["boris@example.org"][2])[1]
    again = letter_got(anna)

    assert {to: one[0] for to, one in letters.items()} == {
        "anna@example.org": "Уже скоро: Осенний бег", "boris@example.org": "Уже скоро: Лекция <о беге>",
    }  # fmt: skip
    starts = as_datetime(now() + 3 * DAY, "Asia/Yekaterinburg")
    assert f"{starts:%H:%M}"[:2] in letters["boris@example.org"][1]
    assert "Лекция &lt;о беге&gt;" in letters["boris@example.org"][2]
    assert "Где: подробности на странице" in letters["boris@example.org"][1].replace("**", "")
    # One link for all readers, and each is led to what is theirs.
    assert followed_at(token, 1).target == link_of(own)
    assert followed_at(boris, 1).target == page_of(talk, home)
    assert again.subject == "Уже скоро: Осенний бег"
    assert link_of(own) in again.html
    # Whoever is believed to be the same human at another address gets no link that is another's.
    Delivery.objects.filter(pk=anna.pk).update(email="other@example.org")
    assert followed_at(token, 1).target == page_of(run, home)


def test_people_of_a_segment_are_invited_to_what_is_for_everybody_until_they_answer(news):
    home = news.community
    run, secret = gathering(home, days=13), gathering(home, "Тайное", days=13, is_listed=False)
    closed = gathering(home, "Закрытое", days=13)
    Event.objects.filter(pk=closed.pk).update(state="closed")
    allowed(home, "Anna", "Boris", "Vera")
    with pytest.raises(Refusal):  # to whom?
        sequence(news, "invitation")
    Sequence.objects.all().delete()
    running = sequence(news, "invitation", segment=make_segment(home), lead_days=13)
    joined(home, "Vera", kind=Kind.DECLINED, about=about(run))
    foreseen = len(would_enter(running, now()))
    look_for_people()
    turns = set(Walk.objects.values_list("turn", flat=True))
    letters = sent()
    joined(home, "Boris", kind=Kind.REGISTERED, at=Moment(now() + 1), about=about(run))
    Delivery.objects.all().delete()
    walk_on()

    assert foreseen == 2
    assert turns == {run.pk}
    assert secret.pk not in turns
    assert {to: one[0] for to, one in letters.items()} == dict.fromkeys(
        ("anna@example.org", "boris@example.org"), "Приглашаем: Осенний бег"
    )
    assert [one.email for one in Delivery.objects.all()] == ["anna@example.org"]
    assert Walk.objects.get(state=WalkState.LEFT).why == ANSWERED


def test_who_came_twice_is_thanked_for_each_event_by_its_name_with_their_form(news):
    home = news.community
    run, talk = gathering(home, days=-2), gathering(home, "Лекция", days=-1)
    allowed(home, "Anna")
    running = sequence(news, "after_event")
    own = guest(talk, "anna")
    Guest.objects.update(state="came")
    joined(home, "Anna", kind=Kind.ATTENDED, about=about(run))
    joined(home, "Anna", kind=Kind.ATTENDED, at=Moment(now() + 1), about=about(talk))
    walks = Walk.objects.filter(sequence=running)
    turns = sorted(walks.values_list("turn", flat=True))
    sent()
    got = {letter_got(one).subject: letter_got(one).html for one in Delivery.objects.all()}

    assert turns == sorted([run.pk, talk.pk])
    assert set(events_named(running, list(walks)).values()) == {"Осенний бег", "Лекция"}
    assert set(got) == {"Спасибо, что были с нами: Осенний бег", "Спасибо, что были с нами: Лекция"}
    assert f"{link_of(own)}feedback/" in got["Спасибо, что были с нами: Лекция"]
    assert page_of(run, home) in got["Спасибо, что были с нами: Осенний бег"]


def test_a_preview_tells_of_the_next_event_by_their_own_clock_and_of_nobodys_own_page(news):
    home = news.community
    event = gathering(home, "Поздний вечер")
    late = as_datetime(now(), "Europe/Moscow").replace(hour=23, minute=30) + timedelta(3)
    Event.objects.filter(pk=event.pk).update(starts_at=late, ends_at=late + timedelta(hours=2))
    person = readers.people_named(home, "Anna")["Anna"]
    told(person, "city", "Владивосток")
    guest(event, "anna")
    made = actions.begin_ready(home, news, "reminder", by=SYSTEM)
    step = steps_of(made)[0].letter
    step.community = home
    words = "{event_time}, {event_local_time}, {event_date}"
    type(step).objects.filter(pk=step.pk).update(subject=words)
    step.refresh_from_db()
    (mine, _), (theirs, preheader) = lines_for(step, None), lines_for(step, person.pk)
    english, html = lines_for(step, None, "en")[0], seen_by(step, person.pk).html
    findings = [one.text for one in findings_in(step)]

    assert mine.startswith("23:30, 23:30, ")
    assert re.match(r"23:30, \d+ \w+, 06:30, ", theirs)
    assert re.search(r"day, \d+ [A-Z]\w+$", english)
    assert preheader.endswith("23:30")
    assert page_of(event, home) in html
    assert "/g/" not in html
    assert contents.NO_EVENT not in findings
    # Of a sequence that is about no event nothing leaves that names one.
    with pytest.raises(Refusal) as refused:
        actions.save_sequence(home, {"start": "joined", "again": "once"}, made, by=SYSTEM)
        actions.start_sequence(made, by=SYSTEM)
    assert "{event}" in {reason.values.get("place") for reason in refused.value.reasons}
    assert contents.NO_EVENT in [one.text for one in findings_in(step)]


def test_an_invitation_to_many_is_read_by_a_second_person_and_another_segment_is_another_letter(news):
    home = news.community
    LetterRules.objects.create(community=home, approval_above=1)
    gathering(home, days=13)
    allowed(home, "Anna", "Boris")
    everybody, reader = make_segment(home), make.actor(Role.OWNER, home.organisation)
    made = actions.begin_ready(home, news, "invitation", by=SYSTEM)
    actions.save_sequence(home, {"segment": everybody}, made, by=SYSTEM)
    with pytest.raises(Refusal):
        actions.start_sequence(made, by=SYSTEM)
    for step in steps_of(made):
        letter = Letter.objects.get(pk=step.letter_id)
        actions.ask_approval(letter, by=SYSTEM)
        actions.approve_letter(letter, version=letter.version, by=reader)
    other = save_segment("Другие", drafts_of({"about": "team", "is": "in"}), in_=home, by=SYSTEM)
    actions.save_sequence(home, {"segment": other}, made, by=SYSTEM)
    as_other = [is_approved(Letter.objects.get(pk=step.letter_id), 2) for step in steps_of(made)]
    actions.save_sequence(home, {"segment": everybody}, made, by=SYSTEM)

    assert as_other == [False, False]
    assert actions.start_sequence(made, by=SYSTEM).state == SequenceState.RUNNING
