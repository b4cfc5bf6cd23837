"""Slack as it happens: events over a socket or at our public address, answers by the web API.

Formats: <https://docs.slack.dev/apis/events-api>, <https://docs.slack.dev/apis/events-api/using-socket-mode>,
<https://docs.slack.dev/reference/methods>.
"""

from collections.abc import Mapping

from veche.channels.connectors.slack.live.checking import SETTINGS, STEPS, check
from veche.channels.connectors.slack.live.events import read
from veche.channels.connectors.slack.live.knocks import knock
from veche.channels.connectors.slack.live.listening import listen
from veche.channels.connectors.slack.live.past import backfill
from veche.channels.connectors.slack.live.saying import LONGEST, act, send
from veche.channels.terms.addresses import hosts_at
from veche.channels.terms.live import Can, Live, Way


def hosts(settings: Mapping[str, str]) -> frozenset[str]:
    """Answer where the secrets may go."""
    return hosts_at(settings, "api", ("slack.com", ".slack.com"))


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
    can=frozenset({Can.REPLY, Can.THREAD, Can.DIRECT, Can.ATTACH, Can.DELETE, Can.BACKFILL}),
    longest=LONGEST,
)
