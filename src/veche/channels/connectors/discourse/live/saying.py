"""Saying: answers in topics, new topics, private messages."""

from datetime import datetime
from typing import Any

from veche.channels.connectors.discourse.live.calling import Discourse
from veche.channels.terms.live import Access, Attachment, Doubtful, Message, Sent
from veche.kit.terms import N_, Refusal
from veche.kit.text import clean_name
from veche.kit.time import moment
from veche.ledger.terms import Handle

LONGEST = 32_000
NO_TITLE = N_("A new topic needs a subject.")
NO_PERSON = N_("Only an account of this forum can be written to here.")


def send(access: Access, message: Message) -> Sent:
    """Post something; the forum reads the same Markdown as we do."""
    forum = Discourse(access)
    told: dict[str, Any] = {}
    topic, _, number = (message.reply_to or message.thread).partition("/")
    if message.to is not None:
        told = {"archetype": "private_message", "target_recipients": name_of(forum, message.to),
                "title": message.subject or clean_name(message.text, 60)}  # fmt: skip
    elif topic:
        told = {"topic_id": int(topic)}
        # The first post is the topic itself: whoever answers it answers in the topic.
        if number.isdecimal() and int(number) > 1:
            told["reply_to_post_number"] = int(number)
    elif message.subject:
        told = {"title": message.subject}
    else:
        raise Refusal(NO_TITLE)
    files = [_uploaded(forum, one) for one in message.attachments]
    told["raw"] = "\n\n".join(filter(None, (message.text, *files)))
    return _sent(forum.say(told), message)


def name_of(forum: Discourse, who: Handle) -> str:
    """Answer how an account is called now, by its number."""
    return str(forum.ask(f"/admin/users/{number_of(who)}.json").get("username") or "")


def number_of(who: Handle) -> int:
    """Answer the number of an account in its forum; refuses other handles."""
    number = who.value.rpartition("/")[2]
    if who.kind != "discourse" or not number.isdecimal():
        raise Refusal(NO_PERSON)
    return int(number)


def _sent(answer: dict[str, Any], message: Message) -> Sent:
    topic, number, date = answer.get("topic_id"), answer.get("post_number"), answer.get("created_at")
    if type(topic) is not int or type(number) is not int or type(date) is not str:
        raise Doubtful("the forum does not say as which post it was said; perhaps it waits for approval")
    place = "private" if message.to is not None else message.place
    return Sent(f"{topic}/{number}", moment(datetime.fromisoformat(date)), place, str(topic))


def _uploaded(forum: Discourse, file: Attachment) -> str:
    """Hand a file over and answer how a post shows it."""
    told = forum.do(
        "POST", "/uploads.json", {"type": "composer", "synchronous": "true"},
        file=(file.name, file.content, file.media_type),
    )  # fmt: skip
    name = clean_name(file.name, 80).translate(str.maketrans("[]|()!", "______"))
    sign = "!" if file.media_type.startswith("image/") else ""
    return f"{sign}[{name}{'' if sign else '|attachment'}]({told.get('short_url') or told.get('url')})"
