import json
import zipfile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.channels.connectors import contract

from veche.channels.connectors.telegram import CONNECTOR
from veche.channels.connectors.telegram.chats import CODES, COPIES
from veche.channels.connectors.telegram.messages import NOBODY
from veche.channels.connectors.telegram.notices import CHANGED, UNKNOWN
from veche.channels.connectors.telegram.reading import BROKEN, NO_NUMBER, NOT_TOLD, PAGE
from veche.channels.connectors.telegram.words import words_of
from veche.channels.terms import Ask, Surroundings
from veche.kit.files import open_source
from veche.kit.terms import Refusal
from veche.ledger.terms import Kind, Mark, Nature
from veche.portal.rules import exports_of, year_until

Message = dict[str, Any]
START = 1_700_000_000


def said(number: int, text: Any = "слово", who: int = 1, **more: Any) -> Message:
    """A message as Telegram Desktop has written it since 2021."""
    clock = {"date": "2023-11-14T22:13:20", "date_unixtime": str(START + number * 60)}
    author = {"from": f"Гость {who}", "from_id": f"user{who}"}
    return {"id": number, "type": "message", **clock, **author, "text": text, **more}


def notice(number: int, action: str, who: int = 1, **more: Any) -> Message:
    """A service message."""
    clock = {"date": "2023-11-14T22:13:20", "date_unixtime": str(START + number * 60)}
    author = {"actor": f"Гость {who}", "actor_id": f"user{who}"}
    return {"id": number, "type": "service", **clock, **author, "action": action, "text": "", **more}


def chat(*messages: Any, kind: str = "private_supergroup", **more: Any) -> Message:
    """An export of one chat."""
    return {"name": "Болталка", "type": kind, "id": 77, "messages": list(messages), **more}


GROUP = chat(
    notice(1, "create_group", members=["Гость 1", "Гость 2"]),
    notice(2, "join_group_by_link", 3, inviter="Group"),
    notice(3, "invite_members", 1, members=["Гость 4"]),
    said(4, "Всем привет"),
    said(5, ["Смотрите ", {"type": "text_link", "text": "сюда", "href": "https://example.org/a"}], 2),
    said(6, "Ответ", 3, reply_to_message_id=4),
    said(7, "Ответ на ответ", 4, reply_to_message_id=6, edited="x", edited_unixtime=str(START + 9_000)),
    said(8, "", 2, photo="photos/1.jpg", width=10, height=10),
    said(9, "", 2, media_type="sticker", file="stickers/1.webp", sticker_emoji="🔥"),
    said(10, "Чужое", 1, forwarded_from="Новости", forwarded_from_id="channel9"),
    said(
        11, "", 1,
        poll={
            "question": "Где бежим?", "closed": False, "total_voters": 5,
            "answers": [{"text": "Парк", "voters": 3, "chosen": False}, {"text": "Лес", "voters": 2}],
        },
    ),
    said(
        12, "С реакциями", 2,
        reactions=[
            {
                "type": "emoji", "count": 3, "emoji": "👍",
                "recent": [{"from": "Гость 3", "from_id": "user3", "date": "2023-11-14T22:20:00"}],
            },
            {"type": "emoji", "count": 4, "emoji": "🔥"},
        ],
    ),
    notice(13, "pin_message", 1, message_id=4),
    notice(14, "remove_members", 1, members=["Гость 4"]),
    notice(15, "remove_members", 3, members=["Гость 3"]),
    notice(16, "edit_group_title", 1, title="Болталка"),
    notice(17, "teleport_members", 1),
    said(18, "погода: +10", 5, **{"from": "WeatherBot"}),
    said(19, "удалённый", **{"from": None, "from_id": "user99"}),
)  # fmt: skip


def test_keeps_the_contract(tmp_path):
    records = contract.keeps(CONNECTOR, contract.file(tmp_path, GROUP))

    assert len(records) == len(GROUP["messages"])
    assert contract.counted(records) == {
        "joined": 4, "invited": 2, "messaged": 11, "reacted": 1, "pinned": 1, "left": 2,
        CHANGED: 1, UNKNOWN: 1,
    }  # fmt: skip


def test_knows_no_django():
    contract.knows_no_django(CONNECTOR)


def by_id(tmp_path: Any, *messages: Message, **more: Any) -> dict[str, Any]:
    records = contract.read(CONNECTOR, contract.file(tmp_path, chat(*messages, **more)))
    return {sighting.external_id: sighting for sighting in contract.sightings(records)}


def test_threads_and_edits(tmp_path):
    seen = by_id(tmp_path, *GROUP["messages"][3:7])

    assert seen["5"].words == "Смотрите сюда (https://example.org/a)"
    assert (seen["6"].reply_to, seen["6"].thread) == ("4", "4")
    assert (seen["7"].reply_to, seen["7"].thread) == ("6", "4")
    assert seen["7"].edited_at == (START + 9_000) * 1000
    assert seen["4"].at == (START + 240) * 1000
    assert seen["4"].handle.value == "1"
    assert seen["4"].place.key == "channel77"


def test_what_messages_carry(tmp_path):
    seen = by_id(tmp_path, *GROUP["messages"])

    assert seen["8"].extra == {"media": "photo"}
    assert seen["8"].marks == Mark.MEDIA
    assert seen["9"].extra == {"media": "sticker"}
    assert seen["10"].marks == Mark.FORWARDED
    assert seen["10"].extra == {"forwarded_from": "channel9"}
    assert seen["11"].words == "Где бежим?\n— Парк\n— Лес"
    assert seen["11"].tallies == (("votes", 5), ("votes/1", 3), ("votes/2", 2))
    assert seen["18"].handle.nature is Nature.BOT
    assert (seen["19"].handle.value, seen["19"].handle.name) == ("99", "")


def test_reactions_with_and_without_names(tmp_path):
    seen = by_id(tmp_path, *GROUP["messages"])

    reaction = seen["12/reaction/3/👍"]
    assert reaction.kind is Kind.REACTED
    assert reaction.reply_to == "12"
    assert reaction.at == seen["12"].at + 400_000
    assert seen["12"].tallies == (("reactions", 6),)


def test_who_came_and_who_went(tmp_path):
    seen = by_id(tmp_path, *GROUP["messages"])

    assert seen["2"].kind is Kind.JOINED
    assert seen["3/invited/0"].target == seen["3/joined/0"].handle
    assert seen["3/joined/0"].handle.kind == "named"
    assert seen["14/left/0"].extra == {"removed_by": "1"}
    assert seen["15"].kind is Kind.LEFT
    assert seen["15"].handle.value == "3"
    assert seen["13"].reply_to == "4"


def test_forum_topics(tmp_path):
    seen = by_id(
        tmp_path,
        notice(5, "topic_created", title="Маршруты"),
        said(6, "в теме", 2, reply_to_message_id=5),
        said(7, "ответ в теме", 3, reply_to_message_id=6),
    )

    assert seen["5"].about.title == "Маршруты"
    assert seen["6"].about == seen["5"].about == seen["7"].about
    assert (seen["6"].reply_to, seen["6"].thread) == ("", "5")
    assert (seen["7"].reply_to, seen["7"].thread) == ("6", "5")


def test_a_channel_publishes_and_its_group_comments(tmp_path):
    post = {"from": "Новости", "from_id": "channel9"}
    channel = by_id(tmp_path, said(1, "пост", **post), kind="public_channel")
    group = by_id(
        tmp_path,
        said(1, "пост", **post, forwarded_from="Новости", forwarded_from_id="channel9"),
        said(2, "здорово", 2, reply_to_message_id=1),
    )

    assert channel["1"].kind is Kind.PUBLISHED
    assert channel["1"].handle.nature is Nature.PLACE
    assert group["1"].kind is Kind.REPOSTED
    assert group["2"].kind is Kind.COMMENTED


def test_a_whole_account(tmp_path):
    private = chat(said(1, "привет"), kind="personal_chat") | {"name": "Анна Тестова", "id": 5}
    codes = chat(said(1, "код 12345"), kind="personal_chat") | {"name": "Telegram", "id": 777000}
    replies = chat(said(1), kind="replies") | {"id": 8}
    account = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 1, "first_name": "А"},
        "chats": {"about": "…", "list": [chat(said(1)), private, codes, replies]},
        "left_chats": {"about": "…", "list": [chat(said(2)) | {"id": 78}]},
    }

    records = contract.keeps(CONNECTOR, contract.file(tmp_path, account))

    assert contract.counted(records) == {"messaged": 3, CODES: 1, COPIES: 1}
    direct = contract.sightings(records)[1]
    assert direct.place.key == "private"
    assert "Анна" not in direct.place.title
    assert direct.thread == "user5"
    assert records[0].where == "channel77/1"


def test_words_a_bridge_carries_are_their_speakers(tmp_path):
    seen = by_id(tmp_path, said(1, "[irc] <olha> hello", 5, **{"from": "bridge_bot"}))

    assert seen["1"].words == "hello"
    assert seen["1"].marks == Mark.RELAYED
    assert (seen["1"].handle.kind, seen["1"].handle.name) == ("relayed", "olha")
    assert seen["1"].extra == {"via": "5"}


def test_old_exports_ask_for_their_zone(tmp_path):
    old = [said(1), said(2)]
    for message in old:
        del message["date_unixtime"]
        message["from_id"] = 1
    path = contract.file(tmp_path, chat(*old) | {"id": (1 << 33) + 77})
    source = open_source(path)

    questions = CONNECTOR.questions(source, contract.MOSCOW)
    moscow = contract.sightings(contract.read(CONNECTOR, path))
    berlin = contract.sightings(contract.read(CONNECTOR, path, {"zone": "Europe/Berlin"}))

    assert [question.ask for question in questions] == [Ask.ZONE]
    assert berlin[0].at - moscow[0].at == 2 * 3600 * 1000
    assert moscow[0].place.key == "channel77"
    assert moscow[0].handle.value == "1"
    with pytest.raises(Refusal):
        contract.read(CONNECTOR, path, {"zone": "Europe/../etc"})


def test_a_new_export_asks_nothing(tmp_path):
    source = open_source(contract.file(tmp_path, GROUP))

    assert CONNECTOR.questions(source, Surroundings()) == ()


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ({"type": "message"}, NO_NUMBER),
        ("слово", NO_NUMBER),
        (None, NO_NUMBER),
        (said(5) | {"date_unixtime": "soon"}, BROKEN),
        (said(5) | {"id": 1 << 70}, NO_NUMBER),
        (said(5) | {"type": "unsupported"}, NOT_TOLD),
        (said(5) | {"type": ["message"]}, BROKEN),
        (said(5) | {"from": None, "from_id": None}, NOBODY),
        (notice(5, "x") | {"action": {"a": 1}}, UNKNOWN),
    ],
)
def test_bad_messages_are_refused_alone(tmp_path, broken, reason):
    records = contract.read(CONNECTOR, contract.file(tmp_path, chat(said(1), broken, said(9))))

    assert len(records) == 3
    assert records[1].refused == reason
    assert records[2].sightings


def test_unknown_actions_are_named(tmp_path):
    [record] = contract.read(CONNECTOR, contract.file(tmp_path, chat(notice(5, "teleport_members"))))

    assert record.refused == UNKNOWN
    assert record.where == "5 teleport_members"


def test_a_file_that_breaks_off_names_the_place(tmp_path):
    whole = json.dumps(GROUP, ensure_ascii=False, indent=1).encode()

    with pytest.raises(Refusal) as refused:
        contract.read(CONNECTOR, contract.file(tmp_path, whole[: len(whole) * 2 // 3]))

    assert int(refused.value.reasons[0].place) > 0


def test_web_pages_are_refused_with_advice(tmp_path):
    page = '<html><head><title>Exported Data</title></head><body><div class="page_wrap"></div></body></html>'

    with pytest.raises(Refusal) as refused:
        contract.read(CONNECTOR, contract.file(tmp_path, page))

    assert refused.value.reasons[0].text == PAGE


def test_escapes_that_are_no_json(tmp_path):
    text = json.dumps(chat(said(1, "раз@два"), said(2, r"\x41"))).replace("@", r"\x0B")

    seen = contract.sightings(contract.read(CONNECTOR, contract.file(tmp_path, text)))

    assert [sighting.words for sighting in seen] == ["раз два", r"\x41"]


@given(contract.mutated(GROUP))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_survives_whatever_comes(data):
    contract.survives(CONNECTOR, data)


@given(
    st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x))
)
def test_words_of_anything_are_text(text):
    assert isinstance(words_of(text), str)


@given(st.lists(st.sampled_from([*GROUP["messages"], None, 5, "x", {}, {"id": 1}, {"type": "service"}])))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_message_is_lost(tmp_path, messages):
    records = contract.read(CONNECTOR, contract.file(tmp_path, chat(*messages)))

    contract.is_accounted(records)
    assert len(records) == len(messages)


def test_memory_is_flat(tmp_path):
    def write(path: Any, count: int) -> None:
        with path.open("w") as file:
            file.write('{"name": "x", "type": "private_supergroup", "id": 77, "messages": [\n')
            for number in range(1, count):
                file.write(json.dumps(said(number, "слово " * 20, number)) + ",\n")
            file.write(json.dumps(said(count)) + "\n]}")

    contract.memory_is_flat(CONNECTOR, tmp_path, write)


@pytest.mark.parametrize(
    "path", contract.shared("telegram/channel*/*.json", "telegram/botapi-perceval/*messages*.json")
)
def test_real_exports(path):
    records = contract.keeps(CONNECTOR, path)

    assert {record.refused for record in records} <= {"", CHANGED}


@pytest.mark.parametrize("name", ["Бегуны-чат.json", "Бегуны-новости.json"])
def test_the_chats_of_the_demo_are_clean(tmp_path, name):
    year = year_until(1_750_000_000_000, people=60, days=60)

    records = contract.keeps(CONNECTOR, contract.file(tmp_path, exports_of(year)[name]))

    assert records
    assert not any(record.refused for record in records)


def test_data_among_many_pages_and_pictures(tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(60):
            archive.writestr(f"ChatExport/messages{number}.html", '<div class="page_wrap">Exported Data')
            archive.writestr(f"ChatExport/photos/{number}.jpg", b"\xff\xd8\xff")
        archive.writestr("ChatExport/result.json", json.dumps(GROUP))

    records = contract.keeps(CONNECTOR, path)

    assert len(records) == len(GROUP["messages"])


def test_an_invited_person_is_the_one_account_of_that_full_name(tmp_path):
    anna, vera, other = ({"from": name} for name in ("Анна Тестова", "Вера Пробная", "Вера Пробная"))
    seen = by_id(
        tmp_path,
        notice(1, "invite_members", members=["Анна Тестова", "Вера Пробная", "Аня", "Пётр Тихий", "NewsBot"]),
        said(2, "привет", 7, **anna), said(3, "и я", 8, **vera), said(4, "и я", 9, **other),
        said(5, "тоже", 10, **{"from": "Аня"}),
    )  # fmt: skip

    joined = [seen[f"1/joined/{number}"].handle for number in range(5)]
    assert [(one.kind, one.value) for one in joined[:2]] == [
        ("telegram", "7"),
        ("named", "channel77/Вера Пробная"),
    ]
    assert [one.kind for one in joined[2:]] == ["named", "named", "named"]
    assert joined[4].nature is Nature.BOT
