"""What every live connector promises of asking and saying: what is done, not done, and perhaps done."""

import json
import pickle
from dataclasses import replace

import pytest
from tests.channels.connectors.live.contract import Case, guarded, told, web_to
from tests.channels.connectors.live.scripted import CUT, Answer, Outside, nobody

from veche.channels.terms.live import Checked, Doubtful, Sent
from veche.kit.terms import Refusal, Trouble


def checks(case: Case, outside: Outside) -> None:
    """A good outside is found good; what was found is words and facts that keep as JSON."""
    assert case.serve is not None
    case.serve(outside)

    found = case.live.check(case.access(outside.address))

    assert type(found) is Checked
    assert found.is_good, found
    assert found.title
    assert found.findings
    assert json.loads(json.dumps(dict(found.facts))) == dict(found.facts)
    assert not told(case, repr(found))
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
        with guarded(case), pytest.raises(Trouble) as raised:
            case.live.check(way)
    assert raised.value.retry_after == case.retry_after
    with guarded(case), pytest.raises(Trouble):
        case.live.check(case.access(nobody()))


def sends(case: Case, outside: Outside) -> None:
    """What is accepted is known by the place and the id under which it will be heard."""
    assert case.accept is not None
    assert case.message is not None
    assert case.live.send is not None
    case.accept(outside)

    sent = case.live.send(case.access(outside.address), case.message)

    assert type(sent) is Sent
    assert sent.external_id
    assert sent.at > 0
    assert sent.place == case.message.place


def sending_fails_as_said(case: Case, outside: Outside) -> None:
    """Nothing done: trouble or refusal; perhaps done: doubtful. Never is one taken for the other."""
    assert case.accept is not None
    assert case.message is not None
    assert case.live.send is not None
    access = case.access(outside.address)
    expected: list[tuple[Answer, type[Exception]]] = [
        (case.busy, Trouble), (case.broken, Trouble), (case.refused, Refusal), (CUT, Doubtful),
    ]  # fmt: skip
    for fault, kind in expected:
        case.accept(outside)
        outside.on(case.path, fault)
        with guarded(case), pytest.raises(kind) as raised:
            case.live.send(access, case.message)
        assert str(raised.value)
        if fault is case.busy:
            assert isinstance(raised.value, Trouble)
            assert raised.value.retry_after == case.retry_after
    with guarded(case), pytest.raises(Trouble):
        case.live.send(case.access(nobody()), case.message)
