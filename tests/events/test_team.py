"""The team of an event: a checklist counted back, shifts wished for and filled, a run sheet that moves."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make

from veche.core.terms import SYSTEM, Role
from veche.events import actions, queries
from veche.events.models import Cue, Placement, Shift, Task
from veche.events.terms.team import CueState
from veche.kit.models import Letter
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import HOUR, MINUTE, Moment, day_of, moment, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make.event(language="en")


def url(name, event, *more):
    return reverse(f"events:{name}", args=[event.community.slug, *more])


def organiser(event):
    client = Client()
    client.force_login(make.user(Role.EVENT_ORGANISER, in_=event.community))
    return client


def test_a_checklist_is_counted_back_from_the_day_and_comes_once(event):
    first = actions.bring_checklist(event, "small", by=SYSTEM)
    again = actions.bring_checklist(event, "small", by=SYSTEM)

    day = day_of(moment(event.starts_at), event.time_zone)
    assert first > (5, 3)
    assert again == (0, 0)
    assert Task.objects.get(days_before=5).due_on == day - timedelta(days=5)
    assert moment(Cue.objects.order_by("starts_at").first().starts_at) < moment(event.starts_at)


def test_tasks_are_added_ticked_off_and_brought_back_on_their_page(event):
    client = organiser(event)
    lists = url("task_list", event, event.pk)

    client.post(url("task_add", event, event.pk), {"title": "Book the hall", "due": "2026-12-01"})
    task = Task.objects.get()
    client.post(url("task_act", event, task.pk, "finish"))
    assert Task.objects.get().done_at
    client.post(url("task_act", event, task.pk, "reopen"))
    client.post(url("task_act", event, task.pk, "remove"))
    assert (
        "Book the hall" not in client.get(lists).content.decode().partition("toast")[0].partition("<main")[2]
    )
    client.post(url("task_act", event, task.pk, "restore"))

    with CaptureQueriesContext(connection) as asked:
        assert "Book the hall" in client.get(lists).content.decode()
    assert len(asked) <= 12
    assert client.post(url("task_add", event, event.pk), {"title": " "}).status_code == 422


def test_colleagues_are_told_in_the_morning_what_is_due(event):
    user = make.user(Role.EVENT_ORGANISER, in_=event.community)
    today = day_of(now(), "UTC")
    actions.add_task(event, "Call the café", due=today, user=user, by=SYSTEM)
    actions.add_task(event, "Later", due=today + timedelta(days=3), user=user, by=SYSTEM)

    assert actions.remind_of_tasks(user, today=today, by=SYSTEM) == 1

    letter = Letter.objects.get()
    assert letter.to == user.email
    assert "Call the café" in letter.body
    assert "Later" not in letter.body


def test_volunteers_wish_by_their_link_and_shifts_fill_themselves(event):
    client, start = organiser(event), moment(event.starts_at)
    door = actions.save_shift(event, "Door", starts=start, ends=Moment(start + HOUR), needed=1, by=SYSTEM)
    bar = actions.save_shift(event, "Bar", starts=start, ends=Moment(start + HOUR), needed=1, by=SYSTEM)
    anna, boris = (actions.add_volunteer(event, name, by=SYSTEM) for name in ("Anna", "Boris"))

    page = queries.link_of_volunteer(anna)
    Client().post(f"{page}wishes/", {f"shift-{door.pk}": "-1", f"shift-{bar.pk}": "1", "shift-99": "1"})
    client.post(url("shifts_fill", event, event.pk))

    assert dict(Placement.objects.values_list("shift", "volunteer")) == {door.pk: boris.pk, bar.pk: anna.pk}
    assert "Bar" in Client().get(page).content.decode().partition("<form")[0]
    with pytest.raises(Refusal):
        actions.place_volunteer(door, anna, by=SYSTEM)
    client.post(url("volunteer_act", event, anna.pk, "remove"))
    assert Client().get(page).status_code == 404
    with CaptureQueriesContext(connection) as asked:
        client.get(url("shift_list", event, event.pk))
    assert len(asked) <= 14


def test_what_was_placed_by_hand_stays_when_shifts_are_filled(event):
    start = moment(event.starts_at)
    door = actions.save_shift(event, "Door", starts=start, ends=Moment(start + HOUR), needed=2, by=SYSTEM)
    anna, _ = (actions.add_volunteer(event, name, by=SYSTEM) for name in ("Anna", "Boris"))
    actions.place_volunteer(door, anna, by=SYSTEM)

    actions.fill_event_shifts(event, by=SYSTEM)
    actions.fill_event_shifts(event, by=SYSTEM)

    assert Placement.objects.count() == 2
    assert Placement.objects.get(volunteer=anna).by_hand


def test_a_line_that_slips_moves_the_rest_and_phones_hear_of_it(event):
    client, start = organiser(event), moment(event.starts_at)
    talk = actions.add_cue(event, "Talk", starts=start, minutes=30, by=SYSTEM)
    tea = actions.add_cue(event, "Tea", starts=Moment(start + 30 * MINUTE), minutes=10, by=SYSTEM)
    lines = url("run_lines", event, event.pk)
    version = queries.run_sheet(event).version
    assert client.get(lines, {"version": version}).status_code == 204

    page = url("run_page", event, event.pk)
    in_place = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
    said = client.post(url("cue_slip", event, talk.pk), {"minutes": "10"}, headers=in_place).content.decode()

    tea.refresh_from_db()
    assert moment(tea.starts_at) == start + 40 * MINUTE
    back = re.search(r'action="([^"]+minutes=-10)".*?name="next" value="([^"]+)"', said, re.DOTALL)
    assert client.post(back[1], {"next": back[2]})["Location"].endswith(page)
    assert [moment(one.starts_at) for one in Cue.objects.order_by("pk")] == [start, start + 30 * MINUTE]
    shown = client.get(lines, {"version": version})
    assert "Tea" in shown.content.decode()
    client.post(url("cue_act", event, talk.pk, "begin"))
    client.post(url("cue_act", event, tea.pk, "begin"))
    states = [line.expected.state for line in queries.run_sheet(event).lines]
    assert states == [CueState.DONE, CueState.NOW]
    client.post(url("cue_act", event, tea.pk, "reopen"))
    assert queries.run_sheet(event).lines[1].expected.state is CueState.AHEAD


def test_what_makes_no_sense_is_refused_with_all_reasons(event):
    start = moment(event.starts_at)
    with pytest.raises(Refusal) as no:
        actions.save_shift(event, "", starts=start, ends=start, needed=0, by=SYSTEM)
    assert [reason.field for reason in no.value.reasons] == ["title", "ends_at", "needed"]
    with pytest.raises(Refusal) as no:
        actions.add_cue(event, " ", starts=Moment(0), minutes=0, by=SYSTEM)
    assert [reason.field for reason in no.value.reasons] == ["title", "minutes", "starts_at"]
    with pytest.raises(NotAllowed):
        actions.add_task(event, "x", due=None, user=None, by=make.actor(Role.ANALYST, in_=event.community))
    assert not Shift.objects.exists()


def test_what_is_counted_from_the_day_moves_with_the_event(event):
    actions.bring_checklist(event, "small", by=SYSTEM)
    by_hand = actions.add_task(event, "Book the hall", due=day_of(now(), "UTC"), user=None, by=SYSTEM)
    counted, cue = Task.objects.get(days_before=5), Cue.objects.order_by("starts_at").first()
    later = Moment(moment(event.starts_at) + 7 * 24 * HOUR)

    actions.change_event(event, {"starts_at": later, "ends_at": Moment(later + 2 * HOUR)}, by=SYSTEM)

    assert Task.objects.get(pk=counted.pk).due_on == counted.due_on + timedelta(days=7)
    assert Task.objects.get(pk=by_hand.pk).due_on == by_hand.due_on
    assert Cue.objects.get(pk=cue.pk).starts_at == cue.starts_at + timedelta(days=7)


def test_a_run_sheet_of_several_days_names_them_and_one_of_an_evening_does_not(event):
    client, start = organiser(event), moment(event.starts_at)
    page = url("run_page", event, event.pk)
    actions.add_cue(event, "Doors", starts=start, minutes=30, by=SYSTEM)
    assert client.get(page).context["run"].is_long is False

    actions.add_cue(event, "Breakfast", starts=Moment(start + 24 * HOUR), minutes=30, by=SYSTEM)

    shown = client.get(page)
    assert shown.context["run"].is_long
    assert shown.content.decode().count('<h2 class="m-0">') == 2


def test_what_two_have_in_hand_at_once_goes_on_when_the_other_begins_and_a_template_is_not_late(event):
    actions.bring_checklist(event, "hundreds", by=SYSTEM)
    assert queries.run_sheet(event).late == 0
    start = moment(event.starts_at)
    desk = actions.add_cue(event, "Desk", starts=start, minutes=60, by=SYSTEM)
    sound = actions.add_cue(event, "Sound", starts=Moment(start + 30 * MINUTE), minutes=30, by=SYSTEM)
    doors = actions.add_cue(event, "Doors", starts=Moment(start + 60 * MINUTE), minutes=30, by=SYSTEM)

    running = []
    for cue in (desk, sound, doors):
        actions.begin_cue(cue, by=SYSTEM)
        now_on = Cue.objects.filter(started_at__isnull=False, ended_at=None).order_by("pk")
        running.append([one.title for one in now_on])

    assert running == [["Desk"], ["Desk", "Sound"], ["Doors"]]
