"""Letters: personalised ones of 20 kB in Cyrillic with their own links and headers, each claimed for sure.

One lane of the sender, as it runs in a worker, hands letters to two servers on this machine: one in C that
keeps nothing (`sink.c`), and Debian's smtp-sink. What a client in C does that repeats one letter
again and again is the limit, measured in the same run against each. The bar is 15 000 a second with the
claims, or a fifth of the limit of the sink in C, whichever is less.

SCALE=100 sends to a million: memory stays what it was.
"""

import os
import resource
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measuring import SCALE, own_data, report, set_up_django

RECIPIENTS = int(10_000 * SCALE)
BAR, SHARE, SINK_SHARE = 15_000.0, 0.2, 0.6
PARAGRAPH = "Мы собрали главное за неделю: встречи, разговоры и планы. Приходите в четверг.\n\n"


def main() -> None:
    """Measure the limit of each sink, then the sender against it."""
    with own_data() as folder:
        client = built(folder)
        os.environ["VECHE_MAY_REACH"] = "127.0.0.1"
        set_up_django()
        letter, sender = a_letter()
        sample = a_sample(letter, sender, folder)
        own = measured(client, sample, letter, sender, [str(client), "serve"], "C sink")
        debian = None
        if program := smtp_sink():
            debian = measured(client, sample, letter, sender, [program, "-u", "nobody"], "smtp-sink")
        where_the_time_goes(letter, sender, client)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at its highest: {memory:.0f} MB for {RECIPIENTS} recipients")
    limit, rate = own
    if debian is not None:
        print(f"smtp-sink: {debian[1] / debian[0]:.0%} of its limit (bar {SINK_SHARE:.0%})")
        if debian[1] < SINK_SHARE * debian[0]:
            print("smtp-sink: below the bar")
    bar = min(BAR, SHARE * limit)
    baseline = f"raw client in C {limit:.0f}/s"
    report("letters", rate, "letters/s", bar, better="more", baseline=baseline, ratio=rate / limit)


def measured(client, sample, letter, sender, command, name) -> tuple[float, float]:
    """Answer the limit of a sink and the rate of the sender against it."""
    with sinking(command) as port:
        count = 20_000
        limit = count / best(
            lambda: float(
                subprocess.run(
                    [client, "send", str(port), str(count), str(sample)],
                    capture_output=True, text=True, check=True,
                ).stdout
            )
        )  # fmt: skip
        rate = best_rate(letter, sender, port)
    print(f"{name}: raw client in C {limit:.0f}/s, sender {rate:.0f}/s with claims ({rate / limit:.0%})")
    return limit, rate


def best(run, rounds: int = 3) -> float:
    """Answer the shortest of a few times."""
    return min(run() for _ in range(rounds))


def best_rate(letter, sender, port: int) -> float:
    """Answer letters a second of the sender; the better of two rounds."""
    rounds = 2 if SCALE <= 1 else 1
    return max(RECIPIENTS / sent(letter, sender, port) for _ in range(rounds))


def sent(letter, sender, port: int) -> float:
    """Write the recipients down and answer the seconds of sending."""
    from veche.kit import sql
    from veche.mailing.jobs.lanes import Lane
    from veche.mailing.jobs.sending import journals, node

    write_down(letter, sender, port)
    lane = Lane(sender.pk, node=node(), folder=journals(), ending=lambda: False)
    start, own = time.perf_counter(), time.process_time()
    run_out(lane)
    taken, own = time.perf_counter() - start, time.process_time() - own
    print(f"  {RECIPIENTS / taken:.0f}/s, {own / RECIPIENTS * 1e6:.0f} µs of the processor a letter")
    states = dict(sql.fetch("SELECT state, count(*) FROM mailing_delivery GROUP BY state"))
    if states != {2: RECIPIENTS}:
        raise SystemExit(f"not all left: {states}")
    return taken


def run_out(lane) -> None:
    """Have a lane send until nothing is due."""
    try:
        while lane.step():
            pass
    finally:
        lane.close()


def write_down(letter, sender, port: int) -> None:
    """Have everybody wait for the letter."""
    from veche.kit import sql
    from veche.kit.sealing import seal
    from veche.kit.time import now
    from veche.mailing.models import Delivery, Letter, Sender, Subscription

    place = f'{{"host": "127.0.0.1", "port": "{port}", "security": "none"}}'
    Sender.objects.filter(pk=sender.pk).update(settings=seal(place), state="open")
    Letter.objects.filter(pk=letter.pk).update(state="sending", begun_at=now(), ended_at=None)
    Delivery.objects.all().delete() if RECIPIENTS <= 100_000 else sql.execute("DELETE FROM mailing_delivery")
    if not Subscription.objects.exists():
        sql.insert_rows(
            "mailing_subscription", ("newsletter_id", "email", "state", "frequency", "changed_at"),
            ((letter.newsletter_id, f"reader{n}@example.org", "on", "every", 0) for n in range(RECIPIENTS)),
        )  # fmt: skip
    at = now()
    sql.insert_rows(
        "mailing_delivery",
        ("letter_id", "person_id", "email", "domain", "variant", "turn", "sender_id", "state", "why",
         "due_at", "is_paced", "attempts", "answer", "foreign_id", "is_told"),
        ((letter.pk, people(n), f"reader{n}@example.org", "example.org", 0, 0, sender.pk, 0, "", at, False, 0,
          "", "", False) for n in range(RECIPIENTS)),
    )  # fmt: skip


_PEOPLE: list[int] = []


def people(number: int) -> int:
    """Answer a person of a thousand, each with a name of their own."""
    if not _PEOPLE:
        from veche.core.models import Organisation
        from veche.kit.time import now
        from veche.people.models import Person

        home = Organisation.objects.get()
        for n in range(1000):
            _PEOPLE.append(
                Person.objects.create(organisation=home, name=f"Анна{n} Петрова", made_at=now()).pk
            )
    return _PEOPLE[number % len(_PEOPLE)]


def a_letter():
    """Answer a letter of a newsletter and a sender."""
    from veche.core.actions import found_organisation, open_community
    from veche.core.terms import SYSTEM
    from veche.kit.time import now
    from veche.mailing.models import Letter, LetterRules, Newsletter, Sender

    owner = {"owner_email": "o@example.org", "owner_name": "O", "password": "a long enough passphrase"}
    home, _ = found_organisation("Club", language="ru", by=SYSTEM, **owner)
    club = open_community(home, name="Бегуны", slug="runners", by=SYSTEM)
    LetterRules.objects.create(community=club, most=30_000, days=1)
    news = Newsletter.objects.create(community=club, title="Новости", slug="news", made_at=now())
    links = [f"[Читать дальше о встрече {n}](https://example.org/meeting/{n})\n\n" for n in range(28)]
    source = "# Новости\n\nЗдравствуйте, {first_name|друг}!\n\n" + "".join(
        (PARAGRAPH if n % 3 == 0 else "") + link for n, link in enumerate(links)
    )
    letter = Letter.objects.create(
        community=club, newsletter=news, title="Новости", subject="{first_name|Друг}, новости недели",
        form="markdown", content={"source": source}, language="ru", state="sending", made_at=now(),
        changed_at=now(), begun_at=now(),
    )  # fmt: skip
    sender = Sender.objects.create(
        community=club, title="Sink", kind="smtp", address="news@runners.example", made_at=now()
    )
    return letter, sender


def a_sample(letter, sender, folder: Path) -> Path:
    """Keep one letter as a file, for the raw client."""
    from veche.mailing.queries.sending import sheet_of

    sheet = sheet_of(letter, 0, sender, eight_bit=True)
    values = {"email": "reader1@example.org", "date": "Sat, 28 Nov 2026 10:00:00 +0000", "first_name": "Анна"}
    data = sheet.cut.fill(values, "A" * 24)
    print(f"a letter is {len(data) / 1000:.1f} kB with {len(sheet.cut.links)} links")
    path = folder / "letter.eml"
    path.write_bytes(data)
    return path


def where_the_time_goes(letter, sender, client) -> None:
    """Print the functions that take most of it."""
    import cProfile
    import pstats

    from veche.mailing.jobs.lanes import Lane
    from veche.mailing.jobs.sending import journals, node

    with sinking([str(client), "serve"]) as port:
        write_down(letter, sender, port)
        lane = Lane(sender.pk, node=node(), folder=journals(), ending=lambda: False)
        profile = cProfile.Profile(time.process_time)
        profile.runcall(run_out, lane)
    print("where the time goes (microseconds of the processor a letter, with the profiler's own weight):")
    found = pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]
    for (path, _, name), (_, calls, own, _, _) in sorted(found, key=lambda one: -one[1][2])[:14]:
        print(f"  {own / RECIPIENTS * 1e6:6.1f} µs {calls:8d} ×  {Path(path).name}:{name}")


def built(folder: Path) -> Path:
    """Compile the sink and the raw client."""
    source, made = Path(__file__).with_name("sink.c"), folder / "sink"
    compiler = shutil.which("gcc") or shutil.which("cc")
    if not compiler:
        raise SystemExit("a compiler of C is needed: apt-get install gcc")
    subprocess.run([compiler, "-O2", "-D_GNU_SOURCE", "-o", made, source], check=True)
    return made


def smtp_sink() -> str | None:
    """Answer Debian's smtp-sink, if it is there; `make postfix` brings it."""
    return shutil.which("smtp-sink") or shutil.which("smtp-sink", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def sinking(command: list[str]) -> Iterator[int]:
    """A sink on a free port as long as it is wanted."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    is_own = command[-1] == "serve"
    more = [str(port)] if is_own else [f"127.0.0.1:{port}", "100"]
    sink = subprocess.Popen([*command, *more], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        sink.kill()
        sink.wait()


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit("the sink did not come up")


if __name__ == "__main__":
    main()
