"""Until a new message stands in an open inbox: `make bench NAME=visible [SCALE=1]`.

A real `veche up` on SQLite and an inbox page that is asked anew just as the browser asks: by what
its own HTML says, at the pace it says. Forty signed Telegram updates from forty people (SCALE
multiplies) come at random moments; of each is measured how long it takes from the knock to the
answer of the page that has its words. The bar is the longest of them. The baseline in the same run
is the page's own pace, which is all that would be left if nothing before it took any time.
"""

import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlsplit

from benchmarks.measuring import SCALE, own_data, p50, p95, report, running_veche
from benchmarks.webhooks import SECRET

COUNT, BAR, SHORTEST, LONGEST, PATIENCE = int(40 * SCALE), 2.0, 1.0, 4.0, 60.0
NEXT = re.compile(r'id="inbox-rows"[^>]*hx-get="([^"]+)"[^>]*hx-trigger="every (\d+)ms"')


class Page:
    """An inbox that is open in a browser: what it shows, and when it showed it first."""

    def __init__(self, address: str, told: dict[str, str]) -> None:
        self.place = urlsplit(address)
        self.headers = {"Cookie": f"session={told['session']}", "HX-Request": "true"}
        self.seen: dict[str, float] = {}
        self.next, self.every = self._ask(told["inbox"] + "?sort=latest")

    def watch(self, ending: threading.Event) -> None:
        """Ask for news at the page's own pace until told to end."""
        while not ending.wait(self.every):
            self.next, self.every = self._ask(self.next)

    def _ask(self, path: str) -> tuple[str, float]:
        line = HTTPConnection(self.place.hostname or "", self.place.port, timeout=30)
        line.request("GET", path, headers=self.headers)
        answer = line.getresponse()
        text = unescape(answer.read().decode())
        line.close()
        if answer.status == 204:
            return self.next, self.every
        assert answer.status == 200, answer.status
        moment = time.perf_counter()
        for number in re.findall(r"Вопрос номер (\d+):", text):
            self.seen.setdefault(number, moment)
        found = NEXT.search(text)
        assert found, "the page does not say how it asks for news"
        return found[1], int(found[2]) / 1000


def main() -> None:
    """Send at random moments, watch the page, and report the longest wait."""
    with own_data() as folder, running_veche(folder) as (_, address):
        told = json.loads(_aside("prepare"))
        time.sleep(8)  # the listening process begins at the next beat, and everything else comes to rest
        page, ending = Page(address, told), threading.Event()
        watching = threading.Thread(target=page.watch, args=(ending,))
        watching.start()
        sent = _send(address, told["door"])
        end = time.monotonic() + PATIENCE
        while len(page.seen) < COUNT and time.monotonic() < end:
            time.sleep(0.1)
        ending.set()
        watching.join()
        known = json.loads(_aside("tell"))
    missing = set(sent) - set(page.seen)
    assert not missing, f"never seen: {sorted(missing)}"
    waits = [page.seen[number] - began for number, (began, _) in sent.items()]
    inside = [known[number] / 1000 - began for number, (_, began) in sent.items()]
    print(f"{COUNT} messages, the page asks every {page.every:.1f} s")
    print(f"in a conversation after p50 {p50(inside):.2f}  p95 {p95(inside):.2f}  max {max(inside):.2f} s")
    print(f"seen on the page after  p50 {p50(waits):.2f}  p95 {p95(waits):.2f}  max {max(waits):.2f} s")
    report("visible", max(waits), "s, the longest", BAR, better="less", baseline="the page's own pace",
           ratio=max(waits) / page.every)  # fmt: skip


def _send(address: str, door: str) -> dict[str, tuple[float, float]]:
    """Knock at random moments; answer when each was sent, by a steady clock and by the one on the wall."""
    draw, sent, place = random.Random(7), {}, urlsplit(address)
    for number in range(1, COUNT + 1):
        time.sleep(draw.uniform(SHORTEST, LONGEST))
        line = HTTPConnection(place.hostname or "", place.port, timeout=30)
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": SECRET}
        sent[str(number)] = time.perf_counter(), time.time()
        line.request("POST", f"/in/{door}/", _update(number), headers)
        assert line.getresponse().status == 200
        line.close()
    return sent


def _update(number: int) -> bytes:
    """Write one update as Telegram sends it (https://core.telegram.org/bots/api#update)."""
    return json.dumps({
        "update_id": 10_000 + number,
        "message": {
            "message_id": number, "date": int(time.time()),
            "from": {"id": 1000 + number, "is_bot": False, "first_name": f"Участник {number}"},
            "chat": {"id": -1001234567890, "type": "supergroup", "title": "Город бежит"},
            "text": f"Вопрос номер {number}: кто бежит в субботу?",
        },
    }).encode()  # fmt: skip


def _aside(*what: str) -> str:
    """Look into the running Veche's database from a process apart."""
    command = [sys.executable, "-m", "benchmarks.visible", *what]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ).stdout


def prepare() -> None:
    """Found a community with a Telegram connection that is knocked at; print where, and a session."""
    from django.test import Client

    from benchmarks.filling import found_community
    from veche.channels.actions import connect_channel
    from veche.core.terms import SYSTEM

    community, owner = found_community()
    filled = {"token": "100:bench", "hook_secret": SECRET, "api": "http://127.0.0.1:9"}
    made = connect_channel(community, "telegram", filled, way="hook", by=SYSTEM)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(owner)
    session = client.cookies["session"].value
    print(json.dumps({"door": made.door, "session": session, "inbox": f"/c/{community.slug}/inbox/"}))


def tell() -> None:
    """Print when each message was put into its conversation, in milliseconds since 1970."""
    from veche.inbox.models import Conversation
    from veche.kit.time import moment
    from veche.ledger.models import Wording

    made = {one.opened_by: moment(one.changed_at) for one in Conversation.objects.all()}
    words = Wording.objects.filter(interaction__in=list(made)).values_list("interaction_id", "text")
    print(json.dumps({text.split()[2].rstrip(":"): made[pk] for pk, text in words}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        from benchmarks.measuring import set_up_django

        set_up_django()
        {"prepare": prepare, "tell": tell}[sys.argv[1]]()
    else:
        main()
