"""Filling in: what somebody sent by a web form is kept as a knock is, and not too often from one place."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping

from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import salted_hmac

from veche.channels.actions.knocking import accept_knock
from veche.channels.queries.filling import ShownForm, opened_form
from veche.channels.terms import CONNECT_CHANNELS
from veche.channels.terms.live import Knock
from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.terms import N_, Refusal
from veche.kit.time import HOUR, SECOND, Moment

MOST_AN_HOUR = 20
TOO_OFTEN = N_("Too much was sent from your network within an hour. Come back later, please.")


class TooOften(Refusal):
    """So much came from one place that the next has to wait."""


def fill_in_form(
    shown: ShownForm,
    told: Mapping[str, str],
    *,
    body: bytes,
    headers: Mapping[str, str],
    at: Moment,
    by: Actor,
) -> None:
    """Keep what a form was filled in with; it survives kill -9 once this returns. May be repeated.

    `body` and `headers` are what was sent, `told` the same as texts by the names of the fields.

    Refuses programs, what is stale and what is wrong, with every error at once; and an address from
    which too much came within an hour. Of the address a keyed digest is kept for that hour.
    """
    require(by, CONNECT_CHANNELS, in_=shown.connection.community)
    asked = Knock("POST", {name.lower(): value for name, value in headers.items()}, {}, body, at)
    opened = opened_form(shown, asked, told)
    _count(f"{shown.connection.pk} {_network_of(by.address)}", at)
    accept_knock(shown.connection, opened.raws, at=at, by=by)


def _count(visitor: str, at: Moment) -> None:
    """Count one more of a visitor, on every node alike; refuses when there were enough."""
    digest = salted_hmac("veche.channels.form", visitor, algorithm="sha256").hexdigest()[:32]
    key = f"form-{digest}-{at // HOUR}"
    with transaction.atomic():
        sql.lock("channels.form", int(digest[:7], 16))
        count = int(cache.get(key, 0))
        if count >= MOST_AN_HOUR:
            raise TooOften(TOO_OFTEN)
        cache.set(key, count + 1, HOUR // SECOND)


def _network_of(address: str) -> str:
    """Answer whose address it is: a household has one of the old ones, and 2**64 of the new ones."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))
