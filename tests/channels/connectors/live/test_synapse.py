"""Matrix against a real homeserver: two people talk, we hear, answer, moderate, and nothing is lost."""

from pathlib import Path

import pytest
from tests.channels.connectors.live import contract
from tests.channels.connectors.live.synapse import PYTHON, Synapse, synapse

from veche.channels.connectors.matrix import CONNECTOR
from veche.channels.connectors.matrix.checking import ENCRYPTED, HEARS, MAY_NOT
from veche.channels.terms.live import Access, Act, Attachment, Cursor, Deed, Known, Message, Raw
from veche.ledger.terms import Handle, Kind, Sighting

pytestmark = pytest.mark.synapse
LIVE = CONNECTOR.live


class Hearing:
    """Our side: a cursor that is kept, and everything that was heard."""

    def __init__(self, access: Access) -> None:
        self.access, self.cursor, self.raws = access, {}, []
        self.hear(1)

    def hear(self, pieces: int = 20, until: str = "") -> list[Sighting]:
        """Listen on a new line from where the last one ended, until an event came."""
        cursor: Cursor = self.cursor
        listening, before = LIVE.listen(self.access, cursor), len(self.raws)
        for _, heard in zip(range(pieces), listening, strict=False):
            self.raws += heard.raws
            self.cursor = heard.cursor
            if until and until in {raw.key for raw in self.raws}:
                break
        listening.close()
        return [seen for raw in self.raws[before:] for seen in self.read(raw)]

    def read(self, raw: Raw) -> tuple[Sighting, ...]:
        """Answer what an envelope says."""
        return next(LIVE.read(raw, Known(self.access.facts))).sightings


@pytest.fixture
def server(tmp_path: Path):
    """Answer a homeserver; without its environment the test says how to get it."""
    assert PYTHON.exists(), "run `make synapse` first"
    with synapse(tmp_path) as running:
        yield running


def test_a_room_is_heard_answered_and_moderated(server: Synapse):
    for name in ("anna", "petra", "bot"):
        server.register(name)
    anna, petra, bot = (f"@{name}:example.org" for name in ("anna", "petra", "bot"))
    settings = {"homeserver": server.address, "token": server.tokens["bot"], "invites": "own"}
    hearing = Hearing(Access(settings, {"user": bot}, "", contract.web_to(10)))
    room = server.ask("POST", "/_matrix/client/v3/createRoom", {
        "preset": "public_chat", "name": "Бегуны", "invite": [bot],
        "power_level_content_override": {"users": {bot: 100}},
    }, "anna")["room_id"]  # fmt: skip
    hearing.hear(2)  # the invitation, which is accepted
    server.ask("POST", f"/_matrix/client/v3/join/{room}", {}, "petra")

    question = server.say("anna", room, {"msgtype": "m.text", "body": "Где бегаем?"})
    seen = {one.external_id: one for one in hearing.hear(until=question)}
    _answers_in_its_thread(server, hearing, room, question)
    _survives_a_restart(server, hearing, room)
    _moderates(server, hearing, room, petra)

    assert seen[question].words == "Где бегаем?"
    assert (seen[question].place.title, seen[question].handle.name) == ("Бегуны", "anna")
    assert {one.handle.value for one in seen.values() if one.kind is Kind.JOINED} >= {petra}
    keys = [raw.key for raw in hearing.raws]
    assert len(keys) == len(set(keys))
    _tells_what_is_not_heard(server, hearing, anna)


def _answers_in_its_thread(server: Synapse, hearing: Hearing, room: str, question: str) -> None:
    message = Message("key-1", room, "У **моста**", reply_to=question, thread=question,
                      attachments=(Attachment("map.txt", "text/plain", b"map"),))  # fmt: skip
    sent, again = LIVE.send(hearing.access, message), LIVE.send(hearing.access, message)
    liked = server.say("petra", room, {"m.relates_to": {
        "rel_type": "m.annotation", "event_id": sent.external_id, "key": "👍"}}, "m.reaction")  # fmt: skip
    edit = server.say("anna", room, {
        "msgtype": "m.text", "body": "* Где?", "m.new_content": {"msgtype": "m.text", "body": "Где бежим?"},
        "m.relates_to": {"rel_type": "m.replace", "event_id": question}})  # fmt: skip
    heard = hearing.hear(until=edit)

    assert sent.external_id == again.external_id
    ours = [one for one in heard if one.handle.value == "@bot:example.org"]
    assert [(one.external_id == sent.external_id, one.thread, one.words) for one in ours] == [
        (True, question, "У моста"), (False, question, ""),
    ]  # fmt: skip
    reacted = next(one for one in heard if one.external_id == liked)
    assert (reacted.reply_to, reacted.extra) == (sent.external_id, {"emoji": "👍"})
    changed = next(one for one in heard if one.edited_at)
    assert (changed.external_id, changed.words) == (question, "Где бежим?")


def _survives_a_restart(server: Synapse, hearing: Hearing, room: str) -> None:
    """More is said than one piece of news holds, then the server dies and comes back."""
    said = [server.say("anna", room, {"msgtype": "m.text", "body": str(number)}) for number in range(110)]
    server.stop()
    server.start()
    said.append(server.say("petra", room, {"msgtype": "m.text", "body": "Я тут"}))
    heard = hearing.hear(until=said[-1])

    assert [one.external_id for one in heard] == said


def _moderates(server: Synapse, hearing: Hearing, room: str, petra: str) -> None:
    spam = server.say("petra", room, {"msgtype": "m.text", "body": "Купите"})
    LIVE.act(hearing.access, Deed(Act.DELETE, room, spam))
    LIVE.act(hearing.access, Deed(Act.MUTE, room, handle=Handle("matrix", petra)))
    with pytest.raises(OSError, match="403"):
        server.say("petra", room, {"msgtype": "m.text", "body": "Ещё"})
    LIVE.act(hearing.access, Deed(Act.UNMUTE, room, handle=Handle("matrix", petra)))
    LIVE.act(hearing.access, Deed(Act.BAN, room, handle=Handle("matrix", petra)))
    heard = hearing.hear(1)
    LIVE.act(hearing.access, Deed(Act.UNBAN, room, handle=Handle("matrix", petra)))

    # The server tells a deleted message without words; its deletion is told as well.
    assert {one.external_id for one in heard if one.kind is Kind.MESSAGED} == {spam}
    assert [one.words for one in heard if one.edited_at] == [""]
    assert any(one.kind is Kind.LEFT and one.handle.value == petra for one in heard)


def _tells_what_is_not_heard(server: Synapse, hearing: Hearing, anna: str) -> None:
    secret = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
    server.ask("POST", "/_matrix/client/v3/createRoom", {
        "name": "Тайная", "invite": ["@bot:example.org"], "initial_state": [secret]}, "anna")  # fmt: skip
    hearing.hear(1)
    checked = LIVE.check(hearing.access)
    before = [raw for heard in LIVE.backfill(hearing.access, {}) for raw in heard.raws]

    found = {finding.text: finding.values for finding in checked.findings}
    assert checked.facts == {"user": "@bot:example.org"}
    assert (found[HEARS]["rooms"], found[ENCRYPTED]["rooms"]) == ("Бегуны", "Тайная")
    assert found[MAY_NOT]["rooms"] == "Тайная"
    assert {raw.key for raw in hearing.raws if raw.kind == "m.room.message"} <= {raw.key for raw in before}
