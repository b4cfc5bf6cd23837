"""Knocks at our address while workers read: `make bench NAME=webhooks [SCALE=1]`.

A real `veche up` on SQLite; several senders send signed Telegram updates at 500 a second for 20 seconds
(SCALE multiplies). Measured: how long each knock waits for its acknowledgement, whether every one was
taken, and how many interactions a second the workers made of them until the last one was a fact.
Then 40 000 lie there at once, as after an outage, while knocks go on: how fast the workers catch up.
What is said is of today and asks, so everything that listens has its work. The baseline in the same
run is the same server's health page, which keeps nothing.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from urllib.parse import urlsplit

from benchmarks.measuring import SCALE, own_data, p95, report, running_veche

RATE, SECONDS, SENDERS, BAR_MS, FLOOD, BAR_CATCH_UP = 500, 20, 6, 15, 40_000, 1_500
BEGAN = int(time.time()) - 24 * 3600
SECRET = "a-secret-of-the-benchmark"


def main() -> None:
    """Send, wait until all is read, and report the 95th percentile of the acknowledgements."""
    with own_data() as folder, running_veche(folder) as (_, address):
        door = json.loads(_aside("prepare"))["door"]
        count = int(RATE * SECONDS * SCALE)
        plain = send_all(address, "/healthz", [b""] * (RATE * 4), RATE, method="GET")
        start = time.perf_counter()
        taken = send_all(address, f"/in/{door}/", [body_of(number) for number in range(count)], RATE)
        sent = time.perf_counter() - start
        told = _until_read(count)
        whole = time.perf_counter() - start
        caught, knocks = _catch_up(address, door, count)
    print(f"{count} knocks in {sent:.1f} s: {count / sent:.0f} a second, p95 {p95(taken):.1f} ms")
    print(f"the health page at the same rate: p95 {p95(plain):.1f} ms")
    print(f"received {told['received']}, became facts {told['taken']}, all read after {whole:.1f} s")
    print(
        f"read at {told['taken'] / whole:.0f} interactions a second beside the knocks (they came at {RATE})"
    )
    speed = caught["read"] / caught["seconds"]
    print(
        f"{FLOOD * SCALE:.0f} more at once: caught up at {speed:.0f} interactions a second "
        f"(bar {BAR_CATCH_UP}) beside {caught['knocked']:.0f} knocks a second, p95 {p95(knocks):.1f} ms"
    )
    assert (told["received"], told["taken"]) == (count, count), told
    value = p95(taken)
    report(
        "webhooks",
        value,
        "ms, p95",
        BAR_MS,
        better="less",
        baseline="the health page",
        ratio=value / p95(plain),
    )


def body_of(number: int) -> bytes:
    """Write one update as Telegram sends it (https://core.telegram.org/bots/api#update)."""
    who = number % 500
    return json.dumps({
        "update_id": 10_000 + number,
        "message": {
            "message_id": number + 1, "date": BEGAN + number // 2,
            "from": {"id": 1000 + who, "is_bot": False, "first_name": f"Участник {who}"},
            "chat": {"id": -1001234567890, "type": "supergroup", "title": "Город бежит"},
            "text": f"Сообщение номер {number}: кто бежит в субботу?",
        },
    }).encode()  # fmt: skip


def send_all(address: str, path: str, bodies: list[bytes], rate: float, method: str = "POST") -> list[float]:
    """Send bodies at a rate by several senders, each over a line of its own; answer milliseconds."""
    taken: list[float] = []
    lock, start = threading.Lock(), time.perf_counter()

    def send(sender: int) -> None:
        place, mine = urlsplit(address), []
        line = HTTPConnection(place.hostname or "", place.port, timeout=30)
        for number in range(sender, len(bodies), SENDERS):
            wait = start + number / rate - time.perf_counter()
            if wait > 0:
                time.sleep(wait)
            began = time.perf_counter()
            headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": SECRET}
            line.request(method, path, bodies[number] or None, headers)
            answer = line.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            mine.append((time.perf_counter() - began) * 1000)
        with lock:
            taken.extend(mine)

    _at_once([lambda n=number: send(n) for number in range(SENDERS)])
    return taken


def _catch_up(address: str, door: str, first: int) -> tuple[dict[str, float], list[float]]:
    """Put many envelopes in at once and knock on until they are read; answer what was read and the knocks."""
    caught: dict[str, float] = {}
    knocks: list[float] = []

    def flood() -> None:
        caught.update(json.loads(_aside("flood", str(first))))

    def knock() -> None:
        number = first + int(FLOOD * SCALE)
        while not caught:
            bodies = [body_of(one) for one in range(number, number + RATE)]
            knocks.extend(send_all(address, f"/in/{door}/", bodies, RATE))
            number += RATE

    start = time.perf_counter()
    _at_once([flood, knock])
    caught["knocked"] = len(knocks) / (time.perf_counter() - start)
    return caught, knocks


def _at_once(runs: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=run) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _until_read(count: int) -> dict[str, int]:
    end = time.monotonic() + 300
    while time.monotonic() < end:
        told: dict[str, int] = json.loads(_aside("tell"))
        if told["received"] == count and told["waiting"] == 0:
            return told
        time.sleep(0.5)
    raise SystemExit(f"not all was read: {told}")


def _aside(*what: str) -> str:
    """Look into the running Veche's database from a process apart."""
    command = [sys.executable, "-m", "benchmarks.webhooks", *what]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ).stdout


def prepare() -> None:
    """Found a community with a Telegram connection that is knocked at; print its address."""
    from benchmarks.boards import found_community
    from veche.channels.actions import connect_channel
    from veche.core.terms import SYSTEM

    filled = {"token": "100:bench", "hook_secret": SECRET, "api": "http://127.0.0.1:9"}
    made = connect_channel(found_community(), "telegram", filled, way="hook", by=SYSTEM)
    print(json.dumps({"door": made.door}))


def tell() -> None:
    """Print the account of the only connection."""
    from veche.channels.models import Connection

    found = Connection.objects.get()
    print(json.dumps({name: getattr(found, name) for name in ("received", "taken", "duplicate", "waiting")}))


def flood() -> None:
    """Keep many envelopes at once and wait until they are read; print how many were read meanwhile."""
    from veche.channels.actions import keep_heard
    from veche.channels.models import Connection
    from veche.channels.terms.live import Heard, Raw
    from veche.core.terms import SYSTEM

    found, first = Connection.objects.get(), int(sys.argv[2])
    numbers = range(first, first + int(FLOOD * SCALE))
    for begin in range(0, len(numbers), 10_000):
        raws = [Raw(str(10_000 + one), body_of(one)) for one in numbers[begin : begin + 10_000]]
        keep_heard(found, Heard(tuple(raws), {}), by=SYSTEM)
    start, before = time.perf_counter(), Connection.objects.get()
    while (now := Connection.objects.get()).waiting > RATE:
        time.sleep(0.05)
    read = now.taken - before.taken
    print(json.dumps({"read": read, "seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        from benchmarks.measuring import set_up_django

        set_up_django()
        {"prepare": prepare, "tell": tell, "flood": flood}[sys.argv[1]]()
    else:
        main()
