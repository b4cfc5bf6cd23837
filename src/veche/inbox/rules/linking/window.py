"""The last hundred messages of a chat, laid in columns so that all are compared at once."""

import math
from collections import Counter, deque
from collections.abc import Iterable

import numpy as np

LOOK_BACK = 100
LONGEST_GAP = 24 * 60 * 60 * 1000
_ROOM = 3 * LOOK_BACK
MOST_STEMS = 30_000
UNHEARD = 100  # As if so many had been heard before: a young chat has rare words too.
FLAGS = ("question", "asking", "agreeing", "thanking", "greeting", "link", "first", "start")
FLAG = {name: number for number, name in enumerate(FLAGS)}
NOBODY = -1


class Window:
    """Columns of what was said last. Row numbers are those of the slice `rows`, oldest first."""

    def __init__(self) -> None:
        self._end = 0
        self._heard = self._counted = 0
        self.numbers: list[int] = []
        self._whole = {name: np.zeros(_ROOM, np.int64)
                       for name in ("who", "target", "at", "later", "talk", "answered", "length",
                                    "answers", "answerer")}  # fmt: skip
        self._flags = np.zeros((len(FLAGS), _ROOM), bool)
        self._seen: Counter[str] = Counter()
        self._where: dict[str, deque[int]] = {}

    def rows(self, now: int) -> slice:
        """Answer the rows to look back over: at most a hundred and none older than a day."""
        start = max(0, self._end - LOOK_BACK)
        start += int(np.searchsorted(self._whole["at"][start : self._end], now - LONGEST_GAP))
        return slice(start, self._end)

    def column(self, name: str, rows: slice) -> np.ndarray:
        """Answer a column, writable."""
        return self._whole[name][rows]

    def flag(self, name: str, rows: slice) -> np.ndarray:
        """Answer a column of yes and no."""
        return self._flags[FLAG[name], rows]

    def rarity(self, stem: str) -> float:
        """Answer how much it tells that two messages share a word (idf)."""
        return math.log((self._counted + UNHEARD) / (self._seen[stem] + 1))

    def shared(self, stems: Iterable[str], rows: slice) -> np.ndarray:
        """Answer for each row the rarity of all words it shares."""
        found = np.zeros(rows.stop - rows.start)
        offset = self._heard - rows.stop
        for stem in stems:
            places = self._where.get(stem)
            if places is None:
                continue
            worth = self.rarity(stem)
            for place in places:
                if place - offset >= rows.start:
                    found[place - offset - rows.start] += worth
        return found

    def push(self, number: int, values: dict[str, int], flags: Iterable[str], stems: Iterable[str]) -> None:
        """Add a message as the latest row."""
        if self._end == _ROOM:
            self._move()
        end = self._end
        rows = slice(max(0, end - LOOK_BACK), end)
        self._whole["later"][rows] += self._whole["who"][rows] == values["who"]
        for name, column in self._whole.items():
            column[end] = values.get(name, NOBODY if name == "answerer" else 0)
        # A clock that went back must not break the order that is searched.
        if end:
            self._whole["at"][end] = max(values["at"], int(self._whole["at"][end - 1]))
        self._flags[:, end] = False
        for name in flags:
            self._flags[FLAG[name], end] = True
        self.numbers.append(number)
        for stem in stems:
            self._seen[stem] += 1
            self._where.setdefault(stem, deque(maxlen=LOOK_BACK)).append(self._heard)
        self._heard += 1
        self._counted += 1
        self._end += 1

    def _move(self) -> None:
        """Keep the rows that can still be seen, and forget words nobody said again."""
        for column in self._whole.values():
            column[:LOOK_BACK] = column[_ROOM - LOOK_BACK :]
        self._flags[:, :LOOK_BACK] = self._flags[:, _ROOM - LOOK_BACK :]
        del self.numbers[: _ROOM - LOOK_BACK]
        self._end = LOOK_BACK
        oldest = self._heard - LOOK_BACK
        self._where = {stem: places for stem, places in self._where.items() if places[-1] >= oldest}
        if len(self._seen) > MOST_STEMS:
            self._seen = Counter({stem: n // 2 for stem, n in self._seen.items() if n > 1})
            self._counted //= 2
