"""Webhooks of anything: verified, mapped by an example, read; and our own, signed."""

import base64
import hashlib
import hmac
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.channels.connectors import contract as files
from tests.channels.connectors.live import contract
from tests.channels.connectors.live.scripted import Answer
from tests.examples import examples

from veche.channels.connectors.webhook import CONNECTOR
from veche.channels.connectors.webhook.live import NO_FILES
from veche.channels.connectors.webhook.mapping import (
    NEEDED,
    NO_KINDS,
    UNKNOWN_FIELD,
    UNKNOWN_KIND,
    Mapping,
    faults_of,
    guess_mapping,
    mapping_in,
)
from veche.channels.connectors.webhook.paths import join, paths_in, value_at
from veche.channels.connectors.webhook.reading import NO_KIND, NO_MAPPING, example_of
from veche.channels.connectors.webhook.signing import SHORT_SECRET, signature
from veche.channels.terms.live import Access, Attachment, Knock, Known, Message
from veche.kit.terms import Refusal
from veche.ledger.terms import Kind

LIVE = CONNECTOR.live
AT = contract.AT
SECRET = "whsec_" + base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()
CALL = {
    "action": "created",
    "comment": {"id": 7, "body": "Где бегаем?", "created_at": "2025-11-28T10:00:00Z"},
    "issue": {"title": "Маршрут", "number": 3}, "sender": {"id": 42, "login": "anna", "name": "Анна Рэй"},
}  # fmt: skip
MAPPING = Mapping(
    {"who": "sender.id", "name": "sender.name", "kind": "action", "id": "comment.id",
     "time": "comment.created_at",
     "words": "comment.body", "subject": "issue.title", "thread": "issue.number"},
    {"who_kind": "github"}, {"created": "commented"},
).as_json()  # fmt: skip
KNOWN = Known({"key": "k", "title": "Сайт", "mapping": MAPPING})


def form(address, **more):
    """Answer a form filled in for calls both ways."""
    return {
        "title": "Сайт", "style": "standard", "secret": SECRET, "header": "", "mapping": MAPPING,
        "send_to": f"{address}/in", "send_secret": SECRET, **more,
    }  # fmt: skip


def knock(at=AT, call=CALL):
    """Answer a call signed by Standard Webhooks."""
    body = json.dumps(call, ensure_ascii=False).encode()
    headers = {
        "webhook-id": "msg_1", "webhook-timestamp": str(at // 1000),
        "webhook-signature": "v1,AAAA " + signature(SECRET, "msg_1", at // 1000, body),
    }  # fmt: skip
    return Knock("POST", headers, {}, body, at)


def forged(good):
    """Answer calls that do not know the secret."""
    yield good._replace(headers={})
    for header in good.headers:
        yield good._replace(headers={**good.headers, header: ""})
        yield good._replace(headers={**good.headers, header: "1"})
    yield good._replace(body=good.body + b" ")


def opened(call):
    """Answer the envelope of a call."""
    return LIVE.knock(Access(form("https://x")), knock(call=call)).raws[0]


CASE = contract.Case(
    CONNECTOR, form, KNOWN, (opened(CALL),), knock=knock, forged=forged, is_dated=True, hook_secret="secret",
    path="*/in",
    message=Message("k", "k", "Привет", reply_to="x", subject="Тема"),
    accept=lambda outside: outside.on("*/in", Answer(b"ok")),
)  # fmt: skip
PROMISES = [
    promise for promise in contract.promises(CASE) if promise is not contract.hides_secrets
]  # asks nobody


@pytest.mark.parametrize("promise", PROMISES, ids=contract.name)
def test_keeps_the_contract(promise, outside):
    promise(CASE, outside)


def test_a_call_is_read_by_its_mapping():
    (seen,) = next(LIVE.read(opened(CALL), KNOWN)).sightings

    assert (seen.kind, seen.handle.kind, seen.handle.value, seen.handle.name) == (
        Kind.COMMENTED, "github", "42", "Анна Рэй",
    )  # fmt: skip
    assert (seen.words, seen.at, seen.about.title) == ("Где бегаем?", 1_764_324_000_000, "Маршрут")
    assert seen.external_id != seen.thread != ""


def test_each_item_of_a_list_is_a_fact_or_says_why_not():
    sale = {"email": "Anna@example.org", "sum": "1 234,50", "type": "paid", "id": "x"}
    mapping = Mapping({"who": "email", "amount": "sum", "kind": "type", "id": "id"},
                      {"who_kind": "email", "currency": "RUB"}, {"paid": "bought"}, "")  # fmt: skip
    known = Known({**KNOWN.facts, "mapping": mapping.as_json()})

    bought, strange = LIVE.read(opened([sale, {**sale, "type": "seen"}]), known)

    (seen,) = bought.sightings
    assert (seen.amount, seen.currency, seen.kind) == (123_450, "RUB", Kind.BOUGHT)
    assert strange.refused == NO_KIND


def test_without_a_mapping_calls_are_kept_with_the_reason():
    (record,) = LIVE.read(opened(CALL), Known({**KNOWN.facts, "mapping": ""}))

    assert record.refused == NO_MAPPING


@pytest.mark.parametrize(
    ("style", "headers"),
    [
        ("header", {"authorization": f"Bearer {SECRET}"}), ("header", {"authorization": SECRET}),
        ("github", {"x-hub-signature-256":
                    "sha256=" + hmac.new(SECRET.encode(), b'{"a":1}', hashlib.sha256).hexdigest()}),
    ],
)  # fmt: skip
def test_other_ways_to_show_the_secret(style, headers):
    access = Access(form("https://x", style=style))
    call = Knock("POST", {**headers, "x-github-event": "star"}, {}, b'{"a":1}', AT)

    (raw,) = LIVE.knock(access, call).raws

    assert example_of(raw.payload) == {"a": 1, "@event": "star"}
    for wrong in ({}, {key: value[:-1] + "x" for key, value in headers.items()}):
        with pytest.raises(Refusal):
            LIVE.knock(access, call._replace(headers=wrong))


def test_our_calls_are_signed_and_known_again(outside):
    outside.on("*/in", Answer(b"ok"))
    access = CASE.access(outside.address)
    LIVE.send(access, CASE.message)
    LIVE.send(access, CASE.message)

    first, second = outside.asked("*/in")

    told = json.loads(first.body)
    stamp = int(first.headers["webhook-timestamp"])
    assert first.headers["webhook-signature"] == signature(
        SECRET, first.headers["webhook-id"], stamp, first.body
    )
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert told["data"] == {"text": "Привет", "subject": "Тема", "place": "k", "reply_to": "x"}


def test_redirects_are_not_followed_and_files_not_sent(outside):
    outside.on("*/in", Answer(status=307, headers={"Location": "/else"}))
    access = CASE.access(outside.address)

    with pytest.raises(Refusal):
        LIVE.send(access, CASE.message)
    with pytest.raises(Refusal, match=NO_FILES):
        LIVE.send(access, CASE.message._replace(attachments=(Attachment("a", "text/plain", b"x"),)))

    assert not outside.asked("*/else")


def test_everything_wrong_with_a_mapping_is_told():
    told = faults_of(Mapping({"kind": "a", "colour": "b"}, {"kind": "flew"}))

    assert [reason.text for reason in told] == [UNKNOWN_FIELD, NEEDED, NEEDED, UNKNOWN_KIND, NO_KINDS]
    for reason in told:
        assert reason.text.format(**reason.values)
    for text in ("[]", "{", '{"place": []}', '{"place": {"who": 1}}', "[" * 5000):
        assert mapping_in(text)[1], text


def test_check_tells_everything_at_once():
    with pytest.raises(Refusal) as told:
        LIVE.check(Access(form("http://example.org", secret="short", title="", mapping="{")))

    assert [reason.field for reason in told.value.reasons] == ["title", "secret", "mapping", "send_to"]
    assert SHORT_SECRET in [reason.text for reason in told.value.reasons]
    assert LIVE.check(Access(form("https://example.org"), {}, "https://veche.example/hooks/door")).is_good


@pytest.mark.parametrize("path", files.shared("webhooks/github-octokit/*/*.json", "webhooks/mautic/*.json"))
def test_real_calls_are_guessed_and_read(path):
    example = json.loads(path.read_bytes())
    guess = guess_mapping(example)

    assert not faults_of(guess) or "who" not in guess.place
    if not faults_of(guess):
        records = list(LIVE.read(opened(example), Known({**KNOWN.facts, "mapping": guess.as_json()})))
        files.is_accounted(records)
    for found in paths_in(example):
        assert value_at(example, found.path) is not None, found.path


def test_real_comments_are_understood_without_a_click():
    path = files.SHARED / "webhooks/github-octokit/issue_comment/created.payload.json"
    if not path.exists():
        pytest.skip("no shared data here")
    example = json.loads(path.read_bytes())
    guess = guess_mapping(example)

    (record,) = LIVE.read(opened(example), Known({**KNOWN.facts, "mapping": guess.as_json()}))

    assert guess.place["words"] == "comment.body"
    assert record.sightings[0].kind is Kind.COMMENTED


@settings(max_examples=examples(60))
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(),
                    lambda inner: st.lists(inner, max_size=3)
                    | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=12))  # fmt: skip
def test_whatever_comes_is_looked_at_and_read(call):
    call = {"x": call, **(call if isinstance(call, dict) else {})}
    for found in paths_in(call):
        assert not found.path.startswith(".") or found.path
    guess_mapping(call)
    files.is_accounted(list(LIVE.read(opened(call), KNOWN)))
    assert value_at({"a.b": {"c": 1}}, join(join("", "a.b"), "c")) == 1
