"""Feeds: RSS and Atom, looked at from time to time: what we publish ourselves, or what others say of us."""

from veche.channels.connectors.feed.live import LIVE
from veche.channels.terms import Connector
from veche.kit.terms import N_

CONNECTOR = Connector(key="feed", title=N_("Feed"), unit=N_("entry"), live=LIVE)
