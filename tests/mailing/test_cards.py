"""A desk shows things of its neighbours without knowing them."""

import pytest
from tests import make
from tests.events.coming import guest

from veche.events.models import Album, Photo
from veche.events.queries.links import link_of
from veche.events.terms import EventState, GuestState
from veche.events.terms.after import Access
from veche.kit.rooms import card_kinds
from veche.kit.time import now


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


@pytest.mark.django_db
def test_what_is_told_of_an_event_stays_in_its_community_and_a_guest_has_what_is_theirs() -> None:
    home, other = make.community(), make.community("Пловцы")
    event, draft = make.event(home), make.event(home, state=EventState.DRAFT, slug="draft")
    online = make.event(home, "Эфир", kind="online", slug="online")
    kind, keys = card_kinds()["event"], [str(one.pk) for one in (event, draft, online)]
    own, pair = guest(event, "anna"), (keys[0], "anna@example.org")
    guest(event, "boris", GuestState.DECLINED)
    bare = kind.own(home, {pair})[pair]
    album = Album.objects.create(event=event, access=Access.GUESTS)
    Photo.objects.create(album=album, file="x", digest="x", width=1, height=1, made_at=now())
    shown = kind.own(home, {pair, (keys[0], "boris@example.org"), (keys[1], "anna@example.org")})
    told = kind.told(home, [*keys, "timepad/7"])
    Album.objects.update(access=Access.PUBLIC)

    assert (bare.page, bare.album) == (link_of(own), "")
    assert shown == {pair: bare._replace(album=f"{bare.page}photos/")}
    assert {key: one.is_online for key, one in told.items()} == {keys[0]: False, keys[2]: True}
    assert told[keys[0]].album == ""  # for guests alone
    assert kind.told(home, keys)[keys[0]].album.endswith("/photos/")
    assert kind.told(other, keys) == kind.own(other, {pair}) == {}
