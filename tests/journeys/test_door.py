"""The door before people's eyes: two phones without a line, and what becomes of it when it is back."""

import re
from base64 import b64encode

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests import make
from tests.events.guests import going
from tests.journeys.gathering import READ, open_phone, outcome, scan

from veche.core.terms import SYSTEM, Role
from veche.events.actions import add_door
from veche.events.models import Guest, Scan, Seat
from veche.events.queries import door_numbers, qr_png, ticket_code
from veche.kit.templatetags.kit import DIST
from veche.kit.time import HOUR, Moment, now

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    return make.event(make.community("Бегуны"), starts=Moment(now() + HOUR))


def test_two_phones_without_a_line_let_guests_in_and_agree_later(visitors, event):
    anna, boris = (going(event, name).places.get() for name in ("Анна", "Борис"))
    north, south = add_door(event, "Север", by=SYSTEM), add_door(event, "Юг", by=SYSTEM)
    first, second = open_phone(visitors, event, "Оля", north), open_phone(visitors, event, "Петя", south)
    for phone in (first, second):
        phone.page.context.set_offline(True)

    first.page.reload()
    outcome_of_forged = ticket_code(boris)[:-8] + "AAAAAAAA"
    scan(first, ticket_code(anna))
    outcome(first, "in").to_contain_text("Анна")
    scan(first, ticket_code(anna))
    outcome(first, "double").to_contain_text("Север")
    scan(first, "V1" + outcome_of_forged[2:40])
    outcome(first, "unknown").to_be_visible()
    expect(first.page.locator("#door-state")).to_have_attribute("data-online", "no")
    scan(second, ticket_code(anna))
    outcome(second, "in").to_contain_text("Анна")
    second.page.click("#door-new summary")
    second.page.fill("#door-name", "Зашёл Сам")
    second.page.press("#door-name", "Enter")
    outcome(second, "in").to_contain_text("Зашёл Сам")
    assert Scan.objects.count() == 0

    first.page.context.set_offline(False)
    expect(first.page.locator("#door-state[data-online=yes]")).not_to_contain_text(
        re.compile(r"отправл|sent")
    )
    second.page.context.set_offline(False)
    expect(second.page.locator("#door-log [data-outcome=double]")).to_contain_text("Север")
    scan(second, "борис")
    second.page.click("#door-found button")
    expect(second.page.locator("#door-numbers")).to_contain_text(re.compile(r"3 \D+ 3"))
    expect(first.page.locator("#door-numbers")).to_contain_text(re.compile(r"3 \D+ 3"))

    told = door_numbers(event)
    assert (told.came, told.expected, told.inside, told.doubles) == (3, 3, 3, 2)
    assert Seat.objects.get(pk=anna.pk).came_door == north
    assert Guest.objects.get(source="door").name == "Зашёл Сам"


def test_who_was_told_first_hears_that_another_phone_had_scanned_earlier(visitors, event):
    seat = going(event, "Анна").places.get()
    north, south = add_door(event, "Север", by=SYSTEM), add_door(event, "Юг", by=SYSTEM)
    first = open_phone(visitors, event, "Оля", north, expected=1)
    second = open_phone(visitors, event, "Петя", south, expected=1)
    first.page.context.set_offline(True)
    scan(first, ticket_code(seat))
    outcome(first, "in").to_be_visible()

    scan(second, ticket_code(seat))
    outcome(second, "in").to_be_visible()
    expect(second.page.locator("#door-state[data-online=yes]")).not_to_contain_text(
        re.compile(r"отправл|sent")
    )
    first.page.context.set_offline(False)

    expect(second.page.locator("#door-log [data-outcome=double]")).to_contain_text("Север", timeout=20_000)
    outcome(second, "double").to_contain_text("Анна")
    assert Seat.objects.get(pk=seat.pk).came_door == north


@pytest.mark.every_look
def test_the_door_looks_well_and_its_codes_are_read(visitor, event):
    seat = going(event, "Анна Щёлкина-Константинопольская").places.get()
    add_door(event, "Северный вход", by=SYSTEM)
    organiser = make.user(Role.EVENT_ORGANISER, event.community, language=visitor.language)
    visitor.sign_in(organiser)
    page, code = visitor.page, ticket_code(seat)

    for name in ("door_events", "door_page", "door_numbers"):
        more = [] if name == "door_events" else [event.pk]
        visitor.go(reverse(f"events:{name}", args=[event.community.slug, *more]))
        if name == "door_page":
            expect(page.locator("#door[data-ready=yes]")).to_be_attached()
            for words in (code, code):
                scan(visitor, words)
            outcome(visitor, "double").to_be_visible()
        visitor.look(name.replace("_", "-"))
    script = f"/static/{next(DIST.glob('jsQR-*.js')).name}"
    picture = f"data:image/png;base64,{b64encode(qr_png(code)).decode()}"
    assert page.evaluate(READ, [script, picture]) == code
    page.fill("#id_title", "Оля")
    page.click("form[action$='/devices/'] button")
    expect(page.locator("#door-link")).to_contain_text("/d/")
    visitor.look("door-link")
