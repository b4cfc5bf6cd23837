"""Badges and the list of names for an event, in scripts of all the world: `make bench NAME=badges [SCALE=1]`.

Three hundred guests, a fifth of them with names that have to be shaped. Measured, in seconds of the
processor: from asking to the finished PDF in a process that has drawn nothing yet (the last line), again in
the same one, and what it adds to memory.
"""

import time

import psutil

from benchmarks.measuring import SCALE, own_data, report, set_up_django

GUESTS, BAR = int(300 * SCALE), 2.0
SHAPED = ("क्षत्रिय श्रीकृष्ण", "สมชาย วงศ์สวัสดิ์", "محمد گودرزی", "王小明", "さくら 田中", "김민수", "சுந்தர்")


def main() -> None:
    """Draw the badges twice and the list once."""
    with own_data():
        set_up_django()
        event = _filled_event()
        from veche.events.queries import badges_pdf, names_not_drawn, names_pdf

        before = psutil.Process().memory_info().rss
        first, size = _timed(lambda: badges_pdf(event))
        again, _ = _timed(lambda: badges_pdf(event))
        listed, _ = _timed(lambda: names_pdf(event))
        told, _ = _timed(lambda: bytes(len(names_not_drawn(event))))
        grown = (psutil.Process().memory_info().rss - before) / 2**20
    print(f"{GUESTS} badges: {first:.2f} s, again {again:.2f} s, {size / 1024:.0f} KB; list {listed:.2f} s")
    print(f"names that are not drawn: {told * 1000:.0f} ms; memory: +{grown:.0f} MB")
    report("badges", first, "s", BAR, better="less")


def _timed(make) -> tuple[float, int]:  # type: ignore[no-untyped-def]
    start = time.process_time()
    made = make()
    return time.process_time() - start, len(made)


def _filled_event():  # type: ignore[no-untyped-def]
    from tests import make
    from tests.events.guests import going

    event = make.event(title="Встреча")
    for number in range(GUESTS):
        shaped = SHAPED[number // 5 % len(SHAPED)] if number % 5 == 0 else "Анна"
        going(event, f"{shaped} {number}")
    return event


if __name__ == "__main__":
    main()
