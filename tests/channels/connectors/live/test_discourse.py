import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.channels.connectors import contract as files
from tests.channels.connectors.live import contract
from tests.channels.connectors.live.scripted import Answer, Asked, Outside

from veche.channels.connectors.discourse import CONNECTOR
from veche.channels.connectors.discourse.live import LIVE
from veche.channels.connectors.discourse.live.reading import CHANGED, REPEATED, WHISPER
from veche.channels.terms.live import Act, Attachment, Deed, Doubtful, Knock, Known, Message, Raw
from veche.kit.terms import Refusal
from veche.kit.time import Moment
from veche.ledger.terms import About, Handle, Kind

KNOWN = Known({"host": "127.0.0.1", "title": "Форум бегунов"}, "UTC", "ru")
PLACE = "127.0.0.1"


def post(n: int, **more: Any) -> dict[str, Any]:
    at = {"created_at": "2025-11-17T20:00:00Z", "updated_at": "2025-11-17T20:30:00Z"}
    who = {"user_id": 7, "username": "anna", "name": "Анна"}
    topic = {"topic_id": 5, "post_number": n, "topic_title": "Марафон", "topic_archetype": "regular"}
    words = {"post_type": 1, "version": 1, "cooked": "<p>Привет <b>всем</b></p>"}
    return {"id": 100 + n, **at, **who, **topic, **words, **more}


BORIS = {"id": 8, "username": "boris", "name": "Борис", "created_at": "2025-11-17T20:00:00.000Z"}


def raw(event: str, **body: Any) -> Raw:
    told = {"event": event, "at": 1_764_300_000_000, **body}
    payload = json.dumps(told).encode()
    return Raw(f"event/{hashlib.sha256(payload).hexdigest()}", payload, event)


RAWS = (
    raw("post_created", post=post(1)),
    raw("post_created", post=post(2, user_id=8, name="Борис", raw="И **тебе**")),
    raw("post_edited", post=post(2, user_id=8, name="Борис", raw="И тебе!", version=2)),
    raw("post_created", post=post(3, reply_to_post_number=2)),
    raw("post_created", post=post(4, post_type=3)),
    raw("post_created", post=post(6, post_type=4)),
    raw("post_destroyed", post=post(4)),
    raw("topic_created", topic={"id": 5}),
    raw("user_created", user=BORIS),
    raw("post_liked", like={"post": post(1), "user": BORIS}),
    raw("post_created", post=post(1, topic_id=9, topic_archetype="private_message")),
)


def settings(address: str) -> dict[str, str]:
    return {"address": address, "key": "key-secret", "user": "veche", "secret": "hook-secret"}


def serve(outside: Outside) -> None:
    outside.on(
        "*/session/current.json", Answer({"current_user": {"id": 1, "username": "veche", "admin": True}})
    )
    outside.on("*/site/basic-info.json", Answer({"title": "Форум бегунов"}))


def accept(outside: Outside) -> None:
    outside.on("*", Answer(post(20)))


def batches(outside: Outside) -> None:
    def page(asked: Asked) -> Answer:
        rounds = len([one for one in outside.asked("*/posts.json") if not one.value("before")])
        posts = [post(n) for n in range(min(rounds, 3), 0, -1)]
        return Answer({"latest_posts": posts[:2]})

    outside.forget()
    outside.on("*", Answer({"errors": ["no"]}, 403))
    outside.on("*/posts.json", page)


def knock(at: Moment) -> Knock:
    body = json.dumps({"post": post(1)}).encode()
    headers = {
        "x-discourse-event": "post_created", "x-discourse-event-id": "77",
        "x-discourse-event-signature": "sha256=" + hmac.new(b"hook-secret", body, hashlib.sha256).hexdigest(),
    }  # fmt: skip
    return Knock("POST", headers, {}, body, at)


def forged(good: Knock) -> Iterator[Knock]:
    yield good._replace(headers={k: v for k, v in good.headers.items() if "signature" not in k})
    yield good._replace(headers={**good.headers, "x-discourse-event-signature": "sha256=" + "0" * 64})
    yield good._replace(headers={**good.headers, "x-discourse-event-signature": "нет"})
    yield good._replace(body=good.body + b" ")


CASE = contract.Case(
    CONNECTOR, settings, KNOWN, RAWS, serve=serve, accept=accept, batches=batches,
    heard=("post/101/1", "post/102/1", "post/103/1"),
    message=Message("k1", PLACE, "**Привет**", reply_to="5/3", thread="5"),
    knock=knock, forged=forged, hook_secret="secret",
    refused=Answer({"errors": ["Body is too short"]}, 422),
    busy=Answer({"errors": ["slow"], "extras": {"wait_seconds": 7}}, 429),
)  # fmt: skip


@pytest.mark.parametrize("promise", contract.promises(CASE), ids=contract.name)
def test_keeps_the_contract(promise, outside):
    promise(CASE, outside)


def test_what_happens_in_a_forum_is_told_as_facts():
    records = [record for one in RAWS for record in LIVE.read(one, KNOWN)]

    facts = {s.external_id: s for s in files.sightings(records)}
    first = facts["5/1"]
    assert (first.kind, first.words, first.thread) == (Kind.PUBLISHED, "Привет всем", "5")
    assert first.about == About("topic", "discourse/127.0.0.1/5", "Марафон")
    assert first.handle == Handle("discourse", "127.0.0.1/7", "Анна")
    assert (facts["5/2"].reply_to, facts["5/3"].reply_to) == ("5/1", "5/2")
    assert (facts["5/2"].words, facts["5/2"].edited_at is not None) == ("И тебе!", True)
    assert (facts["9/1"].place.key, facts["9/1"].kind) == ("private", Kind.MESSAGED)
    assert facts["joined/8"].kind is Kind.JOINED
    assert (facts["5/1/like/8"].kind, facts["5/1/like/8"].reply_to) == (Kind.REACTED, "5/1")
    assert [r.refused for r in records if r.refused] == [CHANGED, WHISPER, REPEATED]


def test_posts_and_topics_are_gone_and_come_back():
    told = (
        raw("post_destroyed", post=post(4, deleted_at="2025-11-17T20:05:00.000Z")),
        raw("post_recovered", post=post(4)),
        raw("topic_destroyed", topic={"id": 5}),
    )

    records = [record for one in told for record in LIVE.read(one, KNOWN)]

    gone = [(one.external_id, one.is_back) for record in records for one in record.removals]
    assert gone == [("5/4", False), ("5/4", True), ("5/1", False)]
    assert [len(record.sightings) for record in records] == [0, 1, 0]


@pytest.mark.parametrize("path", files.shared("forum/discourse-perceval/*_[0-9p]*.json"))
def test_real_posts_are_read(path):
    told = json.loads(path.read_bytes())
    stream = told.get("post_stream")
    if "topic_list" in told:
        return
    page = {"event": "page", "posts": stream["posts"] if stream else [told], "title": told.get("title")}

    records = list(LIVE.read(Raw("k", json.dumps(page).encode(), "page"), KNOWN))

    files.is_accounted(records)
    assert all(record.sightings[0].words for record in records)


def test_nothing_is_lost_between_two_pages_and_new_accounts_are_heard(outside):
    def page(asked: Asked) -> Answer:
        below = int(asked.value("before", "999"))
        return Answer({"latest_posts": [post(n) for n in range(9, 0, -1) if 100 + n <= below][:2]})

    outside.on("*/posts.json", page)
    outside.on("*/private-posts.json", Answer({"private_posts": []}))
    outside.on("*/users/list/new.json", Answer([BORIS]))
    listening = LIVE.listen(CASE.access(outside.address), {"/posts.json": 103})

    posts, users, silence = next(listening), next(listening), next(listening)
    listening.close()

    assert [one.key for one in posts.raws] == [f"post/{n}/1" for n in range(104, 110)]
    assert [one.key for one in users.raws] == ["user/8"]
    assert silence.raws == ()
    (record,) = LIVE.read(users.raws[0], KNOWN)
    assert record.sightings[0].kind is Kind.JOINED


def test_the_past_goes_down_and_on_where_it_stopped(outside):
    def page(asked: Asked) -> Answer:
        below = int(asked.value("before", "999"))
        return Answer({"latest_posts": [post(n) for n in range(5, 0, -1) if 100 + n <= below][:2]})

    outside.on("*/posts.json", page)
    outside.on("*/private-posts.json", CASE.refused)
    cursor, keys = {}, []
    for _ in range(20):
        heard = next(LIVE.backfill(CASE.access(outside.address), cursor), None)
        if heard is None:
            break
        cursor, keys = json.loads(json.dumps(heard.cursor)), [*keys, *(one.key for one in heard.raws)]

    assert keys == [f"post/{n}/1" for n in range(105, 100, -1)]


def test_an_answer_stands_in_its_topic_and_a_new_topic_needs_a_subject(outside):
    accept(outside)
    outside.on("*/admin/users/8.json", Answer({"username": "boris"}))
    outside.on("*/uploads.json", Answer({"short_url": "upload://x.txt"}))
    access, plain = CASE.access(outside.address), Message("k", PLACE, "Привет")
    file = Attachment("план.txt", "text/plain", b"1")

    sent = LIVE.send(access, CASE.message._replace(attachments=(file,)))
    LIVE.send(access, plain._replace(subject="Новая тема"))
    private = LIVE.send(access, plain._replace(to=Handle("discourse", "127.0.0.1/8")))

    answer, topic, direct = (one.values for one in outside.asked("POST */posts.json"))
    assert answer == {"topic_id": 5, "reply_to_post_number": 3,
                      "raw": "**Привет**\n\n[план.txt|attachment](upload://x.txt)"}  # fmt: skip
    assert topic == {"title": "Новая тема", "raw": "Привет"}
    assert (direct["target_recipients"], private.place) == ("boris", "private")
    assert (sent.external_id, sent.thread) == ("5/20", "5")
    with pytest.raises(Refusal, match="subject"):
        LIVE.send(access, plain)
    outside.on("POST */posts.json", Answer({"action": "enqueued", "success": True}))
    with pytest.raises(Doubtful, match="approval"):
        LIVE.send(access, CASE.message)


def test_posts_are_deleted_and_accounts_silenced_and_suspended(outside):
    outside.on("*", Answer({}))
    outside.on("*/by_number/5/3.json", Answer(post(3)), Answer({"errors": ["gone"]}, 404))
    access, who = CASE.access(outside.address), Handle("discourse", "127.0.0.1/8")

    for _ in range(2):
        LIVE.act(access, Deed(Act.DELETE, PLACE, "5/3"))
    for one in (Act.MUTE, Act.UNMUTE, Act.BAN, Act.UNBAN):
        LIVE.act(access, Deed(one, PLACE, handle=who, until=Moment(1_900_000_000_000)))

    assert [one.path for one in outside.asked("DELETE *")] == ["/posts/103.json"]
    told = {one.path.rpartition("/")[2]: one.values for one in outside.asked("PUT *")}
    assert told.keys() == {"silence.json", "unsilence.json", "suspend.json", "unsuspend.json"}
    assert told["suspend.json"]["suspend_until"].startswith("2030-")
    with pytest.raises(Refusal):
        LIVE.act(access, Deed(Act.BAN, PLACE, handle=Handle("email", "a@example.org")))


def test_a_ping_is_answered_and_is_no_news(outside):
    good = knock(contract.AT)

    opened = LIVE.knock(
        CASE.access(outside.address), good._replace(headers={**good.headers, "x-discourse-event": "ping"})
    )

    assert (opened.raws, opened.status) == ((), 200)


def test_secrets_go_to_the_service_alone():
    assert LIVE.hosts is not None
    assert LIVE.hosts({"address": "forum.example"}) == {"forum.example"}
    assert LIVE.hosts({"address": "https://forum.example:8443/x"}) == {"forum.example"}
    assert LIVE.hosts({}) == frozenset()
