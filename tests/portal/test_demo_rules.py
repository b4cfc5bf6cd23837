"""The demo's year is believable, and the same whenever it is told."""

import json

from veche.portal.rules import exports_of, marks_in, spending_in, year_until
from veche.portal.rules.cast import Way
from veche.portal.rules.trading import purchases_of, subscriptions_of

END = 1_795_000_000_000


def test_the_same_year_is_told_twice_alike():
    one, other = (
        exports_of(year_until(END, people=60, days=60)),
        exports_of(year_until(END, people=60, days=60)),
    )

    assert {k: v for k, v in one.items() if not k.endswith(".zip")} == {
        k: v for k, v in other.items() if not k.endswith(".zip")
    }


def test_people_eight_files_a_year_of_talk():
    year = year_until(END)

    assert len(year.cast) == 240
    assert len(exports_of(year)) == 8
    assert sum(map(len, year.said.values())) > 10_000
    assert max(said.at for said in year.said["chat"]) < END


def test_a_few_carry_most_of_the_talk_as_everywhere():
    said = year_until(END).said["chat"]

    core = [s for s in said if s.who.way in {Way.PILLAR, Way.REGULAR}]

    assert 0.4 < len(core) / len(said) < 0.9


def test_every_answer_answers_something_earlier():
    messages = json.loads(exports_of(year_until(END, people=80, days=90))["Бегуны-чат.json"])["messages"]
    ids = {m["id"]: m for m in messages}

    replies = [m for m in messages if "reply_to_message_id" in m]

    assert replies
    assert all(ids[m["reply_to_message_id"]]["date_unixtime"] <= m["date_unixtime"] for m in replies)
    assert not any("{" in str(m["text"]) for m in messages)


def test_most_marks_are_good_and_each_is_for_one_question():
    marks = marks_in(year_until(END))

    assert len({one.asked for one in marks}) == len(marks) > 40
    assert 0.6 < sum(one.mark >= 4 for one in marks) / len(marks) < 0.95
    assert {one.mark for one in marks} <= {1, 2, 3, 4, 5}


def test_people_subscribe_before_they_join_and_buy_after():
    year = year_until(END)
    joined = {player: at for at, player, _ in year.joins}

    early = [one for one in subscriptions_of(year) if one.at < joined.get(one.who, 0)]

    assert len(early) > 30
    bought = purchases_of(year)
    assert len({one.who for one in bought}) > 60
    assert all(one.at > joined.get(one.who, 0) for one in bought)
    assert {one.status for one in bought} == {"оплачено", "возврат"}


def test_what_was_spent_lies_in_the_year():
    year = year_until(END)

    spent = list(spending_in(year))

    assert len(spent) > 12
    assert all(one.first <= one.last and one.price > 0 for one in spent)
