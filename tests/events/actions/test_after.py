"""Letters after an event: thanks and a word to those who missed it, once, by hand or by themselves."""

import pytest
from tests.events.aftermath import link, over

from veche.core.terms import SYSTEM
from veche.events.actions import move_guests, save_aftercare, send_after_letters
from veche.events.jobs import write_after_events
from veche.events.models import Aftercare, Event
from veche.events.terms import GuestState
from veche.kit.models import Letter
from veche.kit.terms import Refusal
from veche.kit.time import HOUR, Moment, now

pytestmark = pytest.mark.django_db


def sent(event):
    count = send_after_letters(event, in_=event.community, by=SYSTEM)
    return count, {one.to: one for one in Letter.objects.exclude(subject__startswith="Вы ")}


def test_who_came_is_thanked_and_who_did_not_is_missed_and_nobody_gets_two():
    event, guests = over(("Аня", "Боря"), ("Вера",), template="small")

    count, letters = sent(event)
    again, _ = sent(event)
    move_guests([guests["Вера"].pk], GuestState.CAME, event=event, in_=event.community, by=SYSTEM)
    corrected, after = sent(event)

    assert (count, again, corrected) == (3, 0, 0)
    assert len(letters) == len(after)
    assert letters[guests["Аня"].email].body.startswith("Аня, спасибо")
    assert letters[guests["Вера"].email].subject == "Жаль, что не увиделись"


def test_one_address_gets_one_letter_and_the_link_leads_to_the_form():
    event, guests = over(("Аня", "Боря"))
    type(guests["Боря"]).objects.filter(pk=guests["Боря"].pk).update(email=guests["Аня"].email)

    count, letters = sent(event)

    assert count == 2
    assert f"{link(guests['Аня'])}feedback/" in letters[guests["Аня"].email].body
    assert Letter.objects.filter(to=guests["Аня"].email, body__contains="feedback/").count() == 1


def test_the_teams_own_words_are_filled_in_flat_and_wrong_ones_refused():
    event, guests = over(("{title}",))
    texts = {"thanks_subject": "Спасибо, {first_name}", "thanks_text": "{title}: {link} {0.__class__}"}
    save_aftercare(event, texts, hours=None, in_=event.community, by=SYSTEM)

    _, letters = sent(event)

    letter = letters[guests["{title}"].email]
    assert letter.subject == "Спасибо, {title}"
    assert "{0.__class__}" in letter.body
    wrong = {"thanks_subject": "{nobody}", "thanks_text": "", "missed_subject": "", "missed_text": "х"}
    with pytest.raises(Refusal) as no:
        save_aftercare(event, wrong, hours=1000, in_=event.community, by=SYSTEM)
    fields = sorted(reason.field for reason in no.value.reasons)
    assert fields == ["hours", "missed_subject", "thanks_subject", "thanks_text"]
    assert Aftercare.objects.get().thanks_text.startswith("{title}")


def test_they_go_by_themselves_once_the_hours_are_over_where_that_is_switched_on():
    event, _ = over(days=1)
    save_aftercare(event, {}, hours=30, in_=event.community, by=SYSTEM)
    before = Letter.objects.count()

    write_after_events()
    early = Letter.objects.count() - before
    Event.objects.filter(pk=event.pk).update(ends_at=Moment(now() - 31 * HOUR))
    write_after_events()
    write_after_events()

    assert early == 0
    assert Letter.objects.count() - before == 1


def test_nobody_is_thanked_before_it_is_over():
    event, _ = over(days=1)
    Event.objects.filter(pk=event.pk).update(ends_at=Moment(now() + HOUR))
    event.refresh_from_db()

    with pytest.raises(Refusal):
        send_after_letters(event, in_=event.community, by=SYSTEM)
