"""Waking: a process that waits for work hears at once that there is some, without looking more often.

Every process that waits has a named pipe in the data folder; whoever made work writes a byte into each.
Nothing depends on it: who is not woken, on another machine or by a disk without pipes, looks by itself.
"""

import os
import secrets
import select
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from django.conf import settings

JOBS, KNOCKS = "jobs", "knocks"
_SUFFIX = ".pipe"


class Sleeper:
    """A process that waits for one kind of work; to be made in that process, after the last fork."""

    def __init__(self, what: str) -> None:
        self._path = _folder() / f"{what}-{os.getpid()}-{secrets.token_hex(4)}{_SUFFIX}"
        self._pipe = -1
        with suppress(OSError, NotImplementedError):
            self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def sleep(self, seconds: float) -> bool:
        """Wait until somebody wakes us, or so long; answers whether we were woken."""
        if self._pipe < 0:
            time.sleep(seconds)
            return False
        if not select.select([self._pipe], [], [], seconds)[0]:
            return False
        with suppress(BlockingIOError):
            os.read(self._pipe, 4096)
        return True

    def close(self) -> None:
        """Take our pipe away; may be repeated."""
        if self._pipe >= 0:
            os.close(self._pipe)
            self._path.unlink(missing_ok=True)
            self._pipe = -1

    def _open(self) -> None:
        """Open the pipe before anybody sees it: one that nobody reads is taken for left behind."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        hidden = self._path.with_suffix(".new")
        os.mkfifo(hidden, 0o600)
        # For writing too, or each byte's writer would leave an end of file behind.
        self._pipe = os.open(hidden, os.O_RDWR | os.O_NONBLOCK)
        hidden.rename(self._path)


def wake(what: str) -> None:
    """Wake all on this machine who wait for this kind of work; never waits, never fails."""
    with suppress(OSError):
        for name in os.listdir(_folder()):
            if name.startswith(f"{what}-") and name.endswith(_SUFFIX):
                _ring(_folder() / name)


def _ring(path: Path) -> None:
    try:
        pipe = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:  # its process is gone
        path.unlink(missing_ok=True)
        return
    try:
        os.write(pipe, b"!")
    except OSError:
        pass  # it is full of wishes already, or ends just now
    finally:
        os.close(pipe)


def _folder() -> Path:
    return Path(settings.WAKING)
