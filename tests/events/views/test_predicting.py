"""What is expected of an event, as its page tells it, and how well that held."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.events.coming import guest, move

from veche.core.terms import Role
from veche.events import jobs
from veche.events.models import Event, Forecast
from veche.events.terms import GuestState
from veche.kit.time import DAY, HOUR, Moment, now

pytestmark = pytest.mark.django_db


def test_an_evening_is_foreseen_within_the_hour_before_it_and_told_beside_what_came(
    django_assert_max_num_queries,
):
    community = make.community()
    client = Client()
    client.force_login(make.user(Role.ANALYST, community, language="en"))
    soon = make.event(community, "Soon", starts=Moment(now() + HOUR // 2), capacity=20)
    later = make.event(community, "Later", capacity=20)
    for event in (soon, later):
        for number in range(8):
            guest(event, f"guest{number}")

    jobs.foresee_events()
    jobs.foresee_events()

    assert [one.event for one in Forecast.objects.all()] == [soon]
    Event.objects.filter(pk=soon.pk).update(starts_at=now() - DAY, ends_at=now() - DAY // 2)
    for number, one in enumerate(soon.guests.order_by("pk")):
        move(one, GuestState.CAME if number < 5 else GuestState.MISSED)
    address = reverse("events:event_expected", args=[community.slug, later.pk])
    client.get(address)
    with django_assert_max_num_queries(16):
        page = client.get(address).content.decode()
    assert "1 of 1 evening ended within its band" in page
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "of 8 seats on the list" in part
    assert "<html" not in part
