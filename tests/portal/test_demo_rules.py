"""The demo's year is believable, and the same whenever it is told."""

import json

from veche.portal.rules import exports_of, year_until
from veche.portal.rules.cast import Way

END = 1_795_000_000_000


def test_the_same_year_is_told_twice_alike():
    one, other = (
        exports_of(year_until(END, people=60, days=60)),
        exports_of(year_until(END, people=60, days=60)),
    )

    assert {k: v for k, v in one.items() if not k.endswith(".zip")} == {
        k: v for k, v in other.items() if not k.endswith(".zip")
    }


def test_people_six_files_a_year_of_talk():
    year = year_until(END)

    assert len(year.cast) == 240
    assert len(exports_of(year)) == 6
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
