import json
from typing import Any

import pytest
from tests.channels.connectors import contract as files
from tests.channels.connectors.live import contract
from tests.channels.connectors.live.scripted import CUT, Answer, Asked, Outside

from veche.channels.connectors.mastodon import CONNECTOR
from veche.channels.connectors.mastodon.live import LIVE
from veche.channels.connectors.mastodon.live.listening import sealed
from veche.channels.connectors.mastodon.live.reading import BOOST, ENDED
from veche.channels.terms.live import Attachment, Doubtful, Known, Message
from veche.kit.terms import Refusal
from veche.ledger.terms import About, Handle, Kind, Nature

KNOWN = Known({"id": "1", "name": "veche", "domain": "social.example", "tags": ["run"]}, "UTC", "ru")
US = {
    "id": "1",
    "acct": "veche",
    "username": "veche",
    "display_name": "Вече",
    "url": "https://social.example/@veche",
}
ANNA = {"id": "2", "acct": "Anna@other.example", "username": "Anna", "display_name": "Анна", "bot": False}
PAGE = (
    '<p><span class="h-card"><a href="https://social.example/@veche" class="u-url mention">@<span>veche'
    '</span></a></span> Где старт?<br>И когда?</p><p><a href="https://example.org/a/long"><span class="invisible">https://'
    '</span><span class="ellipsis">example.org/a</span><span class="invisible">/long</span></a></p>'
)


def post(n: int, content: str = "<p>Привет</p>", account: Any = ANNA, **more: Any) -> dict[str, Any]:
    return {"id": str(n), "created_at": "2025-11-17T20:00:00.000Z", "account": account, "content": content,
            "visibility": "public", "in_reply_to_id": None, "mentions": [US], "tags": [], **more}  # fmt: skip


def notice(n: int, kind: str, status: Any = None) -> dict[str, Any]:
    told = {"id": str(n), "type": kind, "created_at": "2025-11-17T20:01:00.000Z", "account": ANNA}
    return told | ({"status": status} if status else {})


NOTICES = [
    notice(1, "mention", post(10, PAGE)),
    notice(2, "mention", post(11, in_reply_to_id="9", edited_at="2025-11-17T20:09:00.000Z")),
    notice(3, "mention", post(12, visibility="direct")),
    notice(4, "favourite", post(9, account=US)),
    notice(5, "reblog", post(9, account=US)),
    notice(6, "follow"),
    notice(7, "poll", post(9, account=US)),
]
POSTS = [
    post(9, account=US, mentions=[]),
    post(13, mentions=[], tags=[{"name": "Run"}]),
    post(14, account=US, reblog=post(8), mentions=[]),
    post(15, account=US, visibility="direct", mentions=[ANNA]),
]
RAWS = tuple(sealed(one, "notification") for one in NOTICES) + tuple(sealed(one, "status") for one in POSTS)


def settings(address: str) -> dict[str, str]:
    return {"address": address, "token": "token-secret", "tags": "#run"}


def serve(outside: Outside) -> None:
    outside.on("*/accounts/verify_credentials", Answer(US))
    outside.on("*/apps/verify_credentials", Answer({"scopes": ["read", "write:statuses", "write:media"]}))
    outside.on("*/notifications", Answer([]))


def accept(outside: Outside) -> None:
    outside.on("*", Answer(post(20, account=US)))


def batches(outside: Outside) -> None:
    def newer(asked: Asked) -> Answer:
        since = int(asked.value("min_id", "0"))
        return Answer([one for one in NOTICES if since < int(one["id"]) <= min(since + 1, 3)])

    outside.on("*", Answer([]))
    outside.on("*/notifications", newer)


CASE = contract.Case(
    CONNECTOR, settings, KNOWN, RAWS, serve=serve, accept=accept, batches=batches,
    heard=tuple(raw.key for raw in RAWS[:3]),
    message=Message("k1", "social.example/1", "**Привет**, [сюда](https://example.org)"),
    refused=Answer({"error": "Validation failed"}, 422),
)  # fmt: skip


@pytest.mark.parametrize("promise", contract.promises(CASE), ids=contract.name)
def test_keeps_the_contract(promise, outside):
    promise(CASE, outside)


def test_what_happens_around_an_account_is_told_as_facts():
    records = [record for raw in RAWS for record in LIVE.read(raw, KNOWN)]

    facts = {s.external_id: s for s in files.sightings(records)}
    assert facts["10"].words == "@veche Где старт?\nИ когда?\n\nhttps://example.org/a/long"
    assert facts["10"].handle == Handle("mastodon", "anna@other.example", "Анна")
    assert (facts["10"].kind, facts["11"].kind, facts["11"].reply_to) == (Kind.MENTIONED, Kind.COMMENTED, "9")
    assert (facts["12"].place.key, facts["12"].thread, facts["15"].thread) == ("private", "2", "2")
    assert facts["9/favourite/2"].kind is Kind.REACTED
    assert facts["9/reblog/2"].kind is Kind.REPOSTED
    assert facts["follow/6"].kind is Kind.SUBSCRIBED
    assert (facts["9"].kind, facts["9"].handle.nature) == (Kind.PUBLISHED, Nature.PLACE)
    assert facts["13"].about == About("topic", "mastodon/tag/run", "#run")
    assert [r.refused for r in records if r.refused] == [ENDED, BOOST]


def test_an_answer_is_as_visible_as_what_it_answers_and_names_its_author(outside):
    outside.on("GET */statuses/12", Answer(post(12, visibility="direct")))
    answered = post(21, account=US, visibility="direct", mentions=[ANNA])
    outside.on("POST */statuses", CUT, Answer(answered))
    message = Message("k1", "private", "**В шесть**", reply_to="12", thread="2")

    sent = LIVE.send(CASE.access(outside.address), message)

    first, second = outside.asked("POST */statuses")
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert first.value("status") == "@Anna@other.example В шесть"
    assert (first.value("visibility"), first.value("in_reply_to_id")) == ("direct", "12")
    assert (sent.external_id, sent.place, sent.thread) == ("21", "private", "2")
    outside.on("POST */statuses", CUT, Answer({"error": "slow"}, 429, {"Retry-After": "3"}))
    with pytest.raises(Doubtful):
        LIVE.send(CASE.access(outside.address), message)


def test_pictures_go_along_when_they_can_be_shown(outside):
    outside.on("POST */media", Answer({"id": "77"}, 202))
    outside.on("GET */media/77", Answer({"id": "77", "url": "https://x/77.png"}))
    outside.on("POST */statuses", Answer(post(20, account=US)))
    picture = Attachment("a.png", "image/png", b"1")

    LIVE.send(CASE.access(outside.address), CASE.message._replace(attachments=(picture,)))

    asked = outside.asked("POST */statuses")[0]
    assert asked.value("media_ids") == ["77"]
    assert asked.value("status") == "Привет, сюда (https://example.org)"


def test_the_past_goes_down_and_on_where_it_stopped(outside):
    def older(asked: Asked) -> Answer:
        below = int(asked.value("max_id", "99"))
        return Answer([one for one in reversed(NOTICES) if int(one["id"]) < below][:3])

    outside.on("*", Answer([]))
    outside.on("*/notifications", older)
    cursor, keys = {}, []
    for _ in range(20):
        heard = next(LIVE.backfill(CASE.access(outside.address), cursor), None)
        if heard is None:
            break
        cursor, keys = json.loads(json.dumps(heard.cursor)), [*keys, *(raw.key for raw in heard.raws)]

    assert keys == [f"notification/{n}" for n in range(7, 0, -1)]


def test_a_token_that_is_too_narrow_is_found(outside):
    serve(outside)
    outside.on("*/apps/verify_credentials", Answer({"scopes": ["read"]}))

    found = LIVE.check(CASE.access(outside.address))

    assert [f.values["names"] for f in found.findings if not f.is_good] == ["write:statuses, write:media"]
    outside.on("*/accounts/verify_credentials", Answer({"error": "The access token is invalid"}, 401))
    with pytest.raises(Refusal, match="token"):
        LIVE.check(CASE.access(outside.address))


def test_secrets_go_to_the_service_alone():
    assert LIVE.hosts is not None
    assert LIVE.hosts({"address": "forum.example"}) == {"forum.example"}
    assert LIVE.hosts({"address": "https://forum.example:8443/x"}) == {"forum.example"}
    assert LIVE.hosts({}) == frozenset()
