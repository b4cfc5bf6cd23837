"""Listening: Bots Long Poll (dev.vk.com/api/bots-long-poll/getting-started)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from veche.channels.connectors.vk.live.envelopes import Names, raw_of
from veche.channels.connectors.vk.live.talking import ODD, Line, line_to
from veche.channels.connectors.vk.values import dict_of, dicts_of, number_of, text_of
from veche.channels.terms.live import Access, Cursor, Heard
from veche.kit.terms import Trouble
from veche.kit.time import now

WAIT, ROOM_TO_ANSWER = 15, 5
MOST_LOST = 3
_TOO_OLD, _KEY_GONE, _ALL_GONE = 1, 2, 3


def listen(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Ask for news again and again from `ts` on, which counts on over the keys of the server."""
    with line_to(access) as line:
        group, names = line.group(access.facts), Names()
        ts, server, lost = str(cursor.get("ts") or ""), dict[str, Any](), 0
        while True:
            if not server:
                server = dict_of(line.ask("groups.getLongPollServer", group_id=group))
                ts = ts or _ts_in(server)
            said = line.listen(
                text_of(server.get("server")), text_of(server.get("key")), ts, WAIT, WAIT + ROOM_TO_ANSWER
            )
            if failed := number_of(said.get("failed")):
                lost += 1
                if lost > MOST_LOST:
                    raise Trouble(ODD)
                ts, server = _after(failed, said, ts, server)
                yield Heard((), {"ts": ts} if ts else {})
                continue
            ts, lost = _ts_in(said), 0
            yield Heard(tuple(_raws(line, names, dicts_of(said.get("updates")))), {"ts": ts})


def _after(failed: int, said: dict[str, Any], ts: str, server: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Answer from where to go on: what VK has forgotten is lost, a key that is too old is not."""
    if failed == _TOO_OLD:
        return _ts_in(said), server
    return ("" if failed == _ALL_GONE else ts), {}


def _ts_in(said: dict[str, Any]) -> str:
    ts = said.get("ts")
    if type(ts) not in (int, str) or ts == "":
        raise Trouble(ODD)
    return str(ts)


def _raws(line: Line, names: Names, events: list[dict[str, Any]]) -> Iterator[Any]:
    at = now()
    names.learn(line, events)
    for event in events:
        try:
            yield raw_of(event, at, **names.of(event))
        except (LookupError, TypeError):
            raise Trouble(ODD) from None
