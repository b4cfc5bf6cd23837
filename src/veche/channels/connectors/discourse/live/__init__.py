"""Discourse as it happens: webhooks at our public address, or asked every so often."""

from collections.abc import Mapping

from veche.channels.connectors.discourse.live.acting import act
from veche.channels.connectors.discourse.live.checking import SETTINGS, STEPS, check
from veche.channels.connectors.discourse.live.knocks import knock
from veche.channels.connectors.discourse.live.listening import backfill, listen
from veche.channels.connectors.discourse.live.reading import read
from veche.channels.connectors.discourse.live.saying import LONGEST, send
from veche.channels.terms.addresses import hosts_at
from veche.channels.terms.live import Can, Live, Way


def hosts(settings: Mapping[str, str]) -> frozenset[str]:
    """Answer where the secrets may go."""
    return hosts_at(settings, "address")


LIVE = Live(
    settings=SETTINGS,
    steps=STEPS,
    ways=(Way.LISTEN, Way.HOOK),
    check=check,
    read=read,
    hosts=hosts,
    listen=listen,
    knock=knock,
    send=send,
    act=act,
    backfill=backfill,
    can=frozenset(
        {Can.REPLY, Can.THREAD, Can.DIRECT, Can.ATTACH, Can.DELETE, Can.MUTE, Can.BAN, Can.BACKFILL}
    ),
    longest=LONGEST,
)
