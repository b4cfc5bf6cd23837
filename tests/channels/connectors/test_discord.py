"""Discord: what DiscordChatExporter's JSON of all ages says, and what becomes of damaged files."""

import json
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.channels.connectors import contract
from tests.channels.connectors.mutating import JUNK

from veche.channels.connectors.discord import CONNECTOR, messages, notices
from veche.channels.connectors.discord.clocks import FIRST
from veche.channels.connectors.discord.people import DELETED
from veche.channels.connectors.discord.reading import BROKEN, NO_NUMBER, PAGE
from veche.channels.terms import Understanding
from veche.kit.terms import Refusal
from veche.kit.time import moment
from veche.ledger.terms import Handle, Kind, Mark, Nature

NOON = moment(datetime(2024, 5, 1, 12, 0, tzinfo=UTC))
ROOM, FORUM, POST = "900000000000000001", "900000000000000002", "900000000000000003"
VERA = {"id": "101", "name": "vera_runs", "discriminator": "0000", "nickname": "Вера Бегова", "isBot": False}
OLEG = {"id": "102", "name": "Oleg", "discriminator": "0042", "nickname": "Oleg", "isBot": False}
ROBOT = {"id": "103", "name": "Steward", "discriminator": "1234", "nickname": "Steward", "isBot": True}


def number(minutes):
    """Answer the number that Discord gives to a message of so many minutes past noon."""
    return str(((NOON + minutes * 60_000 - FIRST) << 22) + minutes + 1)


def message(minutes, author=VERA, kind="Default", **facts):
    when = datetime.fromtimestamp(NOON / 1000 + minutes * 60, UTC).isoformat(timespec="milliseconds")
    return {
        "id": number(minutes), "type": kind, "timestamp": when, "timestampEdited": None,
        "callEndedTimestamp": None, "isPinned": False, "content": "", "author": author, "attachments": [],
        "embeds": [], "stickers": [], "reactions": [], "mentions": [], **facts,
    }  # fmt: skip


def export(*said, **channel):
    head = {"id": ROOM, "type": "GuildTextChat", "categoryId": "7", "category": "Talk", "name": "general"}
    return {
        "guild": {"id": "800", "name": "Runners", "iconUrl": "icon.png"},
        "channel": {**head, "topic": None, **channel},
        "dateRange": {"after": None, "before": None},
        "exportedAt": "2024-05-02T00:00:00+00:00",
        "messages": list(said),
        "messageCount": len(said),
    }


def reaction(name, count, *users, emoji_id=""):
    return {
        "emoji": {"id": emoji_id, "name": name, "isAnimated": False},
        "count": count,
        "users": list(users),
    }


def reply(minutes, to, author=OLEG, **facts):
    reference = {"messageId": number(to), "channelId": ROOM, "guildId": "800"}
    return message(minutes, author, "Reply", reference=reference, mentions=[VERA], **facts)


EVERYTHING = export(
    message(0, kind="GuildMemberJoin", content="Joined the server."),
    message(1, content="Бежим в **субботу**?", timestampEdited="2024-05-01T15:02:00+03:00",
            reactions=[reaction("👍", 3, VERA, OLEG), reaction("pace", 2, emoji_id="555")]),
    reply(2, 1, content="Да"),
    reply(3, 2, VERA, content="Ура <:pace:55555> <@!102>"),
    message(4, OLEG, content="Смотри, @Вера Бегова", mentions=[VERA]),
    message(5, OLEG, attachments=[{"id": "1", "url": "a/b", "fileName": "route.PNG", "fileSizeBytes": 5}]),
    message(6, stickers=[{"id": "9", "name": "wave", "format": "Lottie", "sourceUrl": "s"}]),
    message(7, ROBOT, embeds=[{"title": "Старт", "description": "в 9:00",
                               "fields": [{"name": "Где", "value": "парк"}]}],
            interaction={"id": "5", "name": "start", "user": OLEG}),
    message(8, OLEG, "ChannelPinnedMessage", content="Pinned a message.",
            reference={"messageId": number(1), "channelId": ROOM, "guildId": "800"}),
    message(9, OLEG, "ThreadCreated", reference={"messageId": None, "channelId": POST, "guildId": "800"}),
    message(10, {"id": DELETED, "name": "Deleted User", "discriminator": "0000"}, content="?"),
    message(11, kind="8"),
    message(12, kind="21", reference={"messageId": number(1), "channelId": ROOM}),
    message(13, kind="77"),
    message(14, OLEG, content="", reference={"type": "Forward", "messageId": "5", "channelId": "6"},
            forwardedMessage={"content": "Новость издалека", "attachments": [], "embeds": []}),
    message(15, poll={"question": "Когда?",
                      "answers": [{"id": 1, "text": "утром"}, {"id": 2, "text": "днём"}],
                      "results": {"isFinalized": True, "answers": [{"id": 1, "count": 4}]}}),
)  # fmt: skip
# What the first versions wrote: no nicknames, no stickers, no numbers of categories, dates to 100 ns.
OLD = {
    "guild": {"id": "800", "name": "Runners", "iconUrl": ""},
    "channel": {"id": ROOM, "type": "GuildTextChat", "category": "Talk", "name": "general", "topic": None},
    "dateRange": {"after": None, "before": None},
    "messages": [
        {"id": number(20), "type": "Default", "timestamp": "2024-05-01T15:20:00.1234567+03:00",
         "timestampEdited": None, "isPinned": True, "content": "Привет", "attachments": [], "embeds": [],
         "author": {"id": "102", "name": "Oleg", "discriminator": "0042", "isBot": False, "avatarUrl": ""},
         "reactions": [{"emoji": {"id": None, "name": "❤", "isAnimated": False}, "count": 2}]},
    ],
    "messageCount": 1,
}  # fmt: skip


def read(tmp_path, content):
    return contract.read(CONNECTOR, contract.file(tmp_path, content))


def seen(tmp_path, *said, **channel):
    return contract.sightings(read(tmp_path, export(*said, **channel)))


@pytest.mark.parametrize("content", [EVERYTHING, OLD], ids=["now", "old"])
def test_keeps_the_contract(tmp_path, content):
    contract.keeps(CONNECTOR, contract.file(tmp_path, content))


def test_knows_no_django():
    contract.knows_no_django(CONNECTOR)


def test_every_message_says_something_or_why_not(tmp_path):
    records = read(tmp_path, EVERYTHING)

    assert len(records) == 16
    assert contract.counted(records) == {
        "joined": 1, "messaged": 11, "reacted": 2, "pinned": 1, notices.MONEY: 1, notices.COPY: 1,
        notices.UNKNOWN: 1,
    }  # fmt: skip
    assert records[13].where == f"{number(13)} 77"


def test_who_where_and_when(tmp_path):
    said = seen(tmp_path, message(1, content="Привет"))[0]

    assert said.place == ("discord", ROOM, "Runners #general", "group")
    assert said.handle == Handle("discord", "101", "Вера Бегова", Nature.PERSON,
                                 (Handle("discord_name", "vera_runs"),))  # fmt: skip
    assert (said.at, said.words, said.external_id) == (NOON + 60_000, "Привет", number(1))


def test_a_name_with_a_number_is_an_alias_with_it(tmp_path):
    assert seen(tmp_path, message(1, OLEG))[0].handle.aliases == (Handle("discord_name", "Oleg#0042"),)


def test_the_words_of_an_edit_have_their_moment(tmp_path):
    said = contract.sightings(read(tmp_path, EVERYTHING))[1]

    assert said.edited_at == NOON + 120_000


def test_reactions_with_names_are_facts_and_others_a_number(tmp_path):
    said, *reactions = contract.sightings(read(tmp_path, EVERYTHING))[1:4]

    assert said.tallies == (("reactions", 3),)
    assert [one.handle.value for one in reactions] == ["101", "102"]
    assert {one.reply_to for one in reactions} == {said.external_id}
    assert {one.extra["emoji"] for one in reactions} == {"👍"}


def test_reactions_without_names_are_a_number(tmp_path):
    [said] = contract.sightings(read(tmp_path, OLD))

    assert said.tallies == (("reactions", 2),)
    assert said.at == NOON + 20 * 60_000 + 123


def test_replies_know_their_parent_and_where_their_chain_began(tmp_path):
    _, _, _, _, first, second, *_ = contract.sightings(read(tmp_path, EVERYTHING))

    assert (first.reply_to, first.thread, first.target) == (number(1), number(1), None)
    assert (second.reply_to, second.thread) == (number(2), number(1))
    assert second.words == "Ура :pace: <@!102>"


def test_what_speaks_to_one_person_has_a_target(tmp_path):
    said = seen(tmp_path, message(1, OLEG, mentions=[VERA]), message(2, OLEG, mentions=[VERA, ROBOT]))

    assert [one.target and one.target.value for one in said] == ["101", None]


def test_marks_of_mentions_become_names(tmp_path):
    said = seen(tmp_path, message(1, OLEG, content="<@101>, <@!101>!", mentions=[VERA]))[0]

    assert said.words == "@Вера Бегова, @Вера Бегова!"


def test_what_is_attached_is_media(tmp_path):
    said = {one.external_id: one for one in contract.sightings(read(tmp_path, EVERYTHING))}

    assert said[number(5)].extra == {"media": "photo"}
    assert said[number(6)].extra == {"media": "sticker"}
    assert said[number(5)].marks == said[number(6)].marks == int(Mark.MEDIA)


def test_a_bot_speaks_in_cards_and_to_who_asked(tmp_path):
    said = next(one for one in contract.sightings(read(tmp_path, EVERYTHING)) if one.handle.value == "103")

    assert said.handle.nature is Nature.BOT
    assert said.words == "Старт\nв 9:00\nГде: парк"
    assert said.target.value == "102"


def test_forwards_and_polls_keep_their_words(tmp_path):
    said = {one.external_id: one for one in contract.sightings(read(tmp_path, EVERYTHING))}

    assert said[number(14)].words == "Новость издалека"
    assert said[number(14)].marks == int(Mark.FORWARDED)
    assert said[number(14)].reply_to == ""
    assert said[number(15)].words == "Когда?\n— утром\n— днём"
    assert said[number(15)].tallies == (("votes", 4), ("votes/1", 4))


def test_everybody_who_left_is_nobody_in_particular(tmp_path):
    said = seen(tmp_path, message(1, {"id": DELETED, "name": "Deleted User"}, content="?"))[0]

    assert said.handle.nature is Nature.PLACE


def test_a_bridge_gives_words_to_whoever_said_them(tmp_path):
    gateway = {**ROBOT, "name": "Gateway", "nickname": "Gateway"}
    hook = {"id": "104", "name": "Sol (Telegram)", "discriminator": "0000", "isBot": True}
    first, second = seen(tmp_path, message(1, gateway, content="[slack] <Nika> Привет"), message(2, hook))

    assert first.handle == Handle("relayed", f"{ROOM}/slack/Nika", "Nika")
    assert (first.words, first.marks) == ("Привет", int(Mark.RELAYED))
    assert second.handle == Handle("relayed", f"{ROOM}/telegram/Sol", "Sol")


def test_threads_stand_in_their_channel(tmp_path):
    post = {"type": "GuildPublicThread", "id": POST, "name": "Кроссовки", "categoryId": FORUM,
            "category": "questions"}  # fmt: skip
    said, answer = seen(tmp_path, message(1, content="Какие?"), reply(2, 1), **post)

    assert said.place == ("discord", FORUM, "Runners #questions", "group")
    assert said.thread == answer.thread == POST
    assert said.about == ("topic", f"discord/{POST}", "Кроссовки")


def test_a_reply_across_channels_is_a_forward(tmp_path):
    said = seen(tmp_path, message(1, reference={"messageId": "5", "channelId": "6", "guildId": "7"}))[0]

    assert (said.reply_to, said.marks) == ("", int(Mark.FORWARDED))


def test_announcements_are_posts_and_their_threads_comments(tmp_path):
    news = seen(tmp_path, message(1, content="Старт!"), type="GuildNews")
    under = seen(tmp_path, message(1, content="Ура"), type="GuildNewsThread", id=POST, categoryId=ROOM)

    assert [news[0].kind, under[0].kind] == [Kind.PUBLISHED, Kind.COMMENTED]
    assert news[0].place.key == under[0].place.key == ROOM


def test_private_chats_have_no_name_of_theirs(tmp_path):
    group = {"type": "DirectGroupTextChat", "name": "Вера Бегова, Oleg"}
    said = seen(
        tmp_path,
        message(1, kind="RecipientAdd", mentions=[OLEG]),
        message(2, kind="RecipientRemove", mentions=[OLEG]),
        message(3, OLEG, "RecipientRemove", mentions=[OLEG]),
        message(4, kind="Call", callEndedTimestamp="2024-05-01T12:05:30+00:00"),
        **group,
    )

    assert {one.place.title for one in said} == {"Discord: личные сообщения"}
    assert {one.thread for one in said} == {ROOM}
    assert [one.kind for one in said] == [Kind.INVITED, Kind.JOINED, Kind.LEFT, Kind.LEFT, Kind.CALLED]
    assert said[2].extra == {"removed_by": "101"}
    assert said[4].extra == {"seconds": 90}


def test_the_number_tells_the_moment_where_the_date_does_not(tmp_path):
    said = seen(
        tmp_path,
        {**message(1), "timestamp": "2024-05-01T15:01:00"},
        {**message(2), "timestamp": None},
        {**message(3), "id": "77", "timestamp": "2024-05-01T15:03:00"},
    )

    assert [one.at for one in said] == [NOON + 60_000, NOON + 120_000, NOON + 180_000]


def test_broken_messages_are_told_one_by_one(tmp_path):
    records = read(
        tmp_path, export(7, message(1, id="x"), message(2, timestamp="soon"), message(3, author=None))
    )

    assert [record.refused for record in records] == [NO_NUMBER, NO_NUMBER, BROKEN, messages.NOBODY]


def test_several_exports_in_an_archive(tmp_path):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Runners - general.json", json.dumps(export(message(1, content="a"))))
        archive.writestr("Runners - general [part 2].json", json.dumps(export(message(2, content="b"))))
        archive.writestr("Runners - news.json", json.dumps(export(message(3, content="c"), id=FORUM)))
        archive.writestr("picture.png", b"\x89PNG")

    records = contract.keeps(CONNECTOR, path)

    assert [record.sightings[0].words for record in records] == ["a", "b", "c"]
    assert records[0].where == f"Runners - general.json: {number(1)}"


def test_a_file_that_breaks_off_is_refused_by_name_and_byte(tmp_path):
    data = json.dumps(export(*(message(n, content="x" * 50) for n in range(50)))).encode()
    path = tmp_path / "broken.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("general.json", data[: len(data) // 2])

    with pytest.raises(Refusal) as refusal:
        contract.read(CONNECTOR, path)

    assert refusal.value.reasons[0].place.startswith("general.json: ")


def test_web_pages_are_recognised_and_refused_with_advice(tmp_path):
    page = '<!DOCTYPE html><html><head><title>Runners - general</title><div class="chatlog__message-group">'
    path = contract.file(tmp_path, page)

    assert CONNECTOR.recognise(contract.open_source(path)) is Understanding.YES
    with pytest.raises(Refusal) as refusal:
        contract.read(CONNECTOR, path)
    assert refusal.value.reasons[0].text == PAGE


@settings(max_examples=60, deadline=None)
@given(contract.mutated(EVERYTHING, OLD))
def test_survives_whatever_comes(data):
    contract.survives(CONNECTOR, data)


@settings(max_examples=60, deadline=None)
@given(st.lists(JUNK | st.sampled_from([message(1), message(2, kind="Call"), reply(3, 1)]), max_size=8))
def test_every_message_is_a_record(said):
    with tempfile.TemporaryDirectory() as folder:
        records = contract.read(CONNECTOR, contract.file(Path(folder), export(*said)))

    assert len(records) == len(said)
    contract.is_accounted(records)


def _write(path, count):
    said = message(1, content="слово " * 20, reactions=[reaction("👍", 1, OLEG)])
    with path.open("w") as file:
        head, tail = json.dumps(export("|"), indent=2).split('"|"')
        file.write(head)
        for place in range(count):
            file.write(("," if place else "") + json.dumps({**said, "id": str(10**17 + place)}, indent=2))
        file.write(tail)


def test_memory_is_flat(tmp_path):
    contract.memory_is_flat(CONNECTOR, tmp_path, _write)


@pytest.mark.parametrize("path", contract.shared("discord/dce-json-example/**/*.json"))
def test_real_exports(path):
    records = contract.keeps(CONNECTOR, path)

    assert records
    assert not any(record.refused for record in records)
