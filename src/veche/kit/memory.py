"""Memory that a process took to start and needs no more."""

import ctypes
import gc
import sys
from contextlib import suppress


def give_back_memory() -> None:
    """Collect what nobody holds; with glibc also return free pages to the machine."""
    gc.collect()
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
