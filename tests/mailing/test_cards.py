"""A desk shows things of its neighbours without knowing them."""

import pytest
from tests import make

from veche.events.terms import EventState
from veche.kit.rooms import card_kinds


@pytest.mark.django_db
def test_an_event_for_everybody_may_be_chosen_and_shown() -> None:
    community = make.community()
    event = make.event(community, title="Осенний вечер")
    kind = card_kinds()["event"]

    ((key, title),) = kind.choose(community)
    card = kind.card(community, key, "ru")

    assert title.startswith("Осенний вечер, ")
    assert card is not None
    assert card.title == "Осенний вечер"
    assert card.link.endswith(f"/e/{community.slug}/{event.slug}/")


@pytest.mark.django_db
@pytest.mark.parametrize("changed", [{"state": EventState.DRAFT}, {"is_listed": False}])
def test_an_event_not_for_everybody_is_not_shown(changed: dict[str, object]) -> None:
    community = make.community()
    event = make.event(community, title="Тайный вечер", **changed)

    assert card_kinds()["event"].choose(community) == []
    assert card_kinds()["event"].card(community, str(event.pk), "ru") is None
    assert card_kinds()["article"].card(community, "1", "ru") is None
