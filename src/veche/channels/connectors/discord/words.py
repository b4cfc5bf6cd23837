"""Words: the content of a message without Discord's marks, what its embeds and polls say."""

import re
from collections.abc import Iterator
from typing import Any

from veche.channels.connectors.discord.values import count_of, dict_of, dicts_of, snowflake_of, text_of
from veche.kit.text import clean_name

MOST_PARTS = 25
# Marks that stay where the exporter was told to leave content as Discord keeps it:
# <https://discord.com/developers/docs/reference#message-formatting>.
_MARK = re.compile(r"<(?:@!?(?P<user>\d{1,20})|a?:(?P<emoji>\w{1,40}):\d{1,20})>")


def words_of(content: Any, mentions: Any = None) -> str:
    """Answer what a message says: mentions by name, emoji of a server by their word."""
    text = text_of(content)
    if "<" not in text:
        return text
    names = {user.get("id"): user for user in dicts_of(mentions)}

    def spelled(found: re.Match[str]) -> str:
        if found["emoji"]:
            return f":{found['emoji']}:"
        user = names.get(found["user"], {})
        name = clean_name(text_of(user.get("nickname")) or text_of(user.get("name")))
        return f"@{name}" if name else found[0]

    return _MARK.sub(spelled, text)


def words_of_embeds(embeds: Any) -> str:
    """Answer what the cards under a message say; of a person's message they only repeat its links."""
    return "\n".join(line for embed in dicts_of(embeds)[:MOST_PARTS] for line in _lines(embed) if line)


def _lines(embed: dict[str, Any]) -> Iterator[str]:
    yield text_of(embed.get("title"))
    yield words_of(embed.get("description"))
    for field in dicts_of(embed.get("fields"))[:MOST_PARTS]:
        parts = (text_of(field.get("name")), words_of(field.get("value")))
        yield ": ".join(filter(None, parts))


def poll_of(poll: Any) -> tuple[str, tuple[tuple[str, int], ...]]:
    """Answer a poll's question with its answers, and how many votes each of them has."""
    poll = dict_of(poll)
    answers = dicts_of(poll.get("answers"))[:MOST_PARTS]
    results = dicts_of(dict_of(poll.get("results")).get("answers"))[:MOST_PARTS]
    votes = {str(result.get("id")): count_of(result.get("count")) for result in results}
    lines = [text_of(poll.get("question")), *(f"— {text_of(answer.get('text'))}" for answer in answers)]
    counts = [("votes", sum(votes.values()))]
    counts += [(f"votes/{n}", votes.get(str(one.get("id")), 0)) for n, one in enumerate(answers, 1)]
    return "\n".join(lines), tuple((name, count) for name, count in counts if count)


def emoji_of(reaction: dict[str, Any]) -> tuple[str, str]:
    """Answer what a reaction is told apart by and how it is shown; a server's own one by its word."""
    emoji = dict_of(reaction.get("emoji"))
    name = clean_name(text_of(emoji.get("name")) or text_of(reaction.get("emojiKey")), 40)
    number = snowflake_of(emoji.get("id"))
    return (number or name or "custom"), (f":{name}:" if number and name else name or "custom")
