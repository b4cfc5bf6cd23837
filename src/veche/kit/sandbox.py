"""Runs our readers over files from outside in a process apart, so that no file can hurt a worker.

The child is a fresh interpreter without database, settings or secrets. It is bounded in
memory and processor time, may write no file, and is killed when it falls silent. What it
answers comes through a pipe, and a thread here takes in a few megabytes ahead: the child
reads on while its parent writes, and waits when it is too far ahead. Only classes from
rooms' `terms` are accepted on the way back: a child that a hostile file took over cannot
make the parent run anything.
"""

import ctypes
import fcntl
import importlib
import io
import itertools
import logging
import os
import pickle
import resource
import select
import signal
import struct
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from veche.kit.ahead import Ahead
from veche.kit.terms import N_, Reason, Refusal, Trouble

log = logging.getLogger("veche.sandbox")
PIPE = 1024 * 1024
AHEAD = 4 * PIPE
FRAME = 200
LARGEST_FRAME = 512 * 1024**2
_HEAD = struct.Struct(">cI")
_ITEMS, _REFUSED, _BROKE, _DONE = b"I", b"R", b"E", b"Z"
_CODE = "from veche.kit.sandbox import serve; serve()"
# What our own limits end a child with, and what Rust and C libraries end themselves with.
_OWN_ENDS = {signal.SIGXCPU, signal.SIGXFSZ, signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL}

TOO_BIG = N_("The file needs more memory to be read than any honest file does.")
TOO_LONG = N_("The file takes longer to be read than any honest file does.")
SILENT = N_("The reading of the file came to a standstill and was stopped.")
CRASHED = N_("The file broke its reader, as only a damaged or a hostile file does.")
STUMBLED = N_("The file could not be read: {error}")
KILLED = "The reader was killed from outside."


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child may take: bytes of memory, seconds of processor time, seconds of silence."""

    memory: int = 1024**3
    processor: int = 300
    silence: float = 120


class Apart:
    """A generator function of ours running in a child: iterate over lists of what it yields.

    Raises the child's `Refusal`, a refusal of the file if the child breaks or exceeds its
    bounds, and `Trouble` if somebody else killed it. Leaving the block ends the child.
    """

    def __init__(
        self,
        make: Callable[..., Iterable[Any]],
        *arguments: Any,
        skip: int = 0,
        limit: int | None = None,
        bounds: Bounds = Bounds(),
    ) -> None:
        self.bounds = bounds
        self._request = pickle.dumps((make, arguments, skip, limit, bounds), 5)
        self._child: subprocess.Popen[bytes] | None = None
        self._ahead: Ahead[tuple[bytes, bytes, Any]] | None = None

    def __enter__(self) -> "Apart":
        surroundings = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-c", _CODE], env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, bufsize=0,
        )  # fmt: skip
        with suppress(OSError, AttributeError):
            fcntl.fcntl(self._out(), fcntl.F_SETPIPE_SZ, PIPE)
        # How a child ended that takes no request is said when its answer is read.
        with suppress(BrokenPipeError), self._child.stdin as door:  # type: ignore[union-attr]
            _write_all(door.fileno(), self._request)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            if self._ahead is not None:
                self._ahead.leave()
            self._child.stdout.close()  # type: ignore[union-attr]

    def __iter__(self) -> Iterator[list[Any]]:
        self._ahead = Ahead(self._frames(), size=lambda frame: len(frame[1]), most=AHEAD)
        for tag, payload, items in self._ahead:
            if tag == _ITEMS:
                yield items
            elif tag == _DONE:
                return
            elif tag == _REFUSED:
                raise _load(payload)
            else:
                log.error("a reader stumbled:\n%s", payload.decode(errors="replace"))
                last = payload.decode(errors="replace").strip().rpartition("\n")[2]
                raise Refusal(Reason(STUMBLED, values={"error": last[:200]}))

    def place_in(self, path: Path) -> int:
        """Answer at which byte of the file the child is, or 0 where the system does not tell."""
        with suppress(OSError, ValueError):
            folder = Path(f"/proc/{self._child.pid}")  # type: ignore[union-attr]
            for link in (folder / "fd").iterdir():
                if os.readlink(link) == str(path):
                    return int((folder / "fdinfo" / link.name).read_text().split()[1])
        return 0

    def _out(self) -> int:
        return self._child.stdout.fileno()  # type: ignore[union-attr]

    def _frames(self) -> Iterator[tuple[bytes, bytes, Any]]:
        tag = _ITEMS
        while tag == _ITEMS:
            tag, payload = self._frame()
            yield tag, payload, _load(payload) if tag == _ITEMS else None

    def _frame(self) -> tuple[bytes, bytes]:
        tag, size = _HEAD.unpack(self._read(_HEAD.size))
        if size > LARGEST_FRAME:
            raise Refusal(TOO_BIG)
        return tag, self._read(size)

    def _read(self, size: int) -> bytes:
        pieces, left = [], size
        poll = select.poll()
        poll.register(self._out(), select.POLLIN)
        while left:
            if not poll.poll(self.bounds.silence * 1000):
                raise Refusal(SILENT)
            piece = os.read(self._out(), min(left, PIPE))
            if not piece:
                raise self._end()
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)

    def _end(self) -> Exception:
        """Answer what it means that the child ended without a last word."""
        code = -self._child.wait()  # type: ignore[union-attr]
        if code == signal.SIGXCPU:
            return Refusal(TOO_LONG)
        if code in _OWN_ENDS or code <= 0:
            return Refusal(CRASHED)
        return Trouble(KILLED)


def ask_apart(function: Callable[..., Any], *arguments: Any, bounds: Bounds = Bounds()) -> Any:
    """Answer what a function answers when it runs in a child; refusals come through."""
    with Apart(_once, function, *arguments, bounds=bounds) as apart:
        return next(itertools.chain.from_iterable(apart))


def _load(payload: bytes) -> Any:
    try:
        return _Careful(io.BytesIO(payload)).load()
    except Exception as error:  # whatever a child in foreign hands may send
        log.exception("a reader sent what no reader sends")
        raise Refusal(CRASHED) from error


def _once(function: Callable[..., Any], *arguments: Any) -> Iterator[Any]:
    yield function(*arguments)


class _Careful(pickle.Unpickler):
    """Makes nothing but the terms of our rooms: tuples, enumerations, refusals."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("veche.") and module.endswith(".terms"):
            found = getattr(importlib.import_module(module), name, None)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"a child may not send {module}.{name}")


# -- in the child -------------------------------------------------------------


def serve() -> None:
    """Be the child: take the request from standard input, send the answers to standard output."""
    out = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _end_with_parent()
    make, arguments, skip, limit, bounds = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our parent
    _bind(bounds)
    try:
        items = itertools.islice(make(*arguments), skip, None if limit is None else skip + limit)
        while frame := list(itertools.islice(items, FRAME)):
            _send(out, _ITEMS, pickle.dumps(frame, 5))
        _send(out, _DONE, b"")
    except Refusal as refusal:
        _send(out, _REFUSED, pickle.dumps(refusal, 5))
    except (MemoryError, RecursionError):
        _send(out, _REFUSED, pickle.dumps(Refusal(TOO_BIG), 5))
    except BrokenPipeError:
        pass  # the parent has heard enough
    except Exception:
        _send(out, _BROKE, traceback.format_exc(limit=-12).encode(errors="replace"))
    os._exit(0)


def _bind(bounds: Bounds) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.processor, bounds.processor + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with_parent() -> None:
    """Have the kernel end this child when its parent is killed (prctl(2))."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _send(out: int, tag: bytes, payload: bytes) -> None:
    _write_all(out, _HEAD.pack(tag, len(payload)) + payload)


def _write_all(out: int, payload: bytes) -> None:
    rest = memoryview(payload)
    while rest:
        rest = rest[os.write(out, rest) :]
