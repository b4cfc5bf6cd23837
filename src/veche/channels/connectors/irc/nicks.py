"""Nicks: who is behind them, as far as a log says it itself."""

import re
from functools import lru_cache

from veche.channels.rules.relaying import is_relay
from veche.ledger.terms import Handle, Nature

REMEMBERED = 50_000
MOST_ALIASES = 5
_ATTENDANTS = frozenset(
    ("chanserv", "nickserv", "memoserv", "botserv", "hostserv", "operserv", "saslserv", "global", "infoserv",
     "alis", "statserv", "authserv", "groupserv", "helpserv"),
)  # fmt: skip
_BOTS = frozenset(
    ("ubottu", "ubotu", "ubot2", "ubot5", "supybot", "limnoria", "meetingology", "meetbot", "zodbot",
     "lambdabot", "infobot", "dpkg", "eggdrop", "logbot", "buildbot", "fedbot", "matterbridge", "sopel",
     "willie", "phenny", "travis-ci", "github", "cia", "irker", "kgb-bot", "shocky", "candybot", "botje"),
)  # fmt: skip
# «bot» as a part of its own: an abbot and a Talbot are people.
_BOT = re.compile(r"(?:^|[^a-z])bot(?:$|[^a-z])|[a-z]Bot(?:$|[^a-z])")
# Nicks that a server or a web page gives to anybody: today's Guest12 is not yesterday's.
_ANYBODY = re.compile(
    r"(?:guest|user|unknown|nobody|anonymous|webchat|mib_|qwebirc|irc|newbie|unaffiliated|гость)[\W_]*\d*[\W_]*",
    re.IGNORECASE,
)
_SERVER = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+\.[a-z]{2,12}", re.IGNORECASE)
_ADDRESSED = re.compile(r"@?([^\s<>():,!@\"]{1,64})[:,](?:\s|$)|@([^\s<>():,!@\"]{1,64})\s")


class Nicks:
    """The nicks of one log on the way through it; what it remembers is bounded.

    That two nicks are one person is believed only of a change of nick that the log itself
    tells, until that nick leaves or comes anew: nobody knows who wears it tomorrow.
    """

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.gone: set[str] = set()
        self.before: dict[str, tuple[str, ...]] = {}

    def handle(self, nick: str) -> Handle:
        """Answer the handle of a nick, with those it had before in this session."""
        self._note(nick)
        aliases = tuple(Handle("irc", old) for old in self.before.get(_key(nick), ()))
        return Handle("irc", nick, nick, nature_of(nick), aliases)

    def renamed(self, old: str, new: str) -> None:
        """Note that somebody took another nick."""
        former = self.before.pop(_key(old), ())
        self._note(new)
        self.before.pop(_key(new), None)
        if _key(old) == _key(new) or is_anybody(old) or is_anybody(new) or len(self.before) >= REMEMBERED:
            return
        names = tuple(name for name in (old, *former) if _key(name) != _key(new))
        self.before[_key(new)] = names[:MOST_ALIASES]

    def begin_log(self) -> None:
        """Note that another log of the channel begins: who wore which nick before it is open again."""
        self.before.clear()

    def quit(self, nick: str) -> None:
        """Note that a connection ended: whoever wears this nick next may be somebody else."""
        self.before.pop(_key(nick), None)

    def left(self, nick: str) -> None:
        """Note that somebody left the channel."""
        self.quit(nick)
        if len(self.gone) >= REMEMBERED:
            self.gone.clear()
        self.gone.add(_key(nick))

    def comes_back(self, nick: str) -> bool:
        """Note that somebody came; tell whether it is one who had been here and not left."""
        key = _key(nick)
        self.before.pop(key, None)
        is_back = key in self.seen and key not in self.gone
        self.gone.discard(key)
        self._note(nick)
        return is_back

    def addressed(self, words: str, by: str) -> Handle | None:
        """Answer the nick that words begin with, if it is one of this channel: «anna: yes»."""
        found = _ADDRESSED.match(words)
        if not found:
            return None
        nick = found[1] or found[2]
        if _key(nick) not in self.seen or _key(nick) == _key(by):
            return None
        return Handle("irc", nick, nick, nature_of(nick))

    def _note(self, nick: str) -> None:
        if len(self.seen) >= REMEMBERED:
            self.seen.clear()
        self.seen.add(_key(nick))


def _key(nick: str) -> str:
    return nick.lower()


def is_anybody(nick: str) -> bool:
    """Tell a nick that is given to whoever has none."""
    return _ANYBODY.fullmatch(nick) is not None


@lru_cache(maxsize=REMEMBERED)
def nature_of(nick: str) -> Nature:
    """Tell the network's services and bots, by names that only they bear, from people."""
    if nick.lower() in _ATTENDANTS or nick.lower() in _BOTS or _BOT.search(nick) or is_relay(nick):
        return Nature.BOT
    return Nature.PLACE if _SERVER.fullmatch(nick) else Nature.PERSON
