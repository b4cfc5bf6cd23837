"""A journal of what was said and answered, in a file that outlives the process that writes it.

A plain write survives kill -9 of whoever made it: nobody waits for the disk. The file is locked as long
as its process lives, so that nobody else settles what is still going on.

    s KEY                           the last dot of this letter is about to leave
    a KEY FATE STAGE CODE TEXT      and this is what was answered
"""

import fcntl
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from veche.kit.smtp.replies import Fate, Outcome, Reply, Stage

LONGEST_TEXT = 200


@dataclass
class Told:
    """What a journal tells: letters that were answered, and those that were said and not answered."""

    answered: dict[int, Outcome] = field(default_factory=dict)
    doubtful: set[int] = field(default_factory=set)


class Journal:
    """The journal of this process for one batch of letters."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._path = path
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        self._ahead = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def answered(self, outcome: Outcome) -> None:
        """Take note of an answer; it is written with the next word, or by `flush`."""
        key, fate, (code, text), stage = outcome
        line = " ".join(text[:LONGEST_TEXT].split())
        self._ahead += f"a {key} {fate:d} {stage:d} {code} {line}\n".encode()

    def said(self, key: int) -> None:
        """Take note that the last dot of a letter is about to leave."""
        ahead, self._ahead = self._ahead, b""
        os.write(self._file, b"%bs %d\n" % (ahead, key))

    def flush(self) -> None:
        """Write what was answered."""
        if self._ahead:
            ahead, self._ahead = self._ahead, b""
            os.write(self._file, ahead)

    def close(self) -> None:
        """Let go of the file; it stays. May be repeated."""
        if self._file >= 0:
            self.flush()
            os.close(self._file)
            self._file = -1

    def remove(self) -> None:
        """Remove the file, once the database knows what is in it."""
        self.close()
        self._path.unlink(missing_ok=True)


def read_left(path: Path) -> Told | None:
    """Answer what a dead process left, or nothing while its process lives.

    Raises `FileNotFoundError` where there is none.
    """
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        return told_by(file.read())


def told_by(data: bytes) -> Told:
    """Answer what the lines of a journal tell; one that was cut off was not written yet."""
    told = Told()
    for line in data.split(b"\n")[:-1]:
        word, _, rest = line.partition(b" ")
        with suppress(ValueError):
            if word == b"s":
                told.doubtful.add(int(rest))
            elif word == b"a":
                key, fate, stage, code, *text = rest.decode("utf-8", "replace").split(" ", 4)
                reply = Reply(int(code), text[0] if text else "")
                told.answered[int(key)] = Outcome(int(key), Fate(int(fate)), reply, Stage(int(stage)))
                told.doubtful.discard(int(key))
    return told
