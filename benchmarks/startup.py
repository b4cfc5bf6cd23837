"""From an empty database to the first page: `make bench NAME=startup`."""

import time

from benchmarks.measuring import own_data, report, running_veche


def main() -> None:
    """Start Veche over nothing, three times, then once more over what is there."""
    fresh, again = [], []
    for _ in range(3):
        with own_data() as folder:
            for taken in (fresh, again):
                start = time.perf_counter()
                with running_veche(folder):
                    taken.append(time.perf_counter() - start)
    print(f"empty database to a page: {min(fresh):.2f} s; second start: {min(again):.2f} s")
    report(
        "startup", min(fresh), "s", 5.0, better="less", baseline="pretix 70 s (design)", ratio=min(fresh) / 70
    )


if __name__ == "__main__":
    main()
