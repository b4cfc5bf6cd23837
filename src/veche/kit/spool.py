"""A spool: what has to be on disk before we say «got it», and waits there until somebody takes it in.

Processes of the web append to it within milliseconds, whatever writes the database just then; a worker
drains it. Every process has a file of its own, and holds its lock as long as it lives:

    magic, bytes that are surely on disk, bytes that were taken; then records: length, CRC-32, data

One folder on a disk of this machine; several processes may append to it and drain it. A process that
forks makes its spool afterwards.
"""

import fcntl
import logging
import os
import secrets
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

log = logging.getLogger("veche.spool")
LARGEST = 64 * 1024**2
LARGEST_FILE = 16 * 1024**2
LARGEST_BATCH = 32 * 1024**2
HOUR = 3600
_MAGIC = b"VECHESP1"
_HEAD, _RECORD, _PLACE = struct.Struct(">8sQQ"), struct.Struct(">II"), struct.Struct(">Q")
_SURE_AT, _TAKEN_AT = 8, 16
_to_disk = getattr(os, "fdatasync", os.fsync)


class Spool:
    """Records that outlive the process: appended for sure, taken at least once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._changed = threading.Condition()
        self._next, self._is_writing = _Batch(), False
        self._file = _Own(folder)

    def append(self, data: bytes) -> None:
        """Keep a record; it is on disk when this returns.

        Threads that come while another writes share the next write. Raises `OSError` where the disk
        does not take it: then nothing was promised.
        """
        if len(data) > LARGEST:
            raise ValueError(f"a record of {len(data)} bytes, {LARGEST} at the most")
        with self._changed:
            batch = self._next
            batch.records.append(_RECORD.pack(len(data), _sum(data)) + data)
            self._changed.wait_for(lambda: batch.is_done or not self._is_writing)
            is_ours = not batch.is_done
            if is_ours:
                self._next, self._is_writing = _Batch(), True
        if is_ours:
            self._write(batch)
        if batch.failure is not None:
            raise OSError(*batch.failure.args) from batch.failure

    def drain(self, take: Callable[[list[bytes]], None], most: int = 500) -> int:
        """Hand over what waits, the oldest first, in batches; answers how many records were taken.

        A batch is forgotten when `take` has returned: what it wrote has to be committed by then, and
        to bear being told again, because whoever is killed in between tells it again. What `take`
        raises ends the draining. While another process drains, nothing is done.
        """
        with _sole(self._folder / "draining") as is_sole:
            if not is_sole:
                return 0
            self._sweep()
            return sum(self._drain(path, take, most) for path in self._files())

    def waiting(self) -> int:
        """Answer how many records wait to be taken."""
        count = 0
        for path in self._files():
            with suppress(FileNotFoundError), path.open("rb") as file:
                sure, taken = _places(file)
                count += sum(1 for _ in _records(file, taken, None if _is_left(file) else sure))
        return count

    def close(self) -> None:
        """Let go of this process's file, as its end does; the next record makes another."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_writing)
            self._file.leave()

    def _write(self, batch: "_Batch") -> None:
        try:
            self._file.write(b"".join(batch.records))
        except BaseException as error:
            # What is behind a failed write or fsync cannot be known: never append to that file again.
            self._file.leave()
            batch.failure = error
            if not isinstance(error, Exception):
                raise
        finally:
            with self._changed:
                batch.is_done, self._is_writing = True, False
                self._changed.notify_all()

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.spool"))

    def _sweep(self) -> None:
        """Remove what a process left that was killed while it made its file: nothing is in it."""
        for path in self._folder.glob("*.new"):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > HOUR:
                    path.unlink()

    def _drain(self, path: Path, take: Callable[[list[bytes]], None], most: int) -> int:
        with suppress(FileNotFoundError), path.open("r+b") as file:
            is_left = _is_left(file)
            sure, taken = _places(file)
            count, place = 0, taken
            for batch, end in _batches(_records(file, taken, None if is_left else sure), most):
                take(batch)
                os.pwrite(file.fileno(), _PLACE.pack(end), _TAKEN_AT)
                count, place = count + len(batch), end
            if is_left:
                _clear_away(path, is_whole=place >= sure)
            return count
        return 0


class _Batch:
    """Records that share one write."""

    def __init__(self) -> None:
        self.records: list[bytes] = []
        self.is_done = False
        self.failure: BaseException | None = None


class _Own:
    """The file of this process; one thread writes at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._file, self._end, self._pid, self._made = folder, -1, 0, 0, 0

    def write(self, data: bytes) -> None:
        if self._file < 0 or self._pid != os.getpid():
            self.leave()
            self._open()
        _write_all(self._file, data, self._end)
        _to_disk(self._file)
        self._end += len(data)
        os.pwrite(self._file, _PLACE.pack(self._end), _SURE_AT)
        if self._end > LARGEST_FILE:
            self.leave()

    def leave(self) -> None:
        """Close the file, which lets go of its lock: whoever drains clears it away."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _open(self) -> None:
        """Make a file that is locked before anybody can see it."""
        self._made = max(time.time_ns(), self._made + 1)
        name = f"{self._made:020d}-{os.getpid()}-{secrets.token_hex(4)}"
        hidden = self._folder / f"{name}.new"
        file = os.open(hidden, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            _write_all(file, _HEAD.pack(_MAGIC, _HEAD.size, _HEAD.size), 0)
            os.fsync(file)
            hidden.rename(self._folder / f"{name}.spool")
            _sync_folder(self._folder)
        except BaseException:
            os.close(file)
            hidden.unlink(missing_ok=True)
            raise
        self._file, self._end, self._pid = file, _HEAD.size, os.getpid()


@contextmanager
def _sole(path: Path) -> Iterator[bool]:
    """Tell whether we are the only one who holds this lock while the block runs."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _lock(file)
    finally:
        os.close(file)


def _lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_left(file: BinaryIO) -> bool:
    """Tell whether the writer of a file is gone; if so, the file is ours until we close it."""
    return _lock(file.fileno())


def _places(file: BinaryIO) -> tuple[int, int]:
    """Answer how much of a file is surely on disk and how much of it was taken."""
    head = os.pread(file.fileno(), _HEAD.size, 0)
    magic, sure, taken = _HEAD.unpack(head) if len(head) == _HEAD.size else (b"", 0, 0)
    # Where not even the beginning can be read, all of it had been promised.
    return (sure, max(taken, _HEAD.size)) if magic == _MAGIC else (LARGEST_FILE, _HEAD.size)


def _records(file: BinaryIO, start: int, end: int | None) -> Iterator[tuple[bytes, int]]:
    """Answer whole records with the place behind each, until the end or the first that is torn."""
    file.seek(start)
    while end is None or start < end:
        head = file.read(_RECORD.size)
        if len(head) < _RECORD.size:
            return
        length, sum_ = _RECORD.unpack(head)
        data = file.read(length) if length <= LARGEST else b""
        if len(data) < length or _sum(data) != sum_:
            return
        start += _RECORD.size + length
        yield data, start


def _sum(data: bytes) -> int:
    """Answer a checksum that no empty stretch of disk has by chance: an empty record's is 1."""
    return zlib.crc32(data, 1)


def _batches(records: Iterator[tuple[bytes, int]], most: int) -> Iterator[tuple[list[bytes], int]]:
    batch: list[bytes] = []
    size = place = 0
    for data, place in records:
        batch.append(data)
        size += len(data)
        if len(batch) >= most or size >= LARGEST_BATCH:
            yield batch, place
            batch, size = [], 0
    if batch:
        yield batch, place


def _clear_away(path: Path, *, is_whole: bool) -> None:
    """Remove a file that was taken and whose writer is gone.

    A record that was torn when its writer was killed had been promised to nobody. If one is unreadable
    that had been promised, the disk has failed us: the file stays, and the log says so.
    """
    if is_whole:
        path.unlink()
    else:
        log.error("a record in %s cannot be read although it was written; the file is kept", path)
        path.rename(path.with_suffix(".damaged"))


def _write_all(file: int, data: bytes, place: int) -> None:
    rest = memoryview(data)
    while rest:
        written = os.pwrite(file, rest, place)
        rest, place = rest[written:], place + written


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
