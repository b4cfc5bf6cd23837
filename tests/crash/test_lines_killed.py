"""Listening and saying, killed -9 anywhere: nothing is lost or doubled, nothing goes out twice silently."""

import os
import time
from collections.abc import Callable

import pytest
from tests.channels.connectors.live import scripted
from tests.channels.connectors.live.scripted import Answer, Asked
from tests.crash.running import Running

pytestmark = [pytest.mark.crash, pytest.mark.long]
KILLS = max(4, int(os.environ.get("KILLS", "4")) // 10)
UPDATES, MESSAGES, PATIENCE = 60, 12, 240
OPEN = "SELECT 1 FROM channels_outgoing WHERE state IN ('waiting', 'claimed')"
HEARD = "SELECT count(*) FROM ledger_wording WHERE text LIKE 'Слово %'"
ACCOUNT = "SELECT received, taken, duplicate, refused, parked FROM channels_connection"

CONNECT = """
from veche.channels.actions import connect_channel
from veche.core.actions import found_organisation, open_community
from veche.core.terms import SYSTEM
owner = {{"owner_email": "o@example.org", "owner_name": "O", "password": "a long enough passphrase"}}
home, _ = found_organisation("Club", language="en", by=SYSTEM, **owner)
runners = open_community(home, name="Runners", slug="runners", by=SYSTEM)
connect_channel(runners, "telegram", {{"token": "1:x", "api": "{api}"}}, by=SYSTEM)
"""
SEND = """
from veche.channels.actions import send_message
from veche.core.models import Community, User
from veche.core.queries import actor_of
from veche.ledger.models import Channel
by = actor_of(User.objects.get())
for number in range({count}):
    send_message(Community.objects.get(), channel=Channel.objects.get(), text=f"Ответ {{number}}",
                 key=f"k{{number}}", by=by)
"""


@pytest.fixture
def telegram():
    with scripted.outside() as outside:
        yield outside


def script(outside: scripted.Outside) -> list[str]:
    """Have the outside tell its updates, and note every message it took."""
    taken: list[str] = []
    chat = {"id": -100123, "type": "supergroup", "title": "Чат"}
    bot = {"id": 1, "is_bot": True, "first_name": "Бот", "username": "bot"}
    updates = [
        {"update_id": n, "message": {"message_id": n, "date": 1_780_000_000 + n, "chat": chat,
         "text": f"Слово {n}",
         "from": {"id": 7, "is_bot": False, "first_name": "Аня"}}}
        for n in range(1, UPDATES + 1)
    ]  # fmt: skip

    def news(asked: Asked) -> Answer:
        offset = int(asked.value("offset") or 0)
        fresh = [one for one in updates if one["update_id"] >= offset][:4]
        return Answer({"ok": True, "result": fresh}, delay=0.1)

    def take(asked: Asked) -> Answer:
        taken.append(str(asked.value("text")))
        said = {
            "message_id": 1000 + len(taken),
            "date": 1_780_009_000,
            "chat": chat,
            "from": bot,
            "text": "…",
        }
        return Answer({"ok": True, "result": said}, delay=0.2)

    outside.on("*/getMe", Answer({"ok": True, "result": bot}))
    outside.on("*/getWebhookInfo", Answer({"ok": True, "result": {
        "url": "", "pending_update_count": 0, "has_custom_certificate": False}}))  # fmt: skip
    outside.on("*/getUpdates", news)
    outside.on("*/sendMessage", take)
    return taken


def test_killed_while_it_listens_and_says(tmp_path, telegram):
    taken = script(telegram)
    running = Running(tmp_path, reaches="localhost,127.0.0.1", seed=3)
    try:
        running.wait_until_it_answers()
        running.do(CONNECT.format(api=telegram.address))
        until(lambda: running.ask("SELECT 1 FROM ledger_wording LIMIT 1"))
        running.do(SEND.format(count=MESSAGES))
        for _ in range(KILLS):
            time.sleep(0.7)
            running.kill_somebody()
        until(lambda: running.ask(HEARD)[0][0] == UPDATES)
        until(lambda: not running.ask(OPEN))
    finally:
        running.stop()

    received, *became = running.ask(ACCOUNT)[0]
    assert received == sum(became)
    states = dict(running.ask("SELECT text, state FROM channels_outgoing"))
    assert len(states) == MESSAGES
    assert set(states.values()) <= {"sent", "doubtful"}
    assert len(taken) == len(set(taken)), "something was said twice"
    assert {text for text, state in states.items() if state == "sent"} <= set(taken)


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.2)
