"""Posts of our own channels are shown in letters: those of others are not, nor by itself what is closed."""

import pytest
from tests import make

from veche.core.terms import SYSTEM
from veche.kit.rooms import card_kinds
from veche.ledger.actions import record_many
from veche.ledger.terms import Handle, Kind, Nature, Place, Removal

pytestmark = pytest.mark.django_db
WALL = Place("vk", "wall-21", "Бегуны", "channel")
CLOSED = Place("telegram", "channel19", "Только свои", "channel")
OURS, MEMBER = Handle("vk", "club21", "Бегуны", Nature.PLACE), Handle("vk", "5", "Анна")


@pytest.fixture
def home():
    """A community with a post on its wall, one in a closed channel, a member's post and a comment."""
    made = make.community()
    said = [
        (1, WALL, OURS, Kind.PUBLISHED, "Бежим в субботу!\nСбор в 9:00 у входа в парк."),
        (2, CLOSED, OURS, Kind.PUBLISHED, "Только для своих"),
        (3, WALL, MEMBER, Kind.PUBLISHED, "Продам кроссовки"),
        (4, WALL, OURS, Kind.COMMENTED, "Спасибо!"),
        (5, Place("vk", "chat", "Чат"), OURS, Kind.PUBLISHED, "В чате"),
    ]
    record_many(
        [make.sighting(number, words, place=place, handle=who, kind=kind, external_id=f"post/{number}")
         for number, place, who, kind, words in said],
        origin=make.origin(made), by=SYSTEM,
    )  # fmt: skip
    return made


def test_a_person_may_choose_every_post_of_ours_and_none_of_others(home):
    titles = [title for _, title in card_kinds()["post"].choose(home)]

    assert titles == ["Только для своих · Только свои", "Бежим в субботу! · Бегуны"]


def test_by_itself_only_what_everybody_can_read_is_taken(home):
    kind = card_kinds()["post"]

    ((key, _),) = kind.newest(home)

    card = kind.card(home, key, "ru")
    assert (card.title, card.text) == ("Бежим в субботу!", "Сбор в 9:00 у входа в парк.")
    assert card.link == "https://vk.com/wall-21_1"
    assert kind.card(make.community(), key, "ru") is None
    assert kind.card(home, "x", "ru") is None


def test_a_long_line_is_cut_once_and_a_post_taken_away_is_shown_no_more(home):
    kind, words = card_kinds()["post"], "слово " * 30
    told = make.sighting(
        6, words, place=WALL, handle=OURS, kind=Kind.PUBLISHED, external_id="post/6"
    )  # fmt: skip
    record_many([told], origin=make.origin(home), by=SYSTEM)
    ((key, _), _) = kind.newest(home)
    card = kind.card(home, key, "ru")
    assert f"{card.title}{card.text}".replace("……", " ") == words.strip()

    record_many([], removals=[Removal(WALL, "post/6")], origin=make.origin(home), by=SYSTEM)

    assert len(kind.newest(home)) == 1
    assert kind.card(home, key, "ru") is None
