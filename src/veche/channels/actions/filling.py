"""Filling in: what somebody sent by a web form is kept as a knock is, and not too often from one place."""

from __future__ import annotations

from collections.abc import Mapping

from veche.channels.actions.knocking import accept_knock
from veche.channels.queries.filling import ShownForm, opened_form
from veche.channels.terms import CONNECT_CHANNELS
from veche.channels.terms.live import Knock
from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit.limits import count_or_refuse, network_of
from veche.kit.time import Moment

MOST_AN_HOUR = 20


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
    visitor = f"form {shown.connection.pk} {network_of(by.address)}"
    count_or_refuse({visitor: MOST_AN_HOUR}, at=at)
    accept_knock(shown.connection, opened.raws, at=at, by=by)
