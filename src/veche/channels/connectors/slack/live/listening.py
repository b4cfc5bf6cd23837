"""Listening: Socket Mode, a web socket that Slack opens for an app without a public address.

Every envelope is confirmed after it was kept: one that is not is told again, under the same number.
Format: <https://docs.slack.dev/apis/events-api/using-socket-mode>.
"""

import time
from collections.abc import Iterator
from typing import Any

import orjson

from veche.channels.connectors.slack.live.calling import Slack
from veche.channels.connectors.slack.live.knocks import raw_of
from veche.channels.connectors.slack.live.past import missed, sealed
from veche.channels.connectors.slack.stamps import is_stamp
from veche.channels.terms.live import LONGEST_SILENCE, Access, Cursor, Heard, Raw
from veche.kit.terms import Refusal, Trouble
from veche.kit.web.sockets import Line

SILENCE = LONGEST_SILENCE - 5
MOST_AT_ONCE = 100
MOST_KNOWN = 20_000
_AT_ONCE = 0.05


def listen(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Yield events as they come; first what was said since the stamp that the cursor holds."""
    slack, latest = Slack(access), str(cursor.get("latest") or "")
    address = _opened(access)
    if latest:
        for raws in missed(slack, latest):
            yield Heard(raws, {"latest": latest})
    else:
        latest = f"{time.time():.6f}"
    ear = _Ear(slack, latest)
    while True:
        with Line(slack.web, address) as line:
            yield from ear.hear(line)
        address = _opened(access)


def _opened(access: Access) -> str:
    return str(Slack(access, "app_token").ask("apps.connections.open").get("url") or "")


class _Ear:
    """What is remembered from one socket to the next: the newest stamp, and whose names are known."""

    def __init__(self, slack: Slack, latest: str) -> None:
        self.slack, self.latest = slack, latest
        self.named: set[str] = set()

    def hear(self, line: Line) -> Iterator[Heard]:
        """Yield what comes over one socket until Slack asks to open another."""
        while True:
            told = _parsed(line.receive(SILENCE))
            envelopes: list[dict[str, Any]] = []
            while told is not None and told.get("type") != "disconnect" and len(envelopes) < MOST_AT_ONCE:
                envelopes.append(told)
                told = _parsed(line.receive(_AT_ONCE))
            yield self._heard(envelopes)
            for envelope in envelopes:
                if type(number := envelope.get("envelope_id")) is str:
                    line.send(orjson.dumps({"envelope_id": number}).decode())
            if told is not None and told.get("type") == "disconnect":
                return

    def _heard(self, envelopes: list[dict[str, Any]]) -> Heard:
        raws: list[Raw] = []
        for envelope in envelopes:
            payload = envelope.get("payload")
            raw = raw_of(payload) if type(payload) is dict else None
            if type(payload) is dict and raw is not None:
                event = payload["event"]
                raws += [*self._introduced(event), raw]
                stamp = event.get("event_ts")
                self.latest = max(self.latest, stamp) if is_stamp(stamp) else self.latest
        return Heard(tuple(raws), {"latest": self.latest})

    def _introduced(self, event: dict[str, Any]) -> Iterator[Raw]:
        """Ask who somebody is at their first word: events tell numbers alone."""
        user = event.get("user")
        if type(user) is not str or not user or user in self.named or len(self.named) >= MOST_KNOWN:
            return
        self.named.add(user)
        try:
            member = self.slack.ask("users.info", user=user).get("user")
        except (Refusal, Trouble):
            return  # a name is worth no line
        yield sealed({"members": [member]}, "members")


def _parsed(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    try:
        told = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Trouble("Slack says what cannot be read") from error
    return told if type(told) is dict else {}
