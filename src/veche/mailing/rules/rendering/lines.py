"""Lines of HTML: broken where nobody sees it, since a line of a letter has at most 998 octets (RFC 5322)."""

from __future__ import annotations

import re

AIM = 180
_TOKEN = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.DOTALL)
_WITHIN_TAG = re.compile(r" (?=[\w-]+=\")")
_TAG_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_KEEPS_SPACE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)


def break_lines(html: str) -> str:
    """Answer HTML with a line break in place of a space wherever a line would grow long.

    Only within tags, between attributes, and in words that flow: never where spaces count. A dot at the
    beginning of a line, which servers double, becomes its entity.
    """
    lines = _Lines()
    for token in _TOKEN.findall(html):
        lines.take(token)
    return "".join(lines.out)


class _Lines:
    """Puts tokens down and knows how long the line has become."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._length = 0
        # The element that keeps spaces, and how many of its name are open.
        self._keeper, self._depth = "", 0

    def take(self, token: str) -> None:
        if token.startswith("<!--"):
            self._spread(_WITHIN_TAG.split(token))
        elif token.startswith("<"):
            self._watch(token)
            self._spread(_WITHIN_TAG.split(token))
        elif self._keeper:
            self._put(token.replace("\n.", "\n&#46;"))
        else:
            self._spread(token.replace("\n.", "\n&#46;").split(" "))

    def _watch(self, tag: str) -> None:
        found = _TAG_NAME.match(tag)
        name = found[1].lower() if found else ""
        if not self._keeper:
            if name == "pre" or (_KEEPS_SPACE.search(tag) and not tag.startswith("</")):
                self._keeper, self._depth = name, 1
        elif name == self._keeper:
            self._depth += -1 if tag.startswith("</") else 1
            self._keeper = self._keeper if self._depth else ""

    def _spread(self, parts: list[str]) -> None:
        self._put(parts[0])
        for part in parts[1:]:
            is_long = self._length + len(part.encode()) > AIM
            self._put("\n" if is_long and not part.startswith(".") else " ")
            self._put(part)

    def _put(self, text: str) -> None:
        self.out.append(text)
        last = text.rpartition("\n")
        self._length = len(last[2].encode()) + (0 if last[1] else self._length)
