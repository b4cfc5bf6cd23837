"""Web forms: what people fill in is taken, what programs fill in is not."""

import json
from urllib.parse import urlencode

import pytest
from tests.channels.connectors.live import contract

from veche.channels.connectors.form import CONNECTOR
from veche.channels.connectors.form.fields import (
    MISSING,
    NO_CHOICE,
    NO_CONSENT,
    NO_MAIL,
    NO_NAME,
    NO_TITLE,
    TOKEN,
    TRAP,
    TWICE,
    fields_of,
)
from veche.channels.connectors.form.live import NOT_A_FORM, TOO_FAST, TOO_OLD
from veche.channels.connectors.form.tokens import token_of
from veche.channels.terms.live import Access, Knock, Known, Raw
from veche.kit.terms import Refusal
from veche.kit.time import DAY, MINUTE, SECOND, Moment

LIVE = CONNECTOR.live
AT = contract.AT
SECRET = "a-long-random-secret"
KNOWN = Known({"key": "k", "title": "Вопросы"})
SETTINGS = {
    "title": "Вопросы", "secret": SECRET, "email": "needed", "message": "asked",
    "fields": "Город\nРазмер: S | M *", "consent": "Согласен на обработку",
}  # fmt: skip
FILLED = {
    "name": " Анна\nРэй ", "email": "Anna@Example.org", "message": "Где\nбегаем?", "own_город": "Тверь",
    "own_размер": "M", "consent": "on", TRAP: "", "strange": "x",
}  # fmt: skip
TOKEN_THEN = token_of(SECRET, Moment(AT - MINUTE))


def knock(at=AT, body=None, **changes):
    """Answer a knock of a form that was shown a minute ago."""
    told = {**FILLED, TOKEN: TOKEN_THEN, **changes}
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return Knock("POST", headers, {}, urlencode(told).encode() if body is None else body, at)


def forged(good):
    """Answer what programs send."""
    yield knock(**{TOKEN: ""})
    yield knock(**{TOKEN: token_of("another secret", Moment(AT - MINUTE))})
    yield knock(**{TOKEN: TOKEN_THEN.replace(str(AT - MINUTE), str(AT - 2 * MINUTE))})
    yield knock(**{TRAP: "https://spam.example"})
    yield good._replace(method="GET")


RAW = LIVE.knock(Access(SETTINGS, KNOWN.facts), knock()).raws[0]
CASE = contract.Case(
    CONNECTOR, lambda _: SETTINGS, KNOWN, (RAW,), knock=knock, forged=forged, hook_secret="secret"
)
PROMISES = [
    promise for promise in contract.promises(CASE) if promise is not contract.hides_secrets
]  # asks nobody


@pytest.mark.parametrize("promise", PROMISES, ids=contract.name)
def test_keeps_the_contract(promise, outside):
    promise(CASE, outside)


def refusals(knocked, **more):
    """Answer the reasons for refusing a knock."""
    with pytest.raises(Refusal) as told:
        LIVE.knock(Access({**SETTINGS, **more}), knocked)
    return [(reason.field, reason.text) for reason in told.value.reasons]


def test_what_was_filled_in_is_a_fact():
    (seen,) = next(LIVE.read(RAW, KNOWN)).sightings

    assert (seen.handle.kind, seen.handle.value, seen.handle.name) == (
        "email",
        "anna@example.org",
        "Анна Рэй",
    )
    assert (seen.kind.word, seen.at, seen.place.title) == ("submitted", AT, "Вопросы")
    assert seen.words == "Где\nбегаем?\n\nГород: Тверь\nРазмер: M"
    assert seen.extra == {"consent": "Согласен на обработку"}


def test_json_says_the_same_and_a_form_sent_twice_is_one():
    body = json.dumps({**FILLED, "consent": True, TOKEN: TOKEN_THEN}).encode()
    sent = knock(body=body)._replace(headers={"content-type": "application/json; charset=utf-8"})

    (raw,) = LIVE.knock(Access(SETTINGS), sent).raws

    assert raw == RAW


def test_without_an_address_they_are_known_by_this_form_only():
    access = Access({**SETTINGS, "email": "optional"})

    (raw,) = LIVE.knock(access, knock(email="")).raws

    handle = next(LIVE.read(raw, KNOWN)).sightings[0].handle
    assert (handle.kind, handle.value) == ("row", f"k/{raw.key}")


def test_all_errors_are_told_at_once():
    bad = knock(email="nobody", message="", consent="", own_размер="XXL")

    assert refusals(bad) == [
        ("email", NO_MAIL), ("own_размер", NO_CHOICE), ("message", MISSING), ("consent", NO_CONSENT),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("age", "reason"), [(2 * SECOND, TOO_FAST), (-MINUTE, TOO_FAST), (DAY + SECOND, TOO_OLD)]
)
def test_neither_hurried_nor_stale(age, reason):
    assert refusals(knock(**{TOKEN: token_of(SECRET, Moment(AT - age))})) == [("", reason)]


def test_programs_are_refused_alike():
    assert {refusals(one)[0] for one in forged(knock())} == {("", NOT_A_FORM)}


def test_a_definition_is_checked_whole():
    with pytest.raises(Refusal) as told:
        LIVE.check(Access({**SETTINGS, "title": " ", "fields": "Город\nгород\n : a | b"}))

    assert [reason.text for reason in told.value.reasons] == [NO_TITLE, TWICE, NO_NAME]


def test_the_page_knows_what_to_ask():
    keys = [(field.key, field.shape.value, field.is_needed) for field in fields_of(SETTINGS)]

    assert keys == [
        ("name", "line", False), ("email", "mail", True), ("own_город", "line", False),
        ("own_размер", "choice", True), ("message", "text", True), ("consent", "consent", True),
    ]  # fmt: skip
    assert LIVE.check(Access(SETTINGS, {}, "https://veche.example/hooks/door")).is_good
    assert isinstance(RAW, Raw)
