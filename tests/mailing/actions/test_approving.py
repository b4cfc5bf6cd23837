"""A letter to many is read by a second person; whoever goes alone is stopped."""

import pytest
from tests import make
from tests.mailing.readers import allowing, people_named
from tests.mailing.written import BUTTON, TEXT, fresh, letter, way_out

from veche.core.terms import SYSTEM, Role
from veche.kit.mail import Letter as Mail
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import DAY, HOUR, Moment, now
from veche.mailing import actions
from veche.mailing.jobs import begin_letters
from veche.mailing.models import Letter, Sender
from veche.mailing.terms import LetterState, SenderState, When
from veche.mailing.terms.desk import Written

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    """A community of two readers where letters to more than one are read twice; author and second person."""
    home = make.community()
    allowing(people_named(home, "Anna", "Boris").values(), home)
    actions.set_letter_rules(home, {"approval_above": 1}, by=SYSTEM)
    way_out(home)
    return home, make.actor(Role.EDITOR, home), make.actor(Role.COMMUNITY_MANAGER, home)


def asked(home, author):
    return actions.ask_approval(letter(home, by=author), by=author)


def test_a_letter_to_many_leaves_only_after_a_second_person_read_it(desk):
    home, author, second = desk
    one = asked(home, author)
    with pytest.raises(Refusal, match="needs the approval"):
        actions.schedule_letter(one, by=author)

    actions.approve_letter(one, version=one.version, by=second)
    actions.schedule_letter(one, by=author)

    assert fresh(one).state == LetterState.SCHEDULED


def test_whoever_wrote_in_it_cannot_approve_it(desk):
    home, author, second = desk
    one = asked(home, author)

    with pytest.raises(Refusal, match="cannot approve"):
        actions.approve_letter(one, version=one.version, by=author)
    with pytest.raises(Refusal, match="Only a person"):
        actions.approve_letter(one, version=one.version, by=SYSTEM)
    with pytest.raises(NotAllowed):
        actions.approve_letter(one, version=one.version, by=make.actor(Role.SMM_SPECIALIST, home))

    assert fresh(one).state == LetterState.REVIEW
    assert second


@pytest.mark.parametrize("change", ["words", "audience", "newsletter", "look"])
def test_whatever_is_changed_afterwards_ends_the_approval(desk, change):
    home, author, second = desk
    theme = actions.save_theme(home, "Осень", {"accent": "#b45309"}, by=SYSTEM)
    one = letter(home, by=author)
    actions.change_letter(one, theme=theme, by=author)
    actions.ask_approval(one, by=author)
    actions.approve_letter(one, version=one.version, by=second)
    found = fresh(one)

    if change == "words":
        more = Written("Купите!", content={"blocks": [TEXT, BUTTON]})
        actions.save_letter(found, more, version=found.version, by=author)
    elif change == "audience":
        actions.change_letter(found, is_notice=True, by=author)
    elif change == "newsletter":
        actions.save_newsletter(home, {"reply_to": "other@example.org"}, found.newsletter, by=second)
    else:
        actions.save_theme(home, "Осень", {"accent": "#000000"}, theme, by=second)

    with pytest.raises(Refusal, match="needs the approval"):
        actions.schedule_letter(fresh(one), by=author)


def test_an_approval_is_for_as_many_as_it_was_read_for(desk):
    home, author, second = desk
    one = asked(home, author)
    actions.approve_letter(one, version=one.version, by=second)
    allowing(people_named(home, "Clara").values(), home)

    with pytest.raises(Refusal, match=r"approved for 2 people and would reach 3"):
        actions.schedule_letter(fresh(one), by=author)
    actions.ask_approval(fresh(one), by=author)
    actions.approve_letter(one, version=one.version, by=second)
    actions.schedule_letter(fresh(one), by=author)

    assert fresh(one).state == LetterState.SCHEDULED


def test_whoever_chose_whom_it_goes_to_cannot_approve_it(desk):
    home, author, second = desk
    one = letter(home, by=author)
    actions.change_letter(one, is_notice=True, by=second)
    actions.ask_approval(one, by=author)

    with pytest.raises(Refusal, match="chose whom it goes to"):
        actions.approve_letter(one, version=one.version, by=second)


def test_an_approval_of_an_older_version_is_refused_and_ones_own_is_taken_back(desk):
    home, author, second = desk
    one = asked(home, author)
    with pytest.raises(Refusal, match="changed meanwhile"):
        actions.approve_letter(one, version=one.version - 1, by=second)
    actions.approve_letter(one, version=one.version, by=second)

    for _ in range(2):
        actions.withdraw_approval(one, by=second)

    assert fresh(one).state == LetterState.REVIEW
    with pytest.raises(Refusal):
        actions.schedule_letter(one, by=author)


@pytest.mark.parametrize(("when", "state"), [(When.LOCAL, "preparing"), (When.USUAL, "scheduled")])
def test_a_letter_at_own_clocks_begins_before_its_time_yet_can_be_taken_back_first(desk, when, state):
    home, author, _ = desk
    actions.set_letter_rules(home, {"approval_above": 2}, by=SYSTEM)
    one = letter(home, by=author)
    actions.schedule_letter(one, when=when, leaves_at=Moment(now() + 2 * HOUR), by=author)
    begin_letters.run()
    assert fresh(one).state == LetterState.SCHEDULED

    Letter.objects.update(changed_at=now() - HOUR)
    begin_letters.run()

    assert fresh(one).state == state


def test_a_small_letter_needs_nobody_and_comes_back_before_it_leaves(desk):
    home, author, _ = desk
    actions.set_letter_rules(home, {"approval_above": 2}, by=SYSTEM)
    one = letter(home, by=author)

    actions.schedule_letter(one, when=When.LOCAL, leaves_at=Moment(now() + HOUR), by=author)
    for _ in range(2):
        actions.unschedule_letter(one, by=author)
    actions.cancel_letter(one, by=author)
    actions.reopen_letter(one, by=author)

    assert (fresh(one).state, fresh(one).leaves_at) == (LetterState.DRAFT, None)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (
            Written("Всем", content={"blocks": [{**TEXT, "text": "Привет, {firstname}!"}]}),
            "Nobody can fill in",
        ),
        (Written("Всем, {first_name|друг", content={"blocks": [TEXT]}), "never closed"),
        (Written("Всем", content={"blocks": [TEXT, {"kind": "picture", "file": ""}]}), "no picture"),
        (Written("Всем", form="mjml", content={"source": "<mjml><mj-body>"}), "never closed"),
    ],
)
def test_what_must_be_mended_does_not_leave(desk, written, reason):
    home, author, _ = desk
    actions.set_letter_rules(home, {"approval_above": 2}, by=SYSTEM)
    one = letter(home, by=author)
    actions.save_letter(one, written, version=one.version, by=author)

    with pytest.raises(Refusal, match=reason):
        actions.schedule_letter(fresh(one), by=author)


def test_what_cannot_leave_is_refused_with_every_reason(desk):
    home, author, _ = desk
    one = actions.start_letter(home, letter(home).newsletter, "Пустое", by=author)
    Sender.objects.update(state=SenderState.HELD)

    with pytest.raises(Refusal) as refusal:
        actions.schedule_letter(one, leaves_at=Moment(now() - HOUR), by=author)

    assert {each.field for each in refusal.value.reasons} == {"subject", "content", "leaves_at", ""}


def test_a_test_goes_to_the_team_alone_as_a_reader_gets_it(desk):
    home, author, _ = desk
    colleague = make.user(Role.EDITOR, home)
    one = letter(home, {**TEXT, "text": "Здравствуйте, {first_name|друг}!"}, by=author)
    reader = people_named(home, "Vera Smirnova")["Vera Smirnova"]

    with pytest.raises(Refusal, match="does not work here"):
        actions.send_test(one, ["stranger@example.org"], by=author)
    actions.send_test(one, [colleague.email.upper()], person=reader.pk, by=author)

    sent = Mail.objects.get(to=colleague.email)
    assert "Vera" in sent.body
    assert "<html" in sent.html
    assert sent.subject.endswith("Бежим в субботу")


def test_a_letter_begins_at_its_time_only_if_what_is_sent_was_read(desk):
    home, author, second = desk
    one = letter(home, by=author)
    actions.set_letter_rules(home, {"approval_above": 2}, by=SYSTEM)
    actions.schedule_letter(one, by=author)
    assert not actions.begin_letter(one, by=SYSTEM)
    Letter.objects.update(leaves_at=now())
    actions.set_letter_rules(home, {"approval_above": 1}, by=SYSTEM)

    begin_letters()
    stayed = fresh(one)
    actions.ask_approval(one, by=author)
    actions.approve_letter(one, version=stayed.version, by=second)
    actions.schedule_letter(one, by=author)
    Letter.objects.update(leaves_at=now())
    begin_letters()

    assert stayed.state == LetterState.READY
    assert "2" in stayed.trouble
    assert (fresh(one).state, fresh(one).trouble) == (LetterState.PREPARING, "")


def test_drafts_of_others_are_no_way_round_a_second_person(desk):
    home, author, other = desk
    actions.set_letter_rules(home, {"approval_above": 3}, by=SYSTEM)
    first, second = letter(home, by=other), letter(home, by=author)
    first.versions.create(number=9, user_id=author.user_id, at=now(), subject="Иное", content={})
    Letter.objects.filter(pk=first.pk).update(prepared_at=now(), audience={"reached": 2})

    with pytest.raises(Refusal, match="within a day"):
        actions.schedule_letter(second, by=author)


def test_an_audience_in_slices_and_a_notice_need_a_second_person_too(desk):
    home, author, _ = desk
    actions.set_letter_rules(home, {"approval_above": 3}, by=SYSTEM)
    first, second, notice = (letter(home, by=author) for _ in range(3))
    Letter.objects.filter(pk=first.pk).update(prepared_at=now(), audience={"reached": 2})
    actions.change_letter(notice, is_notice=True, by=author)

    with pytest.raises(Refusal, match="within a day"):
        actions.schedule_letter(second, by=author)
    Letter.objects.filter(pk=first.pk).update(prepared_at=now() - 2 * DAY)
    actions.schedule_letter(second, by=author)
    with pytest.raises(Refusal, match="asks nobody"):
        actions.schedule_letter(notice, by=author)
