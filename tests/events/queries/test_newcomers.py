"""Newcomers: who came to an event and to none before, of ours or of a list that was imported."""

import pytest
from tests import make
from tests.events.coming import past_event, recognise
from tests.events.queries.test_predicting import imported

from veche.events.queries.after.heads import newcomers_of

pytestmark = pytest.mark.django_db


def test_whoever_came_by_a_list_from_outside_before_is_no_newcomer(django_assert_max_num_queries):
    community = make.community()
    imported(community, "Picnic", came=["anna"], registered=["boris"])
    early = past_event(community, "Talks", days=40, came=["clara"])
    late = past_event(community, "Run", days=5, came=["anna", "boris", "clara"])
    recognise()

    with django_assert_max_num_queries(3):
        found = newcomers_of([early, late], community)

    assert {event: (len(came), len(new)) for event, (came, new) in found.items()} == {
        early.pk: (1, 1), late.pk: (3, 1),
    }  # fmt: skip
