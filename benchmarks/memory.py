"""Idle memory of `veche up`, all processes together: `make bench NAME=memory`."""

import time
import urllib.request

from benchmarks.measuring import family_of, memory_of, own_data, report, running_veche


def main() -> None:
    """Start, show a few pages, let it rest, and add up what every process holds."""
    with own_data() as folder, running_veche(folder) as (process, address):
        for _ in range(20):
            urllib.request.urlopen(address + "/", timeout=10).read()
        time.sleep(5)
        value = memory_of(process.pid)
        count = len(family_of(process.pid))
    print(f"{count} processes hold {value:.0f} MB (PSS)")
    report("memory", value, "MB", 200, better="less", baseline="the bar of the design", ratio=value / 200)


if __name__ == "__main__":
    main()
