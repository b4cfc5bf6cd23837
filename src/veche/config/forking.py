"""Processes that are forked from this one and share what it has loaded."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

from veche.config.explaining import explained

# prctl(2)
DIE_WITH_PARENT, SET_NAME = 1, 15


def fork(name: str, run: Callable[[], object]) -> int:
    """Run a function in a process of its own and session; answers its number.

    It ends with its parent, even one that was killed: nobody holds the port of the next. What breaks
    in it is said in words, as of a command.
    """
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        os._exit(_live(name, run, parent))
    return pid


def exit_code(pid: int) -> int:
    """Wait until a forked process has ended and answer its exit code; minus a signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _live(name: str, run: Callable[[], object], parent: int) -> int:
    os.setsid()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        system = ctypes.CDLL(None)
        system.prctl(SET_NAME, name.encode())
        system.prctl(DIE_WITH_PARENT, signal.SIGTERM)
    code = explained(run) if os.getppid() == parent else 0
    sys.stdout.flush()
    sys.stderr.flush()
    return code
