"""VK's conversations, as messages.getHistory answers them."""

import pytest
from hypothesis import given, settings
from tests.channels.connectors import contract
from tests.channels.connectors.test_vk import NOON, POLL, VERA, answer

from veche.channels.connectors.vk import CONNECTOR, desk
from veche.ledger.terms import Kind, Mark, Nature

PEER = 2_000_000_007


def message(number, author=101, **facts):
    return {
        "id": number + 500, "date": NOON + number, "peer_id": PEER, "from_id": author,
        "text": f"Слово {number}", "conversation_message_id": number, "random_id": 0, "attachments": [],
        "fwd_messages": [], **facts,
    }  # fmt: skip


def done(number, kind, author=101, **facts):
    return message(number, author, text="", action={"type": kind, **facts})


def chat(*messages):
    told = {"peer": {"id": PEER, "type": "chat"}, "chat_settings": {"title": "Бегуны: беседа"}}
    found = answer(list(messages))
    found["response"]["conversations"] = [told]
    return found


CHAT = chat(
    done(1, "chat_create", text="Бегуны"),
    done(2, "chat_invite_user", member_id=103),
    done(3, "chat_invite_user_by_link", 104),
    message(4, text="Когда бежим, [id103|Оля]?", update_time=NOON + 90,
            reactions=[{"reaction_id": 1, "count": 3, "user_ids": [103, 104]}]),
    message(5, 103, text="Утром", reply_message={"conversation_message_id": 4, "date": NOON + 4}),
    message(6, 104, text="", attachments=[POLL]),
    message(7, text="Вот", fwd_messages=[{"from_id": 105, "date": 5, "text": "чужие слова"}]),
    message(8, -7001),
    done(9, "chat_title_update", text="Бегуны!"),
    done(10, "chat_pin_message", conversation_message_id=4),
    done(11, "chat_kick_user", 104, member_id=104),
    done(12, "chat_kick_user", member_id=103),
    message(13, 105, peer_id=105, text="Лично"),
    message(14, deleted=1),
)  # fmt: skip


def seen(tmp_path):
    return contract.sightings(contract.read(CONNECTOR, contract.file(tmp_path, CHAT)))


def test_keeps_the_contract(tmp_path):
    path = contract.file(tmp_path, CHAT)

    records = contract.keeps(CONNECTOR, path)

    assert not CONNECTOR.questions(contract.open_source(path), contract.MOSCOW)
    assert contract.counted(records) == {
        "joined": 3, "invited": 1, "messaged": 6, "reacted": 2, "pinned": 1, "left": 2, desk.CHANGED: 1,
        desk.DELETED: 1,
    }  # fmt: skip


def test_a_chat_has_its_title_and_private_ones_none(tmp_path):
    found = seen(tmp_path)

    assert found[0].place == ("vk", "chat7", "Бегуны: беседа", "group")
    assert found[-1].place == ("vk", "private", "ВКонтакте: личные сообщения", "private")
    assert (found[-1].thread, found[-1].external_id) == ("105", f"105/13.{NOON + 13}")


def test_who_came_and_went(tmp_path):
    moves = [(one.kind, one.handle.value) for one in seen(tmp_path) if one.kind not in (Kind.MESSAGED,)]

    assert [move for move in moves if move[0] in (Kind.JOINED, Kind.INVITED)] == [
        (Kind.JOINED, "101"), (Kind.INVITED, "101"), (Kind.JOINED, "103"), (Kind.JOINED, "104"),
    ]  # fmt: skip
    assert [move for move in moves if move[0] is Kind.LEFT] == [(Kind.LEFT, "104"), (Kind.LEFT, "103")]


def test_what_is_said(tmp_path):
    said = [one for one in seen(tmp_path) if one.kind is Kind.MESSAGED]
    asked, answered, poll, forwarded, community, _ = said

    assert (asked.words, asked.target.value, asked.edited_at) == (
        "Когда бежим, Оля?", "103", (NOON + 90) * 1000,
    )  # fmt: skip
    assert asked.tallies == (("reactions", 1),)
    assert answered.reply_to == asked.external_id
    assert poll.words.startswith("Когда?\n— утром")
    assert (forwarded.words, forwarded.marks) == ("Вот\n\nчужие слова", int(Mark.FORWARDED))
    assert community.handle.nature is Nature.PLACE
    assert asked.handle.name == f"{VERA['first_name']} {VERA['last_name']}"


@pytest.mark.parametrize(
    "broken", [{"from_id": 0}, {"date": "x", "conversation_message_id": None, "id": "x"}]
)
def test_broken_ones_are_told_one_by_one(tmp_path, broken):
    path = contract.file(tmp_path, chat({**message(1), **broken}, message(2)))

    bad, good = contract.read(CONNECTOR, path)

    assert bad.refused in (desk.NOBODY, desk.BROKEN)
    assert good.sightings


@pytest.mark.parametrize("piece", ["[id1|", "[https://", "[#alias|", "[id1|a|", "[vk.com/a", "<@1"])
def test_endless_marks_take_no_time(tmp_path, piece):
    path = contract.file(tmp_path, chat(message(1, text=piece * (100_000 // len(piece)))))

    assert len(contract.read(CONNECTOR, path)) == 1


@settings(max_examples=60, deadline=None)
@given(contract.mutated(CHAT))
def test_survives_whatever_comes(data):
    contract.survives(CONNECTOR, data)
