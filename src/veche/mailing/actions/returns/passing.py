"""Passing on: what a person wrote to a return address goes to the mail channel, where the inbox opens it."""

from __future__ import annotations

from veche.channels.actions import keep_knocks
from veche.channels.queries import connections_of
from veche.channels.terms import Raw
from veche.core.terms import SYSTEM
from veche.kit.time import moment
from veche.mailing.models import Returning

MAIL = "mail"


def pass_on(returning: Returning) -> bool:
    """Give a letter to the community's mail channel, as if it had come there; answers whether there is one.

    Once for each letter, however often it is asked.
    """
    connection = connections_of(returning.community).filter(connector=MAIL, is_on=True).order_by("pk").first()
    if connection is None:
        return False
    raw = Raw(f"returned/{returning.pk}", bytes(returning.payload), "letter")
    keep_knocks(connection, [raw], at=moment(returning.received_at), by=SYSTEM)
    return True
