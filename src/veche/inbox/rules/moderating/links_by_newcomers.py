"""Links by newcomers: somebody new brings a link that not everybody may bring."""

import re
from collections.abc import Iterable, Iterator

from veche.inbox.rules.moderating.folding import visible
from veche.inbox.terms.moderation import Hit, Seen, Settings
from veche.kit.terms import N_
from veche.kit.time import DAY

_WHY = N_("A newcomer's link to {place}")
# With a scheme or www anything is a link; without, only where the end is one that addresses have.
_MARKED = re.compile(r"(?:\bhttps?://|\btg://|\bwww\.)([^\s/?#<>()\[\]\"'»]{1,200})")
_BARE = re.compile(
    r"(?<![\w@.-])((?:[\w-]{1,63}\.){1,4}(?:ru|рф|su|by|kz|ua|com|org|net|info|biz|me|io|gg|ly|to|cc|tv|app"
    r"|dev|xyz|top|site|online|store|shop|club|pro|space|fun|live|link|click|website|bet|casino|vip|win))"
    r"(?![\w-])"
)


def find_links(seen: Iterable[Seen], settings: Settings) -> Iterator[Hit]:
    """Answer each message of somebody new in which a link leads to a place that is not allowed."""
    allowed = [_host(line) for line in settings.get("allowed", ())]
    for one in seen:
        if not is_new(one, settings):
            continue
        places = [place for place in places_in(one.words) if not _is_allowed(place, allowed)]
        if places:
            yield Hit(one.pk, _WHY, {"place": places[0]})


def is_new(one: Seen, settings: Settings) -> bool:
    """Tell whether the author was new: by the days since they were first seen, or by what they had said."""
    days, words = int(settings["days"]), int(settings["words"])
    at = one.said_at or one.at
    return (days > 0 and at - one.first_at < days * DAY) or (words > 0 and one.said_before < words)


def places_in(words: str) -> list[str]:
    """Answer the hosts that links in words lead to, in their order of kind, each once."""
    if "." not in words and "://" not in words:
        return []
    text = visible(words)
    found = [*_MARKED.findall(text), *_BARE.findall(text)]
    return list(dict.fromkeys(host for each in found if (host := _host(each))))


def _host(text: str) -> str:
    """Answer the host of an address however it is written, without www, port and account."""
    host = re.sub(r"^\w+://", "", text.strip().casefold()).split("/")[0].rpartition("@")[2]
    return host.split(":")[0].strip(".,;!").removeprefix("www.")


def _is_allowed(place: str, allowed: list[str]) -> bool:
    return any(place == one or place.endswith("." + one) for one in allowed if one)
