"""Discourse as it happens: webhooks at our public address, or asked every so often."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from veche.channels.connectors.discourse.live.acting import act
from veche.channels.connectors.discourse.live.checking import SETTINGS, STEPS, check
from veche.channels.connectors.discourse.live.knocks import knock
from veche.channels.connectors.discourse.live.listening import backfill, listen
from veche.channels.connectors.discourse.live.reading import read
from veche.channels.connectors.discourse.live.saying import LONGEST, send
from veche.channels.terms.live import Can, Live, Way


def hosts(settings: Mapping[str, str]) -> frozenset[str]:
    """Answer where the secrets may go."""
    address = settings.get("address", "").strip()
    own = urlsplit(address if "://" in address else f"https://{address}").hostname
    return frozenset({own} if own else ())


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
