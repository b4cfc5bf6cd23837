"""The door of an event for ten thousand: `make bench NAME=checkin [SCALE=1]`.

A real `veche up` with one web process on SQLite; eight phones by links of their own. Measured: how many
tickets a second they check in when each sends the next as soon as the last was answered (the last line),
how long an answer takes at 150 a second, how long a phone takes to get the whole list and what is new,
and, where a Chromium is at hand, how long a phone takes to answer by itself from a list of ten thousand.
The baselines are the same server's health page in the same run, which keeps nothing, and 23 to 30
check-ins a second, measured of pretix 2026.8 with one worker on the same kind of machine.
"""

import contextlib
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.measuring import SCALE, family_of, own_data, p50, p95, report, running_veche

TICKETS, PHONES, RATE, BAR, BAR_MS, PRETIX = int(10_000 * SCALE), 8, 150, 150, 60, 30
CLOSED, OPEN = int(2_000 * SCALE), int(1_000 * SCALE)
BROWSERS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")


def main() -> None:
    """Check tickets in by eight phones and report how many a second."""
    os.environ["VECHE_WEB_PROCESSES"] = "1"
    with own_data() as folder, running_veche(folder) as (process, address):
        made = json.loads(_aside("prepare"))
        links, codes = made["links"], made["codes"]
        _until_quiet()
        health = scan_all(address, [("/healthz", None)] * CLOSED)
        before = _worked(process.pid)
        taken = scan_all(address, _scans(links, codes[:CLOSED], "a"))
        worked = (_worked(process.pid) - before) / CLOSED
        paced = scan_all(address, _scans(links, codes[CLOSED : CLOSED + OPEN], "b"), rate=RATE)
        doubles = scan_all(address, _scans(links, codes[: min(500, CLOSED)], "c"))
        print(f"{TICKETS} tickets, {PHONES} phones: {taken.rate:.0f} a second, p95 {p95(taken.times):.1f} ms")
        pace = f"p50 {p50(paced.times):.1f} ms, p95 {p95(paced.times):.1f} ms (bar {BAR_MS})"
        print(f"at {RATE} a second: {pace}")
        print(f"work of the processor for one, workers included: {worked * 1000:.1f} ms")
        print(f"second scans: {doubles.rate:.0f} a second, p95 {p95(doubles.times):.1f} ms")
        print(f"the health page: {health.rate:.0f} a second", flush=True)
        whole, size = _get_list(address, links[0])
        print(f"the whole list: {whole:.2f} s, {size / 1024:.0f} KB", flush=True)
        told = json.loads(_aside("tell"))
        if phone := _ask_browser(address, links[0], codes[-60:]):
            print(f"a phone answers by itself: p50 {p50(phone):.1f} ms, p95 {p95(phone):.1f} ms (bar 50)")
    assert told["came"] == CLOSED + OPEN, told
    print(f"pretix 2026.8: 23 to {PRETIX} a second; times {taken.rate / PRETIX:.1f} of its best")
    report(
        "checkin", taken.rate, "check-ins/s", BAR, better="more", baseline="the health page",
        ratio=taken.rate / health.rate,
    )  # fmt: skip


class Taken:
    """How long each request took, in milliseconds, and how many there were a second."""

    def __init__(self, times: list[float], seconds: float) -> None:
        self.times, self.rate = times, len(times) / seconds


def _scans(links: list[str], codes: list[str], batch: str) -> list[tuple[str, dict[str, object] | None]]:
    return [
        (f"{links[number % PHONES]}scans/", {"key": f"{batch}{number}", "code": code})
        for number, code in enumerate(codes)
    ]


def scan_all(address: str, wishes: list[tuple[str, dict[str, object] | None]], rate: float = 0) -> Taken:
    """Send requests by as many lines as there are phones, at a rate or one after the other."""
    times: list[float] = []
    lock, start = threading.Lock(), time.perf_counter()

    def send(phone: int) -> None:
        place, mine = urlsplit(address), []
        line = HTTPConnection(place.hostname or "", place.port, timeout=30)
        for number in range(phone, len(wishes), PHONES):
            wait = start + number / rate - time.perf_counter() if rate else 0
            if wait > 0:
                time.sleep(wait)
            path, scan = wishes[number]
            began = time.perf_counter()
            if scan is None:
                line.request("GET", path)
            else:
                now = int(time.time() * 1000)
                body = json.dumps({"scans": [scan | {"at": now}], "now": now, "waiting": 0})
                line.request("POST", path, body, {"Content-Type": "application/json"})
            answer = line.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            mine.append((time.perf_counter() - began) * 1000)
        with lock:
            times.extend(mine)

    _at_once([lambda n=number: send(n) for number in range(PHONES)])
    return Taken(times, time.perf_counter() - start)


def _at_once(runs: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=run) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _get_list(address: str, link: str) -> tuple[float, int]:
    place, start, size, after = urlsplit(address), time.perf_counter(), 0, 0
    line = HTTPConnection(place.hostname or "", place.port, timeout=30)
    while after is not None:
        line.request("GET", f"{link}list/?after={after}")
        body = line.getresponse().read()
        size, after = size + len(body), json.loads(body)["next"]
    return time.perf_counter() - start, size


def _ask_browser(address: str, link: str, codes: list[str]) -> list[float]:
    """Answer how long the page takes from Enter to its answer, without a line, in milliseconds."""
    place = os.environ.get("VECHE_CHROMIUM") or next(filter(os.path.exists, BROWSERS), None)
    if not place:
        return []
    from playwright.sync_api import sync_playwright

    watch = """(words) => new Promise((done) => {
        const field = document.getElementById('door-words'), box = document.getElementById('door-result')
        const start = performance.now()
        new MutationObserver((_, one) => { one.disconnect(); done(performance.now() - start) })
            .observe(box, {childList: true})
        field.value = words
        field.form.requestSubmit()
    })"""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address + link)
        page.wait_for_selector("#door[data-ready=yes]", state="attached")
        page.locator("#door-numbers", has_text=re.compile(r"[1-9]")).wait_for()
        page.context.set_offline(True)
        found = [float(page.evaluate(watch, code)) for code in codes]
        browser.close()
    return found[10:]


def _aside(what: str) -> str:
    """Look into the running Veche's database from a process apart."""
    command = [sys.executable, "-m", "benchmarks.checkin", what]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ).stdout


def prepare() -> None:
    """Found a community with an event and its tickets; print the codes and a link for each phone."""
    from django.urls import reverse

    from benchmarks.boards import found_community
    from veche.core.terms import SYSTEM
    from veche.events.actions import add_door, draft_event, invite_device, move_event, record_changes
    from veche.events.models import Event, Guest, GuestChange, Seat
    from veche.events.queries import ticket_code
    from veche.events.terms import EventState
    from veche.kit.time import HOUR, Moment, now

    at = now()
    event = draft_event(
        found_community(), "Большая встреча", starts=Moment(at - HOUR), ends=Moment(at + 5 * HOUR), by=SYSTEM
    )
    move_event(event, EventState.OPEN, by=SYSTEM)
    guests = Guest.objects.bulk_create(
        [Guest(event=event, name=f"Гость {n}", folded=f"гость {n}", email=f"guest{n}@example.org",
               digest=f"{n}", key=f"{n}", made_at=at, changed_at=at) for n in range(TICKETS)],
        batch_size=500,
    )  # fmt: skip
    Event.objects.filter(pk=event.pk).update(taken=TICKETS)
    seats = Seat.objects.bulk_create(
        [Seat(guest=guest, event=event, number=1, secret=f"secret-of-{guest.key:>012}") for guest in guests],
        batch_size=500,
    )
    changes = [GuestChange(guest=one, event=event, state="going", at=at) for one in guests]
    GuestChange.objects.bulk_create(changes, batch_size=500)
    while record_changes(in_=event.community, by=SYSTEM):
        pass
    doors = [add_door(event, f"Вход {number}", by=SYSTEM) for number in range(2)]
    links = [invite_device(event, f"Телефон {n}", door=doors[n % 2], by=SYSTEM)[1] for n in range(PHONES)]
    print(json.dumps({
        "links": [reverse("events:device_page", args=[secret]) for secret in links],
        "codes": [ticket_code(seat) for seat in seats],
    }))  # fmt: skip


def _worked(pid: int) -> float:
    """Answer the seconds of processor that a process and all its descendants took so far."""
    ticks = 0
    for member in family_of(pid):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            found = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
            ticks += int(found[11]) + int(found[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _until_quiet() -> None:
    """Wait until the workers are done with who registered."""
    end = time.monotonic() + 120
    while json.loads(_aside("tell"))["jobs"] and time.monotonic() < end:
        time.sleep(1)


def tell() -> None:
    """Print how many came, and how many jobs are due."""
    from veche.events.models import Event
    from veche.events.queries import door_numbers
    from veche.kit.jobs import Job
    from veche.kit.time import now

    jobs = Job.objects.filter(state__in=("waiting", "running"), due_at__lte=now()).count()
    print(json.dumps({"came": door_numbers(Event.objects.get()).came, "jobs": jobs}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        from benchmarks.measuring import set_up_django

        set_up_django()
        {"prepare": prepare, "tell": tell}[sys.argv[1]]()
    else:
        main()
