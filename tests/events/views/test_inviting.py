"""The pages of letters: who gets it is seen first, then it goes; reminders; each page within its budget."""

import pytest
from tests import make
from tests.events.invited import known_people, launched, sent
from tests.events.planned import client_of, url

from veche.core.terms import Role
from veche.events.models import Drive, Invitee, Reminder
from veche.events.terms.inviting import Whom

pytestmark = pytest.mark.django_db


def test_who_gets_it_is_seen_first_then_it_goes_and_can_be_taken_back(django_assert_max_num_queries):
    earlier, event = known_people("Anna", "Boris")
    place = (event.community, event.pk)
    browser = client_of(event.community)
    told = {
        "who": f"event-{earlier.pk}", "ways": "mail_first", "cap": "4", "subject": "{title}", "key": "k" * 20,
        "text": "{first_name}, ждём. {link} <b>",
    }  # fmt: skip
    browser.get(url("letter_list", *place))

    wrong = browser.post(url("invitation_new", *place), told | {"text": "{lnk}", "act": "send"})
    with django_assert_max_num_queries(32):
        looked = browser.post(url("invitation_new", *place), told | {"act": "look"}).content.decode()
    nothing_yet = Drive.objects.exists()
    for _ in range(2):
        went = browser.post(
            url("invitation_new", *place), told | {"act": "send"}, follow=True
        ).content.decode()
    drive = Drive.objects.get()
    browser.post(url("drive_stop", *place, drive.pk))

    assert (wrong.status_code, nothing_yet) == (422, False)
    assert "Did you mean {link}?" in wrong.content.decode()
    assert "2 people get it" in looked
    assert "Anna, ждём." in looked
    assert "&lt;b&gt;" in looked
    assert url("drive_stop", *place, drive.pk) in went
    assert drive.whom.startswith("Прошлый вечер")
    assert set(Invitee.objects.values_list("state", flat=True)) == {"stopped"}


def test_pages_of_letters_keep_their_budget_and_are_not_for_everybody(django_assert_max_num_queries):
    earlier, event = known_people(*(f"Guest{n} X" for n in range(6)))
    drive = sent(launched(event, Whom(event=earlier.pk)))
    place = (event.community, event.pk)
    browser, stranger = client_of(event.community), client_of(event.community, Role.ANALYST)
    browser.get(url("letter_list", *place))

    with django_assert_max_num_queries(12):
        listed = browser.get(url("letter_list", *place)).content.decode()
    with django_assert_max_num_queries(12):
        shown = browser.get(url("drive_page", *place, drive.pk)).content.decode()
    part = browser.get(
        url("drive_page", *place, drive.pk), headers={"HX-Request": "true", "HX-Target": "drive"}
    )

    assert "1 day before it begins" in listed
    assert "Guest5 X" in shown
    assert part.content.decode().startswith('<div id="drive"')
    assert stranger.get(url("letter_list", *place)).status_code == 403
    assert browser.get(url("drive_page", event.community, earlier.pk, drive.pk)).status_code == 404


def test_a_reminder_is_added_changed_switched_off_and_brought_back():
    event = make.event()
    place, browser = (event.community, event.pk), client_of(event.community)
    told = {
        "count": "2", "unit": "hours", "side": "before", "states": ["going"], "ways": "mail_first",
        "subject": "Скоро", "text": "Ждём", "key": "k",
    }  # fmt: skip

    browser.post(url("reminder_new", *place), told)
    made = Reminder.objects.get(minutes=-120)
    browser.post(url("reminder_edit", *place, made.pk), told | {"side": "after", "states": ["came"]})
    changed = Reminder.objects.get(pk=made.pk)
    browser.post(url("reminder_act", *place, made.pk, "off"))
    went = browser.post(url("reminder_act", *place, made.pk, "remove"), follow=True).content.decode()
    off = Reminder.objects.get(pk=made.pk)
    browser.post(url("reminder_act", *place, made.pk, "restore"))

    assert (changed.minutes, changed.states) == (120, ["came"])
    assert (off.is_on, off.removed_at is None) == (False, False)
    assert url("reminder_act", *place, made.pk, "restore") in went
    assert Reminder.objects.get(pk=made.pk).removed_at is None
    assert browser.post(url("reminder_act", *place, made.pk, "odd")).status_code == 404


def test_a_word_to_guests_names_the_states_there_are_and_needs_somebody_to_get_it():
    event = make.event()
    browser = client_of(event.community)
    told = {"states": ["going"], "ways": "mail_first", "subject": "Привет", "text": "Ждём", "key": "k"}

    empty = browser.get(url("message_new", event.community, event.pk))
    refused = browser.post(url("message_new", event.community, event.pk), told | {"act": "send"})

    assert empty.status_code == 200
    assert refused.status_code == 422
    assert not Drive.objects.exists()
