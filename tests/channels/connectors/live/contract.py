"""What every live connector promises, as checks that all of their tests share.

from tests.channels.connectors.live import contract

CASE = contract.Case(CONNECTOR, settings, raws=RAWS, …)   # what is left out is not checked

@pytest.mark.parametrize("promise", contract.promises(CASE), ids=contract.name)
def test_keeps_the_contract(promise, outside):
    promise(CASE, outside)

The outside is scripted (`scripted.py`); an outside that does not speak HTTP leaves `serve`, `accept`
and `batches` out and has tests of its own for what they check.
"""

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from tests.channels.connectors import contract as files
from tests.channels.connectors.live.scripted import Answer, Outside, nobody

from veche.channels.terms import Connector, Record
from veche.channels.terms.live import (
    Access,
    Can,
    Knock,
    Known,
    Live,
    Message,
    Raw,
    Way,
)
from veche.kit.terms import Refusal, Trouble
from veche.kit.time import Moment
from veche.kit.web import Web
from veche.ledger.rules import fault_of

AT = Moment(1_764_300_000_000)
PATIENCE = 1.0
NEVER = Answer({"error": "no"}, 403)
BUSY = Answer({"error": "slow down"}, 429, {"Retry-After": "7"})
BROKEN = Answer({"error": "broken"}, 503)
# What needs which part of a connector.
_WAYS = {Way.LISTEN: "listen", Way.HOOK: "knock"}
_SAYING = (Can.REPLY, Can.THREAD, Can.DIRECT, Can.ATTACH)
_ACTING = (Can.DELETE, Can.HIDE, Can.MUTE, Can.BAN)


@dataclass(frozen=True)
class Case:
    """One connector, and how its outside is scripted. `settings(address)` fills in every field."""

    connector: Connector
    settings: Callable[[str], Mapping[str, str]]
    known: Known
    raws: tuple[Raw, ...]  # envelopes as recorded or documented, of every kind that is heard
    facts: Mapping[str, Any] = ()  # type: ignore[assignment] # what `check` had found; else those of `known`
    serve: Callable[[Outside], None] | None = None  # script a whole good outside: `check` finds all well
    path: str = "*"  # requests that say or ask something; faults are scripted here
    message: Message | None = None  # what is said
    accept: Callable[[Outside], None] | None = None  # script that it is accepted
    batches: Callable[[Outside], None] | None = None  # script three pieces of news by `raws`' keys, then none
    heard: tuple[str, ...] = ()  # the keys of that news in their order
    asked_to_wait: Callable[[Outside], float] = lambda _: 0.0  # the longest it asked the outside to wait
    knock: Callable[[Moment], Knock] | None = None  # a good one
    forged: Callable[[Knock], Iterator[Knock]] | None = None  # the same, unsigned or signed falsely
    is_dated: bool = False  # the outside signs a time
    hook_secret: str = ""  # the setting that verifies knocks
    refused: Answer = NEVER  # how this outside says no
    busy: Answer = BUSY
    broken: Answer = BROKEN
    retry_after: float = 7

    @property
    def live(self) -> Live:
        """The live part of the connector."""
        assert self.connector.live is not None
        return self.connector.live

    def access(self, address: str, **more: str) -> Access:
        """Answer a way to reach a scripted outside."""
        return Access(
            {**self.settings(address), **more}, self.facts or self.known.facts,
            "https://veche.example/hooks/1/x", web_to(),
        )  # fmt: skip

    @property
    def secrets(self) -> dict[str, str]:
        """The secrets that were filled in."""
        keys = {setting.key for setting in self.live.settings if setting.is_secret}
        return {key: value for key, value in self.settings("http://x").items() if key in keys and value}


def web_to(patience: float = PATIENCE) -> Web:
    """Answer a door that leads to this machine only."""
    here = frozenset({"127.0.0.1", "localhost"})
    return Web(hosts=here, may_reach=("127.0.0.1", "localhost"), patience=patience)


Promise = Callable[[Case, Outside], None]


def promises(case: Case) -> list[Promise]:
    """Answer what can be checked of this case."""
    from tests.channels.connectors.live import hearing, saying

    found: list[Promise] = [is_described, is_light, reads_purely, hides_secrets]
    found += [saying.checks, saying.check_fails_as_trouble] if case.serve else []
    found += hearing.LISTENING if case.batches else []
    found += hearing.KNOCKING if case.knock else []
    found += [hearing.refuses_stale] if case.knock and case.is_dated else []
    found += [saying.sends, saying.sending_fails_as_said] if case.accept else []
    return found


def name(promise: Promise) -> str:
    """Answer what a promise is called in the list of tests."""
    return promise.__name__


def is_described(case: Case, _: Outside) -> None:
    """Settings, steps and ways are complete, said in words, and fit what there is to call."""
    live = case.live
    assert live.ways
    assert live.steps
    assert live.settings
    assert all(step.strip().endswith((".", "?", ":")) for step in live.steps), live.steps
    keys = [setting.key for setting in live.settings]
    assert len(keys) == len(set(keys))
    assert all(setting.title for setting in live.settings)
    assert not any(setting.is_secret and setting.guess for setting in live.settings)
    needed = {setting.key for setting in live.settings if not setting.is_optional}
    assert needed <= case.settings("http://x").keys() <= set(keys)
    for way, part in _WAYS.items():
        assert (way in live.ways) == (getattr(live, part) is not None), part
    assert (live.send is not None) or not live.can.intersection(_SAYING)
    assert (live.act is not None) == bool(live.can.intersection(_ACTING))
    assert (live.backfill is not None) == (Can.BACKFILL in live.can)
    assert (live.install is None) == (live.remove is None)
    assert live.longest > 0


def is_light(case: Case, _: Outside) -> None:
    """What is known of a connector costs nothing: no Django, and no library before it is called."""
    code = (
        "import sys, veche.channels.connectors as c; c.connector_of(sys.argv[1]).live;"
        "heavy = {'django', 'aiogram', 'vk_api', 'slack_sdk', 'discord', 'nio', 'mastodon', 'imap_tools',"
        " 'feedparser', 'aiohttp', 'requests', 'httpx'} & set(sys.modules); assert not heavy, heavy"
    )
    around = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", code, case.connector.key], env=around, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]


def reads_purely(case: Case, _: Outside) -> None:
    """An envelope is read to the same records each time, in whatever order; ids are unique."""
    first = [read(case, raw) for raw in case.raws]
    again = [read(case, raw) for raw in reversed(case.raws)][::-1]
    assert first == again
    records = [record for read in first for record in read]
    files.is_accounted(records)
    files.nobody_is_named_in_ids(records)
    files.travels(records)
    _ids_stand_for_one_fact(records)
    assert len({raw.key for raw in case.raws}) == len(case.raws)
    assert json.dumps(dict(case.known.facts))


def read(case: Case, raw: Raw) -> list[Record]:
    return list(case.live.read(raw, case.known))


def _ids_stand_for_one_fact(records: list[Record]) -> None:
    seen: dict[tuple[str, str, str], Any] = {}
    for sighting in files.sightings(records):
        assert not fault_of(sighting), (fault_of(sighting), sighting)
        key = (sighting.place.network, sighting.place.key, sighting.external_id)
        before = seen.setdefault(key, sighting)
        assert (before.handle.value, before.kind) == (sighting.handle.value, sighting.kind), key


def hides_secrets(case: Case, _: Outside) -> None:
    """No secret is in what is shown of an access, nor in what goes wrong with it."""
    assert case.secrets or not any(setting.is_secret for setting in case.live.settings)
    access = case.access(nobody())
    assert not told(case, repr(access))
    with guarded(case), pytest.raises((Trouble, Refusal)):
        case.live.check(access)


@contextmanager
def guarded(case: Case) -> Iterator[None]:
    """Check that no secret is in what is raised, nor in the trace of it as it would be logged."""
    try:
        yield
    except Exception as error:
        if shown := told(case, "".join(traceback.format_exception(error))):
            pytest.fail(f"told in an error: {shown}", pytrace=False)
        raise


def told(case: Case, text: str) -> list[str]:
    return [key for key, secret in case.secrets.items() if secret in text]
