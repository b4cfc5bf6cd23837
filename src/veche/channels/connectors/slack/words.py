"""Words: Slack's own marks («<@U1>», «<https://…|here>», «&amp;») and blocks as people read them."""

import re
from collections.abc import Iterator
from typing import Any

from veche.channels.connectors.slack.emoji import with_signs
from veche.channels.connectors.slack.people import People

DEEPEST = 12
_NO_WORDS = frozenset(("actions", "input"))  # buttons and fields to fill in
_LINES = frozenset(("rich_text_section", "mrkdwn", "plain_text"))
MOST_PIECES = 2_000
_MARK = re.compile(r"<([@#!]?)([^<>|\n]{1,4000})(?:\|([^<>\n]{0,4000}))?>")
_MENTION = re.compile(r"<@([UW][A-Z0-9]{2,40})(?:\|[^<>\n]{0,200})?>")
_ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def words_of(text: str, people: People) -> str:
    """Answer a text without Slack's marks: names for numbers, links with where they lead."""
    if "<" in text:
        text = _MARK.sub(lambda found: _shown(found, people), text)
    if "&" in text:
        for escape, sign in _ESCAPES:
            text = text.replace(escape, sign)
    return with_signs(text) if ":" in text else text


def mentioned(text: str) -> str:
    """Answer the number of the one account a text speaks to; nothing if there are none or several."""
    found = set(_MENTION.findall(text)) if "<@" in text else set()
    return found.pop() if len(found) == 1 else ""


def _shown(found: re.Match[str], people: People) -> str:
    sign, value, label = found[1], found[2], found[3] or ""
    if sign == "@":
        return "@" + (people.name_of(value) or label.lstrip("@") or value)
    if sign == "#":
        return "#" + (label or value)
    if sign == "!":
        return _called(value, label)
    address = value.removeprefix("mailto:").removeprefix("tel:")
    if not label or label == address or value.rstrip("/").endswith("://" + label.rstrip("/")):
        return address
    return f"{label} ({address})"


def _called(value: str, label: str) -> str:
    if value.startswith("date^"):
        return label
    return "@" + (label.lstrip("@") or value.partition("^")[0])


def words_in_blocks(blocks: Any, people: People) -> str:
    """Answer what stands in the blocks of a message that has no text of its own."""
    lines = [
        "".join(_pieces(block, people, 0)).strip()
        for block in (blocks[:MOST_PIECES] if type(blocks) is list else [])
    ]
    return "\n".join(filter(None, lines))


def _pieces(part: Any, people: People, depth: int) -> Iterator[str]:
    """Follow texts, fields and elements down, whatever the block is called."""
    if depth > DEEPEST:
        return
    if type(part) is list:
        for item in part[:MOST_PIECES]:
            yield from _pieces(item, people, depth + 1)
    elif type(part) is dict and part.get("type") not in _NO_WORDS:
        yield _piece(part, people)
        for key in ("text", "fields", "elements"):
            if type(part.get(key)) is not str:
                yield from _pieces(part.get(key), people, depth + 1)
        if part.get("type") in _LINES:
            yield "\n"


def _piece(part: dict[str, Any], people: People) -> str:
    kind, text = part.get("type"), part.get("text")
    if type(text) is str:
        return words_of(text, people)
    if kind == "link" and type(url := part.get("url")) is str:
        return url
    if kind == "user" and type(user := part.get("user_id")) is str:
        return "@" + (people.name_of(user) or user)
    return f":{part['name']}:" if kind == "emoji" and type(part.get("name")) is str else ""


def words_in_attachments(attachments: Any, people: People) -> str:
    """Answer what bots write into cards under a message that has no text of its own."""
    lines: list[str] = []
    for card in attachments[:50] if type(attachments) is list else []:
        if type(card) is not dict:
            continue
        parts = [card.get(key) for key in ("pretext", "title", "text")]
        found = [words_of(part, people) for part in parts if type(part) is str and part.strip()]
        if not found and type(card.get("fallback")) is str and card["fallback"] != "[no preview available]":
            found = [words_of(card["fallback"], people)]
        lines += found
    return "\n".join(lines)
