"""A schedule is taken over whole or not at all, and a second time changes nothing."""

import os
from pathlib import Path

import pytest
from tests import make

from veche.core.terms import SYSTEM
from veche.events.actions import import_schedule, keep_schedule
from veche.events.models import Speaker
from veche.events.queries import schedule_as, schedule_of
from veche.events.rules.schedules import read_schedule
from veche.events.terms.schedules import ScheduleForm

SHARED = Path(os.environ.get("VECHE_SHARED_DATA", Path(__file__).resolve().parents[5] / "shared/data"))
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "sessions", "speakers"),
    [("debconf23.xml", 117, 87), ("frab-camp2019.json", 79, 90), ("linux_conf_au_2020.ics", 262, 151)],
)
def test_real_schedules_are_taken_over_once_and_given_back_as_they_came(name, sessions, speakers):
    path = SHARED / "events" / name
    if not path.exists():
        pytest.skip("no shared data here")
    event = make.event(time_zone="Asia/Kolkata")
    file = keep_schedule(event, name, path.read_bytes(), by=SYSTEM)

    first, second = import_schedule(file, by=SYSTEM), import_schedule(file, by=SYSTEM)

    assert len(first.lines) == sessions == second.same
    assert second.is_nothing
    assert Speaker.objects.count() == speakers
    for form in ScheduleForm:
        ours = schedule_as(event, form, is_public=False)
        assert read_schedule(ours, zone="UTC").entries == schedule_of(event, is_public=False).entries
        again = import_schedule(keep_schedule(event, "ours", ours, by=SYSTEM), drops=True, by=SYSTEM)
        assert again.is_nothing, (form, again)
