"""Who is meant by a name in a chat: nicks, @handles, first names, Russian ones in any case of grammar."""

import re
from collections.abc import Iterable
from functools import lru_cache

from veche.inbox.rules.linking.reading import EMPTY, plain_name
from veche.kit.text import sound

SHORTEST = 2
MOST_NAMES = 50_000
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_ENDING = re.compile("(?:ой|ей|ою|ею|ом|ем|ам|[аеиоуыюяьй])$")

_LATIN_ENDING = re.compile("(?:[yi]?a|[eiouy])$")


class Names:
    """The names of all who have spoken so far; the latest to bear a name is the one who is meant."""

    def __init__(self) -> None:
        self._exact: dict[str, int] = {}
        self._loose: dict[str, tuple[int, bool]] = {}
        self._known: dict[int, tuple[str, ...]] = {}

    def learn(self, who: int, names: tuple[str, ...]) -> None:
        """Remember what somebody is called; safe to repeat. The name said last moves to its bearer."""
        is_known = self._known.get(who) == names
        if is_known and all(self._exact.get(plain_name(name)) == who for name in names):
            return
        if len(self._exact) > MOST_NAMES:
            for table in (self._exact, self._loose, self._known):
                table.clear()
        self._known[who] = names
        for token in _tokens(names):
            self._exact[plain_name(token)] = who
            if loose := loose_name(token):
                self._loose[loose] = who, bool(_CYRILLIC.search(token))

    def whose(self, token: str) -> int | None:
        """Answer who bears the name, or nothing. Russian names are known in their cases, and in Latin."""
        plain = plain_name(token)
        if len(plain) < SHORTEST:
            return None
        if (who := self._exact.get(plain)) is not None:
            return who
        is_russian = bool(_CYRILLIC.search(token))
        if is_russian or token[:1].isupper():
            who, of_russian = self._loose.get(loose_name(token), (None, False))
            return who if is_russian or of_russian else None
        return None


def _tokens(names: tuple[str, ...]) -> Iterable[str]:
    for name in names:
        yield name
        parts = name.split()
        if len(parts) > 1:
            yield from (part for part in parts if len(part) > SHORTEST and plain_name(part) not in EMPTY)


@lru_cache(maxsize=50_000)
def loose_name(token: str) -> str:
    """Answer a name by its sound without its ending: Маша, Маше, Маш and Masha are one."""
    plain = plain_name(token)
    if len(plain) < SHORTEST or not plain.isalpha():
        return ""
    short = (_ENDING if _CYRILLIC.search(plain) else _LATIN_ENDING).sub("", plain)
    return sound(short) if len(short) >= SHORTEST else sound(plain)
