"""Memory that a process takes and does not need."""

import ctypes
import gc
import sys
from contextlib import suppress

# mallopt(3)
ARENA_MAX = -8


def use_few_heaps() -> None:
    """Have threads share two heaps: each more holds memory that nobody uses. Only glibc knows of it."""
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).mallopt(ARENA_MAX, 2)


def give_back_memory() -> None:
    """Collect what nobody holds; with glibc also return free pages to the machine."""
    gc.collect()
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
