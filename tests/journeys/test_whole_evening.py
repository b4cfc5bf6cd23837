"""A whole evening, from the idea to the report, with letters through a real mail server.

Links in letters are followed; their calendar entries are read by another reader, by the rules in the files.
"""

import re

import pytest
from playwright.sync_api import expect
from tests import make
from tests.events.aftermath import snapshot
from tests.events.filled import registered
from tests.events.planned import in_days
from tests.journeys.gathering import READ, open_phone, outcome, register, scan, url, wall
from tests.journeys.post import begins_by_its_own_rules, calendar_in, entry_in, link_in, mail_server, text_of

from veche.core.terms import SYSTEM, Role
from veche.events import jobs
from veche.events.actions import add_door
from veche.events.models import Asking, Event, Guest, Speaking
from veche.events.queries.links import facts_of
from veche.events.terms import GuestState
from veche.events.terms.programme import Step
from veche.kit.jobs import Job, drain
from veche.kit.templatetags.kit import DIST
from veche.kit.time import DAY, HOUR, MINUTE, Moment, as_datetime, moment, now

pytestmark = pytest.mark.django_db(transaction=True)
BERLIN = "Europe/Berlin"
ANNA, BORIS, VERA, SPEAKER = (f"{name}@example.org" for name in ("anna", "boris", "vera", "speaker"))


@pytest.fixture
def box(tmp_path, settings):
    with mail_server(tmp_path / "letters") as found:
        settings.MAIL_URL = found.address
        yield found


def test_a_whole_evening_from_the_first_idea_to_the_report_of_its_series(visitors, box):
    community = make.community("Runners", time_zone=BERLIN, language="en")
    team, speaker, anna = visitors("en"), visitors("en"), visitors("en", "dark", "phone")
    boris = visitors("ru", "light", "phone")
    team.sign_in(make.user(Role.EVENT_ORGANISER, community, language="en"))

    event = plan_series(team, community)
    read_calendar(team, event)
    agree(speaker, team, event, box)

    known = come(anna, boris, event, box)
    known = move_evening(team, event, box, known)
    code = change_places(anna, boris, event, box, known)

    let_in_twice(visitors, team, event, code)
    remember(boris, team, event, box)


def later(event, milliseconds):
    """Let time pass for an event: it comes nearer, and what guests did and heard is longer ago."""
    before = Event.objects.select_related("venue").get(pk=event.pk)
    fields = ("starts_at", "ends_at", "changed_at")
    moved = {name: Moment(moment(getattr(before, name)) - milliseconds) for name in fields}
    Event.objects.filter(pk=event.pk).update(**moved)
    after = Event.objects.select_related("venue").get(pk=event.pk)
    for guest in Guest.objects.filter(event=event):
        told = facts_of(after) if guest.told == facts_of(before) else guest.told
        at = Moment(moment(guest.changed_at) - milliseconds)
        Guest.objects.filter(pk=guest.pk).update(told=told, changed_at=at)
    return after


def plan_series(team, community):
    """The organiser plans an evening for two that comes again every month, and opens its dates."""
    starts = in_days(2, 19, BERLIN)
    team.go(url("event_new", community))
    team.page.fill("[name=title]", "Evening by the river")
    team.page.fill("[name=starts_at]", wall(starts, BERLIN))
    team.page.fill("[name=ends_at]", wall(Moment(starts + 2 * HOUR), BERLIN))
    team.page.fill("[name=capacity]", "2")
    team.page.select_option("[name=repeats]", "month_weekday")
    team.page.locator("main form button.btn-primary").last.click()
    team.page.locator("button[name=state][value=open]").click()
    expect(team.page.locator("button[name=state][value=closed]")).to_be_visible()
    event = Event.objects.select_related("series", "community").order_by("starts_at").first()
    team.go(url("series_edit", community, event.series_id))
    team.page.fill("[name=days_ahead]", "300")
    team.page.select_option("[name=made_state]", "open")
    team.page.locator("main form button.btn-primary").click()
    expect(team.page).to_have_url(re.compile(rf"/series/{event.series_id}/$"))
    return event


def read_calendar(team, event):
    """Another calendar that follows ours has every date at seven on the wall, in summer and in winter."""
    answer = team.page.request.get(f"{team.address}/e/{event.community.slug}/calendar.ics")
    calendar = calendar_in(answer.body())
    begins = [begins_by_its_own_rules(calendar, entry) for entry in calendar.walk("VEVENT")]
    listed = Event.objects.filter(series=event.series_id, state="open").order_by("starts_at")
    assert sorted(begins) == [one.starts_at for one in listed]
    assert {(one.hour, one.minute) for one in begins} == {(19, 0)}
    assert {one.utcoffset().total_seconds() / 3600 for one in begins} == {1, 2}


def agree(speaker, team, event, box):
    """A speaker is asked by a letter, agrees by their own link and brings slides: they are shown."""
    team.go(url("speaker_board", event.community, event.pk))
    team.page.locator("summary:has-text('Who could speak?')").click()
    for name, words in (("name", "Dr Foot"), ("title", "Feet"), ("email", SPEAKER)):
        team.page.fill(f"[name={name}]", words)
    team.page.locator("details form button.btn-primary").click()
    team.page.locator(".step-card a[href$='/ask/']").click()
    team.page.locator("main form button.btn-primary").click()
    expect(team.page).to_have_url(re.compile(r"/speakers/$"))
    Asking.objects.update(asked_at=Moment(now() - 2 * MINUTE))
    Job.objects.filter(name="events.jobs.tell_asked").update(due_at=0)
    drain()

    (asked,) = box.fetch(SPEAKER)
    assert "“Feet”" in text_of(asked)
    speaker.page.goto(link_in(asked, "/speak/"))
    speaker.look("speaker")
    speaker.page.locator("button[value=agreed]").click()
    expect(speaker.page.locator(".guest-state")).to_contain_text("You speak")
    pdf = {"name": "feet.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 feet"}
    speaker.page.set_input_files("[name=file]", pdf)
    speaker.page.locator("button[value=slides]").click()
    expect(speaker.page.locator("a[download]")).to_contain_text("feet.pdf")
    team.go(url("speaker_board", event.community, event.pk))
    expect(team.page.locator("td a[download]")).to_have_text("feet.pdf")
    assert Speaking.objects.get(session__event=event).step == Step.SLIDES


def come(anna, boris, event, box):
    """Two come as a party, and a third has to wait; answers what Anna's calendar knows."""
    register(anna, event, "Anna", ANNA, "2", seat_2_name="Mate")
    register(boris, event, "Борис", BORIS)
    drain()

    (letter,), (waiting,) = box.fetch(ANNA), box.fetch(BORIS)
    method, entry, begins = entry_in(letter)
    assert (method, begins) == ("REQUEST", event.starts_at)
    assert text_of(letter).count("/t/") == 2
    assert Guest.objects.get(email=BORIS).state == GuestState.WAITING
    assert [*waiting.iter_attachments()] == []
    anna.page.goto(link_in(letter, "/g/"))
    expect(anna.page.locator("a[href*='/t/']")).to_have_count(2)
    return entry


def move_evening(team, event, box, known):
    """The evening begins half an hour later, and calendars follow; answers what Anna's knows now."""
    team.go(url("event_edit", event.community, event.pk))
    starts = Moment(moment(event.starts_at) + 30 * MINUTE)
    team.page.fill("[name=starts_at]", wall(starts, BERLIN))
    team.page.locator("form.event-form button.btn-primary").last.click()
    expect(team.page.locator("main")).to_contain_text("19:30")
    later(event, 2 * MINUTE)
    jobs.tell_of_changed_events.run()
    drain()

    (letter,), (_,) = box.fetch(ANNA), box.fetch(BORIS)
    method, entry, begins = entry_in(letter)
    assert (method, entry["UID"], begins) == ("REQUEST", known["UID"], as_datetime(starts - 2 * MINUTE))
    assert int(entry["SEQUENCE"]) > int(known["SEQUENCE"])
    return entry | {"link": link_in(letter, "/g/")}


def change_places(anna, boris, event, box, known):
    """Anna gives up, Boris is offered a seat, takes it and is reminded; answers what his ticket says."""
    anna.page.goto(known["link"])
    anna.page.locator("button[name=act][value=no]").click()
    expect(anna.page.locator("button[name=act][value=no]")).to_have_count(0)
    drain()
    (farewell,), (offer,) = box.fetch(ANNA), box.fetch(BORIS)
    method, entry, _ = entry_in(farewell)
    assert (method, entry["UID"], entry["STATUS"]) == ("CANCEL", known["UID"], "CANCELLED")
    assert int(entry["SEQUENCE"]) > int(known["SEQUENCE"])

    boris.page.goto(link_in(offer, "/g/"))
    boris.page.locator("button[name=act][value=take]").click()
    expect(boris.page.locator("button[name=act][value=take]")).to_have_count(0)
    registered(event, "Вера", email=VERA)
    drain()
    (letter,) = box.fetch(BORIS)
    _, first, _ = entry_in(letter)
    starts = later(event, moment(Event.objects.get(pk=event.pk).starts_at) - now() - HOUR).starts_at
    jobs.send_reminders.run()
    drain()
    (reminder,) = box.fetch(BORIS)
    method, entry, begins = entry_in(reminder)
    assert (method, entry["UID"], begins) == ("REQUEST", first["UID"], starts.replace(microsecond=0))
    assert int(entry["SEQUENCE"]) > int(first["SEQUENCE"])

    boris.page.goto(link_in(letter, "/t/"))
    picture = boris.page.locator("img.ticket-code").get_attribute("src")
    boris.look("ticket")
    script = f"/static/{next(DIST.glob('jsQR-*.js')).name}"
    return boris.page.evaluate(READ, [script, picture])


def let_in_twice(visitors, team, event, code):
    """Two phones without a line let the same ticket in; the team sees it once they have a line again."""
    north, south = add_door(event, "Nord", by=SYSTEM), add_door(event, "Süd", by=SYSTEM)
    first, second = open_phone(visitors, event, "Оля", north), open_phone(visitors, event, "Петя", south)
    for phone in (first, second):
        phone.page.context.set_offline(True)
    for phone in (first, second):
        scan(phone, code)
        outcome(phone, "in").to_contain_text("Борис")
    first.page.context.set_offline(False)
    expect(first.page.locator("#door-numbers")).to_contain_text(re.compile(r"1 \D+ 2"))
    second.page.context.set_offline(False)
    expect(second.page.locator("#door-log [data-outcome=double]")).to_contain_text("Nord")

    team.go(url("door_numbers", event.community, event.pk))
    expect(team.page.locator(".door-mark[data-outcome=double]")).to_have_count(1)
    expect(team.page.locator(".door-count")).to_contain_text("1 of 2 came")
    team.look("doors")


def remember(boris, team, event, box):
    """Photos are shown, who came is thanked, who did not is missed, and the series has its report."""
    later(event, DAY)
    jobs.mark_missed.run()
    team.go(url("album_page", event.community, event.pk))
    photo = {"name": "river.jpg", "mimeType": "image/jpeg", "buffer": snapshot().getvalue()}
    team.page.set_input_files("[name=photos]", photo)
    team.page.locator("form[action$='/photos/add/'] button").click()
    expect(team.page.locator(".after-photos img")).to_have_count(1)
    team.page.check("[name=access][value=guests]")
    team.page.locator("form[action$='/access/'] button").click()
    team.go(url("after_page", event.community, event.pk))
    team.page.locator("form[action$='/after/send/'] button").click()
    expect(team.page.locator("form[action$='/after/send/']")).to_have_count(0)
    drain()

    (*_, thanks), (*_, missed) = box.fetch(BORIS), box.fetch(VERA)
    assert "/feedback/" not in text_of(missed)
    boris.page.goto(link_in(thanks, "/feedback/"))
    boris.page.check("[name=stars][value='5']")
    boris.page.locator("main form button.btn-primary").click()
    expect(boris.page).to_have_url(re.compile(r"/g/[\w-]+/$"))
    boris.page.click("a[href$='/photos/']")
    expect(boris.page.locator(".album img")).to_have_count(1)
    boris.look("album")

    team.go(url("series_report", event.community, event.series_id))
    row = team.page.locator("tbody tr").first
    for place, number in enumerate(("2", "1", "50 %")):
        expect(row.locator("td.num").nth(place)).to_have_text(number)
    team.look("report")
