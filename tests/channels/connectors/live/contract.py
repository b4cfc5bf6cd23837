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
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from tests.channels.connectors import contract as files
from tests.channels.connectors.live.scripted import CUT, Answer, Outside, nobody

from veche.channels.terms import Connector, Record
from veche.channels.terms.live import (
    LARGEST_ENVELOPE,
    LONGEST_SILENCE,
    Access,
    Can,
    Checked,
    Cursor,
    Doubtful,
    Heard,
    Knock,
    Known,
    Live,
    Message,
    Opened,
    Raw,
    Sent,
    Way,
)
from veche.kit.terms import Refusal, Trouble
from veche.kit.time import MINUTE, Moment
from veche.kit.web import Web
from veche.ledger.rules import fault_of

AT = Moment(1_764_300_000_000)
PATIENCE = 1.0
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
    refused: Answer = Answer({"error": "no"}, 403)  # how this outside says «never»
    busy: Answer = Answer({"error": "slow down"}, 429, {"Retry-After": "7"})
    broken: Answer = Answer({"error": "broken"}, 503)
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
    found: list[Promise] = [is_described, is_light, reads_purely, hides_secrets]
    found += [checks, check_fails_as_trouble] if case.serve else []
    found += [listens, goes_on_from_its_cursor, listening_fails_as_trouble] if case.batches else []
    found += [opens_what_is_signed, refuses_forged, knows_nobody_without_a_secret] if case.knock else []
    found += [refuses_stale] if case.knock and case.is_dated else []
    found += [sends, sending_fails_as_said] if case.accept else []
    return found


def name(promise: Promise) -> str:
    """Answer what a promise is called in the list of tests."""
    return promise.__name__


def is_described(case: Case, _: Outside) -> None:
    """Settings, steps and ways are complete, said in words, and fit what there is to call."""
    live = case.live
    assert live.ways and live.steps and live.settings
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
    first = [_read(case, raw) for raw in case.raws]
    again = [_read(case, raw) for raw in reversed(case.raws)][::-1]
    assert first == again
    records = [record for read in first for record in read]
    files.is_accounted(records)
    files.nobody_is_named_in_ids(records)
    files.travels(records)
    _ids_stand_for_one_fact(records)
    assert len({raw.key for raw in case.raws}) == len(case.raws)
    assert json.dumps(dict(case.known.facts))


def _read(case: Case, raw: Raw) -> list[Record]:
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
    assert not _told(case, repr(access))
    with guarded(case), pytest.raises((Trouble, Refusal)):
        case.live.check(access)


@contextmanager
def guarded(case: Case) -> Iterator[None]:
    """Check that no secret is in what is raised, nor in the trace of it as it would be logged."""
    try:
        yield
    except Exception as error:
        assert not _told(case, "".join(traceback.format_exception(error)))
        raise


def _told(case: Case, text: str) -> list[str]:
    return [key for key, secret in case.secrets.items() if secret in text]


def checks(case: Case, outside: Outside) -> None:
    """A good outside is found good; what was found is words and facts that keep as JSON."""
    assert case.serve is not None
    case.serve(outside)

    found = case.live.check(case.access(outside.address))

    assert type(found) is Checked
    assert found.is_good, found
    assert found.title and found.findings
    assert json.loads(json.dumps(dict(found.facts))) == dict(found.facts)
    assert not _told(case, repr(found))
    for finding in found.findings:
        assert finding.text.format(**finding.values)
    assert pickle.loads(pickle.dumps(found)) == found


def check_fails_as_trouble(case: Case, outside: Outside) -> None:
    """An outside that is broken, silent or busy is a trouble; one that says no is a refusal."""
    assert case.serve is not None
    case.serve(outside)
    access = case.access(outside.address)
    silent = replace(access, web=web_to(0.2))
    for fault, way in ((case.broken, access), (CUT, access), (Answer(delay=1), silent), (case.busy, access)):
        outside.on(case.path, fault)
        with guarded(case), pytest.raises(Trouble) as told:
            case.live.check(way)
    assert told.value.retry_after == case.retry_after
    with guarded(case), pytest.raises(Trouble):
        case.live.check(case.access(nobody()))


def listens(case: Case, outside: Outside) -> None:
    """News is heard in its order and once; where there is none, control comes back all the same."""
    assert case.batches is not None
    case.batches(outside)

    heard = _hear(case, outside, {}, len(case.heard))

    keys = [raw.key for one in heard for raw in one.raws]
    assert keys == list(case.heard)
    assert json.loads(json.dumps(dict(heard[-1].cursor))) == dict(heard[-1].cursor)
    assert all(type(raw.payload) is bytes for one in heard for raw in one.raws)
    for one in heard:
        for raw in one.raws:
            assert _read(case, raw), raw.key
    assert case.asked_to_wait(outside) < LONGEST_SILENCE


def _hear(case: Case, outside: Outside, cursor: Cursor, wanted: int) -> list[Heard]:
    """Listen until so much was heard, then once more: silence is told too."""
    assert case.live.listen is not None
    listening = case.live.listen(case.access(outside.address), cursor)
    heard: list[Heard] = []
    try:
        while sum(len(one.raws) for one in heard) < wanted and len(heard) < 20:
            heard.append(next(listening))
        heard.append(next(listening))
    finally:
        listening.close()  # type: ignore[attr-defined]
    return heard


def goes_on_from_its_cursor(case: Case, outside: Outside) -> None:
    """Cut off after any piece of news and called anew, it loses nothing and repeats no kept news."""
    assert case.batches is not None and case.live.listen is not None
    case.batches(outside)
    keys: list[str] = []
    cursor: Cursor = {}
    for _ in range(20):
        listening = case.live.listen(case.access(outside.address), cursor)
        heard = next(listening)
        listening.close()  # type: ignore[attr-defined]
        cursor = json.loads(json.dumps(dict(heard.cursor)))
        keys += [raw.key for raw in heard.raws]
        if len(keys) >= len(case.heard):
            break
    assert keys == list(case.heard)


def listening_fails_as_trouble(case: Case, outside: Outside) -> None:
    """A line that breaks while listening is a trouble: it is called anew."""
    assert case.batches is not None and case.live.listen is not None
    for fault in (case.broken, CUT):
        case.batches(outside)
        outside.on(case.path, fault)
        with guarded(case), pytest.raises(Trouble):
            for _ in range(3):
                next(case.live.listen(case.access(outside.address), {}))


def opens_what_is_signed(case: Case, outside: Outside) -> None:
    """A knock that is verified is opened, twice to the same news under the same key."""
    assert case.knock is not None and case.live.knock is not None
    access = case.access(outside.address)

    opened = case.live.knock(access, case.knock(AT))

    assert type(opened) is Opened
    assert opened.raws and opened.status == 200
    assert opened == case.live.knock(access, case.knock(AT))
    for raw in opened.raws:
        assert raw.key
        assert _read(case, raw)
    assert not outside.asked(), "a knock is answered without asking anybody"


def refuses_forged(case: Case, outside: Outside) -> None:
    """Unsigned, signed falsely, too large or no message at all: refused, in words without a secret."""
    assert case.knock is not None and case.forged is not None and case.live.knock is not None
    access, good = case.access(outside.address), case.knock(AT)
    forged = list(case.forged(good))
    assert len(forged) >= 2, "unsigned and signed falsely"
    huge = good._replace(body=b"[" * (LARGEST_ENVELOPE + 1))
    for bad in (*forged, good._replace(body=b""), good._replace(body=b"\xff{"), huge):
        with guarded(case), pytest.raises(Refusal):
            case.live.knock(access, bad)


def refuses_stale(case: Case, outside: Outside) -> None:
    """What was signed more than five minutes ago, or in the future, is refused."""
    assert case.knock is not None and case.live.knock is not None
    for shift in (6 * MINUTE, -6 * MINUTE):
        stale = case.knock(AT)._replace(at=Moment(AT + shift))
        with guarded(case), pytest.raises(Refusal):
            case.live.knock(case.access(outside.address), stale)


def knows_nobody_without_a_secret(case: Case, outside: Outside) -> None:
    """Without the secret that verifies, everything is refused."""
    assert case.knock is not None and case.live.knock is not None and case.hook_secret
    access = case.access(outside.address, **{case.hook_secret: ""})
    assert case.forged is not None
    for knock in (case.knock(AT), *case.forged(case.knock(AT))):
        with guarded(case), pytest.raises(Refusal):
            case.live.knock(access, knock)


def sends(case: Case, outside: Outside) -> None:
    """What is accepted is known by the place and the id under which it will be heard."""
    assert case.accept is not None and case.message is not None and case.live.send is not None
    case.accept(outside)

    sent = case.live.send(case.access(outside.address), case.message)

    assert type(sent) is Sent
    assert sent.external_id and sent.at > 0
    assert sent.place == case.message.place


def sending_fails_as_said(case: Case, outside: Outside) -> None:
    """Nothing done: trouble or refusal; perhaps done: doubtful. Never is one taken for the other."""
    assert case.accept is not None and case.message is not None and case.live.send is not None
    access = case.access(outside.address)
    expected: list[tuple[Answer, type[Exception]]] = [
        (case.busy, Trouble), (case.broken, Trouble), (case.refused, Refusal), (CUT, Doubtful),
    ]  # fmt: skip
    for fault, kind in expected:
        case.accept(outside)
        outside.on(case.path, fault)
        with guarded(case), pytest.raises(kind) as told:
            case.live.send(access, case.message)
        assert str(told.value)
        if fault is case.busy:
            assert isinstance(told.value, Trouble) and told.value.retry_after == case.retry_after
    with guarded(case), pytest.raises(Trouble):
        case.live.send(case.access(nobody()), case.message)
