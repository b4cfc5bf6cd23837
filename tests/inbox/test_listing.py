"""The list finds exactly what is wished for, whichever index it goes by, and looks at nothing beside it."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make

from veche.inbox.models import Conversation, Mention, Note, Tag, Tagging
from veche.inbox.queries import conversations_listed, inbox_told
from veche.inbox.queries.listing import FEW
from veche.inbox.terms import FAR, SORTS, Priority, State, View, Why, Wish
from veche.kit.time import DAY, moment, now
from veche.ledger.models import Channel

pytestmark = pytest.mark.django_db
COUNT = 2 * FEW
STATES = {View.WAITING: State.WAITING, View.SNOOZED: State.SNOOZED, View.CLOSED: State.CLOSED}
FILTERS = (
    {}, {"channel": True}, {"tag": "rare"}, {"tag": "often"}, {"why": int(Why.QUESTION)}, {"is_urgent": True},
    {"is_overdue": True}, {"is_unread": True}, {"tag": "rare", "is_unread": True},
)  # fmt: skip


@pytest.fixture
def crowd(community):
    """Many conversations of all kinds, and some of another community under the same tags."""
    draw, user = random.Random(7), make.user(in_=community)
    channels = [Channel.objects.get(community=community), _channel(community, "2")]
    foreign = make.community("Пловцы", in_=community.organisation)
    strange = _channel(foreign, "3")
    made = [_conversation(draw, number, community, draw.choice(channels), user) for number in range(COUNT)]
    made += [_conversation(draw, number, foreign, strange, user) for number in range(40)]
    made = Conversation.objects.bulk_create(made)
    tags = {
        name: Tag.objects.create(community=community, name=name, folded=name) for name in ("rare", "often")
    }
    Tagging.objects.bulk_create(
        [Tagging(tag=tags["often"], conversation=one) for one in made[: FEW + 100]]
        + [Tagging(tag=tags["rare"], conversation=one) for one in made[::9]]
    )
    notes = Note.objects.bulk_create([Note(conversation=one, text="?", made_at=now()) for one in made[-50:]])
    Mention.objects.bulk_create([Mention(note=one, user=user) for one in notes])
    return community, user.pk, channels[1].pk, {name: tag.pk for name, tag in tags.items()}


def _channel(community, key):
    return Channel.objects.create(
        community=community, network="telegram", key=key, title=f"Чат {key}", made_at=now()
    )


def _conversation(draw, number, community, channel, user):
    at = now() - draw.randrange(50) * DAY
    return Conversation(
        community=community, channel=channel, key=f"crowd {number}", opened_at=at, last_at=at, changed_at=at,
        waits_since=draw.choice((at, FAR)), due_at=draw.choice((at, at + 50 * DAY, FAR)),
        state=draw.choice(list(State)), priority=draw.choice(list(Priority)), is_unread=draw.random() < 0.5,
        why=draw.randrange(8), assigned=draw.choice((user, None)),
    )  # fmt: skip


def _wish(view, sort, channel, tags, asked):
    exact = {"channel": channel} if "channel" in asked else {}
    exact |= {"tag": tags[asked["tag"]]} if "tag" in asked else {}
    return Wish(view=view, sort=sort, **(asked | exact))


def test_every_view_filter_and_order_finds_exactly_what_fits(crowd):
    community, user, channel, tags = crowd
    draw = random.Random(1)
    everything = list(Conversation.objects.prefetch_related("taggings", "notes"))

    for view in View:
        for asked in FILTERS:
            wish = _wish(view, draw.choice(list(SORTS)), channel, tags, asked)
            fitting = [one.pk for one in _sorted(everything, wish) if _fits(one, wish, community, user)]
            first = conversations_listed(community, wish, user)
            found = [row.conversation.pk for row in first.rows]
            if first.further:
                second = conversations_listed(community, wish, user, after=first.further)
                found += [row.conversation.pk for row in second.rows]
            assert found == fitting[:60], wish


def _sorted(everything, wish):
    name, is_descending, _ = SORTS[wish.sort]
    return sorted(everything, key=lambda one: (getattr(one, name), one.pk), reverse=is_descending)


def _fits(one, wish, community, user):
    if one.community_id != community.pk or one.merged_into_id:
        return False
    if wish.view is View.MENTIONED:
        return bool(one.notes.all())
    whose = {View.MINE: one.assigned_id == user, View.UNASSIGNED: one.assigned_id is None}
    return (
        one.state == STATES.get(wish.view, State.OPEN)
        and whose.get(wish.view, True)
        and wish.channel in (0, one.channel_id)
        and (not wish.tag or any(each.tag_id == wish.tag for each in one.taggings.all()))
        and (not wish.why or bool(one.why & wish.why))
        and (not wish.is_urgent or one.priority == Priority.HIGH)
        and (not wish.is_unread or one.is_unread)
        and (not wish.is_overdue or moment(one.due_at) < now())
    )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="how SQLite goes about it")
def test_no_view_filter_or_order_looks_at_more_than_an_index(crowd):
    community, user, channel, tags = crowd

    for view in View:
        for sort in SORTS:
            for asked in FILTERS:
                wish = _wish(view, sort, channel, tags, asked)
                with CaptureQueriesContext(connection) as queries:
                    conversations_listed(community, wish, user)
                told = _plan(queries[-1]["sql"])
                ways = [line for line in told if "U0 " in line or "V0 " in line]
                assert not [line for line in told if line.startswith("SCAN inbox")], (wish, told)
                assert any("COVERING INDEX" in line or "PRIMARY KEY" in line for line in ways), (wish, told)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="how SQLite goes about it")
def test_what_is_mine_is_counted_by_its_own_index(crowd):
    with CaptureQueriesContext(connection) as queries:
        inbox_told(crowd[0], crowd[1])

    told = _plan(queries[-1]["sql"])
    assert any("inbox_by_assigned (community_id=? AND assigned_id=? AND state=?)" in line for line in told)
    assert not [line for line in told if "inbox_conversation" in line and line.startswith("SCAN")]


def _plan(statement):
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + statement)
        return [line[3] for line in cursor.fetchall()]
