"""Beginnings: what the first bytes of a file already say, though the file goes on."""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from veche.kit.files import Member

DEEPEST = 100
_TRIED = 20
_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+)', re.DOTALL)


@lru_cache(maxsize=16)
def beginning_of(sample: bytes) -> Any:
    """Answer the value that the beginning of a JSON text holds so far, or nothing if it is no JSON.

    What is open at the end of the sample counts as closed there; a value that the sample cuts
    in two is left out. Of several values one after another (JSON lines) the first counts. The
    answer is shared: read it only.
    """
    text = sample.decode("utf-8", "ignore").removeprefix("\ufeff").lstrip()
    return _Beginning(text).read() if text[:1] in ("{", "[") else None


class _Beginning:
    """Follows brackets and keys as far as the text goes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Any = None
        self.open: list[Any] = []
        self.keys: list[str | None] = []

    def read(self) -> Any:
        at = 0
        while found := _TOKEN.match(self.text, at):
            at = found.end()
            if at == len(self.text) and found[1][0] not in "{}[],":
                break  # it may go on in the next bytes
            if not self.take(found[1]):
                return None
            if not self.open:
                break
        return self.root

    def take(self, piece: str) -> bool:
        if piece in "{[":
            fresh: Any = {} if piece == "{" else []
            self.put(fresh)
            self.open.append(fresh)
            self.keys.append(None)
            return len(self.open) <= DEEPEST
        if piece in "}]":
            self.keys.pop()
            return isinstance(self.open.pop(), dict if piece == "}" else list)
        if piece in ",:":
            return True
        return self.value(piece)

    def value(self, piece: str) -> bool:
        try:
            value = json.loads(piece)
        except (ValueError, RecursionError):
            if piece[0] != '"':
                return False
            value = ""  # some exporters escape what JSON knows no escape for
        if isinstance(self.open[-1], dict) and self.keys[-1] is None:
            self.keys[-1] = value if isinstance(value, str) else None
            return isinstance(value, str)
        self.put(value)
        return True

    def put(self, value: Any) -> None:
        if not self.open:
            self.root = value
        elif isinstance(self.open[-1], list):
            self.open[-1].append(value)
        else:
            self.open[-1][self.keys[-1] or ""] = value
            self.keys[-1] = None


def promising(members: Sequence[Member], *endings: str) -> list[Member]:
    """Answer the members of an upload that are worth a look: those named so, or else the first few.

    A name only saves looking into thousands of pictures; what a member is, its content says.
    """
    if len(members) <= _TRIED:
        return list(members)
    named = [member for member in members if member.name.lower().endswith(endings)]
    return named or list(members[:_TRIED])
