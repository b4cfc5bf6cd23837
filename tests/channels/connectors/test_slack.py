import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.channels.connectors import contract, mutating

from veche.channels.connectors.slack import CONNECTOR
from veche.channels.connectors.slack.messages import EMPTY, NOBODY
from veche.channels.connectors.slack.notices import CHANGED, DELETED, PROGRAM, REPEATED, UNKNOWN
from veche.channels.connectors.slack.people import People
from veche.channels.connectors.slack.reading import BROKEN, NO_MESSAGES, NO_STAMP
from veche.channels.connectors.slack.words import mentioned, words_of
from veche.channels.terms import Understanding
from veche.kit.files import open_source
from veche.kit.terms import Refusal
from veche.ledger.terms import Handle, Kind, Mark, Nature
from veche.portal.rules import exports_of, year_until

Message = dict[str, Any]


def stamp(number: int) -> str:
    return f"{1_700_000_000 + number * 60}.{number:06}"


def said(number: int, text: str = "hello", who: str = "U0ANNA0001", **more: Any) -> Message:
    """A message as Slack exports it."""
    return {"type": "message", "user": who, "text": text, "ts": stamp(number), "team": "T0RUN", **more}


def notice(number: int, subtype: str, who: str = "U0ANNA0001", **more: Any) -> Message:
    return {"subtype": subtype, **said(number, f"<@{who}> did something", who), **more}


def user(number: str, name: str, **more: Any) -> Message:
    profile = {"real_name": name, "display_name": "", **more.pop("profile", {})}
    return {
        "id": number,
        "team_id": "T0RUN",
        "name": name.lower(),
        "deleted": False,
        "profile": profile,
        **more,
    }


ANNA, BORIS, VERA, BRIDGE = "U0ANNA0001", "U0BORIS002", "U0VERA0003", "U0BRIDGE04"
USERS = [
    user(ANNA, "Анна Тестова", updated=1_690_000_000, profile={"email": "Anna@example.org"}),
    user(BORIS, "Борис Пробный", updated=1_690_000_001),
    user(VERA, "Вера Ушедшая", updated=1_690_000_002, deleted=True),
    user(BRIDGE, "Chat bridge", is_bot=True, updated=1, profile={"bot_id": "B0BRIDGE0"}),
]
CHANNELS = [
    {"id": "C0GENERAL1", "name": "general", "created": 1_600_000_000, "members": [ANNA, BORIS]},
    {"id": "C0RANDOM02", "name": "random", "created": 1_600_000_000, "members": [ANNA]},
]
DAY = [
    notice(1, "channel_join"),
    notice(2, "channel_join", BORIS, inviter=ANNA),
    said(3, "Who runs on <!date^1700000000^{date}|Sunday>? <@U0BORIS002> &amp; me :tada:"),
    said(4, "Look: <https://example.org/map|the map> and <https://example.org>", BORIS, thread_ts=stamp(3)),
    said(
        5, "Fine", VERA, edited={"user": VERA, "ts": stamp(6)}, thread_ts=stamp(5), reply_count=1,
        reactions=[
            {"name": "+1::skin-tone-2", "users": [ANNA, BORIS], "count": 5},
            {"name": "partyparrot", "users": [ANNA], "count": 1},
        ],
    ),
    said(7, "", BORIS, files=[{"id": "F1", "mimetype": "image/png", "name": "map.png"}], upload=True),
    {
        "type": "message", "subtype": "bot_message", "bot_id": "B0BRIDGE0", "username": "olha",
        "text": "from afar", "ts": stamp(8),
    },
    {"type": "message", "subtype": "bot_message", "bot_id": "B0NEWS000", "username": "News", "text": "",
     "attachments": [{"title": "Build 7", "text": "is <https://example.org/7|green>"}], "ts": stamp(9)},
    notice(10, "channel_topic", topic="Running"),
    notice(11, "channel_name", old_name="x", name="general"),
    notice(12, "tombstone", "USLACKBOT"),
    notice(13, "channel_leave", BORIS),
    notice(14, "pinned_item", item={"type": "C", "ts": stamp(3)}),
    notice(15, "bot_add", bot_id="B0NEWS000"),
    notice(16, "welcome_party", "USLACKBOT"),
    notice(17, "teleported"),
    said(18, "from the other workspace", "U0GUEST099", user_profile={"real_name": "Гость Соседний"}),
    notice(19, "huddle_thread", "USLACKBOT", room={"date_start": 1_700_000_100, "date_end": 1_700_000_160,
    "created_by": ANNA, "participant_history": [ANNA, BORIS]}),
    said(20, "shared", attachments=[{"is_share": True, "text": "x"}], pinned_info={
        "pinned_by": BORIS, "pinned_ts": 1_700_009_000}),
]  # fmt: skip


def packed(files: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, mutating.as_bytes(content))
    return out.getvalue()


def export(day: Any = None, top: str = "", **more: Any) -> bytes:
    """A workspace as Slack packs it: people, channels, a folder of days for each."""
    files = {"users.json": USERS, "channels.json": CHANNELS, "general/2023-11-14.json": day or DAY, **more}
    return packed({top + name: content for name, content in files.items()})


def seen(tmp_path: Path, *messages: Any, **more: Any) -> dict[str, Any]:
    records = contract.read(CONNECTOR, contract.file(tmp_path, export(list(messages), **more)))
    return {sighting.external_id: sighting for sighting in contract.sightings(records)}


@pytest.mark.parametrize("top", ["", "Runners Slack export/"])
def test_keeps_the_contract(tmp_path, top):
    records = contract.keeps(CONNECTOR, contract.file(tmp_path, export(top=top)))

    assert len(records) == len(DAY) + 2
    assert contract.counted(records) == {
        "joined": 2, "invited": 1, "messaged": 8, "reacted": 3, "left": 1, "pinned": 2, "called": 2,
        "listed": 2, CHANGED: 2, DELETED: 1, PROGRAM: 1, REPEATED: 1, UNKNOWN: 1,
    }  # fmt: skip
    assert next(record.where for record in records if record.refused == UNKNOWN).endswith(" teleported")


def test_knows_no_django():
    contract.knows_no_django(CONNECTOR)


def test_words_as_people_read_them(tmp_path):
    found = seen(tmp_path, *DAY)

    assert found[stamp(3)].words == "Who runs on Sunday? @Борис Пробный & me 🎉"
    assert found[stamp(3)].target.value == BORIS
    assert found[stamp(4)].words == "Look: the map (https://example.org/map) and https://example.org"
    assert found[stamp(9)].words == "Build 7\nis green (https://example.org/7)"


def test_threads_edits_and_reactions(tmp_path):
    found = seen(tmp_path, *DAY)

    assert (found[stamp(4)].reply_to, found[stamp(4)].thread) == (stamp(3), stamp(3))
    assert found[stamp(5)].reply_to == ""
    assert found[stamp(5)].edited_at == found[stamp(5)].at + 60_000
    reaction = found[f"{stamp(5)}/reaction/{ANNA}/+1::skin-tone-2"]
    assert (reaction.extra, reaction.reply_to) == ({"emoji": "👍"}, stamp(5))
    assert found[f"{stamp(5)}/reaction/{ANNA}/partyparrot"].extra == {"emoji": ":partyparrot:"}
    assert found[stamp(5)].tallies == (("reactions", 3),)


def test_who_is_who(tmp_path):
    found = seen(tmp_path, *DAY)

    assert found[stamp(3)].handle.name == "Анна Тестова"
    assert found[stamp(3)].handle.aliases == (Handle("email", "anna@example.org"),)
    assert found[stamp(5)].handle.name == "Вера Ушедшая"
    assert found[stamp(18)].handle.name == "Гость Соседний"
    assert found[stamp(9)].handle == Handle("slack", "B0NEWS000", "News", Nature.BOT)
    assert (found[stamp(8)].handle.kind, found[stamp(8)].handle.name) == ("relayed", "olha")
    assert found[stamp(8)].marks == Mark.RELAYED
    assert found[f"{stamp(2)}/invited"].target == found[stamp(2)].handle


def test_what_else_happens(tmp_path):
    found = seen(tmp_path, *DAY)

    assert found[stamp(7)].extra == {"media": "photo"}
    assert found[stamp(14)].reply_to == stamp(3)
    assert found[f"{stamp(20)}/pinned"].handle.value == BORIS
    assert found[stamp(20)].marks == Mark.FORWARDED
    assert found[stamp(19)].extra == {"seconds": 60}
    assert found[stamp(19)].handle.value == ANNA
    assert found[f"{stamp(19)}/called/{BORIS}"].kind is Kind.CALLED
    assert found[f"listed/{ANNA}/1690000000"].kind is Kind.LISTED
    assert found[f"listed/{ANNA}/1690000000"].place.form == "list"


def test_rooms(tmp_path):
    files = {
        "users.json": USERS,
        "channels.json": CHANNELS,
        "groups.json": [{"id": "G0BOARD001", "name": "board", "created": 1}],
        "dms.json": [{"id": "D0DIRECT01", "created": 1, "members": [ANNA, BORIS]}],
        "mpims.json": [{"id": "G0SEVERAL1", "name": "mpdm-anna--boris--vera-1", "created": 1}],
        "board/2023-11-14.json": [said(1)],
        "D0DIRECT01/2023-11-14.json": [said(1)],
        "mpdm-anna--boris--vera-1/2023-11-14.json": [said(1, thread_ts=stamp(0))],
        "renamed/2023-11-14.json": [said(1)],
    }

    records = contract.keeps(CONNECTOR, contract.file(tmp_path, packed(files)))

    private = [found for found in contract.sightings(records) if found.place.key == "private"]
    keys = {found.place.key for found in contract.sightings(records)}
    assert keys == {"G0BOARD001", "private", "named/renamed", "members/T0RUN"}
    assert {found.thread for found in private} == {"D0DIRECT01", "G0SEVERAL1"}
    assert {found.external_id for found in private} == {f"D0DIRECT01/{stamp(1)}", f"G0SEVERAL1/{stamp(1)}"}
    assert not any("mpdm" in record.where for record in records)


def test_two_workspaces_in_one_archive_keep_their_channels_apart(tmp_path):
    other = [{**CHANNELS[0], "id": "C0OTHER001"}]
    files = {
        "one/channels.json": CHANNELS, "one/general/2023-11-14.json": [said(1)],
        "two/channels.json": other, "two/general/2023-11-14.json": [said(1)],
    }  # fmt: skip

    records = contract.keeps(CONNECTOR, contract.file(tmp_path, packed(files)))

    assert {found.place.key for found in contract.sightings(records)} == {"C0GENERAL1", "C0OTHER001"}


def test_an_archive_with_strokes_of_windows(tmp_path):
    files = {"top\\channels.json": CHANNELS, "top\\general\\2023-11-14.json": [said(1)]}

    records = contract.keeps(CONNECTOR, contract.file(tmp_path, packed(files)))

    assert {found.place.key for found in contract.sightings(records)} == {"C0GENERAL1"}


def test_files_of_an_export_without_messages_are_counted(tmp_path):
    more = {
        "integration_logs.json": [{"user_id": 0}],
        "general/canvas.json": [{"id": "F1"}],
        "a/b.png": b"png",
    }
    records = contract.read(CONNECTOR, contract.file(tmp_path, export([said(1)], **more)))

    assert contract.counted(records)[NO_MESSAGES] == 2


def test_answers_of_the_web_api_ask_for_their_channel(tmp_path):
    page = {"ok": True, "messages": [said(1), said(2)], "has_more": False}
    path = contract.file(tmp_path, page)

    records = contract.keeps(CONNECTOR, path, {"room": "Болталка"})

    assert [q.key for q in CONNECTOR.questions(open_source(path, "general.json"), contract.MOSCOW)] == [
        "room"
    ]
    assert contract.sightings(records)[0].place.title == "Болталка"


def test_dumps_with_replies_inside(tmp_path):
    dump = {
        "channel_id": "C0GENERAL1", "name": "general",
        "messages": [said(1, slackdump_thread_replies=[said(2, thread_ts=stamp(1))])],
    }  # fmt: skip
    path = contract.file(tmp_path, dump)

    records = contract.keeps(CONNECTOR, path)

    assert CONNECTOR.questions(open_source(path), contract.MOSCOW) == ()
    assert [found.reply_to for found in contract.sightings(records)] == ["", stamp(1)]
    assert contract.sightings(records)[0].place.key == "C0GENERAL1"


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("text", BROKEN),
        (None, BROKEN),
        ({}, NO_STAMP),
        (said(5) | {"ts": "yesterday"}, NO_STAMP),
        (said(5) | {"ts": 10**30}, NO_STAMP),
        (said(5) | {"type": "file"}, BROKEN),
        (said(5) | {"user": None}, NOBODY),
        (said(5) | {"user": ["U1"]}, NOBODY),
        (said(5, ""), EMPTY),
        (notice(5, "x") | {"subtype": {"a": 1}}, UNKNOWN),
    ],
)
def test_bad_messages_are_refused_alone(tmp_path, broken, reason):
    day = [said(1), broken, said(9)]
    records = contract.read(CONNECTOR, contract.file(tmp_path, packed({"general/2023-11-14.json": day})))

    assert len(records) == 3
    assert records[1].refused == reason
    assert records[2].sightings


@pytest.mark.parametrize("name", ["general/2023-11-15.json", "users.json", "channels.json"])
def test_a_damaged_file_is_named(tmp_path, name):
    whole = mutating.as_bytes({"users.json": USERS, "channels.json": CHANNELS}.get(name, DAY))
    path = contract.file(tmp_path, export([said(1)], **{name: whole[: len(whole) - 20]}))

    with pytest.raises(Refusal) as refused:
        contract.read(CONNECTOR, path)

    assert refused.value.reasons[0].place.startswith(f"{name}: ")


def test_other_json_is_not_slack(tmp_path):
    for content in (
        [],
        {},
        [{"type": "message", "ts": 5}],
        {"ok": True, "result": []},
        {"messages": [{"id": 1}]},
    ):
        source = open_source(contract.file(tmp_path, packed({"a/2023-01-01.json": content})))
        assert CONNECTOR.recognise(source) is Understanding.NO, content


@given(contract.mutated({"ok": True, "has_more": False, "messages": DAY}, DAY))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_survives_whatever_comes(data):
    contract.survives(CONNECTOR, data)


@given(contract.mutated(DAY), contract.mutated(USERS), contract.mutated(CHANNELS))
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_survives_whatever_an_archive_holds(day, users, channels):
    files = {"users.json": users, "channels.json": channels, "general/2023-11-14.json": day}
    contract.survives(CONNECTOR, packed({**files, "random/2023-11-14.json": DAY}))


@given(st.lists(st.sampled_from([*DAY, None, 5, "x", {}, {"ts": stamp(1)}, {"subtype": 5, "ts": stamp(2)}])))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_message_is_lost(tmp_path, messages):
    records = contract.read(
        CONNECTOR, contract.file(tmp_path, packed({"g/2023-11-14.json": [DAY[2], *messages]}))
    )

    contract.is_accounted(records)
    assert len(records) == len(messages) + 1


@given(st.text(alphabet="<>@#!|&;:abcU0 http/\n^") | st.text())
def test_words_of_anything_are_text(text):
    assert isinstance(words_of(text, People()), str)
    assert isinstance(mentioned(text), str)


def test_memory_is_flat(tmp_path):
    def write(path: Path, count: int) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for day in range(count // 400):
                lines = [said(day * 400 + n, "words " * 30 + str(n * day)) for n in range(400)]
                name = f"general/{2000 + day // 336}-{day // 28 % 12 + 1:02}-{day % 28 + 1:02}.json"
                archive.writestr(name, json.dumps(lines))

    contract.memory_is_flat(CONNECTOR, tmp_path, write)


@pytest.mark.parametrize("workspace", ["rcwg", "tiny-2017"])
def test_real_exports(tmp_path, workspace):
    folder = contract.SHARED / "slack" / workspace
    if not folder.is_dir():
        pytest.skip("no shared data here")
    files = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.json"))}

    records = contract.keeps(CONNECTOR, contract.file(tmp_path, packed(files)))

    assert {record.refused for record in records} <= {"", CHANGED, DELETED, REPEATED, NO_MESSAGES}


@pytest.mark.parametrize("path", contract.shared("slack/webapi-perceval/slack_history*.json"))
def test_real_answers(path):
    contract.keeps(CONNECTOR, path)


def test_the_workspace_of_the_demo_is_clean(tmp_path):
    year = year_until(1_750_000_000_000, people=60, days=60)
    path = contract.file(tmp_path, exports_of(year)["run-the-city-slack.zip"])

    records = contract.keeps(CONNECTOR, path)

    assert records
    assert not any(record.refused for record in records)
    assert all(found.handle.name for found in contract.sightings(records))
