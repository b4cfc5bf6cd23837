"""Taking from a slow source in a thread ahead of whoever asks, a bounded stretch."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Ahead(Generic[Thing]):
    """Iterate over what a source yields, taken in ahead until it holds `most` by `size`.

    Always at least one thing is held, however large. What the source raises is raised in its
    turn. `leave` ends the taking and waits until the source has been let go: end first what
    the source waits for.
    """

    def __init__(self, source: Iterator[Thing], *, size: Callable[[Thing], int], most: int) -> None:
        self._source, self._size, self._most = source, size, most
        self._things: deque[tuple[Thing | None, Exception | None]] = deque()
        self._held = 0
        self._is_left = self._is_over = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._fill, daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[Thing]:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._things or self._is_over or self._is_left)
                if not self._things:
                    return
                thing, error = self._things.popleft()
                if error is not None:
                    raise error
                self._held -= self._size(thing)  # type: ignore[arg-type]
                self._changed.notify_all()
            yield thing  # type: ignore[misc]

    def leave(self) -> None:
        """Take no more, forget what is held, and wait until the thread has ended."""
        with self._changed:
            self._is_left = True
            self._things.clear()
            self._changed.notify_all()
        self._thread.join()

    def _fill(self) -> None:
        try:
            for thing in self._source:
                if not self._put(thing):
                    return
        except Exception as error:
            with self._changed:
                self._things.append((None, error))
        finally:
            with self._changed:
                self._is_over = True
                self._changed.notify_all()

    def _put(self, thing: Thing) -> bool:
        """Hold a thing when there is room for it; answers no if nobody asks any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_left or self._held < self._most)
            if self._is_left:
                return False
            self._things.append((thing, None))
            self._held += self._size(thing)
            self._changed.notify_all()
            return True
