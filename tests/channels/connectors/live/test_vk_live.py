"""VK live: what is heard, and that it is the same fact as what a file tells."""

import json
from dataclasses import replace

import pytest
from tests.channels.connectors import contract as files
from tests.channels.connectors.live import contract
from tests.channels.connectors.live.scripted import Answer
from tests.channels.connectors.live.vk import (
    CASE,
    CHAT,
    DIRECT,
    GROUP,
    HEARD,
    KNOWN,
    NEWS,
    RAWS,
    SECRET,
    batches,
    event,
    items,
    knock,
    liked,
    no,
    raw,
    said,
    serve,
)
from tests.channels.connectors.test_vk import NOON, OWNER, RUNNERS, VERA, answer, comment, post
from tests.channels.connectors.test_vk_chats import chat, message

from veche.channels.connectors.vk import CONNECTOR
from veche.channels.connectors.vk.live import LIVE, events
from veche.channels.connectors.vk.live import checking as found
from veche.channels.connectors.vk.live.errors import WRONG_KEY
from veche.channels.connectors.vk.live.knocking import NO_CODE
from veche.kit.terms import Refusal, Trouble
from veche.ledger.terms import Kind


@pytest.mark.parametrize("promise", contract.promises(CASE), ids=contract.name)
def test_keeps_the_contract(promise, outside):
    promise(CASE, outside)


def read(*told, known=KNOWN, **more):
    return files.sightings(record for one in told for record in LIVE.read(raw(one, **more), known))


def test_what_a_community_tells():
    seen = {(one.place.key, one.external_id): one for one in read(*NEWS)}
    keys = {number: f"{number:040x}" for number in range(30)}
    wall, members = f"wall{OWNER}", f"members{OWNER}"

    assert seen[wall, "comment/11"].words == "Слово иначе"
    assert seen[wall, "comment/11"].edited_at == HEARD
    assert (seen[wall, "post/1/like/103"].kind, seen[wall, "post/1/like/103"].at) == (Kind.REACTED, HEARD)
    assert seen[wall, "comment/11/like/103"].thread == "post/1"
    assert seen["wall103", "post/31"].extra["forwarded_from"] == f"wall{OWNER}_1"
    assert seen[members, f"joined/104/{keys[9]}"].kind is Kind.JOINED
    assert seen[members, f"applied/106/{keys[10]}"].kind is Kind.APPLIED
    assert seen[members, f"left/104/{keys[11]}"].extra is None
    assert seen[members, f"left/106/{keys[12]}"].extra == {"removed_by": f"club{GROUP}"}
    assert seen["private", f"105/14.{NOON + 14}"].words == "Рады!"
    assert seen["private", f"105/14.{NOON + 14}"].edited_at == (NOON + 900) * 1000
    assert seen["chat7", f"12.{NOON + 12}/left"].kind is Kind.LEFT
    assert seen["private", f"105/allowed/{keys[17]}"].kind is Kind.SUBSCRIBED
    assert seen[f"board{OWNER}", "topic/70/3"].thread == "topic/70"


def test_what_tells_nothing_says_why():
    refused = [record.refused for one in RAWS for record in LIVE.read(one, KNOWN) if record.refused]

    assert refused == [events.ELSEWHERE, events.NOT_KEPT, events.UNDECIDED]


def test_what_is_deleted_and_restored_in_a_community():
    told = (
        event(1, "wall_reply_delete", owner_id=OWNER, id=11, deleter_id=101, post_id=1),
        event(2, "wall_reply_restore", **comment(11), post_owner_id=OWNER),
        event(3, "board_post_delete", topic_owner_id=OWNER, topic_id=70, id=3),
    )

    records = [record for one in told for record in LIVE.read(raw(one), KNOWN)]

    gone = [(one.place.key, one.external_id, one.is_back) for r in records for one in r.removals]
    wall, board = f"wall{OWNER}", f"board{OWNER}"
    assert gone == [(wall, "comment/11", False), (wall, "comment/11", True), (board, "topic/70/3", False)]
    assert [len(record.sightings) for record in records] == [0, 1, 0]


@pytest.mark.parametrize(
    ("told", "file"),
    [
        (event(1, "wall_post_new", **post(4, signer_id=101)), answer([post(4, signer_id=101)])),
        (event(2, "wall_reply_new", **comment(12, reply_to_comment=11, parents_stack=[11])),
         answer([comment(12, reply_to_comment=11, parents_stack=[11])])),
        (event(3, "message_new", message=message(4, text="[id101|Вера], да")),
         chat(message(4, text="[id101|Вера], да"))),
        (event(4, "message_new", message=DIRECT), chat(DIRECT)),
    ],
)  # fmt: skip
def test_live_and_imported_are_one_fact(told, file, tmp_path):
    [live] = read(told)

    [imported] = files.sightings(files.read(CONNECTOR, files.file(tmp_path, file)))

    assert live == imported


def test_a_like_of_a_list_is_the_like_that_was_heard(tmp_path):
    asked = {"owner_id": str(OWNER), "type": "post", "item_id": "1"}
    liker = {"id": 103, "type": "profile", "first_name": "Оля", "last_name": ""}
    path = files.file(tmp_path, answer([liker], (), (), params=asked))
    [imported] = files.sightings(files.read(CONNECTOR, path, {"date": "2024-05-02"}))

    [live] = read(liked(5, "post", 1))

    assert (live.place.key, live.external_id) == (imported.place.key, imported.external_id)
    assert (live.kind, live.reply_to, live.thread) == (imported.kind, imported.reply_to, imported.thread)


def test_names_are_asked_for_once_and_kept_with_the_news(outside):
    batches(outside)
    told = {"peer": {"id": 2_000_000_007}, "chat_settings": {"title": CHAT}}
    outside.on("*/messages.getConversationsById", items({**told, "other": "dropped"}))
    listening = LIVE.listen(CASE.access(outside.address), {})

    first, second = next(listening), next(listening)
    listening.close()

    assert len(outside.asked("*/users.get")) == 1
    assert outside.asked("*/users.get")[0].value("user_ids") == "101"
    [written] = files.sightings(LIVE.read(second.raws[0], KNOWN._replace(facts={})))
    assert written.place.title == CHAT
    assert written.handle.name == "Вера Бегова"
    assert b"is_closed" not in first.raws[1].payload


def test_without_names_news_are_heard_all_the_same(outside):
    batches(outside)
    outside.on("*/users.get", no(10))

    heard = next(LIVE.listen(CASE.access(outside.address), {"ts": "100"}))

    assert [one.key for one in heard.raws] == [one["event_id"] for one in NEWS[:2]]
    assert json.loads(heard.raws[0].payload)["heard_at"] > HEARD


@pytest.mark.parametrize(
    ("failed", "cursor", "asked"),
    [
        ({"failed": 1, "ts": 102}, {"ts": "102"}, ["7", "102"]),
        ({"failed": 2}, {"ts": "7"}, ["7", "7"]),
        ({"failed": 3}, {}, ["7", "100"]),
    ],
)
def test_what_a_server_lost(outside, failed, cursor, asked):
    batches(outside)
    outside.on("*/whp/*", Answer(failed), Answer({"ts": "103", "updates": []}))
    listening = LIVE.listen(CASE.access(outside.address), {"ts": "7"})

    lost, heard = next(listening), next(listening)
    listening.close()

    assert (lost.raws, lost.cursor) == ((), cursor)
    assert [one.value("ts") for one in outside.asked("*/whp/*")] == asked
    assert heard.cursor == {"ts": "103"}
    assert len(outside.asked("*/groups.getLongPollServer")) == (1 if failed["failed"] == 1 else 2)


def test_a_server_that_only_loses_is_a_trouble(outside):
    batches(outside)
    outside.on("*/whp/*", Answer({"failed": 2}))

    with pytest.raises(Trouble):
        for _ in LIVE.listen(CASE.access(outside.address), {"ts": "7"}):
            pass

    assert len(outside.asked("*/whp/*")) == 4


def test_a_wrong_key_is_said_where_it_was_filled_in(outside):
    outside.on("*", no(5, "User authorization failed: invalid access_token (4)."))

    with pytest.raises(Refusal) as told:
        next(LIVE.listen(CASE.access(outside.address), {}))

    assert [(one.text, one.field) for one in told.value.reasons] == [(WRONG_KEY, "token")]


def test_our_address_is_confirmed_and_events_are_taken_with_ok():
    access = CASE.access("http://127.0.0.1:9")
    ask = knock(HEARD)._replace(body=json.dumps({"type": "confirmation", "group_id": GROUP}).encode())

    assert LIVE.knock(access, ask).reply == b"dd3d5a0b"
    by_hand = replace(access, settings={**access.settings, "confirmation": "byhand"})
    assert LIVE.knock(by_hand, ask).reply == b"byhand"
    with pytest.raises(Refusal, match=NO_CODE[:20]):
        LIVE.knock(replace(access, facts={}), ask)
    opened = LIVE.knock(access, knock(HEARD))
    assert (opened.reply, opened.status) == (b"ok", 200)
    assert SECRET.encode() not in opened.raws[0].payload
    assert opened.raws[0].key == NEWS[1]["event_id"]


def test_installing_tells_the_address_the_key_and_the_events(outside):
    serve(outside)
    outside.on("*/groups.addCallbackServer", said({"server_id": 3}))
    for method in ("setCallbackSettings", "editCallbackServer", "deleteCallbackServer"):
        outside.on(f"*/groups.{method}", said(1))
    access = CASE.access(outside.address)

    LIVE.install(access)
    outside.on("*/groups.getCallbackServers", items({"id": 3, "url": access.address, "status": "ok"}))
    LIVE.install(access)
    LIVE.remove(access)

    [added] = outside.asked("*/groups.addCallbackServer")
    assert (added.value("url"), added.value("secret_key")) == (access.address, SECRET)
    assert len(outside.asked("*/groups.editCallbackServer")) == 1
    assert outside.asked("*/groups.setCallbackSettings")[1].value("wall_reply_new") == "1"
    assert outside.asked("*/groups.deleteCallbackServer")[0].value("server_id") == "3"
    with pytest.raises(Refusal):
        LIVE.install(CASE.access(outside.address, hook_secret="with-dash"))


def bad(checked) -> list[str]:
    return [one.text for one in checked.findings if not one.is_good]


def test_what_a_check_finds(outside):
    serve(outside)
    access = CASE.access(outside.address, hook_secret="")

    good = LIVE.check(access)
    half = {"is_enabled": True, "events": {"message_new": 1}}
    outside.on("*/groups.getLongPollSettings", said(half), said({"is_enabled": False}))
    outside.on("*/wall.get", no(15, "Access denied"))
    less, none = LIVE.check(access), LIVE.check(access)

    assert (good.is_good, good.title, good.facts["chats"]) == (True, "Бегуны", {"2000000007": CHAT})
    assert "confirmation" not in good.facts
    assert bad(less)[:2] == [found.HALF_DEAF, found.NO_WALL]
    kinds = next(one for one in less.findings if one.text == found.HALF_DEAF).values["kinds"]
    assert "like_add" in kinds
    assert "message_new" not in kinds
    assert bad(none)[:2] == [found.DEAF, found.NO_WALL]


def test_a_key_with_few_rights_and_knocks_in_vain(outside):
    serve(outside)
    access = CASE.access(outside.address, user_token="")
    outside.on("*/groups.getCallbackServers", items({"id": 3, "url": access.address, "status": "failed"}))
    failing = LIVE.check(access)
    outside.on("*/groups.getTokenPermissions", said({"mask": 0, "permissions": [{"name": "wall"}]}))

    poor = LIVE.check(access)

    assert (bad(failing), failing.facts["confirmation"]) == ([found.KNOCKS_FAIL], "dd3d5a0b")
    assert len(bad(poor)) == 2
    assert poor.facts == {"group": GROUP, "name": "Бегуны", "screen_name": "runners_club"}
    assert found.NO_PERSON in [one.text for one in poor.findings]


def test_the_past_is_read_page_by_page(outside):
    inner = {**comment(12, parents_stack=[11]), "from_id": 103}
    threads = {"count": 2, "items": [inner]}
    outside.on(
        "*/wall.get",
        items(post(1), post(2, comments={"count": 0}), profiles=[VERA], groups=[RUNNERS]),
        items(),
    )
    outside.on("*/wall.getComments", lambda asked: items(
        *([inner, comment(13, parents_stack=[11])] if asked.value("comment_id") else
          [comment(11, thread=threads)]), profiles=[VERA]))  # fmt: skip
    access = CASE.access(outside.address)

    heard = list(LIVE.backfill(access, {}))

    told = [one for part in heard for one in part.raws]
    seen = files.sightings(record for one in told for record in LIVE.read(one, KNOWN))
    assert [one.external_id for one in seen] == ["post/1", "post/2", "comment/11", "comment/12", "comment/13"]
    assert seen[2].handle.name == "Вера Бегова"
    assert [dict(part.cursor) for part in heard] == [
        {"offset": 100, "todo": [1]},
        {"offset": 100, "todo": []},
    ]
    assert {one.value("access_token") for one in outside.asked()} == {access.settings["user_token"]}
    again = next(LIVE.backfill(access, heard[0].cursor))
    assert [one.key for one in again.raws] == [one.key for one in heard[1].raws]
