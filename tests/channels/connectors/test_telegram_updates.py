import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from tests.channels.connectors import contract

from veche.channels.connectors.telegram import CONNECTOR
from veche.channels.connectors.telegram.updates import BROKEN, RIGHTS, SAID_BEFORE, TAKEN_BACK, UNKNOWN, USED
from veche.ledger.terms import Handle, Kind, Mark, Nature

Update = dict[str, Any]
START = 1_700_000_000
CHAT = {"id": -1_000_000_000_077, "type": "supergroup", "title": "Болталка"}
ANNA = {"id": 1, "is_bot": False, "first_name": "Анна", "last_name": "Тестова", "username": "anna_test"}
BORIS = {"id": 2, "is_bot": False, "first_name": "Борис"}
BOT = {"id": 3, "is_bot": True, "first_name": "Погода", "username": "weather_bot"}


def told(number: int, kind: str = "message", **more: Any) -> Update:
    """An update as `getUpdates` answers it."""
    body = {"message_id": number, "date": START + number * 60, "chat": CHAT, "from": ANNA, **more}
    return {"update_id": 900 + number, kind: body}


def member(number: int, before: str, after: str, who: Update = BORIS, by: Update = BORIS) -> Update:
    body = {
        "chat": CHAT,
        "from": by,
        "date": START + number * 60,
        "old_chat_member": {"status": before, "user": who},
    }
    return {
        "update_id": 900 + number,
        "chat_member": body | {"new_chat_member": {"status": after, "user": who}},
    }


UPDATES = [
    told(1, text="Всем привет"),
    told(2, text="Ответ", **{"from": BORIS}, reply_to_message={"message_id": 1, "date": START, "chat": CHAT}),
    told(2, "edited_message", text="Правка", edit_date=START + 600, **{"from": BORIS}),
    told(3, caption="Карта", photo=[{"file_id": "x"}]),
    told(4, text="сюда 🔥", entities=[{"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org"}]),
    told(5, new_chat_members=[BORIS]),
    told(6, left_chat_member=BORIS, **{"from": BORIS}),
    told(7, "message_reaction", user=BORIS, old_reaction=[], new_reaction=[{"type": "emoji", "emoji": "👍"}]),
    told(8, "message_reaction", user=BORIS, old_reaction=[{"type": "emoji", "emoji": "👍"}], new_reaction=[]),
    member(20, "left", "member"),
    member(21, "member", "administrator"),
    told(22, text="+10", **{"from": BOT}),
    {"update_id": 30, "callback_query": {"id": "1", "from": ANNA}},
    {"update_id": 31, "teleport": {}},
    told(32, date="soon"),
    told(33, "chat_join_request", **{"from": BORIS}),
]  # fmt: skip
ANSWER = {"ok": True, "result": UPDATES}


def test_keeps_the_contract(tmp_path):
    records = contract.keeps(CONNECTOR, contract.file(tmp_path, ANSWER))

    assert len(records) == len(UPDATES)
    assert contract.counted(records) == {
        "messaged": 6, "joined": 2, "invited": 1, "left": 1, "reacted": 1, "applied": 1,
        TAKEN_BACK: 1, RIGHTS: 1, USED: 1, UNKNOWN: 1, BROKEN: 1,
    }  # fmt: skip


def test_what_a_bot_was_told(tmp_path):
    seen = contract.sightings(contract.read(CONNECTOR, contract.file(tmp_path, ANSWER)))
    first = {}
    for sighting in seen:
        first.setdefault(sighting.external_id, sighting)

    assert first["1"].handle == Handle(
        "telegram", "1", "Анна Тестова", Nature.PERSON, (Handle("telegram_name", "anna_test"),)
    )
    assert first["1"].place.key == "channel77"
    assert first["2"].reply_to == "1"
    assert first["3"].marks == Mark.MEDIA
    assert first["4"].words == "сюда (https://example.org) 🔥"
    assert first["5/joined/0"].handle.value == "2"
    assert first["7/reaction/2/👍"].kind is Kind.REACTED
    assert first["22"].handle.nature is Nature.BOT
    edited = [sighting for sighting in seen if sighting.external_id == "2"]
    assert [(one.words, one.edited_at) for one in edited] == [
        ("Ответ", None),
        ("Правка", (START + 600) * 1000),
    ]


def test_a_coming_that_is_told_in_two_ways_is_one(tmp_path):
    updates = [told(1, new_chat_members=[BORIS], **{"from": BORIS}), member(1, "left", "member")]

    records = contract.read(CONNECTOR, contract.file(tmp_path, {"ok": True, "result": updates}))

    assert contract.counted(records) == {"joined": 1, SAID_BEFORE: 1}


def test_an_update_a_line(tmp_path):
    lines = "\n".join(json.dumps(update) for update in UPDATES) + "\nnot json\n"

    records = contract.read(CONNECTOR, contract.file(tmp_path, lines))

    assert len(records) == len(UPDATES) + 1
    assert records[-1].refused == BROKEN


@given(contract.mutated(ANSWER, UPDATES))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_survives_whatever_comes(data):
    contract.survives(CONNECTOR, data)
