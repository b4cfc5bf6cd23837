"""The live part: calls that knock here, and calls we make."""

import hashlib
import json
import time
from collections.abc import Mapping
from typing import Any

from veche.channels.connectors.webhook.mapping import mapping_in
from veche.channels.connectors.webhook.reading import read
from veche.channels.connectors.webhook.signing import Style, faults_of_secret, headers_of, verify
from veche.channels.rules.statuses import failure_of
from veche.channels.terms.live import (
    LARGEST_ENVELOPE,
    Access,
    Can,
    Checked,
    Doubtful,
    Finding,
    Knock,
    Live,
    Message,
    Opened,
    Raw,
    Sent,
    Setting,
    Way,
)
from veche.kit.terms import N_, Reason, Refusal, Trouble, refuse_if
from veche.kit.text import clean, clean_name
from veche.kit.time import as_datetime, now

NOT_JSON = N_("The call holds no JSON.")
TOO_LARGE = N_("The call is too large.")
NO_TITLE = N_("Give it a title.")
NO_ADDRESS = N_("No address was given to which calls could be made.")
BAD_ADDRESS = N_("An address begins with https://.")
NO_FILES = N_("A call takes no files.")
OPEN = N_("Calls are taken at our address.")
READS = N_("The mapping is understood.")
UNREAD = N_("There is no mapping yet: calls are kept, and read as soon as there is one.")
CALLS = N_("Messages are called out to {host}.")
# Names under which senders number their calls, each number once.
_NUMBERS = ("webhook-id", "x-github-delivery", "x-request-id", "idempotency-key", "ce-id")
_EVENTS = ("x-github-event", "x-event-key", "x-gitlab-event", "x-event-type", "ce-type")


def check(access: Access) -> Checked:
    """Look whether calls can be verified and read; nobody is called."""
    told = access.settings
    title, style = clean_name(told.get("title", "")), _style(access)
    reasons = [] if title else [Reason(NO_TITLE, field="title")]
    reasons += faults_of_secret(told.get("secret", ""), style, "secret")
    reasons += mapping_in(told["mapping"])[1] if told.get("mapping") else []
    if told.get("send_to"):
        reasons += [] if _host(told["send_to"]) else [Reason(BAD_ADDRESS, field="send_to")]
        reasons += faults_of_secret(told.get("send_secret", ""), Style.STANDARD, "send_secret")
    refuse_if(reasons)
    found = [Finding(OPEN), Finding(READS if told.get("mapping") else UNREAD)]
    if told.get("send_to"):
        found.append(Finding(CALLS, values={"host": _host(told["send_to"])}))
    facts = {"key": _key(access), "title": title, "mapping": told.get("mapping", "")}
    return Checked(title, tuple(found), facts)


def _style(access: Access) -> Style:
    told = access.settings.get("style", "")
    return Style(told) if told in set(Style) else Style.HEADER


def _key(access: Access) -> str:
    """Answer what the channel is known by: made once, of the address at which calls come first."""
    kept = access.facts.get("key")
    return kept if type(kept) is str and kept else _digest(access.address.rstrip("/").rpartition("/")[2])


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def knock(access: Access, asked: Knock) -> Opened:
    """Take a call that shows that it knows the secret."""
    if len(asked.body) > LARGEST_ENVELOPE:
        raise Refusal(TOO_LARGE)
    verify(asked, access.settings.get("secret", ""), _style(access), access.settings.get("header", ""))
    try:
        body = json.loads(asked.body)
    except (ValueError, RecursionError) as error:
        raise Refusal(NOT_JSON) from error
    if type(body) not in (dict, list):
        raise Refusal(NOT_JSON)
    event = _first(asked.headers, _EVENTS)
    if event and type(body) is dict:
        body.setdefault("@event", clean_name(event))
    number = _first(asked.headers, _NUMBERS)
    key = _digest(number if number else asked.body.decode("utf-8", "replace"))
    kept = json.dumps({"at": asked.at, "body": body}, ensure_ascii=False).encode("utf-8", "replace")
    if len(kept) > LARGEST_ENVELOPE:
        raise Refusal(TOO_LARGE)
    return Opened((Raw(key, kept, clean_name(event, 40)),), b"ok")


def _first(headers: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((headers[name] for name in names if headers.get(name)), "")


def send(access: Access, message: Message) -> Sent:
    """Call out; the number of a call is the same at every try, so that it is known again."""
    address = access.settings.get("send_to", "").strip()
    if not address:
        raise Refusal(Reason(NO_ADDRESS, field="send_to"))
    refuse_if(faults_of_secret(access.settings.get("send_secret", ""), Style.STANDARD, "send_secret"))
    if message.attachments:
        raise Refusal(NO_FILES)
    if access.web is None:
        raise Trouble("there is no way out")
    at, number = now(), f"msg_{_digest(message.key)}"
    body = json.dumps(_told(message, at), ensure_ascii=False).encode("utf-8", "replace")
    headers = headers_of(access.settings["send_secret"], number, at, body)
    _call(access, address, body, headers)
    return Sent(number, at, message.place or _key(access), message.thread or message.reply_to)


def _call(access: Access, address: str, body: bytes, headers: Mapping[str, str]) -> None:
    from veche.kit.web import BrokenOff

    assert access.web is not None
    try:
        # An answer that leads elsewhere is a «no»: what is signed is for whom it is signed.
        with access.web.client(follow_redirects=False) as client:
            answer = client.post(address, content=body, headers=dict(headers))
    except BrokenOff as error:
        raise Doubtful(str(error)) from error
    said = clean(answer.text[:400]) if answer.headers.get("content-type", "").startswith("text/plain") else ""
    failure = failure_of(
        answer.status_code, said, retry_after=answer.headers.get("retry-after", ""), now=time.time()
    )
    if failure is not None:
        raise failure


def _told(message: Message, at: int) -> dict[str, Any]:
    told = {
        "text": message.text, "subject": message.subject, "place": message.place,
        "reply_to": message.reply_to, "thread": message.thread,
    }  # fmt: skip
    if message.to is not None:
        told["to"] = {"kind": message.to.kind, "value": message.to.value}  # type: ignore[assignment]
    data = {key: value for key, value in told.items() if value}
    return {"type": "message.created", "timestamp": as_datetime(at).isoformat(), "data": data}


def _host(address: str) -> str:
    from urllib.parse import urlsplit

    try:
        place = urlsplit(address.strip())
    except ValueError:
        return ""
    is_own = place.hostname in ("localhost", "127.0.0.1", "::1")
    return (place.hostname or "") if place.scheme == "https" or (is_own and place.scheme == "http") else ""


LIVE = Live(
    settings=(
        Setting("title", N_("Title"), N_("What these calls are about: the channel is called so.")),
        Setting("style", N_("How callers are recognised"), guess="header", choices=(
            ("header", N_("a secret in a header")),
            ("standard", N_("a signature of Standard Webhooks")),
            ("github", N_("a signature as GitHub's (X-Hub-Signature-256)")),
        )),
        Setting("secret", N_("Secret"), N_("The same is told to the caller."), is_secret=True),
        Setting("header", N_("Header with the secret"), N_("Without one: «Authorization: Bearer …»."),
                is_optional=True),
        Setting("mapping", N_("What the fields mean"), N_("Made by clicking on the first call that came."),
                is_optional=True, is_long=True),
        Setting("send_to", N_("Address to call"), N_("Messages written here are called out to it, as JSON."),
                is_optional=True),
        Setting("send_secret", N_("Secret for our calls"),
                N_("Our calls are signed by Standard Webhooks: «whsec_…», or any long random text."),
                is_secret=True, is_optional=True),
    ),
    steps=(
        N_("Make up a secret: a long random text from your password manager."),
        N_("Give the other program our address and the secret, and let it send something once."),
        N_("Look at the call that came and say by clicking who did it, what, and when."),
    ),
    ways=(Way.HOOK,),
    check=check,
    read=read,
    knock=knock,
    is_ours=True,
    send=send,
    can=frozenset((Can.REPLY, Can.THREAD, Can.DIRECT)),
    longest=10_000,
)  # fmt: skip
