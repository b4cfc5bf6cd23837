"""Snapshots: whole, versioned, the last one wins."""

import numpy as np
import pytest
from tests import make

from veche.core.terms import SYSTEM, Role
from veche.kit.terms import NotAllowed
from veche.ledger.actions import save_snapshot
from veche.ledger.models import ColumnarCopy, Segment

pytestmark = pytest.mark.django_db


def test_the_last_snapshot_wins(settings):
    community = make.community()
    save_snapshot(
        community, "persons", {"identity_id": [1, 2], "person_id": [1, 1], "is_team": [0, 1]}, by=SYSTEM
    )

    save_snapshot(
        community,
        "persons",
        {"identity_id": np.array([7]), "person_id": np.array([7]), "is_team": np.array([False])},
        by=SYSTEM,
    )

    live = Segment.objects.get(dropped_at=None)
    assert (live.rows, live.month) == (1, None)
    assert (settings.COLUMNS / live.path).exists()
    assert ColumnarCopy.objects.get().version == 2


def test_a_snapshot_of_nobody_leaves_none():
    community = make.community()
    save_snapshot(
        community,
        "transitions",
        {"person_id": [1], "day": [2], "stage_from": [0], "stage_to": [1]},
        by=SYSTEM,
    )

    save_snapshot(
        community, "transitions", {"person_id": [], "day": [], "stage_from": [], "stage_to": []}, by=SYSTEM
    )

    assert not Segment.objects.filter(dropped_at=None).exists()


@pytest.mark.parametrize(
    "columns", [{"identity_id": [1]}, {"identity_id": [1], "person_id": [], "is_team": [0]}, {}]
)
def test_a_snapshot_of_another_shape_is_refused(columns):
    with pytest.raises(ValueError, match="columns"):
        save_snapshot(make.community(), "persons", columns, by=SYSTEM)


def test_who_may_not_record_may_not_lay_snapshots():
    community = make.community()

    with pytest.raises(NotAllowed):
        save_snapshot(community, "persons", {}, by=make.actor(Role.ANALYST, community))
