"""Mastodon as it happens: asked every few seconds, answered under a key that is said once."""

from veche.channels.connectors.mastodon.live.checking import SETTINGS, STEPS, check
from veche.channels.connectors.mastodon.live.listening import backfill, listen
from veche.channels.connectors.mastodon.live.reading import read
from veche.channels.connectors.mastodon.live.saying import LONGEST, send
from veche.channels.terms.live import Can, Live, Way

LIVE = Live(
    settings=SETTINGS,
    steps=STEPS,
    ways=(Way.LISTEN,),
    check=check,
    read=read,
    listen=listen,
    send=send,
    backfill=backfill,
    can=frozenset({Can.REPLY, Can.DIRECT, Can.ATTACH, Can.BACKFILL}),
    longest=LONGEST,
)
