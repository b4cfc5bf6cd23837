"""VK live: what is said and done, and what VK's refusals come to."""

import json
from functools import partial

import pytest
from tests.channels.connectors.live.scripted import CUT, Answer
from tests.channels.connectors.live.vk import CASE, PERSON, TOKEN, accept, items, no, said
from tests.channels.connectors.test_vk import NOON, OWNER
from tests.channels.connectors.test_vk_chats import PEER, message

from veche.channels.connectors.vk.live import LIVE, errors
from veche.channels.connectors.vk.live.places import NO_MESSAGE
from veche.channels.connectors.vk.live.sending import random_id_of
from veche.channels.terms.live import Act, Attachment, Can, Deed, Doubtful, Message
from veche.kit.terms import Refusal, Trouble
from veche.kit.time import HOUR, Moment, now
from veche.ledger.terms import Handle

WALL, BOARD = f"wall{OWNER}", f"board{OWNER}"
ANNA = Handle("vk", "101")


@pytest.fixture
def access(outside):
    accept(outside)
    return CASE.access(outside.address)


def test_a_message_into_a_chat_and_to_a_person(outside, access):
    in_chat = LIVE.send(access, Message("k", "chat7", "**Раз** [сюда](https://example.org)"))
    answered = LIVE.send(
        access, Message("k2", "private", "два", thread="105", reply_to=f"105/13.{NOON + 13}")
    )
    to = LIVE.send(access, Message("k3", WALL, "три", to=ANNA, reply_to="comment/11"))

    first, second, third = outside.asked("*/messages.send")
    assert first.value("message") == "Раз сюда (https://example.org)"
    assert (first.value("peer_ids"), first.value("random_id")) == (str(PEER), str(random_id_of("k")))
    assert (in_chat.external_id, in_chat.place, in_chat.thread) == (f"900.{NOON + 900}", "chat7", "")
    assert json.loads(second.value("forward")) == {
        "peer_id": 105, "conversation_message_ids": [13], "is_reply": True,
    }  # fmt: skip
    assert (answered.external_id, answered.thread) == (f"105/900.{NOON + 900}", "105")
    assert (third.value("peer_ids"), third.value("forward"), to.place) == ("101", None, "private")


def test_a_repeated_message_has_its_number_again():
    numbers = {random_id_of(f"{number}") for number in range(500)}

    assert random_id_of("k") == random_id_of("k")
    assert len(numbers) == 500
    assert all(0 < number < 1 << 31 for number in numbers)


def test_where_vk_tells_of_no_message_its_clock_counts(outside, access):
    outside.on("*/messages.getByConversationMessageId", no(917))

    told = LIVE.send(access, Message("k", "chat7", "раз", reply_to="4.1714564804"))

    assert told.external_id == f"900.{told.at // 1000}"
    assert abs(told.at - now()) < 3_000


def test_a_number_of_somebody_elses_export_is_not_answered(outside, access):
    for wrong in ("4.1", f"own4.{NOON}", "comment/4"):
        with pytest.raises(Refusal) as told:
            LIVE.send(access, Message("k", "chat7", "раз", reply_to=wrong))
        assert told.value.reasons[0].text == NO_MESSAGE
    assert not outside.asked("*/messages.send")


def test_comments_posts_and_discussions(outside, access):
    comment = LIVE.send(access, Message("k", WALL, "раз", thread="post/1", reply_to="comment/11"))
    under = LIVE.send(access, Message("k2", WALL, "два", reply_to="post/1"))
    new = LIVE.send(access, Message("k3", WALL, "три"))
    topic = LIVE.send(access, Message("k4", BOARD, "четыре", reply_to="topic/70/3"))

    first, second = outside.asked("*/wall.createComment")
    told = [first.value(key) for key in ("owner_id", "post_id", "reply_to_comment", "from_group", "guid")]
    assert told == [str(OWNER), "1", "11", str(-OWNER), "k"]
    assert second.value("reply_to_comment") is None
    assert (comment.external_id, comment.thread, under.thread) == ("comment/55", "post/1", "post/1")
    [post] = outside.asked("*/wall.post")
    assert (post.value("access_token"), post.value("from_group"), new.external_id) == (PERSON, "1", "post/77")
    assert (topic.external_id, topic.thread) == ("topic/70/66", "topic/70")
    assert first.value("access_token") == TOKEN


@pytest.mark.parametrize(
    "wrong",
    [
        Message("k", WALL, "раз", reply_to="comment/11"),
        Message("k", BOARD, "раз"),
        Message("k", f"members{OWNER}", "раз"),
        Message("k", "nowhere", "раз"),
        Message("k", "private", "раз"),
        Message("k", WALL, "раз", thread="post/1", attachments=(Attachment("a", "x/y", b"a"),)),
        Message("k", "chat7", " "),
        Message("k", "chat7", "раз", to=Handle("email", "a@example.org")),
    ],
)
def test_what_cannot_be_said_is_refused_unasked(outside, access, wrong):
    with pytest.raises(Refusal):
        LIVE.send(access, wrong)

    assert not outside.asked()


def test_a_long_text_is_several_messages_and_a_half_said_one_is_doubtful(outside, access):
    text = "слово и дело " * 700

    LIVE.send(access, Message("k", "chat7", text))

    pieces = outside.asked("*/messages.send")
    assert " ".join(one.value("message") for one in pieces) == text.strip()
    assert len({one.value("random_id") for one in pieces}) == len(pieces) == 3
    sent = said([{"peer_id": PEER, "conversation_message_id": 900}])
    for fault in (no(901), CASE.broken, CUT):
        outside.on("*/messages.send", sent, fault)
        with pytest.raises(Doubtful):
            LIVE.send(access, Message("k", "chat7", text))


@pytest.mark.parametrize(
    ("code", "kind"),
    [(1, Trouble), (9, Trouble), (10, Trouble), (29, Trouble), (5, Refusal), (7, Refusal), (15, Refusal),
     (27, Refusal), (901, Refusal), (902, Refusal), (12345, Refusal)],
)  # fmt: skip
def test_codes_of_vk_in_words(outside, access, code, kind):
    outside.on("*/messages.send", no(code, "What VK says"))

    with pytest.raises(kind) as told:
        LIVE.send(access, Message("k", "chat7", "раз"))

    assert ("What VK says (12345)" in str(told.value)) == (code == 12345)
    one = {"peer_id": 101, "error": {"code": code, "description": "What VK says"}}
    outside.on("*/messages.send", said([one]))
    with pytest.raises(kind):
        LIVE.send(access, Message("k", "chat7", "раз"))


def test_an_answer_that_is_none_is_doubtful(outside, access):
    for odd in (Answer(b"<html>"), said(1), said([{"peer_id": 1}]), Answer({})):
        outside.on("*/messages.send", odd)
        with pytest.raises(Doubtful):
            LIVE.send(access, Message("k", "chat7", "раз"))


def test_photos_and_files_go_with_a_message(outside, access):
    for method, name in (("photos", "photo"), ("docs", "file")):
        outside.on(
            f"*/{method}.getMessagesUploadServer", said({"upload_url": f"{outside.address}/up/{name}"})
        )
        outside.on(f"/up/{name}", Answer({"server": 1, name: "held", "hash": "h"}))
    outside.on("*/photos.saveMessagesPhoto", said([{"owner_id": OWNER, "id": 5, "access_key": "ak"}]))
    outside.on("*/docs.save", said({"type": "doc", "doc": {"owner_id": OWNER, "id": 6}}))
    both = (Attachment("a.jpg", "image/jpeg", b"\xff\xd8"), Attachment("б.pdf", "application/pdf", b"%PDF"))

    LIVE.send(access, Message("k", "chat7", "", attachments=both))

    [message] = outside.asked("*/messages.send")
    assert message.value("attachment") == f"photo{OWNER}_5_ak,doc{OWNER}_6"
    assert message.value("message") is None
    assert b"\xff\xd8" in outside.asked("/up/photo")[0].values.values()
    assert outside.asked("*/docs.save")[0].value("file") == "held"
    assert all("access_token" not in one.values for one in outside.asked("/up/*"))


def test_what_a_moderator_does(outside, access):
    outside.on("*", said(1))
    accept(outside)
    do = partial(LIVE.act, access)

    do(Deed(Act.DELETE, WALL, "comment/11"))
    do(Deed(Act.DELETE, WALL, "post/1"))
    do(Deed(Act.DELETE, BOARD, "topic/70/3"))
    do(Deed(Act.DELETE, "private", f"105/13.{NOON + 13}"))
    do(Deed(Act.BAN, WALL, handle=ANNA, until=Moment((NOON + 60) * 1000)))
    do(Deed(Act.UNBAN, WALL, handle=Handle("vk", "club55")))
    do(Deed(Act.BAN, "chat7", handle=ANNA))

    asked = [one for one in outside.asked() if "getBy" not in one.path]
    assert [one.path.rpartition("/")[2] for one in asked] == [
        "wall.deleteComment", "wall.delete", "board.deleteComment", "messages.delete", "groups.ban",
        "groups.unban", "messages.removeChatUser",
    ]  # fmt: skip
    assert [one.value("access_token") for one in asked] == [PERSON] * 3 + [TOKEN] + [PERSON] * 2 + [TOKEN]
    keys = ("peer_id", "cmids", "delete_for_all")
    assert [asked[3].value(key) for key in keys] == ["105", "13", "1"]
    assert (asked[4].value("owner_id"), asked[4].value("end_date")) == ("101", str(NOON + 60))
    assert asked[5].value("owner_id") == "-55"
    assert (asked[6].value("chat_id"), asked[6].value("member_id")) == ("7", "101")


def test_people_are_muted_in_chats_for_a_time_or_for_ever(outside, access):
    method = "*/messages.changeConversationMemberRestrictions"
    outside.on(method, said({"failed_member_ids": []}))
    assert (Can.MUTE in LIVE.can_in("chat7"), Can.MUTE in LIVE.can_in(WALL)) == (True, False)

    LIVE.act(access, Deed(Act.MUTE, "chat7", handle=ANNA, until=Moment(now() + HOUR)))
    LIVE.act(access, Deed(Act.MUTE, "chat7", handle=ANNA))
    LIVE.act(access, Deed(Act.UNMUTE, "chat7", handle=ANNA))

    asked = outside.asked(method)
    assert [one.value("action") for one in asked] == ["ro", "ro", "rw"]
    assert {(one.value("peer_id"), one.value("member_ids")) for one in asked} == {("2000000007", "101")}
    assert 3500 < int(asked[0].value("for")) <= 3600
    assert [one.value("for") for one in asked[1:]] == [None, None]
    outside.on(method, said({"failed_member_ids": [101]}))
    with pytest.raises(Refusal, match="administrators"):
        LIVE.act(access, Deed(Act.MUTE, "chat7", handle=ANNA))


@pytest.mark.parametrize(
    "deed",
    [
        Deed(Act.DELETE, "chat7", "4.1"),
        Deed(Act.DELETE, WALL, "post/1/like/101"),
        Deed(Act.DELETE, BOARD, "topic/70"),
        Deed(Act.MUTE, WALL, handle=ANNA),
        Deed(Act.UNBAN, "chat7", handle=ANNA),
        Deed(Act.BAN, WALL),
    ],
)
def test_deeds_vk_does_not_know_are_refused(outside, access, deed):
    with pytest.raises(Refusal):
        LIVE.act(access, deed)

    assert not [one for one in outside.asked() if "getBy" not in one.path]


def test_deleting_what_is_gone_is_done_and_lacking_rights_are_said(outside, access):
    outside.on("*/wall.deleteComment", no(104, "Not found"))
    outside.on("*/messages.getByConversationMessageId", items())

    LIVE.act(access, Deed(Act.DELETE, WALL, "comment/11"))
    LIVE.act(access, Deed(Act.DELETE, "chat7", f"4.{NOON + 4}"))

    outside.on("*/wall.deleteComment", no(27))
    with pytest.raises(Refusal) as told:
        LIVE.act(access, Deed(Act.DELETE, WALL, "comment/11"))
    assert told.value.reasons[0].text == errors.NEEDS_PERSON
    outside.on("*/messages.getByConversationMessageId", items(message(4)))
    refused = {"peer_id": PEER, "cmid": 4, "error": {"code": 924, "description": "no"}}
    outside.on("*/messages.delete", said([refused]))
    with pytest.raises(Refusal):
        LIVE.act(access, Deed(Act.DELETE, "chat7", f"4.{NOON + 4}"))
    outside.on("*/messages.delete", CUT)
    with pytest.raises(Trouble):
        LIVE.act(access, Deed(Act.DELETE, "chat7", f"4.{NOON + 4}"))
