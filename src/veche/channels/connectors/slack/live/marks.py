"""Marks: our Markdown as Slack's own («mrkdwn»).

Format: <https://docs.slack.dev/messaging/formatting-message-text>.
"""

import re

_PIECE = re.compile(
    r"(?P<fence>```[\s\S]*?```)|(?P<code>`[^`\n]+`)"
    r"|!?\[(?P<label>[^\]\n]{1,1000})\]\((?P<link>(?:https?://|mailto:)[^\s()<>|]{1,2000})\)"
    r"|(?P<bare>https?://[^\s<>|]{1,2000})"
    r"|\*\*(?P<bold>[^*\n]+)\*\*|__(?P<strong>[^_\n]+)__|~~(?P<struck>[^~\n]+)~~"
    r"|(?<![\w*])\*(?P<slanted>[^*\n]+)\*(?![\w*])"
)
_HEAD = re.compile(r"(?m)^#{1,6}\s+(.+?)\s*#*$")
_ITEM = re.compile(r"(?m)^(\s*)[-*+]\s+")


def marked(text: str) -> str:
    """Answer a text of our dialect as Slack shows it: nothing in it calls anybody by itself."""
    text = _HEAD.sub(r"**\1**", text)
    text = _ITEM.sub(r"\1• ", text)
    pieces, at = [], 0
    for found in _PIECE.finditer(text):
        pieces += [_escaped(text[at : found.start()]), _spelled(found)]
        at = found.end()
    return "".join([*pieces, _escaped(text[at:])])


def _spelled(found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    words = found[kind]
    if kind == "link":
        return f"<{_escaped(words)}|{_escaped(found['label']).replace('|', '/')}>"
    if kind in ("fence", "code", "bare"):
        return _escaped(words)
    sign = {"struck": "~", "slanted": "_"}.get(kind, "*")
    return f"{sign}{marked_inside(words)}{sign}"


def marked_inside(words: str) -> str:
    """Answer words within bold or slanted ones: links and code in them stay what they are."""
    pieces, at = [], 0
    for found in _PIECE.finditer(words):
        if found.lastgroup in ("link", "code", "bare"):
            pieces += [_escaped(words[at : found.start()]), _spelled(found)]
            at = found.end()
    return "".join([*pieces, _escaped(words[at:])])


def _escaped(words: str) -> str:
    """Take from words what Slack reads as a call to a person, a channel or everybody."""
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"(?m)^&gt;", ">", words)
