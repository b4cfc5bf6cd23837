"""Exporting: that a list of people leaves the house is noted before it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.people.terms import EXPORT_PEOPLE, Wish

if TYPE_CHECKING:
    from veche.core.models import Community


def note_export(wish: Wish, *, only: set[int] | None = None, in_: Community, by: Actor) -> None:
    """Leave in the audit that somebody saves a list of people as a file, and of whom."""
    require(by, EXPORT_PEOPLE, in_=in_)
    whom = "everybody" if only is None else sorted(only)
    audit(by, "people.export_people", in_=in_, people=whom, columns=list(wish.columns), query=wish.query)
