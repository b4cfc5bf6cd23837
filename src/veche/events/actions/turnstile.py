"""The turnstile: what several phones tell at the same moment goes into one transaction.

A disk takes some milliseconds to keep a write for good, however small it is, and one writer at a time.
Whoever comes first writes for all who came meanwhile; each still fails or passes alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.db import transaction


@dataclass
class _Turn:
    run: Callable[[], Any]
    is_over: bool = False
    result: Any = None
    fault: BaseException | None = field(default=None)


class Turnstile:
    """Runs what writes, of all threads of this process, one after the other and together where it can."""

    def __init__(self) -> None:
        self._lock, self._turns = Lock(), deque[_Turn]()

    def pass_through(self, run: Callable[[], Any]) -> Any:
        """Run it within a transaction that was committed when this answers; raises what it raised."""
        turn = _Turn(run)
        self._turns.append(turn)
        with self._lock:
            if not turn.is_over:
                self._let_all_through()
        if turn.fault is not None:
            raise turn.fault
        return turn.result

    def _let_all_through(self) -> None:
        turns = []
        while self._turns:
            turns.append(self._turns.popleft())
        try:
            with transaction.atomic():
                if len(turns) == 1:
                    turns[0].result = turns[0].run()
                else:
                    for turn in turns:
                        _take(turn)
        except BaseException as fault:
            # Nothing of it was kept: nobody may believe it was.
            for turn in turns:
                turn.fault = turn.fault or fault
        finally:
            for turn in turns:
                turn.is_over = True


def _take(turn: _Turn) -> None:
    """Run one turn in a transaction of its own inside; its fault takes nothing of the others' back."""
    try:
        with transaction.atomic():
            turn.result = turn.run()
    except Exception as fault:
        turn.fault = fault
