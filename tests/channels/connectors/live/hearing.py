"""What every live connector promises of hearing: by asking for news, and by knocks at our address."""

import json

import pytest
from tests.channels.connectors.live.contract import AT, Case, guarded, read
from tests.channels.connectors.live.scripted import CUT, Outside

from veche.channels.terms.live import LARGEST_ENVELOPE, LONGEST_SILENCE, Cursor, Heard, Opened
from veche.kit.terms import Refusal, Trouble
from veche.kit.time import MINUTE, Moment


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
            assert read(case, raw), raw.key
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
    assert case.batches is not None
    assert case.live.listen is not None
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
    assert case.batches is not None
    assert case.live.listen is not None
    for fault in (case.broken, CUT):
        case.batches(outside)
        outside.on(case.path, fault)
        with guarded(case), pytest.raises(Trouble):
            for _ in range(3):
                next(case.live.listen(case.access(outside.address), {}))


def opens_what_is_signed(case: Case, outside: Outside) -> None:
    """A knock that is verified is opened, twice to the same news under the same key."""
    assert case.knock is not None
    assert case.live.knock is not None
    access = case.access(outside.address)

    opened = case.live.knock(access, case.knock(AT))

    assert type(opened) is Opened
    assert opened.raws
    assert opened.status == 200
    assert opened == case.live.knock(access, case.knock(AT))
    for raw in opened.raws:
        assert raw.key
        assert read(case, raw)
    assert not outside.asked(), "a knock is answered without asking anybody"


def refuses_forged(case: Case, outside: Outside) -> None:
    """Unsigned, signed falsely, too large or no message at all: refused, in words without a secret."""
    assert case.knock is not None
    assert case.forged is not None
    assert case.live.knock is not None
    access, good = case.access(outside.address), case.knock(AT)
    forged = list(case.forged(good))
    assert len(forged) >= 2, "unsigned and signed falsely"
    huge = good._replace(body=b"[" * (LARGEST_ENVELOPE + 1))
    for bad in (*forged, good._replace(body=b""), good._replace(body=b"\xff{"), huge):
        with guarded(case), pytest.raises(Refusal):
            case.live.knock(access, bad)


def refuses_stale(case: Case, outside: Outside) -> None:
    """What was signed more than five minutes ago, or in the future, is refused."""
    assert case.knock is not None
    assert case.live.knock is not None
    for shift in (6 * MINUTE, -6 * MINUTE):
        stale = case.knock(AT)._replace(at=Moment(AT + shift))
        with guarded(case), pytest.raises(Refusal):
            case.live.knock(case.access(outside.address), stale)


def knows_nobody_without_a_secret(case: Case, outside: Outside) -> None:
    """Without the secret that verifies, everything is refused."""
    assert case.knock is not None
    assert case.live.knock is not None
    assert case.hook_secret
    access = case.access(outside.address, **{case.hook_secret: ""})
    assert case.forged is not None
    for knock in (case.knock(AT), *case.forged(case.knock(AT))):
        with guarded(case), pytest.raises(Refusal):
            case.live.knock(access, knock)


LISTENING = [listens, goes_on_from_its_cursor, listening_fails_as_trouble]
KNOCKING = [opens_what_is_signed, refuses_forged, knows_nobody_without_a_secret]
