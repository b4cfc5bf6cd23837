"""Variants by the page: kept, seen, chosen."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.mailing.written import letter

from veche.core.terms import Role
from veche.kit.time import HOUR, as_datetime, now
from veche.mailing.models import Delivery, Letter
from veche.mailing.terms import LetterState, Stand
from veche.mailing.terms.trying import RESTING

pytestmark = pytest.mark.django_db
RULE = {"share": "20", "wins_by": "clicks", "hours": "4", "confidence": "90", "undecided": "ask"}


def test_variants_are_kept_and_one_is_chosen_by_hand():
    home = make.community()
    client = Client()
    client.force_login(make.user(Role.OWNER, home.organisation))
    one, other = letter(home), letter(home, title="Покороче")

    def url(name):
        return reverse(f"mailing:{name}", args=[home.slug, one.pk])

    refused = client.post(url("trial_set"), RULE)
    assert refused.status_code == 422
    told = RULE | {"subject_1": "Завтра бежим", "content_2": str(other.pk)}
    assert client.post(url("trial_set"), told).status_code == 302

    assert list(one.variants.values_list("number", "subject")) == [(1, "Завтра бежим"), (2, "")]
    assert one.variants.get(number=2).content == other.content
    assert 'value="kept" selected' in client.get(url("trial_page")).content.decode()

    at = as_datetime(now() - HOUR)
    Letter.objects.filter(pk=one.pk).update(state=LetterState.SENDING, begun_at=at)
    for n, (variant, state) in enumerate([(0, Stand.SENT), (1, Stand.SENT), (RESTING, Stand.WAITING)]):
        Delivery.objects.create(
            letter=one, email=f"p{n}@example.org", due_at=at, variant=variant, state=state
        )
    seen = client.get(url("trial_page")).content.decode()
    assert "Завтра бежим" in seen
    assert client.post(url("trial_choose"), {"variant": "2"}).status_code == 302
    assert Delivery.objects.get(state=Stand.WAITING).variant == 2
    assert client.post(url("trial_drop")).status_code == 422  # it has begun to leave
    assert client.post(url("trial_choose"), {"variant": "99"}).status_code in (302, 422)
