"""Mastodon as it happens: asked every few seconds, answered under a key that is said once."""

from collections.abc import Mapping

from veche.channels.connectors.mastodon.live.checking import SETTINGS, STEPS, check
from veche.channels.connectors.mastodon.live.listening import backfill, listen
from veche.channels.connectors.mastodon.live.reading import read
from veche.channels.connectors.mastodon.live.saying import LONGEST, send
from veche.channels.terms.addresses import hosts_at
from veche.channels.terms.live import Can, Live, Way


def hosts(settings: Mapping[str, str]) -> frozenset[str]:
    """Answer where the secrets may go."""
    return hosts_at(settings, "address")


LIVE = Live(
    settings=SETTINGS,
    steps=STEPS,
    ways=(Way.LISTEN,),
    check=check,
    read=read,
    hosts=hosts,
    listen=listen,
    send=send,
    backfill=backfill,
    can=frozenset({Can.REPLY, Can.DIRECT, Can.ATTACH, Can.BACKFILL}),
    longest=LONGEST,
    repeats_safely=True,
)
