"""Saying: posts and answers, as visible as what they answer to."""

import hashlib
import time
from typing import Any

from veche.channels.connectors.mastodon.live.calling import Instance
from veche.channels.connectors.mastodon.live.reading import moment_of
from veche.channels.rules.spans import plain
from veche.channels.terms.live import Access, Doubtful, Message, Sent
from veche.kit.terms import N_, Refusal, Trouble

LONGEST = 500
NO_PERSON = N_("Only a Mastodon account can be written to here.")
NOBODY = N_("It does not say to whom: answer one of the person's messages.")
_TRIES, _PAUSE = 10, 0.5


def send(access: Access, message: Message) -> Sent:
    """Post something; an answer names whom it answers, else they would not hear of it."""
    mastodon = Instance(access)
    told: dict[str, Any] = {"status": plain(message.text), "visibility": "public"}
    thread = ""
    if message.to is not None:
        if message.to.kind != "mastodon":
            raise Refusal(NO_PERSON)
        told |= {"status": _naming(told["status"], message.to.value), "visibility": "direct"}
    elif message.reply_to:
        parent = mastodon.ask(f"/api/v1/statuses/{message.reply_to}")
        told["in_reply_to_id"], told["visibility"] = message.reply_to, parent.get("visibility") or "public"
        if parent["account"].get("id") != access.facts.get("id"):
            told["status"] = _naming(told["status"], str(parent["account"]["acct"]))
        thread = message.reply_to
    elif message.place == "private":
        raise Refusal(NOBODY)
    told["media_ids"] = [_shown(mastodon, one) for one in message.attachments]
    answer = mastodon.say(told, hashlib.sha256(message.key.encode()).hexdigest())
    number = str(answer.get("id") or "")
    if not number:
        raise Doubtful("Mastodon does not say as which post it was said")
    if answer.get("visibility", told["visibility"]) == "direct":
        mentions = answer.get("mentions") or [{}]
        return Sent(number, moment_of(answer["created_at"]), "private", str(mentions[0].get("id") or ""))
    return Sent(number, moment_of(answer["created_at"]), message.place, thread or number)


def _naming(text: str, account: str) -> str:
    return text if f"@{account}".lower() in text.lower() else f"@{account} {text}"


def _shown(mastodon: Instance, file: Any) -> str:
    """Hand a file over and wait until it can be shown."""
    number = mastodon.put(file.name, file.content, file.media_type)
    for _ in range(_TRIES):
        if mastodon.ask(f"/api/v1/media/{number}").get("url"):
            return number
        time.sleep(_PAUSE)
    raise Trouble("Mastodon is not done with the file yet")
