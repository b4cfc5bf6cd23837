"""One process at a time changes the copy of a community; whoever dies holding on lets go."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from veche.kit import sql
from veche.kit.terms import Trouble

PATIENCE = 20.0
_PAUSE = 0.1


@contextmanager
def alone(community_id: int) -> Iterator[None]:
    """Hold the copy of a community; waits a while for another process, then asks to be tried again.

    The manifest's version guards what is listed even where this lock fails: it saves work.
    """
    hold = _on_database(community_id) if sql.on_postgres() else _on_file(community_id)
    with hold:
        yield


@contextmanager
def _on_database(community_id: int) -> Iterator[None]:
    key = community_id % 2**31

    def tried() -> bool:
        return bool(sql.fetch("SELECT pg_try_advisory_lock(hashtext('ledger.columns'), %s)", (key,))[0][0])

    _wait_for(tried)
    try:
        yield
    finally:
        sql.fetch("SELECT pg_advisory_unlock(hashtext('ledger.columns'), %s)", (key,))


@contextmanager
def _on_file(community_id: int) -> Iterator[None]:
    folder = Path(settings.COLUMNS) / str(community_id)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".held").open("w") as file:

        def tried() -> bool:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        _wait_for(tried)
        yield


def _wait_for(tried: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not tried():
        if time.monotonic() > end:
            raise Trouble("another process is at these figures", retry_after=5)
        time.sleep(_PAUSE)
