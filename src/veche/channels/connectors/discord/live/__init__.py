"""Discord as it happens: the gateway to hear, the REST interface to say and to moderate.

Formats: <https://discord.com/developers/docs/events/gateway>, <https://discord.com/developers/docs/reference>.
"""

from collections.abc import Mapping

from veche.channels.connectors.discord.live.acting import act
from veche.channels.connectors.discord.live.checking import SETTINGS, STEPS, check
from veche.channels.connectors.discord.live.events import read
from veche.channels.connectors.discord.live.listening import listen
from veche.channels.connectors.discord.live.past import backfill
from veche.channels.connectors.discord.live.saying import LONGEST, send
from veche.channels.terms.addresses import hosts_at
from veche.channels.terms.live import Can, Live, Way


def hosts(settings: Mapping[str, str]) -> frozenset[str]:
    """Answer where the secrets may go."""
    return hosts_at(settings, "api", ("discord.com", ".discord.gg"))


LIVE = Live(
    settings=SETTINGS,
    steps=STEPS,
    ways=(Way.LISTEN,),
    check=check,
    read=read,
    hosts=hosts,
    listen=listen,
    send=send,
    act=act,
    backfill=backfill,
    can=frozenset(
        {Can.REPLY, Can.THREAD, Can.DIRECT, Can.ATTACH, Can.DELETE, Can.MUTE, Can.BAN, Can.BACKFILL}
    ),
    longest=LONGEST,
    repeats_safely=True,
)
