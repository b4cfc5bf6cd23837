"""Figures: questions to the columnar copy of a community."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings

from veche.kit.terms import Trouble

if TYPE_CHECKING:
    from veche.core.models import Community

Answer = list[tuple[Any, ...]]
_MOST_CELLS = 1_000_000
# How often the list of files is looked at before they count as missing.
LOOKS = 4


class Answers:
    """The latest answers of this process, by community, version and question; the oldest go first."""

    def __init__(self, most_cells: int = _MOST_CELLS) -> None:
        self.most_cells = most_cells
        self._kept: OrderedDict[Any, Answer] = OrderedDict()
        self._cells = 0
        self._lock = threading.Lock()

    def find(self, key: Any) -> Answer | None:
        """Answer what was answered before, or nothing."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: Any, answer: Answer) -> None:
        """Keep an answer as long as there is room."""
        size = _cells(answer)
        with self._lock:
            if key in self._kept or size > self.most_cells // 4:
                return
            self._kept[key] = answer
            self._cells += size
            while self._cells > self.most_cells:
                self._cells -= _cells(self._kept.popitem(last=False)[1])


def _cells(answer: Answer) -> int:
    return 20 + sum(map(len, answer))


_ANSWERS = Answers()


def ask_columns(
    community: Community,
    question: str,
    values: Mapping[str, Any] | None = None,
    *,
    kept: bool = True,
    bound: float = 20.0,
    version: int | None = None,
) -> Answer:
    """Answer the rows of a question in DuckDB's SQL over the community's columnar copy.

    It sees the tables of `ledger.columns.shapes` and `calendar_days`, `calendar_weeks`. `question`
    is our own text; what comes from users is bound: `values` fill its `$names`. The same question
    about the same version is answered from memory unless `kept` is false: do not change the rows.
    Who asks many questions for one page reads `version_of_columns` once and hands it in.
    Raises `Trouble` where it takes longer than `bound` seconds or more memory than it may have.
    """
    bound_values = dict(values or {})
    version = version_of_columns(community) if version is None else version
    key = (
        str(settings.COLUMNS),
        settings.COLUMNS_ENGINE,
        community.pk,
        version,
        question,
        _as_key(bound_values),
    )
    found = _ANSWERS.find(key) if kept else None
    if found is None:
        found = _ask(community.pk, version, question, bound_values, bound)
        if kept:
            _ANSWERS.keep(key, found)
    return found


def version_of_columns(community: Community) -> int:
    """Answer the version of the community's columnar copy: a higher one may answer differently."""
    from veche.ledger.columns import manifest

    return manifest.version_of(community.pk)


def _ask(community_id: int, version: int, question: str, values: dict[str, Any], bound: float) -> Answer:
    from veche.ledger.columns import manifest
    from veche.ledger.columns.engines import FilesLost, engine

    for _ in range(LOOKS):
        try:
            return engine().ask(community_id, version, question, values, bound)
        except FilesLost as error:
            # Listed, then dropped and swept before it was read: look at the list again.
            lost = error
            engine().forget()
            version = manifest.version_of(community_id)
    raise Trouble(f"files of the columnar copy are missing: veche rebuild-columns ({lost})")


def _as_key(values: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value) for name, value in sorted(values.items())
    )
