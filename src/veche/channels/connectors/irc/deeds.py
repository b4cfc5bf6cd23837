"""Deeds: what a line says that somebody did, in the words of each program that writes logs."""

import re
from enum import StrEnum
from typing import NamedTuple

NICK = r"(?P<nick>[^\s<>():,!@\"]{1,64})"
_OTHER = r"(?P<other>[^\s<>():,!@\"]{1,64}?)"
_HOST = r"(?:\s*[\[(<][^\[\]()<>]{0,200}[\])>]){0,3}"
_HOSTED = r"\s*(?:[\[(<][^\[\]()<>]{0,200}[\])>]\s*){1,3}"
_ROOM = r"(?P<room>[#&+!][^\s,:\x07()]{1,60}?)"
_WHY = r"\.?(?:\s*[\[(\":].*)?"
LONGEST_SENTENCE = 1_000


class What(StrEnum):
    """What a line is about."""

    SAID = "said"
    ACTED = "acted"  # /me
    NOTICED = "noticed"  # /notice: mostly bots
    JOINED = "joined"
    LEFT = "left"  # the channel, of their own will
    QUIT = "quit"  # the network, or it them: the connection ended
    KICKED = "kicked"
    RENAMED = "renamed"
    TOPIC = "topic"
    NOTE = "note"  # the program's or the server's own words
    UNKNOWN = "unknown"


class Deed(NamedTuple):
    """What was done: by whom, with which words, to or as whom, and where, if the line says so."""

    what: What
    nick: str = ""
    words: str = ""
    other: str = ""
    room: str = ""


UNKNOWN, NOTE = Deed(What.UNKNOWN), Deed(What.NOTE)
_SENTENCES = tuple(
    (what, re.compile(pattern, re.IGNORECASE | re.DOTALL))
    for what, pattern in (
        (What.JOINED, rf"Joins: {NICK}{_HOST}.*"),
        (What.JOINED, rf"{NICK}{_HOST}\s+has joined(?: (?:the )?(?:channel )?{_ROOM}| this channel)?\.?"),
        (What.JOINED, rf"{NICK}{_HOSTED}(?:has )?joined {_ROOM}\.?"),
        (What.JOINED, rf"{NICK} entered the room\."),
        (What.JOINED, rf"{NICK}{_HOST}\s+(?:вош|заш|присоедин|заход|вход)\w*(?:\(\w+\))? (?:(?:на|в|к) )?"
                      rf"(?:канал\w* )?{_ROOM}\.?"),
        (What.LEFT, rf"Parts: {NICK}{_HOST}.*"),
        (What.QUIT, rf"Quits: {NICK}{_HOST}.*"),
        (What.QUIT, rf"{NICK}{_HOST}\s+has left this server{_WHY}"),
        (What.LEFT, rf"{NICK}{_HOST}\s+has left(?: (?:the )?(?:channel )?{_ROOM}| this \w+)?{_WHY}"),
        (What.QUIT, rf"{NICK}{_HOST}\s+has quit(?: IRC| this server)?{_WHY}"),
        (What.QUIT, rf"{NICK}{_HOSTED}left irc{_WHY}"),
        (What.LEFT, rf"{NICK}{_HOSTED}left {_ROOM}{_WHY}"),
        (What.QUIT, rf"{NICK}{_HOSTED}quit{_WHY}"),
        (What.QUIT, rf"{NICK}{_HOST} got netsplit\."),
        (What.QUIT, rf"{NICK} left the room \(quit:.*"),
        (What.LEFT, rf"{NICK} left the room{_WHY}"),
        (What.QUIT, rf"{NICK}{_HOST}\s+(?:выш|ушел|ушёл|ушла|выход)\w*(?:\(\w+\))? "
                    rf"(?:с |из )?(?:IRC|сети){_WHY}"),
        (What.LEFT, rf"{NICK}{_HOST}\s+(?:выш|покин|ушел|ушёл|ушла|выход)\w*(?:\(\w+\))? (?:(?:с|из) )?"
                    rf"(?:канал\w* )?{_ROOM}{_WHY}"),
        (What.KICKED, rf"{NICK}{_HOST}\s+was kicked (?:(?:off|from|out of) {_ROOM} )?by {_OTHER}{_WHY}"),
        (What.KICKED, rf"{NICK} kicked from {_ROOM} by {_OTHER}{_WHY}"),
        (What.KICKED, rf"{_OTHER}{_HOST} (?:has )?kicked {NICK}(?: (?:off|from|out of) {_ROOM})?{_WHY}"),
        (What.RENAMED, rf"{NICK} (?:is now known as|теперь извест\w+(?:\(\w+\))? как"
                       rf"|сменил\w*(?:\(\w+\))? ник на) {_OTHER}\.?"),
        (What.RENAMED, rf"Nick change: {NICK} -> {_OTHER}"),
        (What.TOPIC, rf"{NICK}{_HOST} (?:has )?(?:changed|changes|set|sets) (?:the )?topic "
                     rf"(?:(?:of|for|on) {_ROOM} )?(?:from \"[^\"]*\" )?to:? (?P<words>.*)"),
        (What.TOPIC, rf"Topic changed on {_ROOM} by {NICK}[^\s:]*: (?P<words>.*)"),
    )
)  # fmt: skip
# Sentences of programs behind the same sign as what people do.
_NOTES = re.compile(
    r"mode/|#\S+:? (?:mode|end of|forwarded|unable)|(?:now talking|topic|set by|disconnected|attempting"
    r"|rejoined|you(?:'ve| are| have|'re)|retrieving|users on|loaded log|looking up|connect(?:ed|ing)"
    r"|channel [#&]|nicks [#&]|mode [#&]|netsplit|welcome|closing link|no such|cannot|unknown command"
    r"|тема|вы)\b"
    r"|\S+ (?:sets (?:the )?(?:mode|channel|ban)|gives (?:channel|voice)|removes (?:ban|channel|voice|exempt)"
    r"|has changed (?:mode|the mode)|set the topic|устанавливает|добавляет|снимает)",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"<\s*(?P<nick>[^<>\t\n]{1,64}?)(?::(?P<room>[#&]\S{1,60}))?>(?:\s(?P<words>.*))?", re.DOTALL
)
_ELSEWHERE = re.compile(r"\((?P<nick>[^\s()/]{1,64})/(?P<room>[#&][^\s()]{1,60})\)\s(?P<words>.*)", re.DOTALL)
_NOTICED = re.compile(
    r"-(?P<nick>[^\s!:-][^\s:]{0,63}?)(?:\([^\s()]*\))?(?::(?P<room>[#&@+%~]\S{1,60}?))?-(?:\s(?P<words>.*))?",
    re.DOTALL,
)
_MARK = re.compile(r"(?P<mark>\*\*\*|-!-|===|-->\|?|<--\|?|--|=!=|\*|•|Action:)(?:\s+|$)")
_ACTED = re.compile(r"(?P<nick>[^\s<>,]{1,64})(?:\s(?P<words>.*))?", re.DOTALL)
# Signs behind which a person may stand as well as the program.
_LOOSE = frozenset(("*", "•", "===", "Action:"))
_SIGNS = "@+%&~!"


def read_deed(text: str, *, has_tab: bool = False) -> Deed:
    """Answer what the rest of a line says; `has_tab` where the program parts its columns by tabs."""
    text = text.strip(" ")
    if "\t" in text[:80]:
        found = _of_columns(text, has_tab)
        if found:
            return found
    if text.startswith("<") and not text.startswith("<-"):
        found = _said(text)
        if found:
            return found
    mark = _MARK.match(text)
    if mark:
        return _marked(mark["mark"], text[mark.end() :].strip())
    return _unmarked(text)


def is_telling(deed: Deed) -> bool:
    """Tell whether no other kind of file says things this way."""
    return deed.what not in (What.UNKNOWN, What.NOTE)


def _of_columns(text: str, has_tab: bool) -> Deed | None:
    """Read WeeChat's and HexChat's columns: a sign or a nick, a tab, the words."""
    left, _, right = text.partition("\t")
    left = left.strip()
    if left in ("-->", "<--", "--", "=!=", "***"):
        return _marked(left, right.strip())
    if left in ("*", "•", "-->|", "<--|", "Join", "Part", "Quit", "Kick", "Nick", "Topic", "Mode", "Info"):
        return _marked(left, right.strip())
    if left.startswith("<"):
        return _said(f"{left} {right}")
    if not left:
        return NOTE
    if has_tab and " " not in left and len(left) <= 64:
        return Deed(What.SAID, plain_nick(left), right.strip())
    return None


def _said(text: str) -> Deed | None:
    found = _SAID.fullmatch(text)
    if not found or not (nick := plain_nick(found["nick"])):
        return None
    return Deed(What.SAID, nick, (found["words"] or "").strip(), room=found["room"] or "")


def _marked(mark: str, text: str) -> Deed:
    found = _sentence(text)
    if found:
        return found
    if mark not in _LOOSE or (mark != "Action:" and _NOTES.match(text)):
        return NOTE
    acted = _ACTED.fullmatch(text)
    if not acted:
        return NOTE
    return Deed(What.ACTED, plain_nick(acted["nick"]), (acted["words"] or "").strip())


def _unmarked(text: str) -> Deed:
    """Read what stands behind no sign: notices, Eggdrop's sentences, Supybot's actions without a space."""
    for form, what in ((_NOTICED, What.NOTICED), (_ELSEWHERE, What.SAID)):
        found = form.fullmatch(text)
        if found:
            words = (found["words"] or "").strip()
            return Deed(what, plain_nick(found["nick"]), words, room=found["room"] or "")
    if text.startswith("*") and " " in text and (acted := _ACTED.fullmatch(text[1:])):
        return Deed(What.ACTED, plain_nick(acted["nick"]), (acted["words"] or "").strip())
    found_deed = _sentence(text)
    if found_deed:
        return found_deed
    is_note = text.startswith(("!", "-!")) or re.match(r"[#&]\S+: (?:mode|topic)", text)
    return NOTE if is_note else UNKNOWN


def _sentence(text: str) -> Deed | None:
    if len(text) > LONGEST_SENTENCE:
        return None
    for what, pattern in _SENTENCES:
        found = pattern.fullmatch(text)
        if found:
            parts = found.groupdict()
            words = (parts.get("words") or "").strip(" '\"")
            return Deed(
                what, plain_nick(parts["nick"]), words, parts.get("other") or "", parts.get("room") or ""
            )
    return None


def plain_nick(nick: str) -> str:
    """Answer a nick without the sign of its rank in the channel."""
    nick = nick.strip()
    return nick[1:] if nick[:1] and nick[0] in _SIGNS and len(nick) > 1 else nick
