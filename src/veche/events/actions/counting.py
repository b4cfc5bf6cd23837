"""Counting attempts: nobody registers without end from one network, or floods one address with letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from veche.core.actions import require
from veche.core.terms import Actor
from veche.events.terms import MOVE_GUESTS
from veche.kit.limits import count_or_refuse, is_spent
from veche.kit.terms import N_, TooOften

if TYPE_CHECKING:
    from veche.core.models import Community

TOO_OFTEN = N_(
    "Too much was sent from your network or to this address within an hour. Come back later, please."
)


def count_attempts(most: Mapping[str, int], *, in_: Community, by: Actor) -> None:
    """Count one more of each within this hour in a community; refuses what is beyond `most` lets through."""
    require(by, MOVE_GUESTS, in_=in_)
    count_or_refuse(_here(most, in_), said=TOO_OFTEN)


def refuse_spent(most: Mapping[str, int], *, in_: Community, by: Actor) -> None:
    """Refuse where one of them is at its bound in a community already; counts nothing."""
    require(by, MOVE_GUESTS, in_=in_)
    if is_spent(_here(most, in_)):
        raise TooOften(TOO_OFTEN)


def _here(most: Mapping[str, int], community: Community) -> dict[str, int]:
    return {f"event {community.pk} {what}": bound for what, bound in most.items()}
