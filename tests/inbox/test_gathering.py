"""What was said becomes conversations: by the rule, once, in any order; answers are recognised."""

from itertools import permutations

import pytest
from tests import make
from tests.inbox.talking import (
    ANNA,
    BORIS,
    CLARA,
    DIRECT,
    hear,
    only,
    said,
    said_in,
)  # fmt: skip

from veche.core.terms import SYSTEM, Role
from veche.inbox.actions import close_conversations, drop_withdrawn, gather_batch
from veche.inbox.models import ChannelRule, Conversation, Item
from veche.inbox.terms import FAR, Side, State, Why
from veche.kit.terms import NotAllowed
from veche.kit.time import as_datetime, moment
from veche.ledger.actions import withdraw_origin
from veche.ledger.models import Channel, Interaction, Origin
from veche.ledger.terms import Handle, Kind, Nature

pytestmark = pytest.mark.django_db
ANSWERS = ("Я за", "у фонтана в десять")


def state_of(community):
    return only(community).stands


def test_a_question_opens_and_the_team_answers(community):
    hear(community, said(10))
    found = only(community)
    assert (found.stands, found.reasons, found.is_unread) == (State.OPEN, [Why.QUESTION], True)
    assert found.waiting_since is not None

    hear(community, said(11, "У фонтана, в десять", CLARA, ago=50, reply_to="10"))

    found = only(community)
    assert (found.stands, found.answered_side, found.waiting_since) == (State.WAITING, Side.TEAM, None)
    assert found.first_answered_at is not None


def test_another_member_answers_too_but_not_by_asking_back(community):
    hear(community, said(10), said(11, "А тебе зачем?", BORIS, ago=50, reply_to="10"))
    assert state_of(community) is State.OPEN

    hear(community, said(12, "Тогда у фонтана", BORIS, ago=40, reply_to="10"))

    assert (state_of(community), only(community).answered_side) == (State.WAITING, Side.MEMBER)


def test_thanks_end_a_talk_and_a_further_question_opens_it_again(community):
    hear(community, said(10), said(11, "У фонтана", CLARA, ago=50, reply_to="10"),
         said(12, "Спасибо большое!", ago=40, reply_to="11"))  # fmt: skip
    assert state_of(community) is State.WAITING
    close_conversations([only(community)], in_=community, by=SYSTEM)

    hear(community, said(13, "Ок", ago=30, reply_to="11"))
    assert state_of(community) is State.CLOSED
    hear(community, said(14, "А во сколько?", ago=-1, reply_to="11"))

    assert state_of(community) is State.OPEN
    assert len(said_in(only(community))) == 5


def test_the_same_comes_of_any_order_and_of_being_told_twice(community):
    talk = [
        said(10), said(11, "У фонтана", CLARA, ago=50, reply_to="10"),
        said(12, "А во сколько?", ago=40, reply_to="11"),
        said(13, "В десять", BORIS, ago=30, reply_to="12"),
    ]  # fmt: skip
    hear(community, *talk)
    facts = {one.external_id: one for one in Interaction.objects.filter(channel__community=community)}
    wanted = [facts[str(number)].pk for number in (10, 11, 12, 13)]

    for order in list(permutations(wanted))[::5]:
        Conversation.objects.all().delete()
        for pk in (*order, order[0]):
            gather_batch(community, facts["10"].origin_id, (pk, pk), by=SYSTEM)

        found = only(community)
        assert said_in(found) == wanted
        assert (found.stands, found.opened_by) == (State.WAITING, wanted[0])


def test_several_messages_at_once_are_one_conversation(community):
    hear(
        community,
        said(10),
        said(11, "И что взять с собой?", ago=58),
        said(12, "Кто ещё идёт?", BORIS, ago=57),
    )

    assert sorted(len(said_in(one)) for one in Conversation.objects.all()) == [1, 2]


def test_a_direct_chat_is_one_conversation_for_ever(community):
    hear(community, said("d1", "Добрый день", place=DIRECT, thread="user1", ago=300),
         said("d2", "Есть кто живой", place=DIRECT, thread="user1", ago=200),
         said("d3", "Да, слушаю", CLARA, place=DIRECT, thread="user1", ago=100))  # fmt: skip
    assert (state_of(community), only(community).reasons) == (State.WAITING, [Why.DIRECT])

    hear(community, said("d4", "Хочу прийти", place=DIRECT, thread="user1", ago=5))

    assert state_of(community) is State.OPEN
    assert len(said_in(only(community))) == 4


def test_a_newcomer_a_complaint_and_a_call_open(community):
    newcomer = Handle("telegram", "2000", "Новичок")
    hear(community, said(10, "Привет, я из Твери", newcomer),
         said(11, "Безобразие, никто не отвечает", BORIS),
         said(12, "@clara_team посмотрите пожалуйста", ANNA),
         said(13, "Просто мысль", BORIS, ago=30))  # fmt: skip

    found = {one.identity.name: one.reasons for one in Conversation.objects.all()}

    assert found == {"Новичок": [Why.NEWCOMER], "Борис Ёлкин": [Why.COMPLAINT], "Анна Петрова": [Why.MENTION]}


def test_old_history_bots_and_the_team_open_nothing(community):
    robot = Handle("telegram", "3000", "Бот", Nature.BOT)
    hear(community, said(10, ago=60 * 24 * 15), said(11, who=robot), said(12, who=CLARA),
         said(13, "", kind=Kind.REACTED))  # fmt: skip

    assert not Conversation.objects.exists()


def test_a_channel_opens_only_for_what_it_is_tuned_to(community):
    channel = Channel.objects.get(community=community)
    ChannelRule.objects.create(channel=channel, reasons=int(Why.COMPLAINT))

    hear(community, said(10), said(11, "Верните деньги, это обман", BORIS))

    assert only(community).reasons == [Why.COMPLAINT]


def test_a_promise_is_kept_in_working_hours(community):
    from veche.inbox.actions import Tuned, tune_desk

    always = ((0, 1440),) * 7
    tune_desk(Tuned(14, 7, always, (), 30, 0), in_=community, by=SYSTEM)
    hear(community, said(10, ago=60))
    found = only(community)
    assert moment(found.due_at) - moment(found.waits_since) == 30 * 60 * 1000

    hear(community, said(11, "Там же", CLARA, ago=1, reply_to="10"))

    assert only(community).due_at == as_datetime(FAR)


def test_what_is_withdrawn_leaves_no_trace(community):
    hear(community, said(10), said(11, "У фонтана", CLARA, ago=50, reply_to="10"))
    withdraw_origin(Origin.objects.latest("pk"), by=SYSTEM)
    hear(community)

    drop_withdrawn(community, by=SYSTEM)

    assert not Conversation.objects.exists()
    assert not Item.objects.exists()


def test_only_those_who_keep_the_inbox_gather(community):
    with pytest.raises(NotAllowed):
        gather_batch(community, 1, (1, 1), by=make.actor(Role.ANALYST, community))


def test_in_a_chat_without_reply_links_an_answer_is_guessed_and_says_why(community):
    hear(community, said(10, "Подскажите, где в субботу встречаемся на пробежку?", ago=60))
    hear(community, said(11, "Сегодня отличная погода", Handle("telegram", "1004", "Дима"), ago=59.5),
         said(12, "Анна, в субботу встречаемся у фонтана", BORIS, ago=59),
         said(13, "Спасибо!", ANNA, ago=58))  # fmt: skip
    facts = {one.external_id: one for one in Interaction.objects.filter(channel__community=community)}
    found = Conversation.objects.get(opened_by=facts["10"].pk)

    said_ones = list(Item.objects.filter(conversation=found).order_by("at"))

    assert [one.interaction_id for one in said_ones] == [facts[number].pk for number in ("10", "12", "13")]
    assert [(one.answers, one.guess) for one in said_ones[:2]] == [(False, ""), (True, "names them")]
    assert (found.stands, found.answered_side) == (State.WAITING, Side.MEMBER)

    for _ in range(2):
        gather_batch(community, facts["11"].origin_id, (facts["10"].pk, facts["13"].pk), by=SYSTEM)

    assert list(Item.objects.filter(conversation=found).order_by("at")) == said_ones


def test_reactions_to_what_was_said_before_them_in_a_batch_are_passed_over(community):
    """They reply to it and say nothing; once the whole batch fell over them."""
    reacted = said(11, "", BORIS, ago=50, kind=Kind.REACTED, reply_to="10")

    hear(community, said(10), reacted)

    assert only(community).items.count() == 1
