"""Whom a letter reaches, and why the others get none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from veche.mailing.terms.delivering import LEFT_OUT_TITLES, LeftOut


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a letter is meant for.

    Without persons: whoever subscribed, and, where no subscription is needed, whoever allows letters. With
    persons: those of them. A notice asks nobody's consent, but suppression holds for it too.
    """

    newsletter: int
    persons: tuple[int, ...] | None = None
    needs_subscription: bool = True
    is_notice: bool = False
    letter: int = 0
    turn: int = 0


class Recipient(NamedTuple):
    """Somebody of an audience: by person, by address, or both; `why` they get nothing."""

    person: int | None
    identity: int | None
    email: str
    why: str


@dataclass(frozen=True, slots=True)
class Audience:
    """How many a letter reaches, and how many it leaves out for which reason."""

    reached: int = 0
    left: Mapping[str, int] = field(default_factory=dict)

    @property
    def meant(self) -> int:
        """How many it was meant for."""
        return self.reached + sum(self.left.values())

    @property
    def reasons(self) -> list[tuple[LeftOut, str, int]]:
        """Why the others get nothing: the reason, its words, how many."""
        return [(why, LEFT_OUT_TITLES[why], self.left[why]) for why in LeftOut if self.left.get(why)]
