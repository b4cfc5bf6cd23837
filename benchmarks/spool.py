"""The spool: four threads append webhooks of 2 KB, each on disk before it counts.

The bar is 95 of 100 within 10 ms at 500 a second or more. The baseline is the same disk with one fsync
for every record, in one thread: what is not shared.
"""

import os
import threading
import time
from pathlib import Path

from benchmarks.measuring import SCALE, own_data, p95, report, times_of
from veche.kit.spool import Spool

THREADS, BAR, LEAST = 4, 10.0, 500.0
RECORD = bytes(range(250)) * 8


def main() -> None:
    """Append from all threads at once, then take everything in again."""
    each = int(2_500 * SCALE)
    with own_data() as folder:
        alone = _one_by_one(folder / "alone")
        spool, taken, got = Spool(folder / "spool"), [[0.0]] * THREADS, []

        def append(thread: int) -> None:
            taken[thread] = times_of(lambda: spool.append(RECORD), each)

        threads = [threading.Thread(target=append, args=(thread,)) for thread in range(THREADS)]
        start = time.perf_counter()
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        rate = THREADS * (each + 1) / (time.perf_counter() - start)
        start = time.perf_counter()
        count = spool.drain(got.extend)
        drained = count / (time.perf_counter() - start)
    times = [one for own in taken for one in own]
    print(f"{rate:.0f} appends/s, drained at {drained:.0f}/s, the slowest took {max(times):.1f} ms")
    if count != THREADS * (each + 1) or rate < LEAST:
        raise SystemExit("records are missing, or too slow")
    report("spool", p95(times), "ms", BAR, better="less", baseline=f"alone {p95(alone):.2f} ms",
           ratio=p95(times) / p95(alone))  # fmt: skip


def _one_by_one(path: Path) -> list[float]:
    with path.open("wb") as file:

        def write() -> None:
            os.write(file.fileno(), RECORD)
            os.fdatasync(file.fileno())

        return times_of(write, 500)


if __name__ == "__main__":
    main()
