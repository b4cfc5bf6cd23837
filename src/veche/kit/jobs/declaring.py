"""What may be run as a job, by which name, for how long and how often."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

LANES = ("main", "long")


@dataclass(frozen=True)
class Declared:
    """A function that may be run as a job: `bound` in seconds, then it is stopped and retried."""

    name: str
    run: Callable[..., None]
    title: str
    bound: int
    attempts: int
    lane: str

    def __call__(self, **arguments: Any) -> None:
        """Run it here and now."""
        self.run(**arguments)


@dataclass(frozen=True)
class Periodic:
    """A declared job that has its turn every so many seconds, on one node only."""

    job: Declared
    every: int


@dataclass(frozen=True)
class Loop:
    """Something that goes on as long as it is wanted: in a process of its own on every worker node.

    `run` is told whether to end and returns soon after; of several nodes it shares the work by
    leases of its own. `is_wanted` is asked every few seconds while it does not run.
    """

    name: str
    is_wanted: Callable[[], bool]
    run: Callable[[Callable[[], bool]], None]


_DECLARED: dict[str, Declared] = {}


def job(
    title: str, *, bound: int = 300, attempts: int = 8, lane: str = "main"
) -> Callable[[Callable[..., None]], Declared]:
    """Declare a job under its function's path below `veche`; long work goes to the long lane.

    The function takes JSON values by keyword and may run twice or be cut off anywhere.
    """

    def declare(run: Callable[..., None]) -> Declared:
        name = f"{run.__module__}.{run.__name__}".removeprefix("veche.")
        if lane not in LANES:
            raise ValueError(f"no such lane: {lane}")
        _DECLARED[name] = Declared(name, run, title, bound, attempts, lane)
        return _DECLARED[name]

    return declare


def declared(name: str) -> Declared | None:
    """Answer the declared job of this name, if this version of Veche has it."""
    from veche.kit.rooms import rooms

    rooms()  # reads every room's jobs, so that none is unknown by accident
    return _DECLARED.get(name)
